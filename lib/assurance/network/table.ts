import { IntervalSet } from './intervals';
import type { Doubt, Id } from './model';
import { acceptedBy, legTraffic } from './legs';
import { findPath, moveDoubts, startSites, type Move, type Question } from './search';
import { siteName } from './sites';
import { formatTraffic } from './traffic';
import type { View } from './view';

/** One line of "who reaches what": readable, sorted, free of generated text. */
export interface ReachRow {
  readonly from: Id;
  readonly to: Id;
  /** Relays on the way, in order: load balancers, links, the public door of an API. Empty: directly. */
  readonly via: readonly Id[];
  /** What arrives at the target. */
  readonly traffic: string;
  readonly kind: 'reaches' | 'unknown';
  /** The source belongs to no VPC: it reaches the target as anybody on the internet does, so callers may put such lines together. */
  readonly outsideVpc: boolean;
  /** What could not be resolved, for `unknown`. */
  readonly because: readonly Doubt[];
}

export interface Views {
  readonly certain: View;
  readonly possible: View;
}

/** The direct line of a pair and, where relays lead on, one line for the shortest chain of them. */
export function reachRow(views: Views, from: Id, to: Id, question: Question): readonly ReachRow[] {
  return [...directRows(views, from, to, question), ...relayedRows(views, from, to, question)];
}

function directRows(views: Views, from: Id, to: Id, question: Question): ReachRow[] {
  const starts = question.from.flatMap((start) => startSites(views.possible, start));
  const traffic = (view: View): IntervalSet => starts.reduce((sum, source) => question.to.reduce((all, target) => (
    all.union(legTraffic(view, source, target, acceptedBy(target, question.traffic)))), sum), IntervalSet.EMPTY);
  const perhaps = traffic(views.possible);
  if (perhaps.isEmpty) return [];
  const surely = traffic(views.certain);
  const unsure = perhaps.subtract(surely);
  const line = { from, to, via: [], outsideVpc: fromOutside(question) };
  return [
    ...(surely.isEmpty ? [] : [{ ...line, traffic: formatTraffic(surely), kind: 'reaches' as const, because: [] }]),
    ...(unsure.isEmpty ? [] : [{ ...line, traffic: formatTraffic(unsure), kind: 'unknown' as const, because: doubtsAt(views.possible, { ...question, traffic: unsure }) }]),
  ];
}

function doubtsAt(view: View, question: Question): readonly Doubt[] {
  return distinct(moveDoubts(findPath(view, question) ?? []));
}

function relayedRows(views: Views, from: Id, to: Id, question: Question): ReachRow[] {
  const indirect: Question = { ...question, relayed: true };
  const surely = findPath(views.certain, indirect);
  const path = surely ?? findPath(views.possible, indirect);
  if (!path) return [];
  const last = path.at(-1);
  const arriving = last?.kind === 'leg' ? last.leg.solution.box.traffic : last?.kind === 'managed' ? last.traffic : question.traffic;
  return [{
    from, to, via: path.slice(0, -1).map(endOf), outsideVpc: fromOutside(question), traffic: formatTraffic(arriving), kind: surely ? 'reaches' : 'unknown', because: surely ? [] : distinct(moveDoubts(path)),
  }];
}

function fromOutside({ from }: Question): boolean {
  return from.every((start) => start.kind === 'node' && start.node.outsideVpc === true && start.node.interfaces.length === 0);
}

function endOf(move: Move): Id {
  return move.kind === 'leg' ? siteName(move.leg.question.to) : move.kind === 'managed' ? move.to : 'not known';
}

function distinct(doubts: readonly Doubt[]): readonly Doubt[] {
  return [...new Map(doubts.map((doubt): [string, Doubt] => [JSON.stringify(doubt), doubt])).values()];
}
