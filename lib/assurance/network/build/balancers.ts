import { at, type Value } from '../../template/value';
import { parseCidr } from '../addresses';
import { IntervalSet } from '../intervals';
import type { Doubt, Forward, Id, Node } from '../model';
import { ALL_TRAFFIC, tcp, udp } from '../traffic';
import { functionNamed } from './functions';
import { given, nodeOf, type Ground } from './interfaces';
import { isDoubt, type NetworkResource, type Reader } from './reader';

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const UDP_PROTOCOLS = ['UDP', 'QUIC'];
const BOTH_PROTOCOLS = ['TCP_UDP', 'TCP_QUIC'];
const EPHEMERAL = tcp(32768, 65535);

interface Target {
  readonly node: Id | undefined;
  readonly traffic: IntervalSet;
  readonly doubt?: Doubt;
}

/** Application, network and classic load balancers, with a forward for each listener and each target behind it. */
export function balancers(ground: Ground, nodes: readonly Node[]): Node[] {
  const { reader } = ground;
  const modern = reader.ofType(BALANCER).map((resource) => {
    const { properties } = resource;
    const type = reader.text(properties, 'Type') ?? 'application';
    const network = type === 'network';
    const subnets = [...reader.texts(properties, 'Subnets'), ...reader.items(properties, 'SubnetMappings').flatMap((mapping) => reader.text(mapping, 'SubnetId') ?? [])];
    const written = reader.texts(properties, 'SecurityGroups');
    const groups = written.length > 0 || reader.isTold(type) ? written : [`${resource.id}/groups-by-type`];
    const address = reader.text(properties, 'IpAddressType') ?? 'ipv4';
    const scheme = type === 'gateway' ? 'internal' : reader.text(properties, 'Scheme') ?? 'internet-facing';
    const node = nodeOf(ground, resource, 'load-balancer', {
      subnets, groups,
      publicAddress: scheme === 'internal' || address === 'dualstack-without-public-ipv4' ? 'no' : reader.isTold(scheme) ? 'yes' : { code: 'SchemeNotTold', loadBalancer: resource.id },
      v6: address.startsWith('dualstack') ? 'yes' : reader.isTold(address) ? 'no' : { code: 'AddressTypeNotTold', loadBalancer: resource.id },
    }, { listensOnly: true, forwards: forwardsOf(reader, resource, network, nodes) });
    // one that works below HTTP and was given no group has none
    return (network || type === 'gateway') && groups.length === 0 ? { ...node, groups: undefined } : node;
  });
  return [...modern, ...reader.ofType('AWS::ElasticLoadBalancing::LoadBalancer').map((resource) => classic(ground, resource, nodes))];
}

