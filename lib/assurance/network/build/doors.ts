import type { Forward, Id, Node } from '../model';
import { ALL_TRAFFIC, tcp } from '../traffic';
import { nodeOf, V6_NOT_TOLD, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';
import { shortName } from './routes';

const HTTPS = tcp(443);
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** Interface and appliance endpoints; those of an endpoint service of the templates lead on to its load balancers. */
export function endpoints(ground: Ground, apis: readonly Node[]): Node[] {
  const { reader } = ground;
  const own = reader.ofType('AWS::EC2::VPCEndpoint').filter(({ properties }) => (reader.text(properties, 'VpcEndpointType') ?? 'Gateway') !== 'Gateway');
  return own.map((resource) => {
    const { properties } = resource;
    const service = reader.text(properties, 'ServiceName') ?? resource.id;
    const behind = reader.ofType('AWS::EC2::VPCEndpointService').filter(({ id }) => service.includes(id));
    const onward = behind.flatMap(({ id, properties: offered, doubt }) => reader.texts(offered, 'NetworkLoadBalancerArns').map((name): Forward => ({
      id: `${resource.id} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to: reader.id(name), traffic: ALL_TRAFFIC, kind: 'managed', via: [id], doubt,
    })));
    const api = shortName(service) === 'execute-api' ? apis.map((node): Forward => ({
      id: `${resource.id} -> ${node.id}`, accepts: HTTPS, to: node.id, traffic: HTTPS, kind: 'managed', via: [resource.id],
    })) : [];
    const address = reader.text(properties, 'IpAddressType');
    return nodeOf(ground, resource, 'endpoint', {
      subnets: reader.texts(properties, 'SubnetIds'), groups: reader.texts(properties, 'SecurityGroupIds'), publicAddress: 'no', v6: address === undefined || address === 'ipv4' ? 'no' : 'yes',
    }, { service, forwards: [...onward, ...api] });
  });
}

/** Private links of API Gateway: to network load balancers (REST), or through interfaces of their own (V2). */
export function links(ground: Ground): Node[] {
  const { reader } = ground;
  const rest = reader.ofType('AWS::ApiGateway::VpcLink').map((resource) => nodeOf(ground, resource, 'vpc-link', undefined, {
    forwards: reader.texts(resource.properties, 'TargetArns').map((name): Forward => ({
      id: `${resource.id} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to: known(reader, name), traffic: ALL_TRAFFIC, kind: 'managed', via: [resource.id], doubt: guarded(reader, name),
    })),
  }));
  const v2 = reader.ofType('AWS::ApiGatewayV2::VpcLink').map((resource) => nodeOf(ground, resource, 'vpc-link', {
    subnets: reader.texts(resource.properties, 'SubnetIds'), groups: reader.texts(resource.properties, 'SecurityGroupIds'), publicAddress: 'no', v6: V6_NOT_TOLD,
  }, { forwards: distinct(integrations(reader).filter(({ link }) => link === resource.id).flatMap(({ forwards }) => forwards)) }));
  return [...rest, ...v2];
}

/** Many methods share one way through a link. */
function distinct(forwards: readonly Forward[]): Forward[] {
  return [...new Map(forwards.map((forward) => [JSON.stringify([forward.to, forward.traffic.ranges.map(String), forward.doubt]), forward])).values()];
}

/** Public doors of APIs. A private API is reached through endpoints only. */
export function apis(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::Serverless::Api', 'AWS::Serverless::HttpApi').map((resource) => {
    const types = reader.texts(resource.properties, 'EndpointConfiguration', 'Types');
    const forwards = integrations(reader).filter(({ api }) => api === resource.id).map(({ id, link, invoked, doubt }): Forward => ({
      id: `${id} -> ${link ?? invoked ?? 'not told'}`, accepts: HTTPS, to: link ?? invoked, traffic: link === undefined ? HTTPS : ALL_TRAFFIC, kind: 'managed', via: [id], doubt,
    }));
    return nodeOf(ground, resource, 'api', undefined, { forwards: distinct(forwards), ...(types.includes('PRIVATE') ? {} : { publicDoor: HTTPS }) });
  });
}

interface Integration {
  readonly id: Id;
  readonly api: Id;
  readonly link?: Id;
  readonly invoked?: Id;
  readonly forwards: readonly Forward[];
  readonly doubt?: Forward['doubt'];
}

function integrations(reader: Reader): Integration[] {
  const rest = reader.ofType('AWS::ApiGateway::Method').flatMap((method): Integration[] => {
    const { properties } = method;
    const api = reader.id(reader.text(properties, 'RestApiId') ?? '');
    const uri = reader.text(properties, 'Integration', 'Uri') ?? '';
    if (reader.text(properties, 'Integration', 'ConnectionType') !== 'VPC_LINK') return invocation(reader, method, api, uri);
    return [throughLink(reader, method, api, reader.text(properties, 'Integration', 'ConnectionId'), reader.text(properties, 'Integration', 'IntegrationTarget'), portOf(uri))];
  });
  const v2 = reader.ofType('AWS::ApiGatewayV2::Integration').flatMap((integration): Integration[] => {
    const { properties } = integration;
    const api = reader.id(reader.text(properties, 'ApiId') ?? '');
    const uri = reader.text(properties, 'IntegrationUri') ?? '';
    if (reader.text(properties, 'ConnectionType') !== 'VPC_LINK') return invocation(reader, integration, api, uri);
    return [throughLink(reader, integration, api, reader.text(properties, 'ConnectionId'), uri, undefined)];
  });
  return [...rest, ...v2];
}

