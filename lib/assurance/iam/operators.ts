/** What values of a condition are compared as. */
export type OperatorKind = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';

export interface Operator {
  readonly name: string;
  readonly kind: OperatorKind;
  /** Holds when no value of the policy matches (`…NotEquals`, `…NotLike`, `NotIpAddress`). */
  readonly negated: boolean;
}

/** Every condition operator of the policy language by its lower-case name. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  (
    [
      ['string', ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike']],
      ['numeric', ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals']],
      ['date', ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals']],
      ['bool', ['Bool']],
      ['binary', ['BinaryEquals']],
      ['ip', ['IpAddress', 'NotIpAddress']],
      ['arn', ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike']],
      ['null', ['Null']],
    ] as const
  ).flatMap(([kind, names]) => names.map((name): [string, Operator] => [name.toLowerCase(), { name, kind, negated: name.includes('Not') }])),
);

/** The operator of that name, whatever its case. */
export function operatorNamed(name: string): Operator | undefined {
  return OPERATORS.get(name.toLowerCase());
}

export interface OperatorName {
  /** As the language spells it. */
  readonly operator: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** `ForAnyValue:StringLikeIfExists` taken apart; undefined when the language has no such operator. */
export function parseOperatorName(text: string): OperatorName | undefined {
  const parts = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/i.exec(text);
  const operator = operatorNamed(parts?.[2] ?? '');
  if (parts === null || operator === undefined) return undefined;
  const ifExists = parts[3] !== undefined;
  if (ifExists && operator.kind === 'null') return undefined;
  const set = parts[1]?.toLowerCase();
  return { operator: operator.name, ...(set === undefined ? {} : { quantifier: set === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue' }), ifExists };
}
