import { exactly, notKnown, parseCidr } from '../addresses';
import type { Value } from '../../template/value';
import type { Doubt, Id, Interface, Node, NodeKind } from '../model';
import { opaque } from '../../template/symbols';
import { defaultGroupId, groupId } from './groups';
import { isDoubt, type NetworkResource, type Reader } from './reader';
import { orDoubt, type SubnetFacts } from './vpcs';

/** Three-valued: what a resource says about an address that it may get. */
export type Given = 'yes' | 'no' | Doubt;

export interface Placement {
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly publicAddress: Given;
  /** `as-subnet`: whatever the subnet hands out. */
  readonly v6: Given | 'as-subnet';
  readonly privateAddress?: string;
}

/** What every node builder needs. */
export interface Ground {
  readonly reader: Reader;
  readonly subnets: ReadonlyMap<Id, SubnetFacts>;
  /** Whether an internet gateway is attached to the VPC. */
  readonly gatewayed: (vpc: Id) => Given;
}

export const V6_NOT_TOLD: Doubt = { code: 'IPv6AddressNotTold' };

/** Interfaces in each subnet that a resource names; in one that is not known when it names none. */
export function interfacesOf({ reader, subnets }: Ground, owner: Id, placement: Placement): Interface[] {
  const named = placement.subnets.map((name) => ({ name, facts: subnets.get(reader.id(name)) }));
  const places = named.length > 0 ? named : [{ name: `${owner}/subnet`, facts: undefined }];
  return places.map(({ name, facts }): Interface => {
    if (!facts) {
      const doubt: Doubt = { code: 'SubnetOutsideTemplates', subnet: name, node: owner };
      return { subnet: undefined, addresses: notKnown(name), publicAddress: placement.publicAddress, doubt };
    }
    return { subnet: facts.subnet.id, addresses: addressesIn(facts, placement), publicAddress: placement.publicAddress };
  });
}

function addressesIn(facts: SubnetFacts, placement: Placement): Interface['addresses'] {
  const own = placement.privateAddress === undefined ? undefined : parseCidr(placement.privateAddress)?.set;
  const v4 = own ?? facts.v4;
  const v6: Given = placement.v6 === 'as-subnet' ? orDoubt(facts.assignsV6) : placement.v6;
  if (v6 === 'no' || facts.v6.isEmpty) return exactly(v4);
  return v6 === 'yes' ? exactly(v4.union(facts.v6)) : { atLeast: v4, atMost: v4.union(facts.v6), cause: v6.code };
}

/** Groups of a resource; the VPC's default group when it names none. */
export function groupsOf({ reader, subnets }: Ground, owner: Id, placement: Placement): Id[] {
  if (placement.groups.length > 0) return [...new Set(placement.groups.map((name) => groupId(reader, name)))];
  const vpcs = new Set(placement.subnets.map((name) => subnets.get(reader.id(name))?.subnet.vpc));
  const [vpc] = vpcs;
  return [vpcs.size === 1 && vpc !== undefined ? defaultGroupId(vpc) : opaque(`${owner}.default-security-group`)];
}

export function nodeOf(ground: Ground, resource: NetworkResource, kind: NodeKind, placement: Placement | undefined, more: Partial<Node> = {}): Node {
  return {
    id: resource.id,
    kind,
    type: resource.type,
    interfaces: placement ? interfacesOf(ground, resource.id, placement) : [],
    groups: placement ? groupsOf(ground, resource.id, placement) : undefined,
    forwards: [],
    listensOnly: false,
    runsCode: false,
    members: [],
    doubt: resource.doubt,
    ...more,
  };
}

/** A property that is yes, no, absent or not told. */
export function given(value: boolean | undefined | Doubt, absent: Given): Given {
  return value === undefined ? absent : isDoubt(value) ? value : value ? 'yes' : 'no';
}

/** A list of texts, or one text where the type takes only one. */
export function someTexts(reader: Reader, properties: Value, path: readonly (string | number)[]): readonly string[] {
  const listed = reader.texts(properties, ...path);
  const one = listed.length > 0 ? undefined : reader.text(properties, ...path);
  return one === undefined ? listed : [one];
}
