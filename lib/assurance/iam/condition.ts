import type { Step } from '../verdict';
import { compare } from './compare';
import { operatorNamed, type Operator } from './operators';
import type { Condition } from './policy';
import { readBoolean } from './scalars';
import { all, any, not, unknown, YES, type Match, type Trilean } from './trilean';
import type { Reading } from './variables';

/** Whether the condition holds for the request, with what was compared when it does not. */
export function conditionHolds(condition: Condition, reading: Reading): Match {
  const operator = operatorNamed(condition.operator);
  if (operator === undefined) return unknown({ code: 'ConditionOperatorUnknown', operator: condition.operator, key: condition.key });
  if (condition.values.length === 0) return unknown(step('ConditionWithoutValues', condition));
  const requested = reading.context.get(condition.key);
  if (operator.kind === 'null') return nullHolds(condition, requested);
  return requested === undefined ? absentHolds(operator, condition) : valuesHold(operator, condition, requested, reading);
}

function nullHolds(condition: Condition, requested: readonly string[] | undefined): Match {
  if (condition.quantifier !== undefined) return unknown(step('NullWithSetOperator', condition, requested));
  const wanted = condition.values.map((value): Trilean => {
    const absent = readBoolean(value);
    return absent === undefined ? 'unknown' : absent === (requested === undefined) ? 'yes' : 'no';
  });
  return concluded(any(wanted), condition, requested);
}

/** A set operator decides by itself what absence means; otherwise a negated operator holds when there is nothing to match. */
function absentHolds(operator: Operator, condition: Condition): Match {
  switch (condition.quantifier) {
    case 'ForAllValues':
      return YES;
    case 'ForAnyValue':
      // the reference gives both answers: true by IfExists, false by the set operator
      return condition.ifExists ? unknown(step('ForAnyValueIfExistsOnAbsentKey', condition)) : concluded('no', condition, undefined);
    case undefined:
      return concluded(condition.ifExists || operator.negated ? 'yes' : 'no', condition, undefined);
  }
}

function valuesHold(operator: Operator, condition: Condition, requested: readonly string[], reading: Reading): Match {
  const matches = requested.map((value) => valueHolds(operator, condition, value, reading));
  const results = matches.map((match) => match.result);
  const because = matches.flatMap((match) => match.because);
  switch (condition.quantifier) {
    case 'ForAllValues':
      return concluded(ofEmptyText(requested, all(results), 'yes'), condition, requested, because);
    case 'ForAnyValue':
      return concluded(ofEmptyText(requested, any(results), 'no'), condition, requested, because);
    case undefined: {
      const [first] = results;
      // which of several values AWS takes is not documented
      if (first === undefined || results.some((result) => result !== first)) return unknown(step('ManyValuesWithoutSetOperator', condition, requested));
      return concluded(first, condition, requested, because);
    }
  }
}

/** Set operators take a lone empty text for no value at all; where comparing it would answer otherwise, neither is relied on. */
function ofEmptyText(requested: readonly string[], compared: Trilean, documented: Trilean): Trilean {
  return requested.every((value) => value === '') && compared !== documented ? 'unknown' : compared;
}

/** One request value against the policy's values: one must match or, for a negated operator, none. */
function valueHolds(operator: Operator, condition: Condition, value: string, reading: Reading): Match {
  const matches = condition.values.map((policyValue) => compare(operator, value, policyValue, reading));
  const matched = any(matches.map((match) => match.result));
  const because = matches.flatMap((match) => (match.result === 'unknown' || match.because.some(isVariable) ? match.because : []));
  return { result: operator.negated ? not(matched) : matched, because };
}

function isVariable(reason: Step): boolean {
  return reason.code === 'VariableMissing';
}

function concluded(result: Trilean, condition: Condition, requested: readonly string[] | undefined, causes: readonly Step[] = []): Match {
  if (result === 'yes') return YES;
  return { result, because: [step(result === 'no' ? 'ConditionNotMet' : 'ConditionUndecided', condition, requested, causes)] };
}

function step(code: string, condition: Condition, requested?: readonly string[], causes: readonly Step[] = []): Step {
  const { operator, quantifier, ifExists, key, values } = condition;
  const name = `${quantifier === undefined ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
  return { code, operator: name, key, policyValues: values, requestValues: requested ?? null, ...(causes.length === 0 ? {} : { causes }) };
}
