import { hasSymbol, isUnknown, text } from '../../template';
import type { Trilean } from '../../iam/trilean';
import { trilean, type Expectation } from '../outcome';

/** A text of some form; one that is not told in full may have it. */
export function textLike(pattern: RegExp, wanted: string, whenAbsent: Trilean = 'no'): Expectation {
  return {
    wanted,
    accepts: (value) => {
      const found = text(value);
      if (found === undefined) return whenAbsent;
      if (isUnknown(found)) return 'unknown';
      const holds = pattern.test(found);
      return holds || !hasSymbol(found) ? trilean(holds) : 'unknown';
    },
  };
}

/** A text that begins in a way; decided as soon as what is written before the first symbol tells. */
export function beginsWith(prefix: string, whenAbsent: Trilean = 'no'): Expectation {
  return {
    wanted: `${prefix}…`,
    accepts: (value) => {
      const found = text(value);
      if (found === undefined) return whenAbsent;
      if (isUnknown(found)) return 'unknown';
      const [start = ''] = found.split('\u27E6');
      if (start.toLowerCase().startsWith(prefix)) return 'yes';
      return hasSymbol(found) && prefix.startsWith(start.toLowerCase()) ? 'unknown' : 'no';
    },
  };
}
