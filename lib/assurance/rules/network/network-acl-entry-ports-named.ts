import { at, isUnknown, number } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { told } from './told';

export const networkAclEntryPortsNamed: Rule = {
  id: 'NetworkAclEntryPortsNamed',
  title: 'network ACL names the ports of what it allows',
  why: 'an entry for every port leaves the security group as the only wall',
  fix: 'write the ports that the subnet serves or calls, and the ephemeral ones for answers',
  severity: 'warning',
  controls: ['NET-08'],
  types: ['AWS::EC2::NetworkAclEntry'],
  check: (entry) => {
    const action = told(at(entry.properties, 'RuleAction'));
    if (isUnknown(action)) return unknownOutcome(action.cause);
    if (action === 'deny') return skip('Denies');
    const protocol = number(at(entry.properties, 'Protocol'));
    if (isUnknown(protocol)) return unknownOutcome(causeOf(at(entry.properties, 'Protocol'), ['Protocol'], 'a protocol number'));
    if (protocol !== undefined && protocol !== 6 && protocol !== 17 && protocol !== -1) return PASS;
    if (protocol === -1) return fail({ path: ['Protocol'], got: protocol, because: [{ code: 'AllPorts' }] });
    const range = at(entry.properties, 'PortRange');
    const [from, to] = [number(at(range, 'From')), number(at(range, 'To'))];
    if (isUnknown(range) || isUnknown(from) || isUnknown(to)) return unknownOutcome(causeOf(range, ['PortRange'], 'a range of ports'));
    return from === undefined || to === undefined || to - from >= 65534 ? fail({ path: ['PortRange'], got: range, because: [{ code: 'AllPorts' }] }) : PASS;
  },
};
