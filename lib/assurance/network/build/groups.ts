import type { Value } from '../../template/value';
import { ALL_ADDRESSES, exactly, notKnown } from '../addresses';
import type { Doubt, GroupRule, Id, Peer, SecurityGroup, Vpc } from '../model';
import { ALL_TRAFFIC, protocolNumber, ruleTraffic } from '../traffic';
import { clusterGroups } from './clusters';
import type { AddressBook } from './extents';
import { Belongings, isDoubt, type NetworkResource, type Reader } from './reader';

const GROUP = 'AWS::EC2::SecurityGroup';
const PEERS = {
  in: { list: 'SourcePrefixListId', group: 'SourceSecurityGroupId', name: 'SourceSecurityGroupName' },
  out: { list: 'DestinationPrefixListId', group: 'DestinationSecurityGroupId', name: 'DestinationSecurityGroupName' },
} as const;

/** Security groups with their rules, inline and separate; each VPC's default group is open to itself and to everywhere outwards. */
export function securityGroups(reader: Reader, book: AddressBook, vpcs: ReadonlyMap<Id, Vpc>): ReadonlyMap<Id, SecurityGroup> {
  const rules = separateRules(reader, book);
  const groups = reader.ofType(GROUP).map((resource): SecurityGroup => {
    const separate = rules.of(resource.id);
    return { id: resource.id, vpc: vpcOf(reader, resource), rules: [...ownRules(reader, book, resource, separate), ...separate] };
  });
  const defaults = [...vpcs.values()].map((vpc): SecurityGroup => ({
    id: vpc.defaultSecurityGroup, vpc: vpc.id, outside: vpc.outside, rules: [...defaultRules(reader, vpc), ...rules.of(vpc.defaultSecurityGroup)],
  }));
  return new Map([...groups, ...defaults, ...clusterGroups(reader, rules)].map((group) => [group.id, group]));
}

/** A group's id, also that of a VPC's default group. */
export function groupId(reader: Reader, name: string): Id {
  const found = reader.find(name);
  if (found?.resource.type === 'AWS::EC2::VPC') return found.attribute === 'DefaultSecurityGroup' ? defaultGroupId(found.resource.id) : name;
  if (found?.resource.type === 'AWS::EKS::Cluster') return clusterGroupId(found.resource.id);
  return found?.resource.type === GROUP ? found.resource.id : name;
}

export function clusterGroupId(cluster: Id): Id {
  return `${cluster}/cluster-security-group`;
}

export function defaultGroupId(vpc: Id): Id {
  return `${vpc}/default-security-group`;
}

function vpcOf(reader: Reader, resource: NetworkResource): Id | undefined {
  const vpc = reader.text(resource.properties, 'VpcId');
  return vpc === undefined ? undefined : reader.id(vpc);
}

function separateRules(reader: Reader, book: AddressBook): Belongings<GroupRule> {
  const rules = new Belongings<GroupRule>();
  for (const resource of reader.ofType('AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress')) {
    const direction = resource.type.endsWith('Ingress') ? 'in' : 'out';
    const owner = reader.owner(reader.text(resource.properties, 'GroupId') ?? reader.text(resource.properties, 'GroupName'), (name) => groupId(reader, name));
    for (const rule of rulesOf(reader, book, resource.properties, resource.id, direction, resource.doubt)) rules.add(owner, { ...rule, doubt: rule.doubt ?? owner.doubt });
  }
  return rules;
}

/** A group without any egress rule of its own lets everything out: EC2 adds that rule when it creates the group. */
function ownRules(reader: Reader, book: AddressBook, resource: NetworkResource, separate: readonly GroupRule[]): GroupRule[] {
  const inline = (direction: 'in' | 'out', property: string): GroupRule[] => reader.items(resource.properties, property)
    .flatMap((item, index) => rulesOf(reader, book, item, `${resource.id}/${property}/${String(index)}`, direction, undefined));
  const outward = inline('out', 'SecurityGroupEgress');
  const open = outward.length === 0 && !separate.some(({ direction, doubt }) => direction === 'out' && doubt === undefined);
  return [...inline('in', 'SecurityGroupIngress'), ...outward, ...(open ? [everythingOut(`${resource.id}/default-egress`)] : [])];
}

function everythingOut(id: Id, doubt?: Doubt): GroupRule {
  return { id, direction: 'out', traffic: ALL_TRAFFIC, peer: { kind: 'addresses', addresses: exactly(ALL_ADDRESSES) }, doubt };
}

function defaultRules(reader: Reader, vpc: Vpc): GroupRule[] {
  const changed = reader.resources.find(({ type, properties }) => (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')
    && Object.values(properties).some((value) => typeof value === 'string' && groupId(reader, value) === vpc.defaultSecurityGroup));
  const doubt = changed ? { code: 'ChangedByCustomResource', resource: changed.id, group: vpc.defaultSecurityGroup } : undefined;
  const self: GroupRule = { id: `${vpc.defaultSecurityGroup}/ingress`, direction: 'in', traffic: ALL_TRAFFIC, peer: { kind: 'group', group: vpc.defaultSecurityGroup }, doubt };
  return [self, everythingOut(`${vpc.defaultSecurityGroup}/egress`, doubt)];
}

/** One written rule; a peer that names nothing is a rule that cannot be told. */
function rulesOf(reader: Reader, book: AddressBook, rule: Value, id: Id, direction: 'in' | 'out', doubt: Doubt | undefined): GroupRule[] {
  const protocol = protocolNumber(reader.text(rule, 'IpProtocol') ?? '');
  const [from, to] = [reader.number(rule, 'FromPort'), reader.number(rule, 'ToPort')];
  const vague = protocol === undefined || isDoubt(from) || isDoubt(to);
  const traffic = vague ? ALL_TRAFFIC : ruleTraffic(protocol, from, to);
  const peers = peersOf(reader, book, rule, direction);
  const unsure: Doubt | undefined = doubt ?? (vague ? { code: 'RuleNotKnown', rule: id } : undefined);
  if (traffic.isEmpty) return [];
  if (peers.length === 0) return [{ id, direction, traffic, peer: { kind: 'addresses', addresses: notKnown(id) }, doubt: unsure }];
  return peers.map((peer): GroupRule => ({ id, direction, traffic, peer, doubt: unsure }));
}

function peersOf(reader: Reader, book: AddressBook, rule: Value, direction: 'in' | 'out'): Peer[] {
  const names = PEERS[direction];
  const [v4, v6] = [reader.text(rule, 'CidrIp'), reader.text(rule, 'CidrIpv6')];
  const list = reader.text(rule, names.list);
  const group = reader.text(rule, names.group) ?? reader.text(rule, names.name);
  const peers: Peer[] = [];
  if (v4 !== undefined) peers.push({ kind: 'addresses', addresses: book.cidr(v4, 4).extent });
  if (v6 !== undefined) peers.push({ kind: 'addresses', addresses: book.cidr(v6, 6).extent });
  if (list !== undefined) peers.push({ kind: 'addresses', addresses: book.prefixList(list).extent });
  if (group !== undefined) peers.push({ kind: 'group', group: groupId(reader, group) });
  return peers;
}
