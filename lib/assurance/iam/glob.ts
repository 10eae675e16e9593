import { hasSymbol, splitSymbols, type SymbolPart, type SymbolShape } from '../template/symbols';
import type { Trilean } from './trilean';

/** Characters that a wildcard or the unknown content of a symbol may take. */
type Alphabet = 'any' | 'segment' | 'path' | 'arn' | 'digit' | 'name' | 'not-colon' | 'not-separator';

/** One step of a pattern or a text. `many`: any number of the alphabet's characters, none included. */
export type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one'; readonly of: Alphabet }
  | { readonly kind: 'many'; readonly of: Alphabet }
  | { readonly kind: 'symbol'; readonly symbol: SymbolPart };

const ALPHABETS: { readonly [name in Alphabet]: RegExp } = {
  any: /^[\s\S]$/,
  segment: /^[A-Za-z0-9\-_.]$/,
  path: /^[A-Za-z0-9\-_./]$/,
  arn: /^[A-Za-z0-9\-_.:/@+=,]$/,
  digit: /^[0-9]$/,
  name: /^[a-z0-9-]$/,
  'not-colon': /^[^:]$/,
  'not-separator': /^[^:/]$/,
};

/** Every character that tells two alphabets apart, and one that only the open ones have. */
const PROBES = [...'aZ0-_.:/@+=,~'];

/** What a symbol may stand for, as tokens. */
const SHAPES: { readonly [shape in SymbolShape]: readonly Token[] } = {
  segment: some('segment'),
  path: some('path'),
  arn: [...literal('arn:'), ...some('arn')],
  account: Array.from({ length: 12 }, (): Token => ({ kind: 'one', of: 'digit' })),
  region: some('name'),
  partition: [...literal('aws'), { kind: 'many', of: 'name' }],
  any: [{ kind: 'many', of: 'any' }],
};

/** Characters and symbols; `*` and `?` are ordinary. */
export function literal(text: string): readonly Token[] {
  if (!hasSymbol(text)) return [...text].map((char): Token => ({ kind: 'char', char }));
  return splitSymbols(text).flatMap((part): readonly Token[] => (part.kind === 'symbol' ? [{ kind: 'symbol', symbol: part }] : literal(part.text)));
}

/** Characters, symbols and the wildcards `*` and `?`. */
export function glob(text: string): readonly Token[] {
  return literal(text).map((token) => {
    if (token.kind !== 'char') return token;
    return token.char === '*' ? { kind: 'many', of: 'any' } : token.char === '?' ? { kind: 'one', of: 'any' } : token;
  });
}

/** The pattern with wildcards that stay within the first five parts of an ARN; in the sixth they may cross colons. */
export function arnSegments(pattern: readonly Token[]): readonly Token[] {
  let colons = 0;
  return pattern.map((token) => {
    if (token.kind === 'char' && token.char === ':') colons++;
    if (token.kind === 'symbol' && token.symbol.shape === 'arn') colons += 5;
    const narrowed = colons < 5 && (token.kind === 'many' || token.kind === 'one') && token.of === 'any';
    return narrowed ? { ...token, of: 'not-colon' } : token;
  });
}

/** How many parts of an ARN the pattern spells; a symbol of ARN shape spells all six. */
export function arnParts(pattern: readonly Token[]): number {
  const colons = pattern.filter((token) => token.kind === 'char' && token.char === ':').length;
  return pattern.some((token) => token.kind === 'symbol' && token.symbol.shape === 'arn') ? 6 : Math.min(6, colons + 1);
}

export function lowerCase(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token) => (token.kind === 'char' ? { kind: 'char', char: token.char.toLowerCase() } : token));
}

/** Whether the pattern covers the whole text: `yes` for every content of the symbols, `no` for none of them. */
export function covers(wholePattern: readonly Token[], wholeText: readonly Token[]): Trilean {
  const trimmed = withoutCommonEnds(wholePattern, wholeText);
  if (trimmed === undefined) return 'no';
  const { pattern, text } = trimmed;
  const [first] = pattern;
  if (pattern.length === 1 && first?.kind === 'many' && first.of === 'any') return 'yes';
  if (reaches(pattern, text, false)) return 'yes';
  const symbolic = pattern.some(isSymbol) || text.some(isSymbol);
  return symbolic && !differentResources(pattern, text) && reaches(pattern.flatMap(opened), text.flatMap(opened), true) ? 'unknown' : 'no';
}

