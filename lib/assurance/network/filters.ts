import { IntervalSet } from './intervals';
import type { AclEntry, Id, NetworkAcl, SecurityGroup } from './model';
import type { Box, Constraint, Dimension, Stage } from './region';
import { groupsAt, type InterfaceSite } from './sites';
import { hasSymbol } from '../template/symbols';
import { TCP } from './traffic';
import { admits, counts, doubtOf, takes, type View } from './view';

/** The other side of a flow as a security group sees it. */
export interface Counterpart {
  readonly groups: readonly Id[];
  /** Groups that perhaps count as well: those of a client whose address a load balancer keeps. */
  readonly perhaps?: readonly Id[];
}

/** Security groups of an interface as one stage: a rule of any of them admits. */
export function groupConstraint(view: View, site: InterfaceSite, direction: 'in' | 'out', counterpart: Counterpart): Constraint {
  const stage: Stage = direction === 'out' ? 'SourceSecurityGroup' : 'DestinationSecurityGroup';
  const groups = groupsAt(site);
  const at = site.node.id;
  if (groups === undefined) return { stage, at, boxes: [{}] };
  return { stage, at, boxes: groups.flatMap((id) => groupBoxes(view, view.model.securityGroups.get(id), id, direction, stage, counterpart)) };
}

function groupBoxes(view: View, group: SecurityGroup | undefined, id: Id, direction: 'in' | 'out', stage: Stage, counterpart: Counterpart): Box[] {
  const dimension: Dimension = direction === 'out' ? 'destination' : 'source';
  const outside = group ? group.outside : { code: 'SecurityGroupOutsideTemplates', group: id };
  const unseen: Box[] = outside && view.mode === 'possible' ? [{ admits: { stage, by: id, doubt: outside } }] : [];
  const known = (group?.rules ?? []).filter((rule) => rule.direction === direction && counts(view, rule.id, rule.doubt)).flatMap((rule): Box[] => {
    if (rule.peer.kind === 'addresses') {
      const doubt = doubtOf(view, rule.peer.addresses, rule.doubt);
      return [{ [dimension]: admits(view, rule.peer.addresses), traffic: rule.traffic, admits: { stage, by: rule.id, doubt } }];
    }
    const member = isMember(view, counterpart, rule.peer.group);
    if (member === false || (member === undefined && view.mode === 'certain')) return [];
    const doubt = member === undefined ? { code: 'GroupMembershipNotKnown', group: rule.peer.group, rule: rule.id } : rule.doubt;
    return [{ traffic: rule.traffic, admits: { stage, by: rule.id, doubt } }];
  });
  return [...known, ...unseen];
}

function isMember(view: View, { groups, perhaps = [] }: Counterpart, group: Id): boolean | undefined {
  if (groups.includes(group)) return true;
  return perhaps.includes(group) || [...groups, ...perhaps].some((other) => mayBeSame(view, other, group)) ? undefined : false;
}

/** Groups of the templates are all different, and so are two literal ids; a name from elsewhere may stand for any group. */
function mayBeSame(view: View, one: Id, other: Id): boolean {
  const known = [one, other].filter((id) => view.model.securityGroups.has(id) && view.model.securityGroups.get(id)?.outside === undefined).length;
  if (known === 2) return false;
  return known === 1 || hasSymbol(one) || hasSymbol(other);
}

/** Which traffic of an access list a stage asks for. `answers` looks at what returns, on the port that the flow started from. */
export interface AclQuestion {
  readonly stage: Stage;
  readonly acl: Id;
  readonly direction: 'in' | 'out';
  readonly address: 'source' | 'destination';
  readonly ports: 'traffic' | 'answer';
}

const askedAcls = new WeakMap<View, Map<string, Constraint>>();

export function aclConstraint(view: View, question: AclQuestion): Constraint {
  const cache = askedAcls.get(view) ?? new Map<string, Constraint>();
  askedAcls.set(view, cache);
  const key = `${question.stage} ${question.direction} ${question.address} ${question.ports} ${question.acl}`;
  const constraint = cache.get(key) ?? readAcl(view, question);
  cache.set(key, constraint);
  return constraint;
}

function readAcl(view: View, { stage, acl: id, direction, address, ports }: AclQuestion): Constraint {
  const acl = view.model.networkAcls.get(id);
  if (!acl) return { stage, at: id, boxes: unseenBoxes(view, stage, id, { code: 'NetworkAclOutsideTemplates', acl: id }) };
  const boxes = allowed(view, acl, direction).flatMap(({ addresses, traffic, entry }): Box[] => {
    const set = ports === 'answer' ? traffic.intersect(TCP) : traffic;
    const doubt = doubtOf(view, entry.addresses, entry.doubt);
    return set.isEmpty ? [] : [{ [address]: addresses, [ports]: set, admits: { stage, by: entry.id, doubt } }];
  });
  return { stage, at: id, boxes };
}

/** A stage of which nothing is known: closed for certain, open perhaps. */
export function unseenBoxes(view: View, stage: Stage, by: Id, doubt: { readonly code: string; readonly [detail: string]: unknown }): Box[] {
  return view.mode === 'possible' ? [{ admits: { stage, by, doubt } }] : [];
}

interface AclBox {
  readonly addresses: IntervalSet;
  readonly traffic: IntervalSet;
}

const compiledAcls = new WeakMap<View, Map<string, (AclBox & { entry: AclEntry })[]>>();

/** What the entries allow, first match wins: each box is what one allow entry admits after all entries before it. */
export function allowed(view: View, acl: NetworkAcl, direction: 'in' | 'out'): readonly (AclBox & { readonly entry: AclEntry })[] {
  const cache = compiledAcls.get(view) ?? new Map<string, (AclBox & { entry: AclEntry })[]>();
  compiledAcls.set(view, cache);
  const key = `${direction} ${acl.id}`;
  const known = cache.get(key);
  if (known) return known;
  const boxes: (AclBox & { entry: AclEntry })[] = [];
  let open: AclBox[] = [{ addresses: EVERYTHING, traffic: EVERYTHING }];
  const entries = acl.entries.filter((entry) => entry.direction === direction && !(entry.action === 'allow' && view.without.has(entry.id)));
  for (const entry of [...entries].sort((a, b) => a.number - b.number)) {
    if (entry.action === 'allow' && counts(view, entry.id, entry.doubt)) {
      boxes.push(...open.map((box) => common(box, admits(view, entry.addresses), entry.traffic)).filter(isNotEmpty).map((box) => ({ ...box, entry })));
    }
    open = open.flatMap((box) => rest(box, takes(view, entry.addresses, entry.doubt), entry.traffic));
  }
  cache.set(key, boxes);
  return boxes;
}

const EVERYTHING = IntervalSet.of([0n, 1n << 140n]);

function common(box: AclBox, addresses: IntervalSet, traffic: IntervalSet): AclBox {
  return { addresses: box.addresses.intersect(addresses), traffic: box.traffic.intersect(traffic) };
}

function rest(box: AclBox, addresses: IntervalSet, traffic: IntervalSet): AclBox[] {
  return [
    { addresses: box.addresses.subtract(addresses), traffic: box.traffic },
    { addresses: box.addresses.intersect(addresses), traffic: box.traffic.subtract(traffic) },
  ].filter(isNotEmpty);
}

function isNotEmpty({ addresses, traffic }: AclBox): boolean {
  return !addresses.isEmpty && !traffic.isEmpty;
}
