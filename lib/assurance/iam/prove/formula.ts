import type { Step } from '../../verdict';
import type { Language } from './automata/language';
import { without, type Ranges } from './theory/ranges';
import type { Measure } from './theory/measures';

/**
 * What is asked of a request. A dimension (action, resource, a context key …) holds a finite set of values, the empty set when it is absent:
 * `some` value must be in the set of the literal, or `all` must, which an absent dimension satisfies.
 */
export type Formula =
  | { readonly kind: 'all'; readonly parts: readonly Formula[] }
  | { readonly kind: 'any'; readonly parts: readonly Formula[] }
  | Literal;

export type Literal =
  | TextLiteral
  | { readonly kind: 'range'; readonly dimension: string; readonly quantifier: Quantifier; readonly measure: Measure; readonly ranges: Ranges }
  | { readonly kind: 'presence'; readonly dimension: string; readonly present: boolean }
  /** Of a dimension that holds a set: at most one value, or several. */
  | { readonly kind: 'count'; readonly dimension: string; readonly single: boolean }
  /** Something that is not decided here; the same id is the same question. */
  | { readonly kind: 'opaque'; readonly id: string; readonly holds: boolean; readonly cause: Step };

export interface TextLiteral {
  readonly kind: 'text';
  readonly dimension: string;
  readonly quantifier: Quantifier;
  readonly language: Language;
  readonly positive: boolean;
}

export type Quantifier = 'all' | 'some';

export const TRUE: Formula = { kind: 'all', parts: [] };
export const FALSE: Formula = { kind: 'any', parts: [] };

export function and(parts: readonly Formula[]): Formula {
  const flat = parts.flatMap((part) => (part.kind === 'all' ? part.parts : [part]));
  if (flat.some((part) => part.kind === 'any' && part.parts.length === 0)) return FALSE;
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'all', parts: flat };
}

export function or(parts: readonly Formula[]): Formula {
  const flat = parts.flatMap((part) => (part.kind === 'any' ? part.parts : [part]));
  if (flat.some((part) => part.kind === 'all' && part.parts.length === 0)) return TRUE;
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'any', parts: flat };
}

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case 'all':
      return or(formula.parts.map(not));
    case 'any':
      return and(formula.parts.map(not));
    case 'text':
      return { ...formula, quantifier: other(formula.quantifier), positive: !formula.positive };
    case 'range':
      return { ...formula, quantifier: other(formula.quantifier), ranges: without(formula.measure.whole, formula.ranges) };
    case 'presence':
      return { ...formula, present: !formula.present };
    case 'count':
      return { ...formula, single: !formula.single };
    case 'opaque':
      return { ...formula, holds: !formula.holds };
  }
}

function other(quantifier: Quantifier): Quantifier {
  return quantifier === 'all' ? 'some' : 'all';
}
