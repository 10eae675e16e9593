/** An IAM policy after parsing: every list is a list, names are as the author wrote them. */
export interface Policy {
  /** `2012-10-17` has policy variables; `2008-10-17`, which is also the default, has none. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Position in the policy, from 0: what explanations name besides the Sid. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Who. Absent in identity policies. */
  readonly principal?: PrincipalElement;
  readonly action: ActionElement;
  /** On what. Absent in role trust policies. */
  readonly resource?: ResourceElement;
  /** When; all must hold. */
  readonly conditions: readonly Condition[];
}

/** `not`: everything but these. */
export interface PrincipalElement {
  readonly not: boolean;
  /** `"*"` or `{"AWS": "*"}`: everyone, anonymous callers included. */
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly service: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUser: readonly string[];
}

export interface ActionElement {
  readonly not: boolean;
  /** Patterns `<service>:<action>` with `*` and `?`, matched without regard to case. */
  readonly patterns: readonly string[];
}

export interface ResourceElement {
  readonly not: boolean;
  /** ARN patterns with `*`, `?` and policy variables. */
  readonly patterns: readonly string[];
}

export interface Condition {
  /** Operator without prefix and suffix: `StringEquals`, `ArnLike`, `Null`, … */
  readonly operator: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** Key as written; keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}
