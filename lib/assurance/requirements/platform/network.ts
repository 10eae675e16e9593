import type { Layer, NetworkEnd, Requirement, Selector } from '../requirement';
import { API, ENDPOINTS, GATEWAY, HOSTS, LINK, LOAD_BALANCER, MODEL, STORE } from './names';

const S3 = { service: 's3' } as const;
const SUBNET = 'AWS::EC2::Subnet';
const APP: Selector = { type: SUBNET, path: 'Network/Network/Vpc/AppSubnet*/Subnet' };
const GPU: Selector = { type: SUBNET, path: 'Network/Network/Vpc/GpuSubnet*/Subnet' };
const ENDPOINT_SUBNETS: Selector = { type: SUBNET, path: 'Network/Network/Vpc/EndpointsSubnet*/Subnet' };

const EGRESS_ALONE: readonly Layer[] = ['ingress-rules', 'access-lists'];
const INGRESS_ALONE: readonly Layer[] = ['egress-rules', 'access-lists'];
const LISTS_ALONE: readonly Layer[] = ['ingress-rules', 'egress-rules'];
/** The lists of the one side let answers of the other pass, at the ports from which nobody listens. */
const BELOW_ANSWERS = 'tcp 0-32767, udp, icmp';

/** The addresses of S3, which rules admit at 443, stand in no template: by these rules alone they may be any. */
const NOT_443 = 'tcp 0-442, tcp 444-65535, udp, icmp';

const OUTWARD = 'take the route, rule or gateway away that the path shows';
const INWARD = 'take the rule away that lets the other in';

/** What a workload reaches: as the network is, and by its egress rules alone, which may lead to the gateway by the HTTPS door of its load balancer. */
function reaches(name: string, what: string, control: string, from: Selector, to: readonly NetworkEnd[], listed: string): readonly Requirement[] {
  return [
    { id: `${control}.${name}`, controls: [control], title: `${what} reach nothing but ${listed}`, fix: OUTWARD, question: { kind: 'reaches-only', from, to } },
    { id: `${control}.${name}-egress`, controls: [control], title: `the egress rules of ${what} alone let them reach nothing but ${listed}, HTTPS aside`, fix: OUTWARD, question: { kind: 'reaches-only', from, to: [...to, GATEWAY], ports: NOT_443, without: EGRESS_ALONE } },
  ];
}

/** Who reaches something: as the network is, and by its ingress rules alone. */
function reached(name: string, control: string, to: NetworkEnd, from: readonly NetworkEnd[], only: string): readonly Requirement[] {
  return [
    { id: `${control}.${name}`, controls: [control], title: only, fix: INWARD, question: { kind: 'reached-only-by', to, from } },
    { id: `${control}.${name}-ingress`, controls: [control], title: `${only}, by its ingress rules alone`, fix: INWARD, question: { kind: 'reached-only-by', to, from, without: INGRESS_ALONE } },
  ];
}

/** The ports at which one reaches the other: as the network is, and by each side's rules and by the lists alone. */
function ports(name: string, what: string, from: NetworkEnd, to: NetworkEnd, others: string, below: string, outward = others): readonly Requirement[] {
  const asked = (suffix: string, title: string, closed: string, without?: readonly Layer[]): Requirement => ({
    id: `NET-03.${name}-ports${suffix}`, controls: ['NET-03', 'NET-08'], title, fix: 'narrow the rule or entry to the port of the service', question: { kind: 'no-path', from, to, ports: closed, ...(without === undefined ? {} : { without }) },
  });
  return [
    asked('', what, others), asked('-egress', `${what}, by egress rules alone`, outward, EGRESS_ALONE), asked('-ingress', `${what}, by ingress rules alone`, others, INGRESS_ALONE),
    asked('-lists', `${what}, by access lists alone, answers aside`, below, LISTS_ALONE),
  ];
}

function apart(name: string, title: string, from: NetworkEnd, to: NetworkEnd, closed?: string): Requirement {
  return { id: `NET-08.${name}`, controls: ['NET-08'], title, fix: 'narrow the entry of the access list', question: { kind: 'no-path', from, to, without: LISTS_ALONE, ...(closed === undefined ? {} : { ports: closed }) } };
}

