import { at } from '../../template';
import { PASS } from '../outcome';
import type { Rule } from '../rule';
import { EGRESS_TYPES, everyGroupRule } from './group-rules';
import { protocolNamed } from './security-group-ingress-protocols-named';

export const securityGroupEgressProtocolsNamed: Rule = {
  id: 'SecurityGroupEgressProtocolsNamed',
  title: 'security group names the protocol of what it lets out',
  why: 'a rule for all protocols leaves every tunnel open to who has taken over the workload',
  fix: 'write the protocol and the port that the workload calls',
  severity: 'warning',
  controls: ['NET-08'],
  types: EGRESS_TYPES,
  check: (resource) => everyGroupRule(resource, 'out', (rule) => (['CidrIp', 'CidrIpv6'].some((name) => NOBODY.includes(String(at(rule.value, name)))) ? PASS : protocolNamed(rule))),
};

/** Blocks that lead nowhere: how templates write that a group lets nothing out. */
const NOBODY = ['127.0.0.1/32', '255.255.255.255/32', '::1/128'];
