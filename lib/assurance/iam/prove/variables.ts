import { findWord } from './automata/search';
import type { Language, Token } from './automata/language';
import type { Box, Dimensions } from './branch';
import { EMPTY_CELL, type Cell, type Decider } from './cell';
import type { TextLiteral } from './formula';
import { keyDimension, keyOf } from './schema';

/** How a box with policy variables comes out. */
export type Grounded = { readonly kind: 'box'; readonly box: Box } | { readonly kind: 'none' } | { readonly kind: 'unknown' };

/** Values tried for one variable, and assignments tried for all. */
const CANDIDATES = 5;
const ASSIGNMENTS = 150;
const CANDIDATE_LIMIT = 2000;

/**
 * Fills the variables of a box with values. Keys that must equal each other share their constraints, exactly;
 * beyond that, values are tried: short ones that the variable's own constraints admit, and those that the texts around it suggest.
 * When none fits, the answer is `none` only if every value has been tried.
 */
export function ground(box: Box, dimensions: Dimensions, decider: Decider): Grounded {
  if (variablesOf(box, decider).length === 0) return { kind: 'box', box };
  const merged = mergeEqual(box, dimensions, decider);
  if (merged === undefined) return { kind: 'none' };
  const variables = variablesOf(merged, decider);
  const choices = variables.map((key) => candidatesFor(key, merged, dimensions, decider));
  let certain = choices.every(({ exhaustive }) => exhaustive);
  let tried = 0;
  for (const values of assignments(variables, choices.map(({ words }) => words))) {
    if (++tried > ASSIGNMENTS) return { kind: 'unknown' };
    const filled = substituted(merged, values, dimensions, decider);
    if (filled.kind === 'box') return filled;
    if (filled.kind === 'unknown') certain = false;
  }
  return { kind: certain ? 'none' : 'unknown' };
}

function variablesOf(box: Box, decider: Decider): readonly string[] {
  const keys = new Set<string>();
  for (const cell of box.cells.values()) {
    for (const { language } of [...cell.all, ...cell.some]) {
      for (const marker of language.markers) {
        const key = decider.lexicon.variableOf(marker);
        if (key !== undefined) keys.add(key);
      }
    }
  }
  return [...keys];
}

/** The variable that a literal equates its dimension with: `"aws:ResourceTag/owner": "${aws:username}"`. */
function equated({ language }: TextLiteral, decider: Decider): string | undefined {
  const [only, ...more] = language.alternatives;
  const [token, ...rest] = only ?? [];
  if (more.length > 0 || rest.length > 0 || token?.kind !== 'symbol' || token.caseless) return undefined;
  return decider.lexicon.variableOf(token.marker);
}

/** Dimensions that are equal get each other's literals; undefined when that is impossible. */
function mergeEqual(box: Box, dimensions: Dimensions, decider: Decider): Box | undefined {
  const leader = new Map<string, string>();
  const find = (name: string): string => {
    const next = leader.get(name);
    return next === undefined ? name : find(next);
  };
  const holdsOne = (name: string, cell: Cell): boolean => dimensions(name).arity !== 'set' || cell.single === true;
  for (const [name, cell] of box.cells) {
    if (!holdsOne(name, cell) || (keyOf(name) !== undefined && cell.some.length === 0 && cell.present !== true)) continue;
    for (const literal of [...cell.all, ...cell.some]) {
      const key = literal.positive ? equated(literal, decider) : undefined;
      if (key === undefined || dimensions(keyDimension(key)).values.kind !== 'text') continue;
      const [one, other] = [find(name), find(keyDimension(key))];
      if (one !== other) leader.set(one, other);
    }
  }
  if (leader.size === 0) return box;
  const cells = new Map(box.cells);
  const members = new Map<string, string[]>();
  for (const name of new Set([...leader.keys(), ...leader.values()])) members.set(find(name), [...(members.get(find(name)) ?? []), name]);
  for (const names of members.values()) {
    const inside = new Set(names);
    const shared: TextLiteral[] = [];
    for (const literal of names.flatMap((name) => [...(cells.get(name)?.all ?? []), ...(cells.get(name)?.some ?? [])])) {
      const key = equated(literal, decider);
      if (key === undefined || !inside.has(keyDimension(key))) shared.push({ ...literal, quantifier: 'some' });
      else if (!literal.positive) return undefined;
    }
    const domains = names.flatMap((name): TextLiteral[] => {
      const { values } = dimensions(name);
      return values.kind === 'text' && values.domain !== undefined ? [{ kind: 'text', dimension: name, quantifier: 'some', language: values.domain, positive: true }] : [];
    });
    for (const name of names) {
      const lone = (cells.get(name)?.some ?? []).filter((literal) => literal.positive && isInside(literal, inside, decider));
      const loneAll = (cells.get(name)?.all ?? []).filter((literal) => literal.positive && isInside(literal, inside, decider));
      const cell: Cell = { ...(cells.get(name) ?? EMPTY_CELL), all: loneAll, some: [...lone, ...shared, ...domains] };
      cells.set(name, cell);
      const free: Cell = { ...cell, all: [], some: [...shared, ...domains] };
      if (decider.possible(dimensions(name), free) === 'no') return undefined;
    }
  }
  return { ...box, cells };
}

function isInside(literal: TextLiteral, inside: ReadonlySet<string>, decider: Decider): boolean {
  const key = equated(literal, decider);
  return key !== undefined && inside.has(keyDimension(key));
}

