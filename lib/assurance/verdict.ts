/** A reason as data; prose is rendered at the edge. */
export interface Step {
  /** Stable PascalCase code. */
  readonly code: string;
  readonly [detail: string]: unknown;
}

/**
 * The answer to a question about a deployment. `unknown` is never a pass: it says what could not be resolved.
 * A refutation carries a witness that a person can replay.
 */
export type Verdict<Witness> =
  | { readonly kind: 'proved'; readonly because: readonly Step[]; readonly assumptions: readonly string[] }
  | { readonly kind: 'refuted'; readonly because: readonly Step[]; readonly witness: Witness }
  | { readonly kind: 'unknown'; readonly because: readonly Step[] }
  | { readonly kind: 'not-applicable'; readonly because: readonly Step[] };
