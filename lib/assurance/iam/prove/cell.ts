import { byResource, type Signed } from './by-resource';
import { findWord, type Membership } from './automata/search';
import type { Language } from './automata/language';
import type { Literal, TextLiteral } from './formula';
import type { Lexicon } from './lexicon';
import type { Measure } from './theory/measures';
import { intersection, type Ranges } from './theory/ranges';

/** What a dimension can hold in a request. */
export interface Dimension {
  /** `one`: every request has exactly one value; `optional`: at most one; `set`: any number. */
  readonly arity: 'one' | 'optional' | 'set';
  readonly values: TextValues | { readonly kind: 'measure'; readonly measure: Measure };
}

export interface TextValues {
  readonly kind: 'text';
  readonly domain?: Language;
  /** Where values are taken from if they can be, the best first. */
  readonly preferred?: readonly Language[];
}

/** The literals of a branch about one dimension. */
export interface Cell {
  readonly all: readonly TextLiteral[];
  readonly some: readonly TextLiteral[];
  readonly allRange?: Ranges;
  readonly someRanges: readonly Ranges[];
  readonly present?: boolean;
  readonly single?: boolean;
}

export const EMPTY_CELL: Cell = { all: [], some: [], someRanges: [] };

export type Possible = 'yes' | 'no' | 'bound';

/** The values of a cell, or why there are none: `no` (impossible), `bound` (gave up), `depends` (only for some content of the symbols). */
export type Values = readonly string[] | 'no' | 'bound' | 'depends';

/** How many product states one search of a word may visit. */
const WORD_LIMIT = 4000;
/** From so many on, languages that a value must not be in are searched as one. */
const MANY = 6;
/** A base is tried for each symbolic literal up to this many. */
const BASES = 3;

/** The cell with one more literal; undefined when it contradicts itself at once. */
export function extend(cell: Cell, literal: Exclude<Literal, { kind: 'opaque' }>): Cell | undefined {
  switch (literal.kind) {
    case 'presence':
      return cell.present !== undefined && cell.present !== literal.present ? undefined : { ...cell, present: literal.present };
    case 'count':
      return cell.single !== undefined && cell.single !== literal.single ? undefined : { ...cell, single: literal.single };
    case 'text': {
      const list = literal.quantifier === 'all' ? cell.all : cell.some;
      if (list.some((known) => known.language === literal.language && known.positive === literal.positive)) return cell;
      return literal.quantifier === 'all' ? { ...cell, all: [...list, literal] } : { ...cell, some: [...list, literal] };
    }
    case 'range':
      if (literal.quantifier === 'some') return { ...cell, someRanges: [...cell.someRanges, literal.ranges] };
      return { ...cell, allRange: cell.allRange === undefined ? literal.ranges : intersection(cell.allRange, literal.ranges) };
  }
}

/** Decides cells; remembers what it decided. */
export class Decider {
  private readonly known = new Map<string, Possible>();
  private readonly found = new Map<string, Found>();
  private readonly unions = new Map<string, Language>();

  constructor(readonly lexicon: Lexicon) {}

  /** Whether the dimension can hold values as the cell asks, for some content of the symbols. `no` is certain. */
  possible(dimension: Dimension, cell: Cell): Possible {
    if (cell.present === false || (cell.present === undefined && cell.some.length + cell.someRanges.length === 0)) {
      const demanded = cell.some.length + cell.someRanges.length > 0;
      if (dimension.arity !== 'one') return demanded ? 'no' : 'yes';
      if (cell.present === false) return 'no';
    }
    return worst(this.demands(dimension, cell).map((demand) => this.demandPossible(dimension, demand)));
  }

  /** Values that are right for every content of the symbols. */
  values(dimension: Dimension, cell: Cell): Values {
    const possible = this.possible(dimension, cell);
    if (possible !== 'yes') return possible;
    if (dimension.arity !== 'one' && cell.present !== true && cell.some.length + cell.someRanges.length === 0) return [];
    const values = new Set<string>();
    for (const demand of this.demands(dimension, cell)) {
      const value = this.value(dimension, demand);
      if (typeof value !== 'string') return value.failure;
      values.add(value);
    }
    return [...values];
  }

  /** Each demand is one value to be found. A single value must meet every demand at once. */
  private demands(dimension: Dimension, cell: Cell): readonly Demand[] {
    const base: Demand = { texts: cell.all, range: dimension.values.kind === 'measure' ? intersection(dimension.values.measure.whole, cell.allRange ?? dimension.values.measure.whole) : [] };
    if (dimension.arity !== 'set' || cell.single === true) {
      return [{ texts: [...cell.all, ...cell.some], range: cell.someRanges.reduce(intersection, base.range) }];
    }
    const each = [
      ...cell.some.map((literal): Demand => ({ ...base, texts: [...cell.all, literal] })),
      ...cell.someRanges.map((ranges): Demand => ({ ...base, range: intersection(base.range, ranges) })),
    ];
    return each.length === 0 ? [base] : each;
  }

