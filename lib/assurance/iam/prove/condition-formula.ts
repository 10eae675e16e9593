import { hasSymbol } from '../../template/symbols';
import { operatorNamed, type Operator } from '../operators';
import type { Condition, Policy } from '../policy';
import { readBytes } from '../scalars';
import { and, FALSE, not, or, TRUE, type Formula, type Quantifier } from './formula';
import { arnParts, expandVariables, opaque } from './expand';
import type { Lexicon, Piece, Reading } from './lexicon';
import { keyDimension, type Schema } from './schema';
import { ADDRESSES, anyOf, DATES, NUMBERS, type Measure, type Relation } from './theory/measures';

const ORDERED: { readonly [kind: string]: Measure } = { numeric: NUMBERS, date: DATES, ip: ADDRESSES };

/** The requests for which a condition holds. */
export function conditionFormula(condition: Condition, version: Policy['version'], lexicon: Lexicon, schema: Schema): Formula {
  const operator = operatorNamed(condition.operator);
  if (operator === undefined || condition.values.length === 0) return undecided('ConditionNotDecided', condition);
  if (operator.kind === 'null') return nullFormula(condition);
  return quantified(condition, operator, (quantifier) => compared(condition, operator, version, lexicon, schema, quantifier), lexicon, schema);
}

function nullFormula(condition: Condition): Formula {
  const wanted = condition.values.map((value) => value.toLowerCase());
  if (condition.quantifier !== undefined || wanted.some((value) => value !== 'true' && value !== 'false')) return undecided('NullNotDecided', condition);
  return or(wanted.map((value): Formula => ({ kind: 'presence', dimension: keyDimension(condition.key), present: value === 'false' })));
}

/** What quantifier and IfExists make of the comparison. */
function quantified(condition: Condition, operator: Operator, values: (quantifier: Quantifier) => Formula, lexicon: Lexicon, schema: Schema): Formula {
  const dimension = keyDimension(condition.key);
  const absent: Formula = { kind: 'presence', dimension, present: false };
  switch (condition.quantifier) {
    case 'ForAllValues': {
      const all = values('all');
      return schema.mayBeEmpty(condition.key) ? or([all, and([onlyEmpty(dimension, lexicon), not(all), undecided('EmptyTextUnderSetOperator', condition)])]) : all;
    }
    case 'ForAnyValue': {
      const some = schema.mayBeEmpty(condition.key) ? and([values('some'), or([not(onlyEmpty(dimension, lexicon)), undecided('EmptyTextUnderSetOperator', condition)])]) : values('some');
      return condition.ifExists ? or([some, and([absent, undecided('ForAnyValueIfExists', condition)])]) : some;
    }
    case undefined: {
      const agreed = values('all');
      if (!schema.isSet(condition.key)) return condition.ifExists || operator.negated ? agreed : values('some');
      const held = condition.ifExists || operator.negated ? agreed : and([values('some'), agreed]);
      // which of several values AWS takes is not documented
      return or([held, and([{ kind: 'count', dimension, single: false }, values('some'), not(agreed), undecided('ManyValuesWithoutSetOperator', condition)])]);
    }
  }
}

/** Set operators take a lone empty text for no value at all; where comparing it would answer otherwise, neither is relied on. */
function onlyEmpty(dimension: string, lexicon: Lexicon): Formula {
  return and([{ kind: 'presence', dimension, present: true }, { kind: 'text', dimension, quantifier: 'all', language: lexicon.language([[]]), positive: true }]);
}

/** `some`/`all` values of the key match one of the policy's values (none of them, for a negated operator). */
function compared(condition: Condition, operator: Operator, version: Policy['version'], lexicon: Lexicon, schema: Schema, quantifier: Quantifier): Formula {
  const measure = ORDERED[operator.kind];
  if (measure !== undefined) return comparedInOrder(condition, operator, measure, schema, quantifier);
  const kind = schema.kind(condition.key);
  if (ORDERED[kind] !== undefined) return undecided('KeyOfTwoKinds', condition);
  const dimension = keyDimension(condition.key);
  const reading = readingOf(operator, version);
  if (operator.kind === 'binary' && kind !== 'binary') return undecided('KeyOfTwoKinds', condition);
  const values = operator.kind === 'bool' ? booleans(condition.values) : operator.kind === 'binary' ? canonical(condition.values) : condition.values;
  if (values === undefined) return undecided('ValueNotOfOperatorType', condition);
  return expandVariables({ where: condition.key, texts: values, as: [operator.name, quantifier, version] }, reading, schema, lexicon, (patterns: readonly (readonly Piece[])[]) => {
    if (operator.kind === 'arn' && patterns.some((pieces) => arnParts(pieces) < 6)) return undecided('PolicyValueNotAnArn', condition);
    const language = lexicon.language(patterns.map((pieces) => lexicon.tokens(pieces, reading)));
    return { kind: 'text', dimension, quantifier, language, positive: !operator.negated };
  });
}

function comparedInOrder(condition: Condition, operator: Operator, measure: Measure, schema: Schema, quantifier: Quantifier): Formula {
  if (ORDERED[schema.kind(condition.key)] !== measure) return undecided('KeyOfTwoKinds', condition);
  if (condition.values.some(hasSymbol)) return undecided('SymbolUndecided', condition);
  const relation = relationOf(operator.name);
  const ranges = relation === undefined ? undefined : anyOf(measure, condition.values, relation);
  if (ranges === undefined) return undecided('ValueNotOfOperatorType', condition);
  const positive: Formula = { kind: 'range', dimension: keyDimension(condition.key), quantifier, measure, ranges };
  if (!operator.negated) return positive;
  const complement = not(positive);
  return complement.kind === 'range' ? { ...complement, quantifier } : complement;
}

function readingOf(operator: Operator, version: Policy['version']): Reading {
  return {
    wildcards: operator.name.endsWith('Like') || operator.kind === 'arn',
    caseless: operator.name.endsWith('IgnoreCase'),
    segmentwise: operator.kind === 'arn',
    variables: version === '2012-10-17' && (operator.kind === 'string' || operator.kind === 'arn'),
  };
}

function relationOf(name: string): Relation | undefined {
  switch (name.replace(/^(?:Numeric|Date)/, '')) {
    case 'Equals':
    case 'NotEquals':
    case 'IpAddress':
    case 'NotIpAddress':
      return 'Equals';
    case 'LessThan':
      return 'LessThan';
    case 'LessThanEquals':
      return 'LessThanEquals';
    case 'GreaterThan':
      return 'GreaterThan';
    case 'GreaterThanEquals':
      return 'GreaterThanEquals';
    default:
      return undefined;
  }
}

function booleans(values: readonly string[]): readonly string[] | undefined {
  const lower = values.map((value) => value.toLowerCase());
  return lower.every((value) => value === 'true' || value === 'false') ? lower : undefined;
}

/** Bytes can be written in more than one way. */
function canonical(values: readonly string[]): readonly string[] | undefined {
  if (values.some((value) => readBytes(value) === undefined)) return undefined;
  return values.map((value) => btoa(atob(value)));
}

function undecided(code: string, condition: Condition): Formula {
  const { operator, quantifier, ifExists, key, values } = condition;
  return opaque({ code, operator: `${quantifier === undefined ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`, key, values });
}

/** All conditions of a statement. */
export function conditionsFormula(conditions: readonly Condition[], version: Policy['version'], lexicon: Lexicon, schema: Schema): Formula {
  if (conditions.length === 0) return TRUE;
  const parts = conditions.map((condition) => conditionFormula(condition, version, lexicon, schema));
  return parts.includes(FALSE) ? FALSE : and(parts);
}
