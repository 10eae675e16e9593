import { isUnknown, list, sameText, splitSymbols, text, Unknown, type Value } from '../../template';
import { any, type Trilean } from '../../iam/trilean';
import { trilean, type Expectation } from '../outcome';

/** A text judged by what can be read of it. A text that is nothing but a symbol of unknown content is not judged. */
export function ofText(wanted: string, holds: (written: string) => Trilean, whenAbsent: Trilean = 'no'): Expectation {
  return {
    wanted,
    accepts: (value) => {
      const found = text(value);
      if (found === undefined || found === '') return whenAbsent;
      return isUnknown(found) || isOpen(found) ? 'unknown' : holds(found);
    },
  };
}

/** A list that has an item equal to the text, without regard to case. */
export function listWith(item: string, whenAbsent: Trilean = 'no'): Expectation {
  return {
    wanted: `a list with ${item}`,
    accepts: (value) => {
      const items = list(value);
      if (items === undefined) return whenAbsent;
      return isUnknown(items) ? 'unknown' : any(items.map((each) => sameAs(each, item)));
    },
  };
}

/** A text of which the templates tell at least a part: what a rule may decide by. */
export function told(value: Value | undefined): string | undefined | Unknown {
  const found = text(value);
  return typeof found === 'string' && isOpen(found) ? new Unknown({ code: 'SymbolicValue', expected: 'text', symbol: found }, found) : found;
}

/** A list or map that the templates do not tell. */
export function unread(value: Value | undefined): boolean {
  return isUnknown(value) || (typeof value === 'string' && isOpen(value));
}

/** Whether the content of a text is wholly open: a lone symbol of which nothing is known. */
export function isOpen(written: string): boolean {
  const [only, ...more] = splitSymbols(written);
  return more.length === 0 && only?.kind === 'symbol' && only.shape === 'any';
}

/** Whether any part of a text is of unknown content. */
export function hasOpenPart(written: string): boolean {
  return splitSymbols(written).some((part) => part.kind === 'symbol' && part.shape === 'any');
}

function sameAs(value: Value, wanted: string): Trilean {
  const found = text(value);
  if (found === undefined) return 'no';
  if (isUnknown(found)) return 'unknown';
  const same = sameText(found.toUpperCase() === wanted.toUpperCase() ? wanted : found, wanted);
  return same === undefined ? 'unknown' : trilean(same);
}
