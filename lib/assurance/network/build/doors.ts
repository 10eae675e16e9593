import type { Doubt, Forward, Id, Node } from '../model';
import { ALL_TRAFFIC, tcp } from '../traffic';
import { privateLinkDoubt } from './apis';
import { functionNamed } from './functions';
import { nodeOf, type Given, type Ground } from './interfaces';
import type { NetworkResource, Reader } from './reader';
import { shortName } from './routes';

const HTTPS = tcp(443);
const WEB = HTTPS.union(tcp(80));
const BALANCERS = ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancing::LoadBalancer'];

/** Interface and appliance endpoints; those of an endpoint service of the templates lead on to its load balancers. */
export function endpoints(ground: Ground, apis: readonly Node[]): Node[] {
  const { reader } = ground;
  const own = reader.ofType('AWS::EC2::VPCEndpoint').filter(({ properties }) => (reader.text(properties, 'VpcEndpointType') ?? 'Gateway') !== 'Gateway');
  return own.map((resource) => {
    const { properties } = resource;
    const service = reader.text(properties, 'ServiceName') ?? resource.id;
    const onward = reader.namedIn(service, 'AWS::EC2::VPCEndpointService').flatMap((offer) => offered(reader, resource.id, offer));
    const api = shortName(service) === 'execute-api' ? apis.filter(({ type }) => type.startsWith('AWS::ApiGateway::') || type === 'AWS::Serverless::Api').map((node): Forward => ({
      id: `${resource.id} -> ${node.id}`, accepts: HTTPS, to: node.id, traffic: HTTPS, kind: 'managed', via: [resource.id],
    })) : [];
    const address = reader.text(properties, 'IpAddressType');
    const v6: Given = address === undefined || address === 'ipv4' ? 'no' : reader.isTold(address) ? 'yes' : { code: 'AddressTypeNotTold', endpoint: resource.id };
    return nodeOf(ground, resource, 'endpoint', {
      subnets: reader.texts(properties, 'SubnetIds'), groups: reader.texts(properties, 'SecurityGroupIds'), publicAddress: 'no', v6,
    }, { service, forwards: [...onward, ...api] });
  });
}

/** Where a private link of an endpoint service comes out. */
function offered(reader: Reader, endpoint: Id, { id, properties, doubt }: NetworkResource): Forward[] {
  const names = [...reader.texts(properties, 'NetworkLoadBalancerArns'), ...reader.texts(properties, 'GatewayLoadBalancerArns')];
  return names.map((name): Forward => ({
    id: `${endpoint} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to: reader.resource(name, ...BALANCERS)?.id, traffic: ALL_TRAFFIC, kind: 'managed', via: [id], doubt: doubt ?? privateLinkDoubt(reader, name),
  }));
}

/** CloudFront distributions and accelerators: doors to load balancers, APIs and functions that are perhaps not open themselves. */
export function fronts(ground: Ground, apis: readonly Node[]): Node[] {
  return [...privateOrigins(ground), ...distributions(ground, apis), ...accelerators(ground)];
}

/** A private origin is reached through interfaces of CloudFront's own; which groups ask about those is for the deployment to tell. */
function privateOrigins(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::CloudFront::VpcOrigin').map((resource) => {
    const name = reader.text(resource.properties, 'VpcOriginEndpointConfig', 'Arn') ?? resource.id;
    return nodeOf(ground, resource, 'distribution', undefined, { publicDoor: WEB, forwards: [handedOn(reader, resource, name, 'PrivateOriginAsksGroups')] });
  });
}

/** Origins are addressed like from anywhere on the internet; those in a VPC over their private origin. */
function distributions(ground: Ground, apis: readonly Node[]): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::CloudFront::Distribution').map((resource) => {
    const forwards = reader.items(resource.properties, 'DistributionConfig', 'Origins').flatMap((origin): Forward[] => {
      const [inner] = [reader.text(origin, 'VpcOriginConfig', 'VpcOriginId')].flatMap((name) => reader.resource(name, 'AWS::CloudFront::VpcOrigin') ?? []);
      const domain = reader.text(origin, 'DomainName') ?? '';
      const via = [resource.id];
      const managed = (to: Id): Forward => ({ id: `${resource.id} -> ${to}`, accepts: WEB, to, traffic: WEB, kind: 'managed', via });
      if (inner) return [managed(inner.id)];
      const balancer = reader.resource(domain, ...BALANCERS);
      if (balancer) return [{ ...managed(balancer.id), traffic: ALL_TRAFFIC, kind: 'flow' }];
      const behind = [...reader.namedIn(domain, ...apis.map(({ type }) => type)), ...[functionNamed(reader, domain)].flatMap((found) => found ?? [])];
      return behind.map(({ id }) => managed(id));
    });
    return nodeOf(ground, resource, 'distribution', undefined, { publicDoor: WEB, outsideVpc: true, forwards });
  });
}

function accelerators(ground: Ground): Node[] {
  const { reader } = ground;
  return reader.ofType('AWS::GlobalAccelerator::EndpointGroup').map((resource) => nodeOf(ground, resource, 'distribution', undefined, {
    publicDoor: ALL_TRAFFIC,
    forwards: reader.items(resource.properties, 'EndpointConfigurations').flatMap((entry) => {
      const name = reader.text(entry, 'EndpointId');
      return name === undefined ? [] : [handedOn(reader, resource, name, 'AcceleratorAsksGroups')];
    }),
  }));
}

function handedOn(reader: Reader, { id }: NetworkResource, name: string, code: string): Forward {
  const to = reader.find(name)?.resource.id;
  const doubt: Doubt = { code, target: reader.id(name) };
  return { id: `${id} -> ${reader.id(name)}`, accepts: ALL_TRAFFIC, to, traffic: ALL_TRAFFIC, kind: 'managed', via: [id], doubt };
}
