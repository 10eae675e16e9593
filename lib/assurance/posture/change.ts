import type { AccessRequest } from '../iam/request';
import type { Step } from '../verdict';
import type { Exposure } from './exposure';
import type { Grant } from './grant';
import type { WayToMore } from './posture';
import type { Reach } from './reach';

/** One thing that a change of the templates does. */
export type Change =
  | PolicyDifference
  | { readonly area: 'reach'; readonly what: string; readonly row: Reach }
  | { readonly area: 'encryption'; readonly what: string; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly area: 'exposure'; readonly what: string; readonly row: Exposure }
  | { readonly area: 'escalation'; readonly what: string; readonly row: WayToMore };

/** Of a role's or user's rights, a resource's policy, a role's trust, or an endpoint's policy. */
export interface PolicyDifference {
  readonly area: 'rights' | 'resource-policy' | 'trust' | 'endpoint-policy';
  /** Label of what has the policy. */
  readonly what: string;
  /** A request that is allowed on one side only. */
  readonly witness?: AccessRequest;
  /** What its policies say now and did not, and the reverse. */
  readonly added: readonly Grant[];
  readonly removed: readonly Grant[];
  /** Why it cannot be told, where it cannot. */
  readonly because: readonly Step[];
}

/** What a change of the templates makes more permissive, and what less. The same thing may be in both. */
export interface PostureDiff {
  readonly more: readonly Change[];
  readonly less: readonly Change[];
  /** Neither more nor less, and not the same: other words for the same rights, another key of one's own. */
  readonly different: readonly Change[];
  /** It cannot be told whether it is more or less. */
  readonly unknown: readonly Change[];
}
