import type { Requirement } from '../requirement';
import { API, ENDPOINTS, GATEWAY, HOSTS, LINK, LOAD_BALANCER, MODEL, STORE } from './names';

const S3 = { service: 's3' } as const;
const NOT_443 = 'tcp 0-442, tcp 444-65535, udp, icmp';

/** Who can send packets to whom. */
export const NETWORK: readonly Requirement[] = [
  {
    id: 'NET-01.inference', controls: ['NET-01'], title: 'inference tasks reach nothing but VPC endpoints', fix: 'take the route, rule or gateway away that the path shows',
    question: { kind: 'reaches-only', from: MODEL, to: [ENDPOINTS, S3] },
  },
  {
    id: 'NET-01.hosts', controls: ['NET-01'], title: 'instances under the inference tasks reach nothing but VPC endpoints', fix: 'take the route, rule or gateway away that the path shows',
    question: { kind: 'reaches-only', from: HOSTS, to: [ENDPOINTS, S3] },
  },
  {
    id: 'NET-01.gateway', controls: ['NET-01'], title: 'the gateway reaches nothing but inference, the vector store and VPC endpoints', fix: 'take the route, rule or gateway away that the path shows',
    question: { kind: 'reaches-only', from: GATEWAY, to: [MODEL, STORE, ENDPOINTS, S3] },
  },
  {
    id: 'NET-02.store', controls: ['NET-02'], title: 'only the gateway reaches the vector store', fix: 'take the rule away that lets the other in',
    question: { kind: 'reached-only-by', to: STORE, from: [GATEWAY] },
  },
  {
    id: 'NET-03.inference', controls: ['NET-03'], title: 'only the gateway reaches inference tasks', fix: 'take the rule away that lets the other in',
    question: { kind: 'reached-only-by', to: MODEL, from: [GATEWAY] },
  },
  {
    id: 'NET-03.gateway', controls: ['NET-03'], title: 'only the API reaches the gateway, through its load balancer', fix: 'take the rule away that lets the other in',
    question: { kind: 'reached-only-by', to: GATEWAY, from: ['internet', API, LINK, LOAD_BALANCER] },
  },
  {
    id: 'NET-03.through-gateway', controls: ['NET-02', 'NET-03'], title: 'whatever comes from the internet to inference passes the gateway', fix: 'close the way around that the path shows',
    question: { kind: 'only-through', from: 'internet', to: MODEL, through: GATEWAY },
  },
  {
    id: 'NET-05.endpoint-ports', controls: ['NET-05'], title: 'VPC endpoints answer HTTPS only', fix: 'narrow the rule to tcp 443',
    question: { kind: 'no-path', from: { type: 'AWS::EC2::VPC' }, to: ENDPOINTS, ports: NOT_443 },
  },
];
