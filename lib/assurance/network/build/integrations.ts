import { at, isMap, isUnknown, type Value } from '../../template/value';
import { ANY, type Doubt, type Forward, type Id } from '../model';
import { ALL_TRAFFIC, tcp } from '../traffic';
import { functionNamed } from './functions';
import type { NetworkResource, Owner, Reader } from './reader';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const IN_BODY = 'x-amazon-apigateway-integration';

/** What stands behind a method or a route of an API. */
export interface Integration {
  readonly id: Id;
  /** The API, or ANY. */
  readonly api: Id;
  readonly link?: Id;
  readonly invoked?: Id;
  /** Forwards of the link. */
  readonly forwards: readonly Forward[];
  /** Nothing is known of where it leads. */
  readonly lost?: true;
  readonly doubt?: Doubt;
}

/** Written integrations of REST, HTTP and WebSocket APIs: as methods, as integrations of V2, and in OpenAPI bodies. */
export function integrations(reader: Reader): readonly Integration[] {
  const methods = reader.ofType('AWS::ApiGateway::Method').flatMap((method) => {
    const integration = at(method.properties, 'Integration');
    return integrationOf(reader, method, reader.owner(reader.text(method.properties, 'RestApiId')), {
      uri: reader.text(integration, 'Uri') ?? '', connectionType: reader.text(integration, 'ConnectionType'), connection: reader.text(integration, 'ConnectionId'),
      target: reader.text(integration, 'IntegrationTarget'),
    });
  });
  const v2 = reader.ofType('AWS::ApiGatewayV2::Integration').flatMap((integration) => {
    const { properties } = integration;
    const uri = reader.text(properties, 'IntegrationUri') ?? '';
    return integrationOf(reader, integration, reader.owner(reader.text(properties, 'ApiId')), {
      uri, connectionType: reader.text(properties, 'ConnectionType'), connection: reader.text(properties, 'ConnectionId'), target: uri,
    });
  });
  const bodies = reader.ofType('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::Serverless::Api', 'AWS::Serverless::HttpApi').flatMap((api) => ofBody(reader, api));
  return [...methods, ...v2, ...bodies];
}

interface Written {
  readonly uri: string;
  readonly connectionType: string | undefined;
  readonly connection: string | undefined;
  readonly target: string | undefined;
}

/** An API whose definition lies in another file may lead anywhere. */
function ofBody(reader: Reader, api: NetworkResource): readonly Integration[] {
  const { id, properties } = api;
  const body = ['Body', 'DefinitionBody'].map((key) => at(properties, key)).find((value) => value !== undefined);
  const elsewhere = ['BodyS3Location', 'DefinitionUri'].some((key) => at(properties, key) !== undefined);
  if (isUnknown(body) || elsewhere) return [{ id, api: id, forwards: [], lost: true, doubt: { code: 'ApiDefinitionNotTold', api: id } }];
  const quick = reader.text(properties, 'Target');
  const written = [...inBody(reader, body), ...(quick === undefined ? [] : [{ uri: quick, connectionType: undefined, connection: undefined, target: undefined }])];
  return written.flatMap((integration) => integrationOf(reader, api, { id }, integration));
}

function inBody(reader: Reader, value: Value | undefined): readonly Written[] {
  if (Array.isArray(value)) return value.flatMap((item: Value) => inBody(reader, item));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== IN_BODY) return inBody(reader, inner);
    const uri = reader.text(inner, 'uri') ?? '';
    return [{ uri, connectionType: reader.text(inner, 'connectionType'), connection: reader.text(inner, 'connectionId'), target: reader.text(inner, 'integrationTarget') ?? uri }];
  });
}

function integrationOf(reader: Reader, resource: NetworkResource, owner: Owner, written: Written): readonly Integration[] {
  const { id } = resource;
  const { id: api = id } = owner;
  const doubt = resource.doubt ?? owner.doubt;
  if (written.connectionType !== undefined && !reader.isTold(written.connectionType)) {
    return [{ id, api, forwards: [], lost: true, doubt: { code: 'IntegrationNotTold', integration: id } }];
  }
  if (written.connectionType?.toUpperCase() === 'VPC_LINK') return [throughLink(reader, { ...resource, doubt }, api, written)];
  const target = functionNamed(reader, written.uri);
  if (target) return [{ id, api, invoked: target.id, forwards: [], doubt }];
  return reader.owner(written.uri).id === ANY ? [{ id, api, forwards: [], lost: true, doubt: doubt ?? { code: 'IntegrationNotTold', integration: id } }] : [];
}

function throughLink(reader: Reader, { id, doubt }: NetworkResource, api: Id, { uri, connection, target }: Written): Integration {
  const link = reader.resource(connection, 'AWS::ApiGateway::VpcLink', 'AWS::ApiGatewayV2::VpcLink');
  if (!link) return { id, api, forwards: [], lost: true, doubt: doubt ?? { code: 'VpcLinkOutsideTemplates', link: connection ?? 'not told', integration: id } };
  const end = target === undefined ? undefined : reader.find(target)?.resource;
  const make = (to: Id | undefined, accepts: Forward['accepts'], unsure?: Doubt): Forward => ({
    id: `${link.id} -> ${to ?? 'not told'}`, accepts: ALL_TRAFFIC, to, traffic: accepts, kind: 'flow', via: [id], doubt: doubt ?? unsure,
  });
  const port = portOf(uri);
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
