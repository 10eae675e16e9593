import { any, type Trilean } from '../../iam/trilean';
import { hasSymbol, isUnknown, sameText, text, Unknown, type Value } from '../../template';
import type { Step } from '../../verdict';
import { trilean, unknownOutcome } from '../outcome';
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

/** Whether a value is one of some words; a part that is not told may make it one. */
export function isWord(value: Value | undefined, ...words: readonly string[]): Trilean {
  const written = text(value);
  if (written === undefined) return 'no';
  if (isUnknown(written)) return 'unknown';
  return any(words.map((word) => {
    const same = sameText(written, word);
    return same === undefined ? 'unknown' : trilean(same);
  }));
}

/** Whether one of some texts is the word; an absent list has none. */
export function hasWord(items: readonly Value[] | undefined, word: string): Trilean {
  return any((items ?? []).map((item) => isWord(item, word)));
}

/** Judges what is so; what is only perhaps so does not fail. */
export function when(holds: Trilean, judge: () => Outcome, otherwise: Outcome, doubt: Step): Outcome {
  return holds === 'no' ? otherwise : holds === 'yes' ? judge() : doubted(judge(), doubt);
}

/** What would fail, or not be judged, if something held that is not told: unknown. */
export function doubted(outcome: Outcome, doubt: Step): Outcome {
  return outcome.kind === 'fail' ? unknownOutcome(doubt, ...outcome.findings.flatMap(({ because }) => because)) : outcome;
}
