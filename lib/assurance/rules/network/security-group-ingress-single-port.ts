import { at, hasSymbol, isUnknown, number, text } from '../../template';
import { protocolNumber } from '../../network/traffic';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { describeRule, everyGroupRule, INGRESS_TYPES, type GroupRule } from './group-rules';

export const securityGroupIngressSinglePort: Rule = {
  id: 'SecurityGroupIngressSinglePort',
  title: 'security group takes in one port a rule',
  why: 'a range opens ports that nobody meant to serve',
  fix: 'write one rule for each port that the workload listens on',
  severity: 'warning',
  controls: ['NET-08'],
  types: INGRESS_TYPES,
  check: (resource) => everyGroupRule(resource, 'in', singlePort),
};

/** Fails on TCP and UDP rules for several ports; other protocols have none. */
export function singlePort(rule: GroupRule): Outcome {
  const protocol = text(at(rule.value, 'IpProtocol'));
  const known = protocol === undefined || isUnknown(protocol) ? undefined : protocolNumber(protocol);
  if (known !== undefined && known !== 6 && known !== 17) return PASS;
  const [from, to] = [number(at(rule.value, 'FromPort')), number(at(rule.value, 'ToPort'))];
  const doubtful = isUnknown(from) || isUnknown(to);
  if (doubtful) return unknownOutcome(causeOf(at(rule.value, isUnknown(from) ? 'FromPort' : 'ToPort'), rule.path, 'a port'));
  const single = from !== undefined && from >= 0 && from === to;
  // ports mean something with TCP and UDP only
  if (!single && (isUnknown(protocol) || (protocol !== undefined && hasSymbol(protocol)))) return unknownOutcome(causeOf(at(rule.value, 'IpProtocol'), [...rule.path, 'IpProtocol'], 'a protocol'));
  return single || (known === undefined && from === to) ? PASS : fail({ id: describeRule(rule), path: rule.path, because: [{ code: 'PortRange', rule: describeRule(rule) }] });
}
