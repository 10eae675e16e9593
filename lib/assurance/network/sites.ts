import { ALL_V4, ALL_V6, INTERNET, type Extent } from './addresses';
import { IntervalSet } from './intervals';
import type { Doubt, Id, Interface, NetworkModel, Node, Subnet, Vpc } from './model';
import type { View } from './view';

/** One side of a flow. */
export type Site =
  | { readonly kind: 'interface'; readonly node: Node; readonly interface: Interface; readonly only?: IntervalSet }
  | { readonly kind: 'outside'; readonly addresses: IntervalSet; readonly name: string; readonly doubt?: Doubt }
  | { readonly kind: 'service'; readonly service: string; readonly addresses: IntervalSet };

export type InterfaceSite = Extract<Site, { kind: 'interface' }>;

/** Everybody on the internet, services that the model names by prefix lists included. */
export function internetSite(model: NetworkModel, name: Id = 'internet', doubt?: Doubt): Site {
  return { kind: 'outside', addresses: INTERNET.union(model.services), name, doubt };
}

/** Where a node's packets leave from: its interfaces, and the internet for one that belongs to no VPC or has a way of its own around it. */
export function sourcesOf(view: View, node: Node, only?: IntervalSet): readonly Site[] {
  const { outsideVpc } = node;
  const outside = outsideVpc === undefined || (outsideVpc !== true && view.mode === 'certain') ? [] : [internetSite(view.model, node.id, outsideVpc === true ? undefined : outsideVpc)];
  return [...outside, ...sitesOf(node, only)];
}

export type Family = 4 | 6;

export function familySet(family: Family): IntervalSet {
  return family === 4 ? ALL_V4 : ALL_V6;
}

export function sitesOf(node: Node, only?: IntervalSet): InterfaceSite[] {
  const sites = node.interfaces.map((one): InterfaceSite => ({ kind: 'interface', node, interface: one, only }));
  return only ? sites.filter((site) => site.interface.addresses.atMost.meets(only)) : sites;
}

/** Security groups in force at a site; undefined where nothing asks for groups. */
export function groupsAt(site: InterfaceSite): readonly Id[] | undefined {
  return site.interface.groups ?? site.node.groups;
}

export function addressesOf(view: View, site: Site, family: Family): IntervalSet {
  if (site.kind !== 'interface') return site.addresses.intersect(familySet(family));
  const extent: Extent = site.interface.addresses;
  const own = (view.mode === 'possible' ? extent.atMost : extent.atLeast).intersect(familySet(family));
  return site.only ? own.intersect(site.only) : own;
}

/** Where an interface is, or why that cannot be told. */
export type Place = { readonly kind: 'known'; readonly subnet: Subnet; readonly vpc: Vpc } | { readonly kind: 'unknown'; readonly doubt: Doubt };

export function placeOf(view: View, site: InterfaceSite): Place {
  const { subnet: id } = site.interface;
  const subnet = id === undefined ? undefined : view.model.subnets.get(id);
  const vpc = subnet && view.model.vpcs.get(subnet.vpc);
  if (subnet && vpc) return { kind: 'known', subnet, vpc };
  return { kind: 'unknown', doubt: site.interface.doubt ?? { code: 'SubnetOutsideTemplates', subnet: id ?? 'not told', node: site.node.id } };
}

export function siteName(site: Site): Id {
  return site.kind === 'interface' ? site.node.id : site.kind === 'outside' ? site.name : `service:${site.service}`;
}
