import type { Id } from './model';
import { findPath, type Move, type Question } from './search';
import { viewOf, type View } from './view';

/** How many things a smallest cut is looked for among all combinations; beyond that, one that cannot be made smaller. */
const EXACT_UP_TO = 3;
const MOST = 64;

/**
 * The fewest rules, routes, entries or gateways without which no path is left ("remove this rule and it is closed"). Each answer was tried: with
 * exactly these things gone nothing arrives, and with any of them back something does. Undefined where AWS itself carries the flow.
 */
export function smallestCut(view: View, question: Question): readonly Id[] | undefined {
  const pathWithout = (removed: readonly Id[]): readonly Move[] | undefined => findPath(viewOf(view.model, view.mode, new Set([...view.without, ...removed])), question);
  for (let size = 1; size <= EXACT_UP_TO; size += 1) {
    const cut = cutOf(pathWithout, [], size);
    if (cut) return cut;
  }
  return greedyCut(pathWithout);
}

type PathWithout = (removed: readonly Id[]) => readonly Move[] | undefined;

/** Every cut holds something of every path, so only what the found path rests on needs to be tried. */
function cutOf(pathWithout: PathWithout, removed: readonly Id[], left: number): readonly Id[] | undefined {
  const path = pathWithout(removed);
  if (!path) return removed;
  if (left === 0) return undefined;
  for (const id of removable(path)) {
    const cut = cutOf(pathWithout, [...removed, id], left - 1);
    if (cut) return cut;
  }
  return undefined;
}

function greedyCut(pathWithout: PathWithout): readonly Id[] | undefined {
  const removed: Id[] = [];
  for (let path = pathWithout(removed); path; path = pathWithout(removed)) {
    const [first] = removable(path);
    if (first === undefined || removed.length >= MOST) return undefined;
    removed.push(first);
  }
  return removed.reduce<readonly Id[]>((kept, id) => {
    const fewer = kept.filter((other) => other !== id);
    return pathWithout(fewer) ? kept : fewer;
  }, removed);
}

const PREFERRED = ['DestinationSecurityGroup', 'SourceSecurityGroup', 'Route', 'AnswerRoute', 'Gateway', 'PublicAddress'];

/** What a person can take away, the most telling first: a group's rule before a route, a route before an entry of an access list. */
function removable(path: readonly Move[]): readonly Id[] {
  const admissions = path.flatMap((move) => (move.kind === 'leg' ? move.leg.solution.admissions : []));
  const rank = (stage: string): number => (PREFERRED.includes(stage) ? PREFERRED.indexOf(stage) : PREFERRED.length);
  const rules = admissions.filter(({ stage, by }) => stage !== 'Placement' && !by.endsWith('/local')).sort((a, b) => rank(a.stage) - rank(b.stage)).map(({ by }) => by);
  const forwards = path.flatMap((move) => (move.kind === 'lost' || !move.forward ? [] : [move.forward.id]));
  const doors = path.flatMap((move) => (move.kind === 'managed' && !move.forward ? [`${move.to}/public-door`] : []));
  return [...new Set([...rules, ...forwards, ...doors])];
}
