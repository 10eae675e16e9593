import type { Check } from '../check';
import type { Acknowledgement, Facts, Weakening } from '../template';
import type { Step } from '../verdict';

/** Everything that was asked of some templates, and the answers. */
export interface Verification {
  readonly checks: readonly Check[];
  /** What holds, holds under these. */
  readonly assumptions: readonly Step[];
  /** What the templates do not tell, and where. */
  readonly unresolved: readonly Step[];
  /** Acknowledgements that matched nothing. */
  readonly stale: readonly Acknowledgement[];
  readonly weakenings: readonly Weakening[];
  readonly facts: Facts;
}
