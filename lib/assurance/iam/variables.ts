import type { Step } from '../verdict';
import type { RequestContext } from './context';
import { glob, literal, type Token } from './glob';
import type { Policy } from './policy';

/** Where a policy text stands decides what it may hold. */
export interface Reading {
  readonly version: Policy['version'];
  readonly context: RequestContext;
}

/** A policy text with its variables filled in; `missing`: it can match nothing, `undecided`: its value cannot be told. */
export type Filled =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly kind: 'missing'; readonly variable: string }
  | { readonly kind: 'undecided'; readonly step: Step };

const VARIABLE = /\$\{(?:([*?$])|\s*([^}'",\s]+)\s*(?:,\s*'([^']*)'\s*)?)\}/g;

/**
 * Fills in policy variables, which exist in version 2012-10-17 only. What a variable stands for is ordinary text: its wildcards are none.
 *
 * @param wildcards whether `*` and `?` of the policy's own text are wildcards
 */
export function fill(text: string, wildcards: boolean, { version, context }: Reading): Filled {
  const read = wildcards ? glob : literal;
  if (version !== '2012-10-17' || !text.includes('${')) return { kind: 'tokens', tokens: read(text) };
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    tokens.push(...read(text.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, character, variable = '', fallback] = match;
    const values = character !== undefined ? [character] : (context.get(variable) ?? (fallback === undefined ? [] : [fallback]));
    const [value] = values;
    if (value === undefined) return { kind: 'missing', variable };
    if (values.length > 1) return { kind: 'undecided', step: { code: 'VariableHasManyValues', variable, values } };
    if (wildcards && character === undefined && /[*?]/.test(value)) return { kind: 'undecided', step: { code: 'VariableValueHasWildcard', variable, value } };
    tokens.push(...literal(value));
  }
  return { kind: 'tokens', tokens: [...tokens, ...read(text.slice(end))] };
}
