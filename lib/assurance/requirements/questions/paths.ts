import type { Witness } from '../../check';
import type { Path } from '../../network';
import type { Verdict } from '../../verdict';
import { doubted, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import { portsOf } from '../ports';
import type { Question } from '../requirement';
import { absent, type Asked } from './absent';
import { endsOf, type End } from './ends';
import { networkBy } from './controls';

/** No packet gets from the one to the other: one answer for each end that is a resource of the templates. */
export function judgeNoPath(question: Asked<'no-path'>, context: QuestionContext): readonly Answer[] {
  const traffic = portsOf(question.ports);
  const { reachability } = networkBy(question.by, { from: question.from, to: question.to }, context);
  return pairs(question, context, (from, to) => reachability.paths(from.endpoint, to.endpoint, { traffic, through: question.through ?? 'network' }));
}

/** Every way from the one to the other passes one of `through`, even if all other workloads were taken over. */
export function judgeOnlyThrough(question: Asked<'only-through'>, context: QuestionContext): readonly Answer[] {
  const gates = endsOf(question.through, context);
  if (gates.kind !== 'ends') return absent(gates);
  const [first, ...others] = gates.ends;
  const avoid = others.map(({ endpoint }) => endpoint);
  const { reachability } = context.network();
  return pairs(question, context, (from, to) => reachability.mustPass(from.endpoint, to.endpoint, first?.endpoint ?? '', { avoid }));
}

function pairs({ from, to }: Extract<Question, { readonly kind: 'no-path' | 'only-through' }>, context: QuestionContext, ask: (from: End, to: End) => Verdict<Path>): readonly Answer[] {
  const [sources, targets] = [endsOf(from, context), endsOf(to, context)];
  if (sources.kind !== 'ends') return absent(sources);
  if (targets.kind !== 'ends') return absent(targets);
  return targets.ends.flatMap((target) => sources.ends.filter(({ endpoint }) => endpoint !== target.endpoint).map((source): Answer => {
    const subject = target.resource ?? source.resource;
    const other = target.resource === undefined ? target.endpoint : source.endpoint;
    const verdict = doubted(asWitness(ask(source, target)), [...source.doubts, ...target.doubts]);
    return { ...(subject === undefined ? {} : { subject }), finding: other, verdict };
  }));
}

function asWitness(verdict: Verdict<Path>): Verdict<Witness> {
  return verdict.kind === 'refuted' ? { ...verdict, witness: { kind: 'path', path: verdict.witness } } : verdict;
}
