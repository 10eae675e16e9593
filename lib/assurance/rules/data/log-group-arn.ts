import { isUnknown } from '../../template';
import { isOpen } from '../compute/expectations';
import { PRESENT, type Expectation } from '../outcome';

/** Where a search domain publishes a log. */
export const LOG_GROUP_ARN: Expectation = {
  wanted: 'ARN of a log group',
  accepts: (value) => {
    if (isUnknown(value)) return 'unknown';
    if (typeof value !== 'string') return 'no';
    return isOpen(value) ? 'unknown' : PRESENT.accepts(value);
  },
};
