import type { Step, Verdict } from '../verdict';
import { smallestCut } from './cut';
import { resolveEndpoint, INTERNET_END, type Endpoint, type Ends } from './endpoints';
import { whyClosed } from './explain';
import type { IntervalSet } from './intervals';
import type { Doubt, Id, NetworkModel } from './model';
import { pathOf, type Path } from './path';
import { findPath, moveDoubts, type Move, type Question } from './search';
import { reachRow, type ReachRow, type Views } from './table';
import { ALL_TRAFFIC } from './traffic';
import { viewOf } from './view';

export interface PathOptions {
  /** Traffic that arrives at the destination. @default - all */
  readonly traffic?: IntervalSet;
  /**
   * `network`: only what the network carries on by itself. `workloads`: every workload passes on whatever it likes, as if it were taken over.
   * @default 'network'
   */
  readonly through?: Question['through'];
  /** Nodes that count as removed. @default - none */
  readonly avoid?: readonly Endpoint[];
}

export interface Reachability {
  /** Asks for "no path": proved when there is none, refuted with one, unknown with what could not be resolved. */
  paths(from: Endpoint, to: Endpoint, options?: PathOptions): Verdict<Path>;
  /** Asks whether every path passes `through`, even if every other workload were taken over; refuted with a path around it. */
  mustPass(from: Endpoint, to: Endpoint, through: Endpoint, options?: PathOptions): Verdict<Path>;
  /** Everything that gets to the target: each source once for each chain of relays, sorted. */
  whoReaches(target: Endpoint, options?: PathOptions): readonly ReachRow[];
  /** Everything that the source gets to, sorted. */
  reachableFrom(source: Endpoint, options?: PathOptions): readonly ReachRow[];
}

const BASE_ASSUMPTIONS = [
  'Nothing outside the given templates attaches a gateway, a route, a rule or an interface to these networks.',
  'A TCP flow counts when its answers return; any source port may be chosen. A datagram counts when it arrives.',
  'Requests to AWS APIs (the RDS Data API, an invocation) are decided by IAM, not by the network.',
];

/** Decides who can send packets to whom. Pure; the model is not changed. */
export function reachability(model: NetworkModel): Reachability {
  // kept for all questions, since what a view compiles is kept with it
  const views: Views = { certain: viewOf(model, 'certain'), possible: viewOf(model, 'possible') };
  return {
    paths: (from, to, options = {}) => decide(views, from, to, options),
    mustPass: (from, to, through, options = {}) => decidePassage(views, from, to, through, options),
    whoReaches: (target, options = {}) => rows(sources(model), [target], views, options),
    reachableFrom: (source, options = {}) => rows([source], targets(model), views, options),
  };
}

function decide({ certain, possible }: Views, from: Endpoint, to: Endpoint, options: PathOptions): Verdict<Path> {
  const { model } = certain;
  const ends = { from: resolveEndpoint(model, from), to: resolveEndpoint(model, to) };
  const avoided = (options.avoid ?? []).map((name) => ({ name, ends: resolveEndpoint(model, name) }));
  const missing = [{ name: from, ends: ends.from }, { name: to, ends: ends.to }, ...avoided].flatMap(({ name, ends: { kind } }) => notAsked(model, name, kind));
  if (missing.length > 0) return { kind: 'unknown', because: missing };
  const empty = [{ name: from, ends: ends.from }, { name: to, ends: ends.to }].filter((end) => end.ends.kind === 'empty');
  if (empty.length > 0) return { kind: 'not-applicable', because: empty.map(({ name }) => ({ code: 'NothingThere', endpoint: name })) };
  const question = questionOf(ends.from, ends.to, options, new Set(avoided.flatMap((end) => [...end.ends.nodes])));
  const perhaps = findPath(possible, question);
  if (!perhaps) return { kind: 'proved', because: whyClosed(possible, question), assumptions: [...BASE_ASSUMPTIONS, ...model.assumptions] };
  const surely = findPath(certain, question);
  if (surely) return { kind: 'refuted', because: cutSteps(smallestCut(certain, question)), witness: pathOf(surely) };
  return { kind: 'unknown', because: causes(perhaps) };
}