function forwardsOf(reader: Reader, balancer: NetworkResource, network: boolean, nodes: readonly Node[]): Forward[] {
  const listeners = reader.belonging(balancer.id, 'LoadBalancerArn', 'AWS::ElasticLoadBalancingV2::Listener');
  return listeners.flatMap((listener) => {
    const accepts = listenerTraffic(reader, listener);
    const rules = reader.belonging(listener.id, 'ListenerArn', 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const actions = [{ from: listener, property: 'DefaultActions' }, ...rules.map((rule) => ({ from: rule, property: 'Actions' }))];
    const named = actions.flatMap(({ from, property }) => reader.items(from.properties, property).flatMap((action) => groupNames(reader, action).map((name) => ({ from, name }))));
    const forwards = named.flatMap(({ from, name }): Forward[] => {
      const group = reader.resource(name, TARGET_GROUP);
      const via = [...new Set([listener.id, from.id, group?.id ?? name])];
      const id = `${from.id} -> ${group?.id ?? name}`;
      const doubt = listener.doubt ?? from.doubt ?? group?.doubt;
      if (!group) return [{ id, accepts, to: undefined, traffic: ALL_TRAFFIC, kind: 'flow', via, doubt: doubt ?? { code: 'TargetGroupOutsideTemplates', targetGroup: name } }];
      return targetsOf(reader, group, nodes).map((target): Forward => ({
        id: `${id} -> ${target.node ?? 'not told'}`, accepts, to: target.node, traffic: target.traffic, via, doubt: doubt ?? target.doubt,
        kind: reader.text(group.properties, 'TargetType') === 'lambda' ? 'managed' : network && preserves(reader, group) ? 'preserved' : 'flow',
      }));
    });
    // a listener that answers by itself still listens
    return forwards.length > 0 ? forwards : [{ id: `${listener.id} answers`, accepts, to: balancer.id, traffic: IntervalSet.EMPTY, kind: 'managed' as const, via: [listener.id], doubt: listener.doubt }];
  });
}

function listenerTraffic(reader: Reader, { properties }: NetworkResource): IntervalSet {
  const port = reader.number(properties, 'Port');
  if (port === undefined || isDoubt(port)) return ALL_TRAFFIC;
  return portTraffic(reader.text(properties, 'Protocol') ?? 'TCP', port);
}

function portTraffic(protocol: string, port: number): IntervalSet {
  if (BOTH_PROTOCOLS.includes(protocol)) return tcp(port).union(udp(port));
  return UDP_PROTOCOLS.includes(protocol) ? udp(port) : tcp(port);
}

function groupNames(reader: Reader, action: Value): string[] {
  const type = reader.text(action, 'Type');
  if (type !== undefined && ['redirect', 'fixed-response'].includes(type)) return [];
  const one = reader.text(action, 'TargetGroupArn');
  const several = reader.items(action, 'ForwardConfig', 'TargetGroups').flatMap((tuple) => reader.text(tuple, 'TargetGroupArn') ?? []);
  return [...(one === undefined ? [] : [one]), ...several];
}

/** Whether targets see the client's address: always the case for instances, for addresses only with UDP, unless an attribute says otherwise. */
function preserves(reader: Reader, { properties }: NetworkResource): boolean {
  const attribute = reader.items(properties, 'TargetGroupAttributes').find((item) => reader.text(item, 'Key') === 'preserve_client_ip.enabled');
  const written = attribute === undefined ? undefined : reader.text(attribute, 'Value');
  if (written !== undefined) return written !== 'false';
  const byAddress = ['ip', 'alb'].includes(reader.text(properties, 'TargetType') ?? 'instance');
  return !byAddress || (reader.text(properties, 'TargetType') === 'alb') || ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'].includes(reader.text(properties, 'Protocol') ?? '');
}

/** Written targets, services that register themselves, and Auto Scaling groups that are attached. */
function targetsOf(reader: Reader, group: NetworkResource, nodes: readonly Node[]): Target[] {
  const { properties } = group;
  const protocol = reader.text(properties, 'Protocol') ?? 'TCP';
  const port = reader.number(properties, 'Port');
  const traffic = port === undefined || isDoubt(port) ? ALL_TRAFFIC : portTraffic(protocol, port);
  const written = reader.items(properties, 'Targets').map((target) => writtenTarget(reader, target, protocol, traffic, nodes));
  const services = reader.ofType('AWS::ECS::Service', 'AWS::ECS::TaskSet').flatMap((service) => reader.items(service.properties, 'LoadBalancers').flatMap((entry) => {
    const names = [reader.text(entry, 'TargetGroupArn'), reader.text(entry, 'AdvancedConfiguration', 'AlternateTargetGroupArn')];
    return registered(reader, service, group.id, names, containerTraffic(reader, service, entry, protocol));
  }));
  const scaling = reader.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap((fleet) => registered(reader, fleet, group.id, reader.texts(fleet.properties, 'TargetGroupARNs'), traffic));
  return [...written, ...services, ...scaling];
}

/** A service or a group of instances that registers itself, if one of the names means the target group. */
function registered(reader: Reader, { id, doubt }: NetworkResource, group: Id, names: readonly (string | undefined)[], traffic: IntervalSet): Target[] {
  const answers = names.map((name) => reader.means(name, group));
  if (answers.includes('yes')) return [{ node: id, traffic, doubt }];
  return answers.flatMap((answer): Target[] => (isDoubt(answer) ? [{ node: id, traffic, doubt: doubt ?? answer }] : []));
}

/** Tasks with a network of their own listen on the container's port; others on the host's port, or on whichever the host hands out. */
function containerTraffic(reader: Reader, service: NetworkResource, entry: Value, protocol: string): IntervalSet {
  const port = reader.number(entry, 'ContainerPort');
  if (typeof port !== 'number') return ALL_TRAFFIC;
  if (at(service.properties, 'NetworkConfiguration') !== undefined) return portTraffic(protocol, port);
  const task = reader.resource(reader.text(service.properties, 'TaskDefinition'), 'AWS::ECS::TaskDefinition');
  if (!task) return UDP_PROTOCOLS.includes(protocol) ? ALL_TRAFFIC : EPHEMERAL.union(tcp(port));
  const mode = reader.text(task.properties, 'NetworkMode') ?? 'bridge';
  const container = reader.items(task.properties, 'ContainerDefinitions').find((definition) => reader.text(definition, 'Name') === reader.text(entry, 'ContainerName'));
  const mapping = reader.items(container, 'PortMappings').find((item) => reader.number(item, 'ContainerPort') === port);
  const fixed = mode === 'host' ? port : reader.number(mapping, 'HostPort');
  return typeof fixed === 'number' && fixed > 0 ? portTraffic(protocol, fixed) : UDP_PROTOCOLS.includes(protocol) ? ALL_TRAFFIC : EPHEMERAL;
}

function writtenTarget(reader: Reader, target: Value, protocol: string, fallback: IntervalSet, nodes: readonly Node[]): Target {
  const name = reader.text(target, 'Id') ?? '';
  const port = reader.number(target, 'Port');
  const traffic = typeof port === 'number' ? portTraffic(protocol, port) : fallback;
  const found = reader.find(name)?.resource ?? functionNamed(reader, name);
  if (found && (found.type === BALANCER || nodes.some(({ id }) => id === found.id))) return { node: found.id, traffic, doubt: found.doubt };
  const address = parseCidr(name)?.set;
  const exact = address && nodes.find(({ interfaces }) => interfaces.some(({ addresses }) => addresses.atMost.equals(address)));
  return exact ? { node: exact.id, traffic } : { node: undefined, traffic: ALL_TRAFFIC, doubt: { code: 'TargetOutsideTemplates', target: name } };
}

function classic(ground: Ground, resource: NetworkResource, nodes: readonly Node[]): Node {
  const { reader } = ground;
  const { properties } = resource;
  const attached = reader.ofType('AWS::AutoScaling::AutoScalingGroup').filter((group) => reader.texts(group.properties, 'LoadBalancerNames').some((name) => reader.id(name) === resource.id));
  const targets = [...reader.texts(properties, 'Instances').map((name) => reader.id(name)), ...attached.map(({ id }) => id)];
  const forwards = reader.items(properties, 'Listeners').flatMap((listener, index): Forward[] => {
    const [front, back] = [reader.number(listener, 'LoadBalancerPort'), reader.number(listener, 'InstancePort')];
    return targets.map((target): Forward => ({
      id: `${resource.id}/listener/${String(index)} -> ${target}`, accepts: typeof front === 'number' ? tcp(front) : ALL_TRAFFIC, traffic: typeof back === 'number' ? tcp(back) : ALL_TRAFFIC,
      to: nodes.some(({ id }) => id === target) ? target : undefined, kind: 'flow', via: [resource.id],
    }));
  });
  const internal = reader.text(properties, 'Scheme');
  return nodeOf(ground, resource, 'load-balancer', {
    subnets: reader.texts(properties, 'Subnets'), groups: reader.texts(properties, 'SecurityGroups'), publicAddress: given(internal !== 'internal', 'yes'), v6: 'no',
  }, { listensOnly: true, forwards });
}
