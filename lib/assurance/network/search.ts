import { INTERNET } from './addresses';
import { IntervalSet } from './intervals';
import type { Doubt, Forward, Id, Node } from './model';
import { acceptedBy, anyOfInternet, doubtsOf, firstLeg, forwardsOnly, preservedLegQuestions, solve, type Leg } from './legs';
import { allRelays, relaysTo } from './relays';
import { internetSite, siteName, sitesOf, sourcesOf, type InterfaceSite, type Site } from './sites';
import { ALL_TRAFFIC } from './traffic';
import { counts, type View } from './view';

/** What a search looks for. */
export interface Question {
  readonly from: readonly Start[];
  readonly to: readonly Site[];
  /** Nodes that count as the end even without interface (an API's public door). */
  readonly toNodes: ReadonlySet<Id>;
  readonly traffic: IntervalSet;
  /**
   * `network`: what the network itself carries on (load balancers, links, gateways). `workloads`: everything that runs code passes on whatever
   * it likes as well, as if each workload but those avoided were taken over.
   */
  readonly through: 'network' | 'workloads';
  /** Nodes that count as removed. */
  readonly avoid: ReadonlySet<Id>;
  /** Leaves the direct way out. */
  readonly relayed?: boolean;
}

export type Start = { readonly kind: 'node'; readonly node: Node; readonly only?: IntervalSet } | { readonly kind: 'site'; readonly site: Site };

/** A step of a path: packets through the network, or something that AWS carries outside of it. */
export type Move =
  | { readonly kind: 'leg'; readonly leg: Leg; readonly forward?: Forward }
  | { readonly kind: 'managed'; readonly from: Id; readonly to: Id; readonly traffic: IntervalSet; readonly forward?: Forward; readonly doubt?: Doubt }
  | { readonly kind: 'lost'; readonly from: Id; readonly doubt: Doubt };

interface State {
  readonly key: string;
  readonly name: Id;
  /** Where packets of the state's own making start. */
  readonly sites: readonly Site[];
  readonly forward?: Forward;
  /** Whose address a load balancer keeps. */
  readonly client?: { readonly sites: readonly Site[]; readonly sources?: IntervalSet };
  /** Packets come from an address of the internet that nobody tells. */
  readonly somewhere?: boolean;
  readonly moves: readonly Move[];
}

/** The shortest chain of moves from one side to the other in the given reading of the model. */
export function findPath(view: View, question: Question): readonly Move[] | undefined {
  return explore(view, question, relaysTo(view.model, question)).path;
}

/** Relays that the source gets as far as, wherever they lead; they are the reason to look at when nothing arrives. */
export function relaysReached(view: View, question: Question): readonly Id[] {
  return explore(view, question, allRelays(view.model)).visited;
}

interface Explored {
  readonly path?: readonly Move[];
  readonly visited: readonly Id[];
}

function explore(view: View, question: Question, relays: readonly Node[]): Explored {
  const queue: State[] = question.from.flatMap((start) => startStates(view, question, start));
  const seen = new Set(queue.map(({ key }) => key));
  const visited: Id[] = [];
  for (let state = queue.shift(); state; state = queue.shift()) {
    const end = ends(view, question, state);
    if (end) return { path: [...state.moves, ...end], visited };
    for (const next of onwards(view, question, state, relays)) {
      if (seen.has(next.key)) continue;
      seen.add(next.key);
      visited.push(next.name);
      queue.push(next);
    }
  }
  return { visited: [...new Set(visited)] };
}

function startStates(view: View, question: Question, start: Start): State[] {
  if (start.kind === 'site') return [{ key: `from ${siteName(start.site)}`, name: siteName(start.site), sites: [start.site], moves: [] }];
  const { node } = start;
  if (question.avoid.has(node.id)) return [];
  if (forwardsOnly(node)) return forwardStates(view, node, ALL_TRAFFIC, []);
  return [{ ...freeState(view, node, []), sites: startSites(view, start) }, ...forwardStates(view, node, ALL_TRAFFIC, [])];
}

/**
 * Where packets of the start's own making leave from; none where it only passes on what it is handed. A function that belongs to no VPC stands on the
 * internet, as far as the network is concerned.
 */
export function startSites(view: View, start: Start): readonly Site[] {
  if (start.kind === 'site') return [start.site];
  if (forwardsOnly(start.node)) return [];
  return sourcesOf(view, start.node, start.only);
}

