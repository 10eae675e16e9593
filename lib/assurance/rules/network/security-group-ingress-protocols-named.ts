import { at, text, isUnknown } from '../../template';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { describeRule, everyGroupRule, INGRESS_TYPES, type GroupRule } from './group-rules';

export const securityGroupIngressProtocolsNamed: Rule = {
  id: 'SecurityGroupIngressProtocolsNamed',
  title: 'security group names the protocol of what it takes in',
  why: 'a rule for all protocols opens every port of everything behind the group',
  fix: 'write the protocol and the port that the workload listens on',
  severity: 'error',
  controls: ['NET-08'],
  types: INGRESS_TYPES,
  check: (resource) => everyGroupRule(resource, 'in', protocolNamed),
};

/** Fails on the protocol `-1`. */
export function protocolNamed(rule: GroupRule): Outcome {
  const value = at(rule.value, 'IpProtocol');
  const path = [...rule.path, 'IpProtocol'];
  const protocol = text(value);
  if (protocol === undefined || isUnknown(protocol) || protocol.includes('\u27E6')) return unknownOutcome(causeOf(value, path, 'a protocol'));
  return /^(?:-1|all)$/i.test(protocol) ? fail({ id: describeRule(rule), path, got: value, because: [{ code: 'AllProtocols', rule: describeRule(rule) }] }) : PASS;
}