/** Every literal with the values in place; `none` when a dimension has become impossible. */
function substituted(box: Box, values: ReadonlyMap<string, string>, dimensions: Dimensions, decider: Decider): Grounded {
  const fill = (literal: TextLiteral): TextLiteral => (literal.language.markers === '' ? literal : { ...literal, language: decider.lexicon.substitute(literal.language, values) });
  const touched = new Set<string>();
  const cells = new Map(box.cells);
  for (const [name, cell] of box.cells) {
    if (![...cell.all, ...cell.some].some(({ language }) => hasVariable(language, decider))) continue;
    cells.set(name, { ...cell, all: cell.all.map(fill), some: cell.some.map(fill) });
    touched.add(name);
  }
  for (const [key, value] of values) {
    const name = keyDimension(key);
    const cell = cells.get(name) ?? EMPTY_CELL;
    cells.set(name, { ...cell, present: true, all: [...cell.all, { kind: 'text', dimension: name, quantifier: 'all', language: decider.lexicon.word(value), positive: true }] });
    touched.add(name);
  }
  let certain = true;
  for (const name of touched) {
    const found = decider.values(dimensions(name), cells.get(name) ?? EMPTY_CELL);
    if (found === 'no') return { kind: 'none' };
    if (typeof found === 'string') certain = false;
  }
  return certain ? { kind: 'box', box: { ...box, cells } } : { kind: 'unknown' };
}

function hasVariable({ markers }: Language, decider: Decider): boolean {
  for (const marker of markers) if (decider.lexicon.variableOf(marker) !== undefined) return true;
  return false;
}

interface Candidates {
  readonly words: readonly string[];
  readonly exhaustive: boolean;
}

function candidatesFor(key: string, box: Box, dimensions: Dimensions, decider: Decider): Candidates {
  const dimension = dimensions(keyDimension(key));
  const cell = box.cells.get(keyDimension(key)) ?? EMPTY_CELL;
  if (dimension.values.kind !== 'text') return { words: [], exhaustive: false };
  const own = [...cell.all, ...cell.some];
  const constraints = own.filter(({ language }) => !hasVariable(language, decider)).map((literal) => ({ language: literal.language, positive: literal.positive, mode: 'must' as const }));
  const domain = dimension.values.domain === undefined ? [] : [{ language: dimension.values.domain, positive: true, mode: 'must' as const }];
  const words: string[] = [];
  let skipped = false;
  const push = (word: string): void => {
    // a value with wildcards is not decided by the evaluator
    if (/[*?]/.test(word)) skipped = true;
    else if (!words.includes(word)) words.push(word);
  };
  for (const word of suggested(key, box, dimensions, decider)) push(word);
  const excluded = [{ language: decider.lexicon.language([[]]), positive: false, mode: 'must' as const }];
  let exhaustive = false;
  for (let i = 0; i < CANDIDATES; i++) {
    const found = findWord([...domain, ...constraints, ...excluded], CANDIDATE_LIMIT);
    if (found.kind !== 'word') {
      exhaustive = found.kind === 'empty' && !skipped && own.every(({ language }) => language.markers === '');
      break;
    }
    push(found.word);
    excluded.push({ language: decider.lexicon.word(found.word), positive: false, mode: 'must' });
  }
  if (decider.possible(dimension, { ...cell, some: [...cell.some, emptyWord(keyDimension(key), decider)] }) !== 'no') words.push('');
  return { words, exhaustive };
}

function emptyWord(dimension: string, decider: Decider): TextLiteral {
  return { kind: 'text', dimension, quantifier: 'some', language: decider.lexicon.language([[]]), positive: true };
}

/** What the variable would be in a shortest text of each pattern that holds it between fixed characters. */
function suggested(key: string, box: Box, dimensions: Dimensions, decider: Decider): readonly string[] {
  const words: string[] = [];
  for (const [name, cell] of box.cells) {
    const dimension = dimensions(name);
    const literals = [...cell.all, ...cell.some];
    for (const literal of literals) {
      if (!literal.positive) continue;
      for (const tokens of literal.language.alternatives) {
        const at = tokens.findIndex((token) => token.kind === 'symbol' && decider.lexicon.variableOf(token.marker) === key);
        if (at < 0 || dimension.values.kind !== 'text') continue;
        const before = fixedLength(tokens.slice(0, at));
        const after = fixedLength(tokens.slice(at + 1));
        if (before === undefined || after === undefined) continue;
        const domain = dimension.values.domain === undefined ? [] : [{ language: dimension.values.domain, positive: true }];
        const others = [...domain, ...literals.filter((other) => other !== literal), { language: decider.lexicon.language([tokens]), positive: true }];
        const found = findWord(others.map(({ language, positive }) => ({ language, positive, mode: positive ? 'may' : 'must' })), CANDIDATE_LIMIT);
        if (found.kind === 'word' && found.word.length >= before + after) words.push(found.word.slice(before, found.word.length - after));
      }
    }
  }
  return words;
}

function fixedLength(tokens: readonly Token[]): number | undefined {
  return tokens.every((token) => token.kind === 'char' || token.kind === 'one') ? tokens.length : undefined;
}

function* assignments(keys: readonly string[], choices: readonly (readonly string[])[]): Generator<ReadonlyMap<string, string>> {
  const [key, ...rest] = keys;
  const [words, ...others] = choices;
  if (key === undefined || words === undefined) {
    yield new Map();
    return;
  }
  for (const more of assignments(rest, others)) for (const word of words) yield new Map([[key, word], ...more]);
}
