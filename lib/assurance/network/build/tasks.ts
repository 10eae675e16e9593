import { at, type Value } from '../../template/value';
import { opaque } from '../../template/symbols';
import type { Id, Node } from '../model';
import { given, nodeOf, V6_NOT_TOLD, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';

/** ECS services and tasks on a schedule. Tasks without a network of their own use that of the instances they run on. */
export function tasks(ground: Ground, instances: readonly Node[]): Node[] {
  const { reader } = ground;
  const services = reader.ofType('AWS::ECS::Service', 'AWS::ECS::TaskSet').map((resource) => taskNode(ground, resource, resource.properties, instances));
  const targets = [
    ...reader.ofType('AWS::Events::Rule').flatMap((resource) => reader.items(resource.properties, 'Targets').map((target) => ({ resource, target }))),
    ...reader.ofType('AWS::Scheduler::Schedule').map((resource) => ({ resource, target: at(resource.properties, 'Target') })),
    ...reader.ofType('AWS::Pipes::Pipe').map((resource) => ({ resource, target: at(resource.properties, 'TargetParameters', 'EcsTaskParameters') === undefined ? undefined : { EcsParameters: at(resource.properties, 'TargetParameters', 'EcsTaskParameters') ?? null } })),
  ];
  const scheduled = targets.flatMap(({ resource, target }) => {
    const parameters = at(target, 'EcsParameters');
    return parameters === undefined ? [] : [taskNode(ground, resource, parameters, instances)];
  });
  return [...services, ...scheduled.filter(({ id }, index) => scheduled.findIndex((other) => other.id === id) === index)];
}

function taskNode(ground: Ground, resource: NetworkResource, properties: Value, instances: readonly Node[]): Node {
  const { reader } = ground;
  const network = ['AwsvpcConfiguration', 'AwsVpcConfiguration'].map((key) => at(properties, 'NetworkConfiguration', key)).find((value) => value !== undefined);
  if (network !== undefined) {
    const asked = reader.text(network, 'AssignPublicIp');
    return nodeOf(ground, resource, 'service', {
      subnets: reader.texts(network, 'Subnets'), groups: reader.texts(network, 'SecurityGroups'),
      publicAddress: asked === undefined ? 'no' : given(asked === 'ENABLED' ? true : asked === 'DISABLED' ? false : { code: 'AssignPublicIpNotTold', node: resource.id }, 'no'),
      v6: V6_NOT_TOLD,
    }, { runsCode: true });
  }
  const hosts = hostsOf(reader, properties, instances);
  const node = nodeOf(ground, resource, 'service', undefined, { runsCode: true });
  const [host] = hosts;
  if (!host) {
    const unknown = nodeOf(ground, resource, 'service', { subnets: [], groups: [opaque(`${resource.id}.hosts`)], publicAddress: { code: 'HostsNotTold', node: resource.id }, v6: V6_NOT_TOLD });
    return { ...unknown, runsCode: true };
  }
  const doubt = hosts.length > 1 ? { code: 'SeveralGroupsOfHosts', hosts: hosts.map(({ id }) => id) } : node.doubt;
  return { ...node, interfaces: hosts.flatMap(({ interfaces }) => interfaces), groups: [...new Set(hosts.flatMap(({ groups }) => groups ?? []))], doubt };
}

/** The instances behind a service: those of its capacity providers, or those of the cluster's. */
function hostsOf(reader: Reader, properties: Value, instances: readonly Node[]): readonly Node[] {
  const own = reader.items(properties, 'CapacityProviderStrategy').flatMap((item) => reader.text(item, 'CapacityProvider') ?? []);
  const cluster = reader.text(properties, 'Cluster');
  const shared = reader.ofType('AWS::ECS::ClusterCapacityProviderAssociations')
    .filter((association) => cluster !== undefined && reader.id(reader.text(association.properties, 'Cluster') ?? '') === reader.id(cluster))
    .flatMap((association) => reader.texts(association.properties, 'CapacityProviders'));
  const groups = (own.length > 0 ? own : shared).flatMap((name): Id[] => {
    const provider = reader.resource(name, 'AWS::ECS::CapacityProvider');
    const group = provider && reader.text(provider.properties, 'AutoScalingGroupProvider', 'AutoScalingGroupArn');
    return group === undefined ? [] : [reader.id(group)];
  });
  return instances.filter(({ id }) => groups.includes(id));
}
