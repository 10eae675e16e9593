import { any, type Trilean } from '../../iam/trilean';
import { formatTraffic, type IntervalSet } from '../../network';
import { protocolNumber, ruleTraffic } from '../../network/traffic';
import { at, isList, isUnknown, listOrOne, number, text, type Resource, type Value } from '../../template';
import { causeOf, every, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { resourceOf } from './references';
import { isWorld, WRITTEN_INTERNET } from './world';

export type Direction = 'in' | 'out';

/** One rule of a security group, in the group or by itself. */
export interface GroupRule {
  readonly direction: Direction;
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** Types that hold rules of security groups. */
export const INGRESS_TYPES: readonly string[] = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress'];
export const EGRESS_TYPES: readonly string[] = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress'];

const LISTS = { in: 'SecurityGroupIngress', out: 'SecurityGroupEgress' } as const;
/** Whatever can be a rule's other end. */
const PEERS = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'DestinationPrefixListId', 'SourceSecurityGroupId', 'SourceSecurityGroupName', 'DestinationSecurityGroupId'];
const PREFIX_LISTS = { in: 'SourcePrefixListId', out: 'DestinationPrefixListId' } as const;

/** Judges each rule of a direction; skips a group without any. */
export function everyGroupRule(resource: Resource, direction: Direction, judge: (rule: GroupRule) => Outcome): Outcome {
  if (resource.type !== 'AWS::EC2::SecurityGroup') return judge({ direction, resource, path: [], value: resource.properties });
  const property = LISTS[direction];
  const written = at(resource.properties, property);
  const rules = listOrOne(written);
  if (isUnknown(rules)) return unknownOutcome(causeOf(written, [property], 'a list of rules'));
  if (rules === undefined || rules.length === 0) return skip('NoRules', { direction });
  return every(rules.map((value, index) => judge({ direction, resource, path: [property, index], value })));
}

/** Judges a rule whose other end is the internet; others pass, and what is only perhaps the internet does not fail. */
export function whenWorld(rule: GroupRule, context: RuleContext, judge: () => Outcome): Outcome {
  const open = meetsWorld(rule, context);
  if (open === 'no') return PASS;
  const outcome = judge();
  return open === 'unknown' && outcome.kind === 'fail' ? unknownOutcome(causeOf(peerOf(rule), rule.path, 'a narrower block')) : outcome;
}

export function meetsWorld(rule: GroupRule, context: RuleContext): Trilean {
  if (!PEERS.some((name) => at(rule.value, name) !== undefined)) return 'unknown';
  return any([isWorld(at(rule.value, 'CidrIp'), context), isWorld(at(rule.value, 'CidrIpv6'), context), listMeetsWorld(rule, context)]);
}

export function peerOf({ value, direction }: GroupRule): Value | undefined {
  return at(value, 'CidrIp') ?? at(value, 'CidrIpv6') ?? at(value, PREFIX_LISTS[direction]);
}

/** Ports and protocols of a rule; undefined where they cannot be told. */
export function trafficOf({ value }: GroupRule): IntervalSet | undefined {
  const protocol = text(at(value, 'IpProtocol'));
  const [from, to] = [number(at(value, 'FromPort')), number(at(value, 'ToPort'))];
  if (protocol === undefined || isUnknown(protocol) || isUnknown(from) || isUnknown(to)) return undefined;
  const known = protocolNumber(protocol);
  return known === undefined ? undefined : ruleTraffic(known, from, to);
}

/** `tcp 22 0.0.0.0/0`: tells the findings of one group apart. */
export function describeRule(rule: GroupRule): string {
  const traffic = trafficOf(rule);
  const peer = text(peerOf(rule));
  return `${traffic === undefined ? 'traffic not told' : formatTraffic(traffic)} ${isUnknown(peer) ? peer.name : peer ?? ''}`.trim();
}

/** A list of the templates by its entries; any other one by what the network model was told of it. */
function listMeetsWorld({ value, direction, resource, path }: GroupRule, context: RuleContext): Trilean {
  const list = at(value, PREFIX_LISTS[direction]);
  if (list === undefined) return 'no';
  const own = resourceOf(list, context);
  const entries = own?.type === 'AWS::EC2::PrefixList' ? at(own.properties, 'Entries') : undefined;
  if (isList(entries)) return any(entries.map((entry) => isWorld(at(entry, 'Cidr'), context)));
  const id = [`${resource.template}.${resource.logicalId}`, ...path].join('/');
  const peer = [...context.network().model.securityGroups.values()].flatMap(({ rules }) => rules).find((rule) => rule.id === id)?.peer;
  return peer?.kind === 'addresses' && !peer.addresses.atMost.meets(WRITTEN_INTERNET) ? 'no' : 'unknown';
}
