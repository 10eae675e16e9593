import { listAt, numberAt, textAt, valueAt } from './json';
import type { Resource, Resources } from './resources';

/** A way between two resources that security groups open, as the destination's rules say. */
export interface Flow {
  readonly from: Resource;
  readonly to: Resource;
  readonly port?: number;
}

/** Where each type that has a network interface names its security groups. */
const GROUPS_AT: { readonly [type: string]: readonly string[] } = {
  'AWS::ApiGatewayV2::VpcLink': ['SecurityGroupIds'],
  'AWS::EC2::VPCEndpoint': ['SecurityGroupIds'],
  'AWS::ECS::Service': ['NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['SecurityGroups'],
  'AWS::Lambda::Function': ['VpcConfig', 'SecurityGroupIds'],
  'AWS::OpenSearchService::Domain': ['VPCOptions', 'SecurityGroupIds'],
  'AWS::RDS::DBCluster': ['VpcSecurityGroupIds'],
  'AWS::RDS::DBInstance': ['VPCSecurityGroups'],
};

/** Every pair of resources between which a security group rule of the destination names a group of the source. */
export function flows(resources: Resources): Flow[] {
  const owners = new Map<string, Resource[]>();
  for (const resource of resources.all) {
    const at = Object.hasOwn(GROUPS_AT, resource.type) ? GROUPS_AT[resource.type] : undefined;
    if (at === undefined) continue;
    for (const group of groupsIn(resource, valueAt(resource.properties, ...at), resources)) owners.set(group, [...(owners.get(group) ?? []), resource]);
  }
  return rules(resources).flatMap(({ source, destination, port }) =>
    (owners.get(source) ?? []).flatMap((from) => (owners.get(destination) ?? []).flatMap((to) => (from.key === to.key ? [] : [{ from, to, port }]))),
  );
}

interface GroupRule {
  readonly source: string;
  readonly destination: string;
  readonly port?: number;
}

function rules(resources: Resources): GroupRule[] {
  const standalone = resources
    .ofType('AWS::EC2::SecurityGroupIngress')
    .flatMap((rule) => pairs(groupsIn(rule, rule.properties['SourceSecurityGroupId'], resources), groupsIn(rule, rule.properties['GroupId'], resources), numberAt(rule.properties, 'FromPort')));
  const inline = resources
    .ofType('AWS::EC2::SecurityGroup')
    .flatMap((group) => listAt(group.properties, 'SecurityGroupIngress').flatMap((rule) => pairs(groupsIn(group, valueAt(rule, 'SourceSecurityGroupId'), resources), [group.key], numberAt(rule, 'FromPort'))));
  return [...standalone, ...inline];
}

function pairs(sources: readonly string[], destinations: readonly string[], port: number | undefined): GroupRule[] {
  return sources.flatMap((source) => destinations.map((destination) => ({ source, destination, port })));
}

/** Keys of the groups that a value names: groups of the assembly, and ids of groups that exist already. */
function groupsIn(resource: Resource, value: unknown, resources: Resources): string[] {
  const created = resources.referredBy(resource, value).filter(({ type }) => type === 'AWS::EC2::SecurityGroup').map(({ key }) => key);
  const literal = (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string');
  return [...created, ...literal];
}

/** Name of the protocol and port of a listener or target group: `HTTPS :443`. */
export function protocolAndPort(properties: unknown): string {
  return [textAt(properties, 'Protocol'), numberAt(properties, 'Port')].flatMap((part) => (part === undefined ? [] : [typeof part === 'number' ? `:${part}` : part])).join(' ');
}
