import { isUnknown } from '../../template';
import { told } from '../compute/expectations';
import { resourceOf } from '../network/references';
import { trilean, type Expectation } from '../outcome';
import type { RuleContext } from '../rule';

/** A number, or what a resource of the type returns for its version; every other resource returns the name of its working draft. */
export function versionMadeBy(type: string, context: RuleContext): Expectation {
  return {
    wanted: 'a numbered version',
    accepts: (value) => {
      const made = resourceOf(value, context);
      if (made !== undefined) return trilean(made.type === type);
      const written = told(value);
      if (isUnknown(written)) return 'unknown';
      return trilean(/^\d+$/.test(written ?? ''));
    },
  };
}