/** The last moves, where the state's next step arrives. */
function ends(view: View, question: Question, state: State): readonly Move[] | undefined {
  if (state.forward) return forwardEnds(view, question, state, state.forward);
  for (const to of question.relayed && state.moves.length === 0 ? [] : question.to) {
    if (to.kind === 'interface' && question.avoid.has(to.node.id)) continue;
    if (to.kind === 'outside' && atInternet(state) && !passedOn(state) && to.addresses.meets(INTERNET)) return [{ kind: 'managed', from: state.name, to: to.name, traffic: question.traffic, doubt: internetOf(state)?.doubt }];
    const leg = legBetween(view, state, to, acceptedBy(to, question.traffic));
    if (leg) return [{ kind: 'leg', leg }];
  }
  const door = atInternet(state) ? [...view.model.nodes.values()].find((node) => question.toNodes.has(node.id) && opens(view, node, question.traffic)) : undefined;
  return door ? [throughDoor(state, door, question.traffic)] : undefined;
}

/** What somebody on the internet passes on to somebody else there says nothing of the network. */
function passedOn({ name, moves }: State): boolean {
  return name === 'internet' && moves.length > 0;
}

function legBetween(view: View, state: State, to: Site, traffic: IntervalSet): Leg | undefined {
  for (const from of state.sites) {
    const leg = traffic.isEmpty ? undefined : firstLeg(view, from, to, traffic);
    if (leg && !(state.somewhere === true && guessed(view, leg))) return leg;
  }
  return undefined;
}

/** A way that only some addresses of the internet have, from one that nobody tells. */
function guessed(view: View, leg: Leg): boolean {
  return view.mode === 'certain' && leg.question.from.kind === 'outside' && !anyOfInternet(leg, 'source');
}

function forwardEnds(view: View, question: Question, state: State, forward: Forward): readonly Move[] | undefined {
  if (forward.to === undefined) {
    const doubt = forward.doubt ?? { code: 'ForwardNotKnown', forward: forward.id };
    return view.mode === 'possible' ? [{ kind: 'lost', from: state.name, doubt }] : undefined;
  }
  if (question.avoid.has(forward.to)) return undefined;
  const arriving = forward.traffic.intersect(question.traffic);
  const sites = question.to.filter((to): to is InterfaceSite => to.kind === 'interface' && to.node.id === forward.to);
  if (arriving.isEmpty || (sites.length === 0 && !question.toNodes.has(forward.to))) return undefined;
  if (forward.kind === 'managed') return [{ kind: 'managed', from: state.name, to: forward.to, traffic: arriving, forward }];
  const leg = forwardLeg(view, state, forward, sites, arriving);
  return leg ? [{ kind: 'leg', leg, forward }] : undefined;
}

function forwardLeg(view: View, state: State, forward: Forward, targets: readonly InterfaceSite[], traffic: IntervalSet): Leg | undefined {
  for (const target of targets) {
    for (const from of state.sites) {
      const { client } = state;
      const wanted = acceptedBy(target, traffic);
      const leg = forward.kind === 'preserved' && client && from.kind === 'interface'
        ? solve(view, client.sites.flatMap((site) => preservedLegQuestions(view, from, site, target, wanted, client.sources)))
        : firstLeg(view, from, target, wanted);
      if (leg && !(from.kind === 'outside' && guessed(view, leg))) return leg;
    }
  }
  return undefined;
}

function onwards(view: View, question: Question, state: State, relays: readonly Node[]): State[] {
  return state.forward ? afterForward(view, question, state, state.forward) : fromFree(view, question, state, relays);
}

function fromFree(view: View, question: Question, state: State, relays: readonly Node[]): State[] {
  const next: State[] = [];
  for (const node of relays) {
    if (question.avoid.has(node.id) || node.id === state.name) continue;
    if (atInternet(state) && node.publicDoor && opens(view, node, ALL_TRAFFIC)) {
      next.push(...arrivals(view, question, node, node.publicDoor, [...state.moves, throughDoor(state, node, ALL_TRAFFIC)]));
    }
    for (const forward of node.forwards.filter(({ id, doubt }) => counts(view, id, doubt))) {
      for (const site of sitesOf(node)) {
        const leg = legBetween(view, state, site, forward.accepts);
        if (!leg) continue;
        const client = view.mode === 'certain' ? { sites: [leg.question.from], sources: leg.solution.box.source } : { sites: state.sites };
        next.push(forwardState(view, node, forward, [...state.moves, { kind: 'leg', leg }], client));
        break;
      }
    }
    if (question.through !== 'workloads' || !node.runsCode) continue;
    const leg = sitesOf(node).map((site) => legBetween(view, state, site, ALL_TRAFFIC)).find((found) => found !== undefined);
    if (leg) next.push(freeState(view, node, [...state.moves, { kind: 'leg', leg }]));
  }
  const internet = internetSite(view.model);
  const out = atInternet(state) ? undefined : legBetween(view, state, internet, ALL_TRAFFIC);
  if (out && (view.mode === 'possible' || anyOfInternet(out, 'destination'))) {
    next.push({ key: 'from internet', name: 'internet', sites: [internet], somewhere: true, moves: [...state.moves, { kind: 'leg', leg: out }] });
  }
  return next;
}

