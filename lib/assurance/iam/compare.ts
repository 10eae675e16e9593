import { hasSymbol } from '../template/symbols';
import { holds, readBlock } from './cidr';
import { arnParts, arnSegments, covers, literal, lowerCase, type Token } from './glob';
import type { Operator } from './operators';
import { compareDates, compareNumbers, readBoolean, readBytes } from './scalars';
import { no, unknown, YES, type Match, type Trilean } from './trilean';
import { fill, type Reading } from './variables';

/** Whether one value of the request matches one value of the policy; a negated operator is compared as its positive twin. */
export function compare(operator: Operator, requestValue: string, policyValue: string, reading: Reading): Match {
  switch (operator.kind) {
    case 'string':
      return compareText(operator, requestValue, policyValue, reading);
    case 'arn':
      return compareArn(requestValue, policyValue, reading);
    case 'numeric':
    case 'date':
      return compareOrdered(operator, requestValue, policyValue);
    case 'bool':
      return compareRead(operator, requestValue, policyValue, readBoolean);
    case 'binary':
      return compareRead(operator, requestValue, policyValue, readBytes);
    case 'ip':
      return compareAddress(operator, requestValue, policyValue);
    case 'null':
      return unknown({ code: 'OperatorHasNoComparison', operator: operator.name });
  }
}

function compareText(operator: Operator, requestValue: string, policyValue: string, reading: Reading): Match {
  const ignoreCase = operator.name.endsWith('IgnoreCase');
  return withVariables(policyValue, operator.name.endsWith('Like'), reading, (pattern) => {
    const text = literal(requestValue);
    const result = ignoreCase ? covers(lowerCase(pattern), lowerCase(text)) : covers(pattern, text);
    return judged(result, requestValue, policyValue);
  });
}

/** Part by part; wildcards stay within their part. `ArnEquals` and `ArnLike` are the same. */
function compareArn(requestValue: string, policyValue: string, reading: Reading): Match {
  return withVariables(policyValue, true, reading, (pattern) => {
    if (arnParts(pattern) < 6) return unknown({ code: 'PolicyValueNotAnArn', policyValue });
    return judged(covers(arnSegments(pattern), literal(requestValue)), requestValue, policyValue);
  });
}

function compareOrdered(operator: Operator, requestValue: string, policyValue: string): Match {
  const bySymbol = equalSymbols(requestValue, policyValue);
  const order = bySymbol ? 0 : (operator.kind === 'date' ? compareDates : compareNumbers)(requestValue, policyValue);
  if (order === undefined) return unreadable(operator, requestValue, policyValue);
  const name = operator.name.replace(/^(?:Numeric|Date)/, '');
  const equal = name.endsWith('Equals') && order === 0;
  return equal || (name.startsWith('LessThan') && order < 0) || (name.startsWith('GreaterThan') && order > 0) ? YES : differs(requestValue, policyValue);
}

function compareRead(operator: Operator, requestValue: string, policyValue: string, read: (text: string) => string | boolean | undefined): Match {
  if (equalSymbols(requestValue, policyValue)) return YES;
  const [asked, wanted] = [read(requestValue), read(policyValue)];
  if (asked === undefined || wanted === undefined) return unreadable(operator, requestValue, policyValue);
  return asked === wanted ? YES : differs(requestValue, policyValue);
}

function compareAddress(operator: Operator, requestValue: string, policyValue: string): Match {
  if (equalSymbols(requestValue, policyValue)) return YES;
  const [asked, block] = [readBlock(requestValue), readBlock(policyValue)];
  if (asked === undefined || block === undefined || asked.length !== asked.bits) return unreadable(operator, requestValue, policyValue);
  return holds(block, asked) ? YES : differs(requestValue, policyValue);
}

/** A variable without value makes the policy value match nothing. */
function withVariables(policyValue: string, wildcards: boolean, reading: Reading, match: (pattern: readonly Token[]) => Match): Match {
  const filled = fill(policyValue, wildcards, reading);
  switch (filled.kind) {
    case 'tokens':
      return match(filled.tokens);
    case 'missing':
      return no({ code: 'VariableMissing', policyValue, variable: filled.variable });
    case 'undecided':
      return unknown(filled.step);
  }
}

function equalSymbols(a: string, b: string): boolean {
  return a === b && hasSymbol(a);
}

function judged(result: Trilean, requestValue: string, policyValue: string): Match {
  if (result === 'yes') return YES;
  return result === 'no' ? differs(requestValue, policyValue) : unknown({ code: 'SymbolUndecided', requestValue, policyValue });
}

function differs(requestValue: string, policyValue: string): Match {
  return no({ code: 'ValuesDiffer', requestValue, policyValue });
}

/** AWS does not document what a value of the wrong type does. */
function unreadable(operator: Operator, requestValue: string, policyValue: string): Match {
  if (hasSymbol(requestValue) || hasSymbol(policyValue)) return unknown({ code: 'SymbolUndecided', requestValue, policyValue });
  return unknown({ code: 'ValueNotOfOperatorType', operator: operator.name, requestValue, policyValue });
}
