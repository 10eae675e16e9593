import type { Control, NetworkEnd, Requirement, Selector } from '../requirement';
import { API, ENDPOINTS, GATEWAY, HOSTS, LINK, LOAD_BALANCER, MODEL, STORE } from './names';

const S3 = { service: 's3' } as const;
const DYNAMODB = { service: 'dynamodb' } as const;
/** The lists of the one side let answers of the other pass, at the ports from which nobody listens. */
const BELOW_ANSWERS = 'tcp 0-32767, udp, icmp';

/** The addresses of S3 and DynamoDB, which rules admit at 443, stand in no template: by these rules alone they may be any. */
const NOT_443 = 'tcp 0-442, tcp 444-65535, udp, icmp';

const NOT_8000 = 'tcp 0-7999, tcp 8001-65535, udp, icmp';
const NOT_5432 = 'tcp 0-5431, tcp 5433-65535, udp, icmp';

const OUTWARD = 'take the route, rule or gateway away that the path shows';
const INWARD = 'take the rule away that lets the other in';

/** What a workload reaches: as the network is, and by its egress rules alone, which may lead to the gateway by the HTTPS door of its load balancer. */
function reaches(name: string, what: string, control: string, from: Selector, to: readonly NetworkEnd[], listed: string): readonly Requirement[] {
  return [
    { id: `${control}.${name}`, controls: [control], title: `${what} reach nothing but ${listed}`, fix: OUTWARD, question: { kind: 'reaches-only', from, to } },
    { id: `${control}.${name}-egress`, controls: [control], title: `the egress rules of ${what} alone let them reach nothing but ${listed}, HTTPS aside`, fix: OUTWARD, question: { kind: 'reaches-only', from, to: [...to, GATEWAY], ports: NOT_443, by: 'egress-rules' } },
  ];
}

/** Who reaches something: as the network is, and by its ingress rules alone. */
function reached(name: string, control: string, to: NetworkEnd, from: readonly NetworkEnd[], only: string): readonly Requirement[] {
  return [
    { id: `${control}.${name}`, controls: [control], title: only, fix: INWARD, question: { kind: 'reached-only-by', to, from } },
    { id: `${control}.${name}-ingress`, controls: [control], title: `${only}, by its ingress rules alone`, fix: INWARD, question: { kind: 'reached-only-by', to, from, by: 'ingress-rules' } },
  ];
}

/** The ports at which one reaches the other: as the network is, and by the rules of either side alone. */
function ports(name: string, what: string, from: NetworkEnd, to: NetworkEnd, others: string, outward = others): readonly Requirement[] {
  const asked = (suffix: string, title: string, closed: string, by?: Control): Requirement => ({
    id: `NET-03.${name}-ports${suffix}`, controls: ['NET-03', 'NET-08'], title, fix: 'narrow the rule to the port of the service', question: { kind: 'no-path', from, to, ports: closed, ...(by === undefined ? {} : { by }) },
  });
  return [asked('', what, others), asked('-egress', `${what}, by egress rules alone`, outward, 'egress-rules'), asked('-ingress', `${what}, by ingress rules alone`, others, 'ingress-rules')];
}

/** What access lists keep out at the one side, and keep in at the other. */
function listed(name: string, what: string, from: NetworkEnd, to: NetworkEnd, arriving?: string, leaving = arriving): readonly Requirement[] {
  const asked = (by: Control, title: string, closed: string | undefined): Requirement => ({
    id: `NET-08.${name}-${by === 'arrival-lists' ? 'in' : 'out'}`, controls: ['NET-08'], title, fix: 'narrow the entry of the access list', question: { kind: 'no-path', from, to, by, ...(closed === undefined ? {} : { ports: closed }) },
  });
  return [asked('arrival-lists', `the access lists of the receiver alone let ${what}`, arriving), asked('departure-lists', `the access lists of the sender alone let ${what}`, leaving)];
}

