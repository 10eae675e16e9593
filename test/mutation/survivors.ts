/** Mutants that are no weakening, or that no template can show, by what they change; each with its reason. */
export interface Explained {
  readonly operator: RegExp;
  /** Matched on `<stack> <type> <logical id> <change>`. */
  readonly mutant: RegExp;
  readonly reason: string;
}

export const EXPLAINED: readonly Explained[] = [];