  private demandPossible(dimension: Dimension, demand: Demand): Possible {
    if (dimension.values.kind === 'measure') return demand.range.length > 0 ? 'yes' : 'no';
    return best(byResource(inDomain(dimension.values.domain, demand.texts), this.lexicon).map((literals) => this.relaxedOnce(literals)));
  }

  private relaxedOnce(literals: readonly Signed[]): Possible {
    const key = keyOfAll(literals);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const result = relaxed(this.merged(literals));
    this.known.set(key, result);
    return result;
  }

  /** Many languages that a value must not be in are one: their union. */
  private merged(literals: readonly Signed[]): readonly Signed[] {
    const plain = literals.filter(({ language, positive }) => !positive && language.markers === '');
    if (plain.length < MANY) return literals;
    const key = keyOfAll(plain);
    const union = this.unions.get(key) ?? this.lexicon.language(plain.flatMap(({ language }) => language.alternatives));
    this.unions.set(key, union);
    return [...literals.filter(({ language, positive }) => positive || language.markers !== ''), { language: union, positive: false }];
  }

  private value(dimension: Dimension, demand: Demand): Found {
    if (dimension.values.kind === 'measure') {
      const [first] = demand.range;
      return first === undefined ? { failure: 'no' } : dimension.values.measure.write(sampleOf(demand.range, first.from));
    }
    const { domain, preferred = [] } = dimension.values;
    const literals = inDomain(domain, demand.texts);
    const key = `${domain?.id ?? ''} ${preferred.map(({ id }) => id).join()} ${keyOfAll(literals)}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const made = this.wordOf(literals, domain, preferred);
    this.found.set(key, made);
    return made;
  }

  /** A word that is right for every content of the symbols, the nicest that there is. */
  private wordOf(literals: readonly Signed[], domain: Language | undefined, preferred: readonly Language[]): Found {
    const nonEmpty: Membership = { language: this.lexicon.language([[]]), positive: false, mode: 'must' };
    const better = preferred.map((language): Membership => ({ language, positive: true, mode: 'may' }));
    let bound = false;
    for (const each of byResource(literals, this.lexicon).map((some) => this.merged(some))) {
      // domains hold whatever the symbols stand for: a symbol of a request is of its domain
      const strict = each.map(({ language, positive }): Membership => ({ language, positive, mode: positive && language !== domain ? 'must' : 'may' }));
      for (const wish of [...better.map((one) => [one]), [nonEmpty], []]) {
        const found = findWord([...strict, ...wish], WORD_LIMIT);
        if (found.kind === 'word') return this.lexicon.spell(found.word);
        if (wish.length === 0 && found.kind === 'bound') bound = true;
      }
    }
    return { failure: bound ? 'bound' : 'depends' };
  }
}

type Found = string | { readonly failure: 'no' | 'bound' | 'depends' };

interface Demand {
  readonly texts: readonly TextLiteral[];
  readonly range: Ranges;
}

function inDomain(domain: Language | undefined, literals: readonly Signed[]): readonly Signed[] {
  return domain === undefined ? literals : [{ language: domain, positive: true }, ...literals];
}

/**
 * Whether a word may exist for some content of the symbols. Words are taken from one positive literal (the base), whose symbols are letters;
 * the others need only be possible for such a word. What every content allows is allowed by this, so `no` is certain for each base.
 */
function relaxed(literals: readonly Signed[]): Possible {
  const symbolic = literals.filter(({ language, positive }) => positive && language.markers !== '').slice(0, BASES);
  const bases = symbolic.length === 0 ? [undefined] : symbolic;
  let result: Possible = 'yes';
  for (const base of bases) {
    const found = findWord(
      literals.map((literal): Membership => ({ ...literal, mode: !literal.positive || literal === base ? 'must' : 'may' })),
      WORD_LIMIT,
    );
    if (found.kind === 'empty') return 'no';
    if (found.kind === 'bound') result = 'bound';
  }
  return result;
}

/** A value away from the edge of the first range where there is one: addresses and dates read more naturally. */
function sampleOf(ranges: Ranges, fallback: bigint): bigint {
  const positive = ranges.find(({ to }) => to > 1n);
  if (positive === undefined) return fallback;
  return positive.from >= 0n ? positive.from : 0n;
}

function keyOfAll(literals: readonly Signed[]): string {
  return literals.map(({ language, positive }) => (positive ? language.id : -1 - language.id)).sort((a, b) => a - b).join();
}

function best(results: readonly Possible[]): Possible {
  return results.includes('yes') ? 'yes' : results.includes('bound') ? 'bound' : 'no';
}

function worst(results: readonly Possible[]): Possible {
  return results.includes('no') ? 'no' : results.includes('bound') ? 'bound' : 'yes';
}