/** Why no question can be asked about an end. */
function notAsked({ others }: NetworkModel, name: Endpoint, kind: Ends['kind']): readonly Step[] {
  if (kind === 'not-on-the-network') return [{ code: 'NotDecidedByTheNetwork', endpoint: name, type: others.get(name) }];
  return kind === 'no-such-endpoint' ? [{ code: 'NoSuchEndpoint', endpoint: name }] : [];
}

function decidePassage(views: Views, from: Endpoint, to: Endpoint, through: Endpoint, options: PathOptions): Verdict<Path> {
  const asked: PathOptions = { through: 'workloads', ...options };
  const around = decide(views, from, to, { ...asked, avoid: [...(options.avoid ?? []), through] });
  if (around.kind !== 'proved') return around;
  const gates = resolveEndpoint(views.certain.model, through);
  if (gates.kind === 'empty') return { kind: 'not-applicable', because: [{ code: 'NothingThere', endpoint: through }] };
  const open = decide(views, from, to, asked);
  const vacuous: Step[] = open.kind === 'proved' ? [{ code: 'NoPathAtAll', from, to }] : [];
  return { ...around, because: [{ code: 'OnlyThrough', through: [...gates.nodes] }, ...vacuous, ...around.because] };
}

function questionOf(from: Ends, to: Ends, options: PathOptions, avoid: ReadonlySet<Id>): Question {
  return { from: from.starts, to: to.sites, toNodes: to.nodes, traffic: options.traffic ?? ALL_TRAFFIC, through: options.through ?? 'network', avoid };
}

function cutSteps(cut: readonly Id[] | undefined): readonly Step[] {
  return [cut ? { code: 'ClosedWithout', remove: cut } : { code: 'NoCutFound' }];
}

/** What the possible path rests on and the certain reading does not grant. */
function causes(path: readonly Move[]): readonly Step[] {
  const doubts = new Map(moveDoubts(path).map((doubt): [string, Doubt] => [JSON.stringify(doubt), doubt]));
  const steps = doubts.size > 0 ? [...doubts.values()] : [{ code: 'AddressesNotKnown', cause: 'addresses that the templates do not tell meet narrower blocks' }];
  return [...steps, { code: 'PerhapsThisWay', path: pathOf(path).hops.map(({ from, to, traffic }) => ({ from, to, traffic })) }];
}

function sources(model: NetworkModel): Endpoint[] {
  return [INTERNET_END, ...[...model.nodes.values()].filter(({ kind }) => kind !== 'endpoint').map(({ id }) => id)];
}

function targets(model: NetworkModel): Endpoint[] {
  const services = [...model.routeTables.values()].flatMap(({ routes }) => routes).flatMap(({ target }) => (target.kind === 'service' ? [`service:${target.service}`] : []));
  return [INTERNET_END, ...new Set(services), ...[...model.nodes.values()].map(({ id }) => id)];
}

function rows(from: readonly Endpoint[], to: readonly Endpoint[], views: Views, options: PathOptions): readonly ReachRow[] {
  const { model } = views.certain;
  const targets = to.map((target) => ({ target, ends: resolveEndpoint(model, target) }));
  // whoever stands outside of every VPC gets where the others do: one of them is asked for all
  const outside = new Map<Endpoint, readonly ReachRow[]>();
  const found = from.flatMap((source) => {
    const starts = resolveEndpoint(model, source);
    return targets.flatMap(({ target, ends }) => {
      if (source === target) return source === INTERNET_END ? [] : reachRow(views, source, target, questionOf(starts, ends, options, new Set()));
      const shared = isOutside(starts) ? outside.get(target) : undefined;
      const rows = shared?.map((row) => ({ ...row, from: source })) ?? reachRow(views, source, target, questionOf(starts, ends, options, new Set()));
      if (isOutside(starts)) outside.set(target, rows);
      return rows;
    });
  });
  return found.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.via.join(' '), b.via.join(' ')));
}

/** Functions that belong to no VPC and pass nothing on. */
function isOutside({ starts }: Ends): boolean {
  return starts.every((start) => start.kind === 'node' && start.node.outsideVpc === true && start.node.interfaces.length === 0 && start.node.forwards.length === 0 && start.node.doubt === undefined);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