/** A function is named by its ARN somewhere in the address. */
function invocation(reader: Reader, { id, doubt }: NetworkResource, api: Id, uri: string): Integration[] {
  const names = (resource: NetworkResource): readonly string[] => [resource.id, ...Object.entries(resource.names ?? {}).filter(([attribute]) => attribute === 'Arn').map(([, name]) => name)];
  const target = reader.ofType('AWS::Lambda::Function', 'AWS::Serverless::Function').find((resource) => names(resource).some((name) => uri.includes(name)));
  return target ? [{ id, api, invoked: target.id, forwards: [], doubt }] : [];
}

function throughLink(reader: Reader, { id, doubt }: NetworkResource, api: Id, connection: string | undefined, target: string | undefined, port: number | undefined): Integration {
  const link = reader.resource(connection, 'AWS::ApiGateway::VpcLink', 'AWS::ApiGatewayV2::VpcLink');
  if (!link) return { id, api, forwards: [], doubt: doubt ?? { code: 'VpcLinkOutsideTemplates', link: connection ?? 'not told', integration: id } };
  const end = target === undefined ? undefined : reader.find(target)?.resource;
  const make = (to: Id | undefined, accepts: Forward['accepts'], unsure?: Forward['doubt']): Forward => ({
    id: `${link.id} -> ${to ?? 'not told'}`, accepts: ALL_TRAFFIC, to, traffic: accepts, kind: 'flow', via: [id], doubt: doubt ?? unsure,
  });
  if (end?.type === BALANCER) return { id, api, link: link.id, forwards: [make(end.id, port === undefined ? ALL_TRAFFIC : tcp(port))] };
  if (end?.type === LISTENER) {
    const listening = reader.number(end.properties, 'Port');
    const balancer = reader.id(reader.text(end.properties, 'LoadBalancerArn') ?? '');
    return { id, api, link: link.id, forwards: [make(balancer, typeof listening === 'number' ? tcp(listening) : ALL_TRAFFIC)] };
  }
  if (end?.type === 'AWS::ServiceDiscovery::Service') {
    const registered = reader.ofType('AWS::ECS::Service').filter(({ properties }) => reader.items(properties, 'ServiceRegistries').some((entry) => reader.id(reader.text(entry, 'RegistryArn') ?? '') === end.id));
    return { id, api, link: link.id, forwards: registered.map((service) => make(service.id, ALL_TRAFFIC)) };
  }
  return { id, api, link: link.id, forwards: link.type === 'AWS::ApiGateway::VpcLink' ? [] : [make(undefined, ALL_TRAFFIC, { code: 'IntegrationOutsideTemplates', integration: id })], doubt };
}

function portOf(uri: string): number | undefined {
  const match = /^(https?):\/\/[^/]*?(?::(\d+))?(?:\/|$)/.exec(uri);
  if (!match) return undefined;
  return match[2] === undefined ? (match[1] === 'http' ? 80 : 443) : Number(match[2]);
}

function known(reader: Reader, name: string): Id | undefined {
  return reader.resource(name, BALANCER)?.id;
}

/** A load balancer with groups of its own may ask them about private links as well. */
function guarded(reader: Reader, name: string): Forward['doubt'] {
  const balancer = reader.resource(name, BALANCER);
  if (!balancer) return { code: 'LoadBalancerOutsideTemplates', loadBalancer: name };
  return reader.items(balancer.properties, 'SecurityGroups').length > 0 ? { code: 'GroupsMayGuardPrivateLink', loadBalancer: balancer.id } : undefined;
}

/** CloudFront distributions with a private origin, and accelerators: doors to load balancers that are otherwise internal. */
export function fronts(ground: Ground): Node[] {
  const { reader } = ground;
  const make = (resource: NetworkResource, names: readonly string[], code: string): Node => nodeOf(ground, resource, 'distribution', undefined, {
    publicDoor: ALL_TRAFFIC,
    forwards: names.map((name): Forward => ({
      id: `${resource.id} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to: reader.find(name)?.resource.id, traffic: ALL_TRAFFIC, kind: 'managed', via: [resource.id], doubt: { code, target: reader.id(name) },
    })),
  });
  const origins = reader.ofType('AWS::CloudFront::VpcOrigin').map((resource) => make(resource, [reader.text(resource.properties, 'VpcOriginEndpointConfig', 'Arn') ?? ''], 'PrivateOriginAsksGroups'));
  const accelerators = reader.ofType('AWS::GlobalAccelerator::EndpointGroup').map((resource) => make(
    resource, reader.items(resource.properties, 'EndpointConfigurations').flatMap((entry) => reader.text(entry, 'EndpointId') ?? []), 'AcceleratorAsksGroups'));
  return [...origins, ...accelerators];
}

