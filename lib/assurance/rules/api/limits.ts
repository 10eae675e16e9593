import { isUnknown, number } from '../../template';
import { trilean, type Expectation } from '../outcome';

/** What an account has by default: a limit above it is none. */
const ACCOUNT_LIMIT = 10_000;

/** A number of requests that limits something; negative is no limit. */
export const LIMITED: Expectation = {
  wanted: `at most ${String(ACCOUNT_LIMIT)}`,
  accepts: (value) => {
    const found = number(value);
    if (found === undefined) return 'no';
    return isUnknown(found) ? 'unknown' : trilean(found >= 0 && found <= ACCOUNT_LIMIT);
  },
};

/** A quota of requests in a period. */
export const COUNTED: Expectation = {
  wanted: 'a number of requests',
  accepts: (value) => {
    const found = number(value);
    return found === undefined ? 'no' : isUnknown(found) ? 'unknown' : trilean(found > 0);
  },
};
