import { INTERNET } from './addresses';
import { IntervalSet } from './intervals';
import type { Doubt, Node } from './model';
import { admittedTraffic, firstSolution, type Constraint, type FlowBox, type Solution } from './region';
import { connected, crossingsBetween, crossingsIn, crossingsOut, crossingsToService, subnetAcl, type Crossing } from './crossing';
import { groupConstraint, unseenBoxes, type Counterpart } from './filters';
import { addressesOf, familySet, groupsAt, placeOf, siteName, type Family, type InterfaceSite, type Site } from './sites';
import { NOT_TCP, TCP } from './traffic';
import type { View } from './view';

/** All stages of one way between two sites, for one family of addresses and for traffic with or without answer. */
export interface LegQuestion {
  readonly from: Site;
  readonly to: Site;
  readonly family: Family;
  readonly answered: boolean;
  readonly way: Crossing['way'] | 'preserved';
  readonly start: FlowBox;
  readonly constraints: readonly Constraint[];
}

export interface Leg {
  readonly question: LegQuestion;
  readonly solution: Solution;
}

const FAMILIES: readonly Family[] = [4, 6];
/** Ports from which a flow can start: somebody who wants in chooses any. */
const ANY_PORT = TCP;

/** A TCP flow needs its answers back; a datagram has done its work when it arrives. */
const KINDS = [{ traffic: TCP, answered: true }, { traffic: NOT_TCP, answered: false }] as const;

export function legQuestions(view: View, from: Site, to: Site, traffic: IntervalSet): LegQuestion[] {
  return questionsOf(view, from, to, traffic, () => true);
}

/** Without those that the groups at both ends close, whatever the way between them is. */
function openQuestions(view: View, from: Site, to: Site, traffic: IntervalSet): LegQuestion[] {
  if (from.kind === 'interface' && to.kind === 'interface' && !connected(view, placeOf(view, from), placeOf(view, to))) return [];
  return questionsOf(view, from, to, traffic, (start, ends) => firstSolution(start, ends) !== undefined);
}

function questionsOf(view: View, from: Site, to: Site, traffic: IntervalSet, worthAsking: (start: FlowBox, ends: readonly Constraint[]) => boolean): LegQuestion[] {
  const questions: LegQuestion[] = [];
  const ends = groups(view, from, to);
  for (const family of FAMILIES) {
    const source = addressesOf(view, from, family);
    const destination = addressesOf(view, to, family);
    if (source.isEmpty || destination.isEmpty) continue;
    for (const kind of KINDS) {
      const wanted = traffic.intersect(kind.traffic);
      if (wanted.isEmpty) continue;
      const start: FlowBox = { source, destination, traffic: wanted, answer: ANY_PORT };
      if (!worthAsking(start, ends)) continue;
      for (const { way, constraints } of crossings(view, family, from, to, kind.answered)) {
        questions.push({ from, to, family, answered: kind.answered, way, start, constraints: [...ends, ...constraints] });
      }
    }
  }
  return questions;
}

export function firstLeg(view: View, from: Site, to: Site, traffic: IntervalSet): Leg | undefined {
  return solve(view, openQuestions(view, from, to, traffic));
}

/** Traffic that arrives on any way. */
export function legTraffic(view: View, from: Site, to: Site, traffic: IntervalSet): IntervalSet {
  return openQuestions(view, from, to, traffic).reduce((sum, { start, constraints }) => sum.union(admittedTraffic(start, constraints)), IntervalSet.EMPTY);
}

export function solve(view: View, questions: readonly LegQuestion[]): Leg | undefined {
  for (const question of questions) {
    const solution = firstSolution(question.start, question.constraints);
    if (solution && (view.mode === 'possible' || doubtsOf(solution).length === 0)) return { question, solution };
  }
  return undefined;
}

export function doubtsOf(solution: Solution): Doubt[] {
  return solution.admissions.flatMap(({ doubt }) => doubt ?? []);
}

/** Whether one end of a leg can be whichever address of the internet: then it also meets what stands behind an address that nobody tells. */
export function anyOfInternet({ question, solution }: Leg, end: 'source' | 'destination'): boolean {
  return solution.box[end].covers(INTERNET.intersect(familySet(question.family)));
}

