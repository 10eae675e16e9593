import type { Step } from '../../verdict';
import { missing, unknown, type Answer } from '../answer';
import type { Question } from '../requirement';

export type Asked<Kind extends Question['kind']> = Extract<Question, { readonly kind: Kind }>;

/** Codes of what makes a promise one about nothing. */
const ABSENT = ['SelectorMatchesNothing', 'NothingThere', 'NoEndpointOfService', 'PropertyMissing'];

/** A promise about nothing is not kept; where it cannot be told what it is about, that is not known. */
export function absent({ kind, because }: { readonly kind: 'absent' | 'unknown'; readonly because: Step }): readonly Answer[] {
  return [{ verdict: kind === 'absent' ? missing(because) : unknown(because) }];
}

/** Whether the answer says nothing but that there is nothing to promise about. */
export function isAboutNothing({ verdict }: Answer): boolean {
  return verdict.kind === 'refuted' && verdict.witness.kind === 'property' && verdict.because.some(({ code }) => ABSENT.includes(code));
}
