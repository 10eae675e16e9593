import { any } from '../../iam/trilean';
import { at, isUnknown } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { isWorld } from './world';
import { told } from './told';

export const networkAclEntryNotOpen: Rule = {
  id: 'NetworkAclEntryNotOpen',
  title: 'network ACL names the blocks that it allows',
  why: 'a list that allows the whole internet no longer backs up the security groups: their next mistake is open to everyone',
  fix: 'write the blocks of the subnets that the traffic comes from or goes to',
  severity: 'warning',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::NetworkAclEntry'],
  check: ({ properties }, context) => {
    const action = told(at(properties, 'RuleAction'));
    if (isUnknown(action)) return unknownOutcome(action.cause);
    if (action === 'deny') return skip('Denies');
    const block = at(properties, 'CidrBlock') ?? at(properties, 'Ipv6CidrBlock');
    const open = any([isWorld(at(properties, 'CidrBlock'), context), isWorld(at(properties, 'Ipv6CidrBlock'), context)]);
    if (open === 'no') return PASS;
    return open === 'yes' ? fail({ path: ['CidrBlock'], got: block, because: [{ code: 'AllowsInternet' }] }) : unknownOutcome(causeOf(block, ['CidrBlock'], 'a narrower block'));
  },
};
