import type { Step } from '../../verdict';
import { EMPTY_CELL, extend, type Cell, type Decider, type Dimension } from './cell';
import { not, type Formula, type Literal } from './formula';

/** A conjunction of literals, by dimension: a box in the space of requests. */
export interface Box {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly opaque: ReadonlyMap<string, { readonly holds: boolean; readonly cause: Step }>;
}

export const EVERYTHING: Box = { cells: new Map(), opaque: new Map() };

/** Which dimensions there are. */
export type Dimensions = (name: string) => Dimension;

/** What a box without open disjunctions comes to. */
export type Leaf<Found> =
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: readonly Step[] };

/**
 * Branch and bound over the disjunctions of a formula. Branches whose box has become empty are cut; disjunctions that the box already satisfies are dropped;
 * the disjunction with the fewest ways out is split first.
 */
export class Brancher<Found> {
  private steps = 0;
  private readonly causes: Step[] = [];

  /** @param limit how many branches are opened before the answer is unknown */
  constructor(
    private readonly decider: Decider,
    private readonly dimensions: Dimensions,
    private readonly leaf: (box: Box) => Leaf<Found>,
    private readonly limit: number,
  ) {}

  solve(formula: Formula): Leaf<Found> {
    const found = this.branch(EVERYTHING, [], [formula]);
    if (found !== undefined) return { kind: 'found', found };
    return this.causes.length === 0 ? { kind: 'none' } : { kind: 'unknown', because: distinct(this.causes) };
  }

  /** @returns the first thing found; undefined when nothing is (causes of doubt are kept) */
  private branch(box: Box, clauses: readonly Clause[], added: readonly Formula[]): Found | undefined {
    if (++this.steps > this.limit) {
      this.doubt({ code: 'SearchBound', branches: this.limit });
      return undefined;
    }
    const grown = this.assertAll(box, added);
    if (grown === undefined) return undefined;
    const simplified = this.simplify(grown.box, [...clauses, ...grown.clauses]);
    if (simplified === undefined) return undefined;
    const [next, ...rest] = [...simplified.clauses].sort((a, b) => a.length - b.length);
    if (next === undefined) return this.atLeaf(simplified.box);
    for (const option of next) {
      const found = this.branch(simplified.box, rest, [option]);
      if (found !== undefined || this.steps > this.limit) return found;
    }
    return undefined;
  }

  private atLeaf(box: Box): Found | undefined {
    const leaf = this.leaf(box);
    if (leaf.kind === 'found') return leaf.found;
    if (leaf.kind === 'unknown') leaf.because.forEach((step) => this.doubt(step));
    return undefined;
  }

  private doubt(step: Step): void {
    if (this.causes.length < 20) this.causes.push(step);
  }

  /** Literals are added together, so that each dimension is judged once. */
  private assertAll(box: Box, formulas: readonly Formula[]): { readonly box: Box; readonly clauses: readonly Clause[] } | undefined {
    const clauses: Clause[] = [];
    const literals: Literal[] = [];
    const sort = (formula: Formula): void => {
      if (formula.kind === 'all') formula.parts.forEach(sort);
      else if (formula.kind === 'any') clauses.push(formula.parts);
      else literals.push(formula);
    };
    formulas.forEach(sort);
    const grown = this.assertLiterals(box, literals);
    return grown === undefined ? undefined : { box: grown, clauses };
  }

  private assertLiterals(box: Box, literals: readonly Literal[]): Box | undefined {
    const [only] = literals;
    if (literals.length < 2) return only === undefined ? box : this.assert(box, only);
    const cells = new Map(box.cells);
    const opaque = new Map(box.opaque);
    const touched = new Set<string>();
    for (const literal of literals) {
      if (literal.kind === 'opaque') {
        if ((opaque.get(literal.id)?.holds ?? literal.holds) !== literal.holds) return undefined;
        opaque.set(literal.id, literal);
        continue;
      }
      const before = cells.get(literal.dimension) ?? EMPTY_CELL;
      const cell = extend(before, literal);
      if (cell === undefined) return undefined;
      if (cell === before) continue;
      cells.set(literal.dimension, cell);
      touched.add(literal.dimension);
    }
    for (const name of touched) if (this.decider.possible(this.dimensions(name), cells.get(name) ?? EMPTY_CELL) === 'no') return undefined;
    return { cells, opaque };
  }

  /** The box with the literal; undefined when nothing is left of it. */
  private assert(box: Box, literal: Literal): Box | undefined {
    if (literal.kind === 'opaque') {
      const known = box.opaque.get(literal.id);
      if (known !== undefined) return known.holds === literal.holds ? box : undefined;
      return { ...box, opaque: new Map(box.opaque).set(literal.id, literal) };
    }
    const before = box.cells.get(literal.dimension) ?? EMPTY_CELL;
    const cell = extend(before, literal);
    if (cell === undefined) return undefined;
    if (cell === before) return box;
    if (this.decider.possible(this.dimensions(literal.dimension), cell) === 'no') return undefined;
    return { ...box, cells: new Map(box.cells).set(literal.dimension, cell) };
  }

  /** Drops ways out that are closed and clauses that are open wherever one stands; takes the only way out of a clause. Until nothing changes. */
  private simplify(start: Box, open: readonly Clause[]): { readonly box: Box; readonly clauses: readonly Clause[] } | undefined {
    let box = start;
    let clauses = open;
    for (let changed = true; changed; ) {
      changed = false;
      const kept: Clause[] = [];
      const units: Formula[] = [];
      for (const clause of clauses) {
        if (clause.some((option) => this.entailed(box, option))) continue;
        const ways = clause.filter((option) => this.open(box, option));
        const [only] = ways;
        if (only === undefined) return undefined;
        if (ways.length === 1) units.push(only);
        else kept.push(ways);
      }
      clauses = kept;
      if (units.length > 0) {
        const grown = this.assertAll(box, units);
        if (grown === undefined) return undefined;
        box = grown.box;
        clauses = [...kept, ...grown.clauses];
        changed = true;
      }
    }
    return { box, clauses };
  }

  private open(box: Box, option: Formula): boolean {
    switch (option.kind) {
      case 'all': {
        let grown: Box | undefined = box;
        for (const part of option.parts) {
          if (!this.open(grown, part)) return false;
          if (part.kind !== 'all' && part.kind !== 'any') grown = this.assert(grown, part);
          if (grown === undefined) return false;
        }
        return true;
      }
      case 'any':
        return option.parts.some((part) => this.open(box, part));
      default:
        return this.assert(box, option) !== undefined;
    }
  }

  /** Whether every request of the box satisfies it; only literals and conjunctions of them are judged. */
  private entailed(box: Box, option: Formula): boolean {
    if (option.kind === 'all') return option.parts.every((part) => this.entailed(box, part));
    if (option.kind === 'any') return option.parts.some((part) => this.entailed(box, part));
    const opposite = not(option);
    return opposite.kind !== 'all' && opposite.kind !== 'any' && this.assert(box, opposite) === undefined;
  }
}

type Clause = readonly Formula[];

function distinct(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
