import { fail } from '../outcome';
import type { Rule } from '../rule';
import { describeRule, EGRESS_TYPES, everyGroupRule, peerOf, whenWorld } from './group-rules';

export const securityGroupEgressNotOpen: Rule = {
  id: 'SecurityGroupEgressNotOpen',
  title: 'security group lets nothing out to the internet',
  why: 'prompts, documents and weights leave by the first open way out; with none, a taken-over workload has nowhere to send them',
  fix: 'name the security groups, prefix lists and endpoints that the workload calls',
  severity: 'error',
  controls: ['NET-01', 'NET-08'],
  types: EGRESS_TYPES,
  check: (resource, context) => everyGroupRule(resource, 'out', (rule) => whenWorld(rule, context, () =>
    fail({ id: describeRule(rule), path: rule.path, got: peerOf(rule), because: [{ code: 'EgressToInternet', rule: describeRule(rule) }] }))),
};
