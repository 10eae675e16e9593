import { at, isUnknown, listOrOne } from '../../template';
import { causeOf, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { guarded, referrers } from './references';

export const securityGroupEgressDeclared: Rule = {
  id: 'SecurityGroupEgressDeclared',
  title: 'security group says what it lets out',
  why: 'EC2 gives a group without an egress rule one that lets everything out to everywhere',
  fix: 'write the egress that the workload needs, or a rule that matches nothing',
  severity: 'error',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::SecurityGroup'],
  check: (resource, context) => {
    const written = at(resource.properties, 'SecurityGroupEgress');
    const rules = listOrOne(written);
    if (isUnknown(rules)) return unknownOutcome(causeOf(written, ['SecurityGroupEgress'], 'a list of rules'));
    if (rules !== undefined && rules.length > 0) return PASS;
    return guarded(referrers(context, resource, ['AWS::EC2::SecurityGroupEgress'], 'GroupId'), () => PASS, { path: ['SecurityGroupEgress'], got: written, because: [{ code: 'DefaultEgress' }] });
  },
};