function crossings(view: View, family: Family, from: Site, to: Site, answered: boolean): readonly Crossing[] {
  if (from.kind === 'interface' && to.kind === 'interface') return crossingsBetween(view, placeOf(view, from), placeOf(view, to), answered);
  if (from.kind === 'interface' && to.kind === 'service') return crossingsToService(view, placeOf(view, from), to.service, answered);
  if (from.kind === 'interface') return crossingsOut(view, family, from, placeOf(view, from), answered);
  return to.kind === 'interface' ? crossingsIn(view, family, to, placeOf(view, to), answered) : [];
}

function groups(view: View, from: Site, to: Site): Constraint[] {
  return [
    ...[from, to].flatMap((site) => presence(view, site)),
    ...(from.kind === 'interface' ? [groupConstraint(view, from, 'out', counterpart(to))] : []),
    ...(to.kind === 'interface' ? [groupConstraint(view, to, 'in', counterpart(from))] : []),
  ];
}

/** A node or an interface that is perhaps not there. */
function presence(view: View, site: Site): Constraint[] {
  const doubt = site.kind === 'interface' ? site.node.doubt ?? site.interface.doubt : site.kind === 'outside' ? site.doubt : undefined;
  const at = siteName(site);
  return doubt ? [{ stage: 'Placement', at, boxes: unseenBoxes(view, 'Placement', at, doubt) }] : [];
}

function counterpart(site: Site): Counterpart {
  return { groups: site.kind === 'interface' ? groupsAt(site) ?? [] : [] };
}

/**
 * From a load balancer that keeps the client's address to its target: the target's group and access list see the client, the way is the balancer's.
 * Whether rules that name the client's group admit it is not documented for all cases and counts as not known.
 */
export function preservedLegQuestions(view: View, balancer: InterfaceSite, client: Site, to: InterfaceSite, traffic: IntervalSet, sources?: IntervalSet): LegQuestion[] {
  const [near, far] = [placeOf(view, balancer), placeOf(view, to)];
  if (near.kind === 'unknown' || far.kind === 'unknown') return legQuestions(view, balancer, to, traffic);
  const perhaps = client.kind === 'interface' ? groupsAt(client) ?? [] : [];
  const apart = near.subnet.id !== far.subnet.id;
  return FAMILIES.flatMap((family) => KINDS.map(({ traffic: kind, answered }): LegQuestion => {
    const known = addressesOf(view, client, family);
    const start: FlowBox = {
      source: sources ? known.intersect(sources) : known, destination: addressesOf(view, to, family), traffic: traffic.intersect(kind), answer: ANY_PORT,
    };
    const acls = apart ? [
      subnetAcl(view, near.subnet, { stage: 'SourceNetworkAcl', direction: 'out', address: 'destination', ports: 'traffic' }),
      subnetAcl(view, far.subnet, { stage: 'DestinationNetworkAcl', direction: 'in', address: 'source', ports: 'traffic' }),
      ...(answered ? [
        subnetAcl(view, far.subnet, { stage: 'AnswerDestinationNetworkAcl', direction: 'out', address: 'source', ports: 'answer' }),
        subnetAcl(view, near.subnet, { stage: 'AnswerSourceNetworkAcl', direction: 'in', address: 'destination', ports: 'answer' }),
      ] : []),
    ] : [];
    const constraints = [
      ...presence(view, client),
      ...presence(view, to),
      groupConstraint(view, balancer, 'out', counterpart(to)),
      groupConstraint(view, to, 'in', { groups: groupsAt(balancer) ?? [], perhaps }),
      ...acls,
    ];
    return { from: client, to, family, answered, way: 'preserved', start, constraints };
  })).filter(({ start }) => !start.traffic.isEmpty);
}

export function forwardsOnly(node: Node): boolean {
  return node.kind === 'load-balancer' || node.kind === 'vpc-link' || node.kind === 'api' || node.kind === 'endpoint' || node.kind === 'distribution';
}

/** Traffic that finds somebody listening. */
export function acceptedBy(site: Site, traffic: IntervalSet): IntervalSet {
  if (site.kind !== 'interface' || !site.node.listensOnly) return traffic;
  return site.node.forwards.reduce((sum, { accepts }) => sum.union(accepts.intersect(traffic)), IntervalSet.EMPTY);
}