/** Who can send packets to whom. */
export const NETWORK: readonly Requirement[] = [
  ...reaches('inference', 'inference tasks', 'NET-01', MODEL, [ENDPOINTS, S3], 'VPC endpoints'),
  ...reaches('hosts', 'instances under the inference tasks', 'NET-01', HOSTS, [ENDPOINTS, S3], 'VPC endpoints'),
  ...reaches('gateway', 'gateway tasks', 'NET-01', GATEWAY, [MODEL, STORE, ENDPOINTS, S3], 'inference, the vector store and VPC endpoints'),
  ...reaches('load-balancer-out', 'load balancers', 'NET-03', LOAD_BALANCER, [GATEWAY], 'the gateway'),
  ...reached('store', 'NET-02', STORE, [GATEWAY], 'the gateway alone reaches the vector store'),
  ...reached('inference', 'NET-03', MODEL, [GATEWAY], 'the gateway alone reaches inference tasks'),
  ...reached('gateway', 'NET-03', GATEWAY, ['internet', API, LINK, LOAD_BALANCER], 'the API alone reaches the gateway, through its load balancer'),
  ...reached('load-balancer', 'NET-03', LOAD_BALANCER, ['internet', API, LINK], 'the API alone reaches the load balancer'),
  ...reached('endpoints', 'NET-05', ENDPOINTS, [GATEWAY, MODEL, HOSTS], 'tasks and their instances alone reach VPC endpoints'),
  { id: 'NET-01.hosts-closed', controls: ['NET-03', 'SUP-04'], title: 'nobody reaches the instances under the inference tasks', fix: INWARD, question: { kind: 'reached-only-by', to: HOSTS, from: [], without: INGRESS_ALONE } },
  {
    id: 'NET-03.through-gateway', controls: ['NET-02', 'NET-03'], title: 'whatever comes from the internet to inference passes the gateway', fix: 'close the way around that the path shows',
    question: { kind: 'only-through', from: 'internet', to: MODEL, through: GATEWAY },
  },
  {
    id: 'NET-02.through-gateway', controls: ['NET-02', 'NET-03'], title: 'whatever comes from the internet to the vector store passes the gateway', fix: 'close the way around that the path shows',
    question: { kind: 'only-through', from: 'internet', to: STORE, through: GATEWAY },
  },
  ...ports('link', 'the API speaks to the load balancer by HTTPS only', LINK, LOAD_BALANCER, NOT_443, 'tcp 0-442, tcp 444-1023, udp, icmp'),
  ...ports('load-balancer', 'the load balancer speaks to the gateway at its port only', LOAD_BALANCER, GATEWAY, 'tcp 0-8442, tcp 8444-65535, udp, icmp', 'tcp 0-442, tcp 444-1023, udp, icmp'),
  ...ports('inference', 'the gateway speaks to inference at its port only', GATEWAY, MODEL, 'tcp 0-7999, tcp 8001-65535, udp, icmp', 'tcp 0-7999, tcp 8001-32767, udp, icmp', 'tcp 0-442, tcp 444-7999, tcp 8001-65535, udp, icmp'),
  ...ports('store', 'the gateway speaks to the vector store at its port only', GATEWAY, STORE, 'tcp 0-5431, tcp 5433-65535, udp, icmp', 'tcp 0-5431, tcp 5433-65535, udp, icmp', 'tcp 0-442, tcp 444-5431, tcp 5433-65535, udp, icmp'),
  ...['gateway', 'inference', 'hosts'].flatMap((name) => ports(`${name}-endpoint`, `${name} speaks to VPC endpoints by HTTPS only`, { gateway: GATEWAY, inference: MODEL, hosts: HOSTS }[name] ?? GATEWAY, ENDPOINTS, NOT_443, NOT_443)),
  apart('gpu-store', 'access lists keep GPU subnets and the vector store apart', GPU, STORE),
  apart('endpoints-store', 'access lists keep endpoint subnets and the vector store apart', ENDPOINT_SUBNETS, STORE),
  apart('gpu-link', 'access lists let GPU subnets call nothing behind the API', GPU, LINK, BELOW_ANSWERS),
  apart('endpoints-app', 'access lists let endpoint subnets call nothing in application subnets', ENDPOINT_SUBNETS, APP, BELOW_ANSWERS),
  apart('endpoints-gpu', 'access lists let endpoint subnets call nothing in GPU subnets', ENDPOINT_SUBNETS, GPU, BELOW_ANSWERS),
];