function afterForward(view: View, question: Question, state: State, forward: Forward): State[] {
  const node = forward.to === undefined ? undefined : view.model.nodes.get(forward.to);
  if (!node || question.avoid.has(node.id)) return [];
  if (forward.kind === 'managed') {
    return arrivals(view, question, node, forward.traffic, [...state.moves, { kind: 'managed', from: state.name, to: node.id, traffic: forward.traffic, forward }]);
  }
  const next: State[] = [];
  for (const further of node.forwards.filter(({ id, doubt }) => counts(view, id, doubt))) {
    const leg = forwardLeg(view, state, forward, sitesOf(node), forward.traffic.intersect(further.accepts));
    if (leg) next.push(forwardState(view, node, further, [...state.moves, { kind: 'leg', leg, forward }], { sites: [leg.question.from] }));
  }
  if (question.through !== 'workloads' || !node.runsCode) return next;
  const leg = forwardLeg(view, state, forward, sitesOf(node), forward.traffic);
  return leg ? [...next, freeState(view, node, [...state.moves, { kind: 'leg', leg, forward }])] : next;
}

/** What a node does with traffic that AWS hands to it. */
function arrivals(view: View, question: Question, node: Node, traffic: IntervalSet, moves: readonly Move[]): State[] {
  const states = forwardStates(view, node, traffic, moves);
  return question.through === 'workloads' && node.runsCode ? [...states, freeState(view, node, moves)] : states;
}

function forwardStates(view: View, node: Node, traffic: IntervalSet, moves: readonly Move[]): State[] {
  return node.forwards.filter(({ id, doubt, accepts }) => counts(view, id, doubt) && accepts.meets(traffic)).map((forward) => forwardState(view, node, forward, moves));
}

function forwardState(view: View, node: Node, forward: Forward, moves: readonly Move[], client?: State['client']): State {
  const kept = forward.kind === 'preserved' ? client : undefined;
  const key = `${node.id} ${forward.id} ${kept ? kept.sites.map(siteName).join(' ') : ''}`;
  return { key, name: node.id, sites: sourcesOf(view, node), forward, client: kept, moves };
}

function freeState(view: View, node: Node, moves: readonly Move[]): State {
  return { key: `from ${node.id}`, name: node.id, sites: sourcesOf(view, node), somewhere: node.outsideVpc !== undefined, moves };
}

function atInternet(state: State): boolean {
  return internetOf(state) !== undefined;
}

function internetOf({ sites }: State): Extract<Site, { kind: 'outside' }> | undefined {
  return sites.find((site): site is Extract<Site, { kind: 'outside' }> => site.kind === 'outside' && site.addresses.meets(INTERNET));
}

function opens(view: View, node: Node, traffic: IntervalSet): boolean {
  return node.publicDoor !== undefined && node.publicDoor.meets(traffic) && counts(view, `${node.id}/public-door`, node.doubt ?? node.doorDoubt);
}

function throughDoor(state: State, node: Node, traffic: IntervalSet): Move {
  return { kind: 'managed', from: state.name, to: node.id, traffic: (node.publicDoor ?? ALL_TRAFFIC).intersect(traffic), doubt: internetOf(state)?.doubt ?? node.doubt ?? node.doorDoubt };
}

export function moveDoubts(moves: readonly Move[]): Doubt[] {
  return moves.flatMap((move): Doubt[] => {
    if (move.kind === 'lost') return [move.doubt];
    const forwarded = move.forward?.doubt === undefined ? [] : [move.forward.doubt];
    if (move.kind === 'leg') return [...doubtsOf(move.leg.solution), ...forwarded];
    return [...forwarded, ...(move.doubt === undefined ? [] : [move.doubt])];
  });
}
