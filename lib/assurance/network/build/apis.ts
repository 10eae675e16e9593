import { at } from '../../template/value';
import { ANY, type Doubt, type Forward, type Node } from '../model';
import { ALL_TRAFFIC, tcp } from '../traffic';
import { functionNamed } from './functions';
import { integrations, type Integration } from './integrations';
import { given, nodeOf, V6_NOT_TOLD, type Given, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';

const HTTPS = tcp(443);
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** APIs with their public doors, and the private links behind them. */
export function apisAndLinks(ground: Ground): { readonly apis: readonly Node[]; readonly links: readonly Node[] } {
  const known = integrations(ground.reader);
  return { apis: [...apis(ground, known), ...graphs(ground), ...runners(ground)], links: links(ground, known) };
}

/** Private links of API Gateway: to network load balancers (REST), or through interfaces of their own (V2). */
function links(ground: Ground, known: readonly Integration[]): Node[] {
  const { reader } = ground;
  const rest = reader.ofType('AWS::ApiGateway::VpcLink').map((resource) => nodeOf(ground, resource, 'vpc-link', undefined, {
    forwards: reader.texts(resource.properties, 'TargetArns').map((name): Forward => ({
      id: `${resource.id} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to: reader.resource(name, BALANCER)?.id, traffic: ALL_TRAFFIC, kind: 'managed', via: [resource.id], doubt: privateLinkDoubt(reader, name),
    })),
  }));
  const v2 = reader.ofType('AWS::ApiGatewayV2::VpcLink').map((resource) => nodeOf(ground, resource, 'vpc-link', {
    subnets: reader.texts(resource.properties, 'SubnetIds'), groups: reader.texts(resource.properties, 'SecurityGroupIds'), publicAddress: 'no', v6: V6_NOT_TOLD,
  }, { forwards: distinct(known.filter(({ link }) => link === resource.id).flatMap(({ forwards }) => forwards)) }));
  return [...rest, ...v2];
}

/** Many methods share one way through a link. */
function distinct(forwards: readonly Forward[]): Forward[] {
  return [...new Map(forwards.map((forward) => [JSON.stringify([forward.to, forward.traffic.ranges.map(String), forward.doubt]), forward])).values()];
}

/** A private API is reached through endpoints only. */
function apis(ground: Ground, known: readonly Integration[]): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::Serverless::Api', 'AWS::Serverless::HttpApi').map((resource) => {
    const forwards = known.filter(({ api, link, invoked, lost }) => (api === resource.id || api === ANY) && (link !== undefined || invoked !== undefined || lost === true)).map(({ id, link, invoked, doubt }): Forward => ({
      id: `${id} -> ${link ?? invoked ?? 'not told'}`, accepts: HTTPS, to: link ?? invoked, traffic: link === undefined && invoked !== undefined ? HTTPS : ALL_TRAFFIC, kind: 'managed', via: [id], doubt,
    }));
    return nodeOf(ground, resource, 'api', undefined, { forwards: distinct(forwards), ...door(apiDoor(reader, resource)) });
  });
}

function door(open: Given): Partial<Node> {
  return open === 'no' ? {} : { publicDoor: HTTPS, doorDoubt: open === 'yes' ? undefined : open };
}

/** Open unless private, or closed by a switch while no domain name of the templates leads to the API. */
function apiDoor(reader: Reader, { id, properties }: NetworkResource): Given {
  const types = [...reader.texts(properties, 'EndpointConfiguration', 'Types'), ...[reader.text(properties, 'EndpointConfiguration', 'Type')].flatMap((type) => type ?? [])];
  if (types.includes('PRIVATE')) return 'no';
  const unsure = types.find((type) => !reader.isTold(type));
  const switched = reader.flag(properties, 'DisableExecuteApiEndpoint');
  const mapped = reader.ofType('AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping')
    .some(({ properties: own }) => reader.id(reader.text(own, 'RestApiId') ?? reader.text(own, 'ApiId') ?? '') === id);
  if (switched === true && !mapped) return 'no';
  if (unsure !== undefined) return { code: 'EndpointTypeNotTold', api: id, type: unsure };
  return typeof switched === 'object' && !mapped ? switched : 'yes';
}

/** GraphQL APIs pass on to the functions among their data sources. */
function graphs(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::AppSync::GraphQLApi', 'AWS::AppSync::Api').map((resource) => {
    const visibility = reader.text(resource.properties, 'Visibility') ?? 'GLOBAL';
    const open: Given = visibility === 'PRIVATE' ? 'no' : visibility === 'GLOBAL' ? 'yes' : { code: 'VisibilityNotTold', api: resource.id };
    const forwards = reader.ofType('AWS::AppSync::DataSource')
      .filter(({ properties }) => reader.id(reader.text(properties, 'ApiId') ?? '') === resource.id)
      .flatMap(({ id, properties, doubt }): Forward[] => {
        const invoked = functionNamed(reader, reader.text(properties, 'LambdaConfig', 'LambdaFunctionArn') ?? '');
        return invoked ? [{ id: `${id} -> ${invoked.id}`, accepts: HTTPS, to: invoked.id, traffic: HTTPS, kind: 'managed', via: [id], doubt }] : [];
      });
    return nodeOf(ground, resource, 'api', undefined, { forwards, ...door(open) });
  });
}

/** App Runner services: a public door unless it is closed; packets leave through a connector's interfaces, or straight for the internet. */
function runners(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::AppRunner::Service').map((resource) => {
    const network = at(resource.properties, 'NetworkConfiguration');
    const flag = reader.flag(network, 'IngressConfiguration', 'IsPubliclyAccessible');
    const open = door(given(flag, 'yes'));
    const name = reader.text(network, 'EgressConfiguration', 'VpcConnectorArn');
    if (name === undefined) return nodeOf(ground, resource, 'service', undefined, { runsCode: true, outsideVpc: true, ...open });
    const connector = reader.resource(name, 'AWS::AppRunner::VpcConnector')?.properties;
    return nodeOf(ground, resource, 'service', {
      subnets: reader.texts(connector, 'Subnets'), groups: connector ? reader.texts(connector, 'SecurityGroups') : [name], publicAddress: 'no', v6: V6_NOT_TOLD,
    }, { runsCode: true, ...open });
  });
}

/** A load balancer with groups of its own asks them about private links as well, unless told not to. */
export function privateLinkDoubt(reader: Reader, name: string): Doubt | undefined {
  const balancer = reader.resource(name, BALANCER);
  if (!balancer) return { code: 'LoadBalancerOutsideTemplates', loadBalancer: name };
  if (reader.items(balancer.properties, 'SecurityGroups').length === 0) return undefined;
  return reader.text(balancer.properties, 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic') === 'off' ? undefined : { code: 'GroupsMayGuardPrivateLink', loadBalancer: balancer.id };
}