/** Who can send packets to whom. */
export const NETWORK: readonly Requirement[] = [
  ...reaches('inference', 'inference tasks', 'NET-01', MODEL, [ENDPOINTS, S3], 'VPC endpoints'),
  ...reaches('hosts', 'instances under the inference tasks', 'NET-01', HOSTS, [ENDPOINTS, S3], 'VPC endpoints'),
  ...reaches('gateway', 'gateway tasks', 'NET-01', GATEWAY, [MODEL, STORE, ENDPOINTS, S3, DYNAMODB], 'inference, the vector store and VPC endpoints'),
  ...reaches('load-balancer-out', 'load balancers', 'NET-03', LOAD_BALANCER, [GATEWAY], 'the gateway'),
  ...reached('store', 'NET-02', STORE, [GATEWAY], 'the gateway alone reaches the vector store'),
  ...reached('inference', 'NET-03', MODEL, [GATEWAY], 'the gateway alone reaches inference tasks'),
  ...reached('gateway', 'NET-03', GATEWAY, ['internet', API, LINK, LOAD_BALANCER], 'the API alone reaches the gateway, through its load balancer'),
  ...reached('load-balancer', 'NET-03', LOAD_BALANCER, ['internet', API, LINK], 'the API alone reaches the load balancer'),
  ...reached('endpoints', 'NET-05', ENDPOINTS, [GATEWAY, MODEL, HOSTS], 'tasks and their instances alone reach VPC endpoints'),
  { id: 'NET-01.hosts-closed', controls: ['NET-03', 'SUP-04'], title: 'nobody reaches the instances under the inference tasks', fix: INWARD, question: { kind: 'reached-only-by', to: HOSTS, from: [], by: 'ingress-rules' } },
  {
    id: 'NET-03.through-gateway', controls: ['NET-02', 'NET-03'], title: 'whatever comes from the internet to inference passes the gateway', fix: 'close the way around that the path shows',
    question: { kind: 'only-through', from: 'internet', to: MODEL, through: GATEWAY },
  },
  {
    id: 'NET-02.through-gateway', controls: ['NET-02', 'NET-03'], title: 'whatever comes from the internet to the vector store passes the gateway', fix: 'close the way around that the path shows',
    question: { kind: 'only-through', from: 'internet', to: STORE, through: GATEWAY },
  },
  ...ports('link', 'the API speaks to the load balancer by HTTPS only', LINK, LOAD_BALANCER, NOT_443),
  ...ports('load-balancer', 'the load balancer speaks to the gateway at its port only', LOAD_BALANCER, GATEWAY, 'tcp 0-8442, tcp 8444-65535, udp, icmp'),
  ...ports('inference', 'the gateway speaks to inference at its port only', GATEWAY, MODEL, NOT_8000, 'tcp 0-442, tcp 444-7999, tcp 8001-65535, udp, icmp'),
  ...ports('store', 'the gateway speaks to the vector store at its port only', GATEWAY, STORE, NOT_5432, 'tcp 0-442, tcp 444-5431, tcp 5433-65535, udp, icmp'),
  ...ports('gateway-endpoint', 'the gateway speaks to VPC endpoints by HTTPS only', GATEWAY, ENDPOINTS, NOT_443),
  ...ports('inference-endpoint', 'inference speaks to VPC endpoints by HTTPS only', MODEL, ENDPOINTS, NOT_443),
  ...ports('hosts-endpoint', 'instances speak to VPC endpoints by HTTPS only', HOSTS, ENDPOINTS, NOT_443),
  ...listed('app-app', 'application subnets call each other at their services only', LINK, GATEWAY, 'tcp 0-442, tcp 444-1023, udp, icmp'),
  ...listed('app-gpu', 'application subnets call inference at its port only', GATEWAY, MODEL, NOT_8000),
  ...listed('app-store', 'application subnets call the vector store at its port only', GATEWAY, STORE, NOT_5432),
  ...listed('app-endpoints', 'application subnets call VPC endpoints by HTTPS only', GATEWAY, ENDPOINTS, NOT_443),
  ...listed('gpu-app', 'GPU subnets answer application subnets only', MODEL, LINK, BELOW_ANSWERS),
  ...listed('gpu-store', 'GPU subnets send nothing to the vector store', MODEL, STORE),
  ...listed('gpu-endpoints', 'GPU subnets call VPC endpoints by HTTPS only', MODEL, ENDPOINTS, NOT_443),
  ...listed('store-app', 'the vector store answers application subnets only', STORE, LINK, BELOW_ANSWERS),
  ...listed('store-gpu', 'the vector store sends nothing to GPU subnets', STORE, MODEL, BELOW_ANSWERS, 'all'),
  ...listed('store-endpoints', 'the vector store sends nothing to VPC endpoints', STORE, ENDPOINTS),
  ...listed('endpoints-app', 'VPC endpoints answer application subnets only', ENDPOINTS, LINK, BELOW_ANSWERS),
  ...listed('endpoints-gpu', 'VPC endpoints answer GPU subnets only', ENDPOINTS, MODEL, BELOW_ANSWERS),
  ...listed('endpoints-store', 'VPC endpoints send nothing to the vector store', ENDPOINTS, STORE),
  {
    id: 'NET-01.no-gateways', controls: ['NET-01', 'NET-02', 'NET-04'], title: 'nothing leads out of the network but VPC endpoints', fix: 'take the gateway, the peering or the attachment away',
    question: { kind: 'none', resources: { type: ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::EgressOnlyInternetGateway', 'AWS::EC2::VPCPeeringConnection', 'AWS::EC2::TransitGateway*', 'AWS::EC2::VPNGateway', 'AWS::EC2::VPNConnection', 'AWS::EC2::ClientVpnEndpoint', 'AWS::EC2::CarrierGateway', 'AWS::NetworkManager::VpcAttachment'] } },
  },
  {
    id: 'NET-04.training', controls: ['NET-04'], title: 'training reaches nothing but VPC endpoints', whenAbsent: 'not-applicable', fix: OUTWARD,
    question: { kind: 'reaches-only', from: { template: 'Training*', type: ['AWS::SageMaker::*', 'AWS::Batch::ComputeEnvironment', 'AWS::ECS::Service'] }, to: [{ type: 'AWS::EC2::VPCEndpoint', template: 'Training*' }, S3] },
  },
];
