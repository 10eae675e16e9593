import type { Diagram, DiagramEdge, DiagramNode } from './diagram';
import { listAt, objectAt, textAt, valueAt } from './json';
import type { Resource, Resources } from './resources';
import { flows, protocolAndPort } from './security-groups';

const CALLER = 'caller';

/** How the type of a resource is called in the picture. Types that are not here are not part of a request's path. */
const KINDS: { readonly [type: string]: { readonly label: string; readonly kind: DiagramNode['kind'] } } = {
  'AWS::ApiGateway::RestApi': { label: 'API Gateway', kind: 'edge' },
  'AWS::ApiGateway::VpcLink': { label: 'VPC link', kind: 'edge' },
  'AWS::ApiGatewayV2::VpcLink': { label: 'VPC link', kind: 'edge' },
  'AWS::Cognito::UserPool': { label: 'Cognito user pool', kind: 'guard' },
  'AWS::EC2::VPCEndpoint': { label: 'Interface endpoints', kind: 'edge' },
  'AWS::ECS::Service': { label: 'ECS service', kind: 'compute' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { label: 'Load balancer', kind: 'edge' },
  'AWS::Lambda::Function': { label: 'Function', kind: 'compute' },
  'AWS::OpenSearchService::Domain': { label: 'OpenSearch', kind: 'data' },
  'AWS::RDS::DBCluster': { label: 'Aurora cluster', kind: 'data' },
  'AWS::RDS::DBInstance': { label: 'Database', kind: 'data' },
  'AWS::S3::Bucket': { label: 'Bucket', kind: 'data' },
  'AWS::WAFv2::WebACL': { label: 'WAF', kind: 'guard' },
};

interface Link {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly dashed?: boolean;
}

/**
 * The way of a request, found by following references: API, authorizer, WAF association, VPC link, load balancer, listener, target group,
 * service, security group rules. What is not in the assembly is not drawn; nor is what no caller can reach.
 */
export function requestPath(resources: Resources): Diagram {
  const links = [...apiLinks(resources), ...balancerLinks(resources), ...networkLinks(resources), ...bucketLinks(resources)];
  const reached = new Set<string>([CALLER]);
  for (const key of reached) for (const { from, to } of links) if (from === key) reached.add(to);
  const edges = merged(links.filter(({ from }) => reached.has(from)));
  const drawn = [...reached].filter((key) => edges.some(({ from, to }) => from === key || to === key));
  return { nodes: drawn.map((key) => nodeOf(key, resources)), edges };
}

/** All interface endpoints are one box: which of them a task calls is not in the template. */
function boxOf(resource: Resource): string {
  return resource.type === 'AWS::EC2::VPCEndpoint' ? 'endpoints' : resource.key;
}

function nodeOf(key: string, resources: Resources): DiagramNode {
  if (key === CALLER) return { id: CALLER, label: 'Caller', kind: 'caller' };
  if (key === 'endpoints') {
    const count = resources.ofType('AWS::EC2::VPCEndpoint').filter(({ properties }) => textAt(properties, 'VpcEndpointType') === 'Interface').length;
    return { id: key, label: 'Interface endpoints', detail: `${count} AWS services`, kind: 'edge' };
  }
  const resource = resources.get(key);
  const kind = KINDS[resource?.type ?? ''];
  return { id: key, label: kind?.label ?? key, detail: resource === undefined ? undefined : detailOf(resource), kind: kind?.kind ?? 'edge' };
}

/** `Platform/Inference/Service/Resource` reads `Inference/Service`. */
function detailOf(resource: Resource): string {
  const [, ...inner] = resource.path.split('/').filter((id) => id !== 'Resource' && id !== 'Default');
  return inner.join('/') || resource.logicalId;
}

function apiLinks(resources: Resources): Link[] {
  const guards = resources.ofType('AWS::WAFv2::WebACLAssociation').flatMap((association) => {
    const acl = resources.first(association, association.properties['WebACLArn'], 'AWS::WAFv2::WebACL');
    const target = resources.first(association, association.properties['ResourceArn'], 'AWS::ApiGateway::Stage', 'AWS::ApiGateway::RestApi', 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const guarded = target?.type === 'AWS::ApiGateway::Stage' ? resources.first(target, target.properties['RestApiId'], 'AWS::ApiGateway::RestApi') : target;
    return acl === undefined || guarded === undefined ? [] : [{ acl, guarded }];
  });
  const entrances = [
    ...resources.ofType('AWS::ApiGateway::RestApi'),
    ...resources.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').filter(({ properties }) => textAt(properties, 'Scheme') === 'internet-facing'),
  ];
  const entering = entrances.flatMap((entrance): Link[] => {
    const acls = guards.filter(({ guarded }) => guarded.key === entrance.key).map(({ acl }) => acl);
    if (acls.length === 0) return [{ from: CALLER, to: entrance.key, label: 'HTTPS' }];
    return acls.flatMap((acl) => [{ from: CALLER, to: acl.key, label: 'HTTPS' }, { from: acl.key, to: entrance.key }]);
  });
  return [...entering, ...resources.ofType('AWS::ApiGateway::Method').flatMap((method) => methodLinks(method, resources))];
}

function methodLinks(method: Resource, resources: Resources): Link[] {
  const api = resources.first(method, method.properties['RestApiId'], 'AWS::ApiGateway::RestApi');
  if (api === undefined) return [];
  const authorizer = resources.first(method, method.properties['AuthorizerId'], 'AWS::ApiGateway::Authorizer');
  const checks = authorizer === undefined ? [] : resources.referredBy(authorizer, [authorizer.properties['ProviderARNs'], authorizer.properties['AuthorizerUri']]);
  const integration = objectAt(method.properties, 'Integration');
  const link = resources.first(method, integration['ConnectionId'], 'AWS::ApiGatewayV2::VpcLink', 'AWS::ApiGateway::VpcLink');
  const balancer =
    resources.first(method, integration['IntegrationTarget'], 'AWS::ElasticLoadBalancingV2::LoadBalancer') ??
    (link === undefined ? undefined : resources.first(link, link.properties['TargetArns'], 'AWS::ElasticLoadBalancingV2::LoadBalancer'));
  const called = resources.first(method, integration['Uri'], 'AWS::Lambda::Function');
  const scheme = /^https?(?=:)/.exec(flat(integration['Uri']))?.[0]?.toUpperCase();
  return [
    ...checks.filter(({ type }) => type === 'AWS::Cognito::UserPool' || type === 'AWS::Lambda::Function').map((check) => ({ from: api.key, to: check.key, label: 'checks token', dashed: true })),
    ...(link === undefined ? [] : [{ from: api.key, to: link.key }]),
    ...(balancer === undefined ? [] : [{ from: link?.key ?? api.key, to: balancer.key, label: scheme }]),
    ...(called === undefined ? [] : [{ from: api.key, to: called.key, label: 'invokes' }]),
  ];
}

function balancerLinks(resources: Resources): Link[] {
  const listeners = [...resources.ofType('AWS::ElasticLoadBalancingV2::Listener'), ...resources.ofType('AWS::ElasticLoadBalancingV2::ListenerRule')];
  const services = resources.ofType('AWS::ECS::Service');
  return listeners.flatMap((entry) => {
    const listener = entry.type.endsWith('ListenerRule') ? resources.first(entry, entry.properties['ListenerArn'], 'AWS::ElasticLoadBalancingV2::Listener') : entry;
    const balancer = listener === undefined ? undefined : resources.first(listener, listener.properties['LoadBalancerArn'], 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    if (balancer === undefined) return [];
    const groups = resources.referredBy(entry, [entry.properties['DefaultActions'], entry.properties['Actions']]).filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::TargetGroup');
    return groups.flatMap((group) =>
      services
        .filter((service) => resources.referredBy(service, service.properties['LoadBalancers']).some(({ key }) => key === group.key))
        .map((service) => ({ from: balancer.key, to: service.key, label: protocolAndPort(group.properties) })),
    );
  });
}

function networkLinks(resources: Resources): Link[] {
  return flows(resources)
    .filter(({ from, to }) => Object.hasOwn(KINDS, from.type) && Object.hasOwn(KINDS, to.type))
    .map(({ from, to, port }) => ({ from: boxOf(from), to: boxOf(to), label: port === undefined ? undefined : `:${port}` }));
}

/** Buckets that a task is told of in its environment. */
function bucketLinks(resources: Resources): Link[] {
  return resources.ofType('AWS::ECS::Service').flatMap((service) => {
    const definition = resources.first(service, service.properties['TaskDefinition'], 'AWS::ECS::TaskDefinition');
    if (definition === undefined) return [];
    const environments = listAt(definition.properties, 'ContainerDefinitions').map((container) => valueAt(container, 'Environment'));
    return resources.referredBy(definition, environments).filter(({ type }) => type === 'AWS::S3::Bucket').map((bucket) => ({ from: service.key, to: bucket.key, dashed: true }));
  });
}

/** One edge for each pair: the longest label, which names the protocol as well as the port. */
function merged(links: readonly Link[]): DiagramEdge[] {
  const edges = new Map<string, DiagramEdge>();
  for (const link of links) {
    const key = `${link.from} ${link.to}`;
    const edge = edges.get(key);
    edges.set(key, edge === undefined ? link : { ...edge, label: joined(edge.label, link.label), dashed: edge.dashed === true && link.dashed === true });
  }
  return [...edges.values()];
}

function joined(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined || a.includes(b)) return a ?? b;
  return b.includes(a) ? b : `${a} ${b}`;
}

/** The literal text of an intrinsic, as far as it is known. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator, parts] = listAt(value, 'Fn::Join');
  return Array.isArray(parts) && typeof separator === 'string' ? parts.map((part: unknown) => (typeof part === 'string' ? part : '')).join(separator) : (textAt(value, 'Fn::Sub') ?? '');
}