/** What is left between the characters that both sides start and end with; undefined when characters there differ. Most patterns end here. */
function withoutCommonEnds(pattern: readonly Token[], text: readonly Token[]): { readonly pattern: readonly Token[]; readonly text: readonly Token[] } | undefined {
  const shorter = Math.min(pattern.length, text.length);
  let start = 0;
  for (; start < shorter; start++) {
    const order = compareCharacters(pattern[start], text[start]);
    if (order === 'different') return undefined;
    if (order === 'other') break;
  }
  let end = 0;
  for (; end < shorter - start; end++) {
    const order = compareCharacters(pattern[pattern.length - 1 - end], text[text.length - 1 - end]);
    if (order === 'different') return undefined;
    if (order === 'other') break;
  }
  return { pattern: pattern.slice(start, pattern.length - end), text: text.slice(start, text.length - end) };
}

function compareCharacters(a: Token | undefined, b: Token | undefined): 'equal' | 'different' | 'other' {
  if (a?.kind !== 'char' || b?.kind !== 'char') return 'other';
  return a.char === b.char ? 'equal' : 'different';
}

/**
 * Runs the pattern over the text as an automaton. `open`: both sides hold sets of characters, and the question is whether they have a text in common;
 * otherwise a symbol is a letter of its own, which only itself and a wildcard that admits its whole shape take.
 */
function reaches(pattern: readonly Token[], text: readonly Token[], open: boolean): boolean {
  let states = closure(new Set([0]), pattern);
  for (const token of text) {
    if (states.size === 0) return false;
    if (token.kind === 'many') {
      states = repeated(states, pattern, token);
    } else {
      states = closure(stepped(states, pattern, token, open), pattern);
    }
  }
  return states.has(pattern.length);
}

function stepped(states: ReadonlySet<number>, pattern: readonly Token[], token: Token, open: boolean): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const expected = pattern[state];
    if (expected === undefined || !takes(expected, token, open)) continue;
    next.add(expected.kind === 'many' ? state : state + 1);
  }
  return next;
}

/** Any number of the token's characters. */
function repeated(states: ReadonlySet<number>, pattern: readonly Token[], token: Token): Set<number> {
  const reached = new Set(states);
  let frontier: ReadonlySet<number> = states;
  while (frontier.size > 0) {
    const fresh = new Set([...closure(stepped(frontier, pattern, token, true), pattern)].filter((state) => !reached.has(state)));
    for (const state of fresh) reached.add(state);
    frontier = fresh;
  }
  return reached;
}

/** Wildcards for any number may take none. */
function closure(states: Set<number>, pattern: readonly Token[]): Set<number> {
  for (const state of states) if (pattern[state]?.kind === 'many') states.add(state + 1);
  return states;
}

function takes(expected: Token, token: Token, open: boolean): boolean {
  if (token.kind === 'symbol') {
    if (expected.kind === 'symbol') return expected.symbol.text === token.symbol.text;
    return expected.kind === 'many' && admits(expected.of, token.symbol.shape);
  }
  if (expected.kind === 'symbol') return false;
  if (expected.kind === 'char' && token.kind === 'char') return expected.char === token.char;
  if (expected.kind === 'char') return token.kind !== 'char' && open && ALPHABETS[token.of].test(expected.char);
  if (token.kind === 'char') return ALPHABETS[expected.of].test(token.char);
  return PROBES.some((char) => ALPHABETS[expected.of].test(char) && ALPHABETS[token.of].test(char));
}

/** Whether every content of the shape is made of the alphabet's characters. */
function admits(alphabet: Alphabet, shape: SymbolShape): boolean {
  if (alphabet === 'any') return true;
  if (alphabet === 'not-colon') return shape !== 'arn' && shape !== 'any';
  return alphabet === 'not-separator' && shape !== 'arn' && shape !== 'any' && shape !== 'path';
}

/**
 * Both start with the ARN of a resource, of two resources, and go on below it or end there. ARNs of two resources differ, and none lies below another's
 * across a slash; across a colon some do (versions of a function, subscriptions to a topic).
 */
function differentResources(pattern: readonly Token[], text: readonly Token[]): boolean {
  const [one, other] = [leadingResource(pattern), leadingResource(text)];
  return one !== undefined && other !== undefined && one !== other;
}

function leadingResource(tokens: readonly Token[]): string | undefined {
  const [first, second] = tokens;
  if (first?.kind !== 'symbol' || first.symbol.shape !== 'arn') return undefined;
  if (second !== undefined && !(second.kind === 'char' && second.char === '/')) return undefined;
  const [stack, resource, attribute] = first.symbol.name.split('.');
  return stack === undefined || resource === undefined || attribute === undefined ? undefined : `${stack}.${resource}`;
}

function opened(token: Token): readonly Token[] {
  return token.kind === 'symbol' ? SHAPES[token.symbol.shape] : [token];
}

function isSymbol(token: Token): boolean {
  return token.kind === 'symbol';
}

function some(of: Alphabet): readonly Token[] {
  return [
    { kind: 'one', of },
    { kind: 'many', of },
  ];
}
