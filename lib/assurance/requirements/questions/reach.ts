import { cidrs, type PathOptions, type ReachRow, type Reachability } from '../../network';
import { doubted, proved, unknown, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import { portsOf } from '../ports';
import type { Control, NetworkEnd } from '../requirement';
import { absent, type Asked } from './absent';
import { endsOf, namesOf, type End } from './ends';
import { networkBy, type Sides } from './controls';
import { privateBlocksOutside } from './outside';

/** Whatever the sources get to, directly or by relays, is one of `to`: one answer for each source, and for each thing that it should not reach. */
export function judgeReachesOnly(question: Asked<'reaches-only'>, context: QuestionContext): readonly Answer[] {
  return judgeRows(question.from, question.to, question, context, {
    rows: ({ reachableFrom }, { endpoint }, options) => reachableFrom(endpoint, options), other: ({ to }) => to, pair: (end, other) => [end, other], sides: (from) => ({ from }), code: 'ReachesOnly',
  });
}

/** Only these get to the targets. */
export function judgeReachedOnlyBy(question: Asked<'reached-only-by'>, context: QuestionContext): readonly Answer[] {
  return judgeRows(question.to, question.from, question, context, {
    rows: ({ whoReaches }, { endpoint }, options) => whoReaches(endpoint, options), other: ({ from }) => from, pair: (end, other) => [other, end], sides: (to) => ({ to }), code: 'ReachedOnlyBy',
  });
}

/** How a question looks at the table of who reaches whom: from one of its ends. */
interface Direction {
  readonly rows: (reachability: Reachability, end: End, options: PathOptions) => readonly ReachRow[];
  readonly other: (row: ReachRow) => string;
  /** From and to. */
  readonly pair: (end: string, other: string) => readonly [string, string];
  /** The end that is known, on its side. */
  readonly sides: (end: NetworkEnd) => Sides;
  readonly code: string;
}

function judgeRows(of: NetworkEnd, expected: readonly NetworkEnd[], { ports, by }: { readonly ports?: string; readonly by?: Control }, context: QuestionContext, direction: Direction): readonly Answer[] {
  const ends = endsOf(of, context);
  if (ends.kind !== 'ends') return absent(ends);
  const blocks = expected.flatMap((end) => (typeof end === 'object' && 'cidr' in end ? [end.cidr] : []));
  const options: PathOptions = { traffic: portsOf(ports) };
  const { reachability, model } = networkBy(by, direction.sides(of), context);
  const named = expected.map((end) => endsOf(end, context));
  // a function outside of any VPC stands on the internet; what is expected and not there is reached by nobody; what cannot be told allows nothing
  const allowed = named.flatMap((found) => (found.kind === 'ends' ? found.ends : []));
  const doubts = [...named.flatMap((found) => (found.kind === 'unknown' ? [found.because] : [])), ...allowed.flatMap((end) => end.doubts)];
  const outside = expected.includes('internet') ? [...model.nodes.values()].filter(({ outsideVpc }) => outsideVpc === true).map(({ id }) => id) : [];
  const names = new Set([...allowed.filter((end) => end.doubts.length === 0).flatMap((end) => namesOf(end, context)), ...outside]);
  return ends.ends.flatMap((end): readonly Answer[] => {
    const own = new Set(namesOf(end, context));
    const rows = direction.rows(reachability, end, options).filter((row) => !names.has(direction.other(row)) && !own.has(direction.other(row)));
    const others = [...new Set([...rows.map(direction.other), ...privateBlocksOutside(model).filter((block) => !cidrs(...blocks).covers(cidrs(block)))])];
    const found = others.flatMap((other): readonly Answer[] => {
      const verdict = reachability.paths(...direction.pair(end.endpoint, other), options);
      const answer = { ...(end.resource === undefined ? {} : { subject: end.resource }), finding: other };
      if (verdict.kind === 'refuted') return [{ ...answer, verdict: doubted({ ...verdict, witness: { kind: 'path', path: verdict.witness } }, [...end.doubts, ...doubts]) }];
      return verdict.kind === 'unknown' ? [{ ...answer, verdict: unknown(...verdict.because) }] : [];
    });
    if (found.length > 0) return found;
    return [{ ...(end.resource === undefined ? {} : { subject: end.resource }), verdict: proved([{ code: direction.code, end: end.endpoint, others: [...names].sort() }], model.assumptions) }];
  });
}
