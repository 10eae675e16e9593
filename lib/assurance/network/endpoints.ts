import { parseCidr } from './addresses';
import { IntervalSet } from './intervals';
import type { Id, NetworkModel, Node } from './model';
import type { Start } from './search';
import { internetSite, sitesOf, type Site } from './sites';

/**
 * An end of a question: `internet`; the id of a resource; of a security group or a subnet (everything that carries it or stands in it);
 * an address or a block; `service:kms` or `service:com.amazonaws.us-east-1.kms` (an AWS service through its endpoint).
 */
export type Endpoint = string;

export interface Ends {
  readonly kind: 'found' | 'empty' | 'not-on-the-network' | 'no-such-endpoint';
  readonly starts: readonly Start[];
  readonly sites: readonly Site[];
  readonly nodes: ReadonlySet<Id>;
}

export const INTERNET_END: Endpoint = 'internet';

export function resolveEndpoint(model: NetworkModel, endpoint: Endpoint): Ends {
  if (endpoint === INTERNET_END) return ofSites([internetSite(model, INTERNET_END)]);
  if (endpoint.startsWith('service:')) return ofService(model, endpoint.slice('service:'.length));
  const cidr = parseCidr(endpoint);
  if (cidr) return ofAddresses(model, endpoint, cidr.set);
  const nodes = [...model.nodes.values()];
  const named = nodes.filter((node) => node.id === endpoint || node.members.includes(endpoint));
  if (named.length > 0) return ofNodes(named);
  if (model.securityGroups.has(endpoint) || nodes.some((node) => node.groups?.includes(endpoint))) {
    return ofNodes(nodes.filter((node) => node.groups?.includes(endpoint)));
  }
  if (model.subnets.has(endpoint)) return ofSubnets(nodes, new Set([endpoint]));
  if (model.vpcs.has(endpoint)) return ofSubnets(nodes, new Set([...model.subnets.values()].filter(({ vpc }) => vpc === endpoint).map(({ id }) => id)));
  return { kind: model.others.has(endpoint) ? 'not-on-the-network' : 'no-such-endpoint', starts: [], sites: [], nodes: new Set() };
}

function ofNodes(nodes: readonly Node[]): Ends {
  return {
    kind: nodes.length === 0 ? 'empty' : 'found',
    starts: nodes.map((node) => ({ kind: 'node', node })),
    sites: nodes.flatMap((node) => sitesOf(node)),
    nodes: new Set(nodes.map(({ id }) => id)),
  };
}

function ofSites(sites: readonly Site[]): Ends {
  return { kind: 'found', starts: sites.map((site) => ({ kind: 'site', site })), sites, nodes: new Set() };
}

/** Only the interfaces that stand in one of the subnets. */
function ofSubnets(nodes: readonly Node[], subnets: ReadonlySet<Id>): Ends {
  const present = nodes
    .map((node) => ({ ...node, interfaces: node.interfaces.filter(({ subnet }) => subnet !== undefined && subnets.has(subnet)) }))
    .filter(({ interfaces }) => interfaces.length > 0);
  return ofNodes(present);
}

function ofAddresses(model: NetworkModel, name: string, addresses: IntervalSet): Ends {
  const nodes = [...model.nodes.values()].filter((node) => sitesOf(node, addresses).length > 0);
  const inside = IntervalSet.of(...[...model.vpcs.values()].flatMap((vpc) => vpc.addresses.atLeast.ranges));
  const rest = addresses.subtract(inside);
  const outside: Site[] = rest.isEmpty ? [] : [{ kind: 'outside', addresses: rest, name }];
  const found = nodes.length + outside.length > 0;
  return {
    kind: found ? 'found' : 'empty',
    starts: [...nodes.map((node): Start => ({ kind: 'node', node, only: addresses })), ...outside.map((site): Start => ({ kind: 'site', site }))],
    sites: [...nodes.flatMap((node) => sitesOf(node, addresses)), ...outside],
    nodes: new Set(),
  };
}

function ofService(model: NetworkModel, name: string): Ends {
  const isIt = (service: string | undefined): boolean => service === name || shortServiceName(service) === name;
  const endpoints = [...model.nodes.values()].filter(({ kind, service }) => kind === 'endpoint' && isIt(service));
  const routed = [...model.routeTables.values()].flatMap(({ routes }) => routes).flatMap(({ target, destination }) => (
    target.kind === 'service' && isIt(target.service) ? [{ service: target.service, addresses: destination.atLeast }] : []));
  const services = new Map(routed.map((route) => [route.service, route.addresses]));
  const sites = [...services].map(([service, addresses]): Site => ({ kind: 'service', service, addresses }));
  const ends = ofNodes(endpoints);
  return { ...ends, kind: endpoints.length + sites.length > 0 ? 'found' : 'empty', sites: [...ends.sites, ...sites] };
}

/** `com.amazonaws.us-east-1.ecr.api` is `ecr.api`. */
export function shortServiceName(service: string | undefined): string | undefined {
  const match = service === undefined ? undefined : /^(?:com\.amazonaws|cn\.com\.amazonaws)\.(?:vpce\.)?(?:⟦[^⟧]*⟧|[a-z0-9-]+)\.(.+)$/.exec(service);
  return match?.[1] ?? service;
}
