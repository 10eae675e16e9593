import type { Check, Witness } from '../check';
import { subjectOf } from '../rules';
import { isUnknown, type Resource } from '../template';
import type { Step, Verdict } from '../verdict';
import type { Requirement } from './requirement';

/** What a question comes to in one state of the templates, for one resource. */
export interface Answer {
  readonly subject?: Resource;
  /** Tells apart several answers about one subject: another end of a path, a principal. */
  readonly finding?: string;
  readonly verdict: Verdict<Witness>;
}

export function proved(because: readonly Step[], assumptions: readonly string[] = []): Verdict<Witness> {
  return { kind: 'proved', because, assumptions };
}

export function unknown(...because: readonly Step[]): Verdict<Witness> {
  return { kind: 'unknown', because };
}

/** Refuted by what is not there. */
export function missing(...because: readonly Step[]): Verdict<Witness> {
  return { kind: 'refuted', because, witness: { kind: 'property', path: [], got: undefined } };
}

/** A refutation that rests on something doubtful is none. */
export function doubted(verdict: Verdict<Witness>, doubts: readonly Step[]): Verdict<Witness> {
  return verdict.kind === 'refuted' && doubts.length > 0 ? { kind: 'unknown', because: [...doubts, ...verdict.because] } : verdict;
}

/** Reasons why it cannot be told whether a resource is there, or what it is. */
export function doubtsAbout({ presence, opaque, properties }: Resource): readonly Step[] {
  return [...(isUnknown(presence) ? [presence.cause] : []), ...(isUnknown(properties) ? [properties.cause] : []), ...(opaque === undefined ? [] : [opaque])];
}

export interface StateAnswer {
  readonly answer: Answer;
  /** Decisions under which it was given, where the templates have several states. */
  readonly when: Step | undefined;
}

const WORST_FIRST = ['refuted', 'unknown', 'proved', 'not-applicable'] as const;

/** One check for each subject and finding: the worst answer of all states. What holds of a subject is not told where something else of it does not. */
export function checksOf(requirement: Requirement, answers: readonly StateAnswer[]): readonly Check[] {
  const bySubject = new Map<string, Map<string, StateAnswer>>();
  for (const found of answers) {
    const { subject, finding = '' } = found.answer;
    const id = subject === undefined ? '' : `${subject.template}.${subject.logicalId}`;
    const findings = bySubject.get(id) ?? new Map<string, StateAnswer>();
    bySubject.set(id, findings);
    const known = findings.get(finding);
    if (known === undefined || rank(found) < rank(known)) findings.set(finding, found);
  }
  return [...bySubject.values()].flatMap((findings) => {
    const all = [...findings.values()];
    const open = all.filter((found) => rank(found) < WORST_FIRST.indexOf('proved'));
    const holding = all.filter(({ answer }) => answer.verdict.kind === 'proved');
    return (open.length > 0 ? open : holding.length > 0 ? holding : all.slice(0, 1)).map((found) => checkOf(requirement, found));
  });
}

function rank({ answer }: StateAnswer): number {
  return WORST_FIRST.indexOf(answer.verdict.kind);
}

function checkOf({ id, title, controls, severity = 'error', fix = 'change what the witness shows' }: Requirement, { answer: { subject, finding, verdict }, when }: StateAnswer): Check {
  return {
    source: 'requirement', id, title, controls, severity, fix,
    ...(subject === undefined ? {} : { subject: subjectOf(subject) }),
    ...(finding === undefined ? {} : { finding }),
    verdict: when === undefined || verdict.kind === 'proved' ? verdict : { ...verdict, because: [...verdict.because, when] },
  };
}
