import type { Rule } from '../rule';
import { EGRESS_TYPES, everyGroupRule } from './group-rules';
import { singlePort } from './security-group-ingress-single-port';

export const securityGroupEgressSinglePort: Rule = {
  id: 'SecurityGroupEgressSinglePort',
  title: 'security group lets out one port a rule',
  why: 'a range lets a workload call services that it has no business with',
  fix: 'write one rule for each port that the workload calls',
  severity: 'warning',
  controls: ['NET-08'],
  types: EGRESS_TYPES,
  check: (resource) => everyGroupRule(resource, 'out', singlePort),
};
