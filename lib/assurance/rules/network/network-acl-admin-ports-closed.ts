import { any } from '../../iam/trilean';
import { at, bool, isUnknown, number } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { ADMIN_PORTS } from './admin-ports';
import { isWorld } from './world';
import { told } from './told';

/** From here up are the ports that answers come back to: an entry for all of them is how a stateless list lets answers in. */
const FIRST_EPHEMERAL = 1024;

export const networkAclAdminPortsClosed: Rule = {
  id: 'NetworkAclAdminPortsClosed',
  title: 'network ACL keeps remote administration and data stores away from the internet',
  why: 'with the list open a single wrong security group rule is enough',
  fix: 'allow inbound only from the blocks that may connect',
  severity: 'error',
  controls: ['NET-08'],
  types: ['AWS::EC2::NetworkAclEntry'],
  check: (entry, context) => {
    const { properties } = entry;
    const egress = bool(at(properties, 'Egress'));
    const action = told(at(properties, 'RuleAction'));
    if (isUnknown(action)) return unknownOutcome(action.cause);
    if (action === 'deny') return skip('Denies');
    if (egress === true) return skip('Outward');
    const open = any([isWorld(at(properties, 'CidrBlock'), context), isWorld(at(properties, 'Ipv6CidrBlock'), context)]);
    if (open === 'no') return PASS;
    const protocol = number(at(properties, 'Protocol'));
    const [from, to] = [number(at(properties, 'PortRange', 'From')), number(at(properties, 'PortRange', 'To'))];
    if (isUnknown(egress) || isUnknown(protocol) || isUnknown(from) || isUnknown(to)) return unknownOutcome(causeOf(at(properties, 'PortRange'), ['PortRange'], 'ports'));
    if (protocol !== undefined && ![-1, 6, 17].includes(protocol)) return PASS;
    const [first, last] = protocol === -1 ? [0, 65535] : [from ?? 0, to ?? 65535];
    const ports = first >= FIRST_EPHEMERAL && last - first > 10_000 ? [] : Object.entries(ADMIN_PORTS).filter(([, port]) => first <= port && port <= last);
    if (ports.length === 0) return PASS;
    const finding = { path: ['CidrBlock'], got: at(properties, 'CidrBlock') ?? at(properties, 'Ipv6CidrBlock'), because: [{ code: 'AdminPortsOpen', ports: ports.map(([name, port]) => `${name} ${String(port)}`) }] };
    return open === 'yes' ? fail(finding) : unknownOutcome(causeOf(finding.got, finding.path, 'a narrower block'));
  },
};
