import { tcp, udp } from '../../network';
import { fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { ADMIN_PORTS } from './admin-ports';
import { describeRule, everyGroupRule, INGRESS_TYPES, peerOf, trafficOf, whenWorld } from './group-rules';

export const securityGroupAdminPortsClosed: Rule = {
  id: 'SecurityGroupAdminPortsClosed',
  title: 'security group keeps remote administration and data stores away from the internet',
  why: 'ports of shells, desktops, databases and caches are scanned and attacked within minutes',
  fix: 'remove the rule; reach machines through Systems Manager, and data stores from the groups of their clients',
  severity: 'error',
  controls: ['NET-08'],
  types: INGRESS_TYPES,
  check: (resource, context) => everyGroupRule(resource, 'in', (rule) => whenWorld(rule, context, () => {
    const traffic = trafficOf(rule);
    if (traffic === undefined) return unknownOutcome({ code: 'TrafficNotTold', rule: describeRule(rule) });
    const open = Object.entries(ADMIN_PORTS).filter(([, port]) => traffic.meets(tcp(port)) || traffic.meets(udp(port)));
    if (open.length === 0) return PASS;
    return fail({ id: describeRule(rule), path: rule.path, got: peerOf(rule), because: [{ code: 'AdminPortsOpen', ports: open.map(([name, port]) => `${name} ${String(port)}`) }] });
  })),
};
