import { at, isUnknown, text } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { told } from './told';

export const networkAclEntryProtocolNamed: Rule = {
  id: 'NetworkAclEntryProtocolNamed',
  title: 'network ACL names the protocol of what it allows',
  why: 'an entry that allows all protocols makes the list as good as none',
  fix: 'write the protocol number and the ports that the subnet serves or calls',
  severity: 'warning',
  controls: ['NET-08'],
  types: ['AWS::EC2::NetworkAclEntry'],
  check: (entry) => {
    const action = told(at(entry.properties, 'RuleAction'));
    if (isUnknown(action)) return unknownOutcome(action.cause);
    if (action === 'deny') return skip('Denies');
    const value = at(entry.properties, 'Protocol');
    const protocol = text(value);
    if (protocol === undefined || isUnknown(protocol) || protocol.includes('\u27E6')) return unknownOutcome(causeOf(value, ['Protocol'], 'a protocol number'));
    return protocol === '-1' ? fail({ path: ['Protocol'], got: value, because: [{ code: 'AllProtocols' }] }) : PASS;
  },
};
