import { hasSymbol, isUnknown, text, Unknown, type Value } from '../../template';
import type { Step } from '../../verdict';
import { unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';

/** A word that decides which case a resource is; Unknown where the template does not tell it in full. */
export function told(value: Value | undefined): string | undefined | Unknown {
  const written = text(value);
  return typeof written === 'string' && hasSymbol(written) ? new Unknown({ code: 'SymbolicValue', expected: 'a word', symbol: written }, written) : written;
}

/** Judges by a word; one that nobody tells leaves the answer open. */
export function byWord(value: Value | undefined, judge: (word: string | undefined) => Outcome): Outcome {
  const word = told(value);
  return isUnknown(word) ? unknownOutcome(word.cause) : judge(word);
}

/** What would fail, or not be judged, if something held that is not told: unknown. */
export function doubted(outcome: Outcome, doubt: Step): Outcome {
  return outcome.kind === 'fail' ? unknownOutcome(doubt, ...outcome.findings.flatMap(({ because }) => because)) : outcome;
}
