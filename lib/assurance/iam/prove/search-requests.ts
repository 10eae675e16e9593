import type { Step } from '../../verdict';
import { Brancher, type Box, type Dimensions, type Leaf } from './branch';
import { EMPTY_CELL, type Decider } from './cell';
import type { Formula } from './formula';
import { ground } from './variables';

/** Values of every dimension that a formula speaks of; an absent key has none. */
export type Point = ReadonlyMap<string, readonly string[]>;

/** Branches that one question may open. */
const BRANCH_LIMIT = 3000;

/** A point that satisfies the formula, `none` if there is none, or what is in doubt. */
export function findPoint(formula: Formula, dimensions: Dimensions, decider: Decider, atBox: (box: Box) => Leaf<Point> = (box) => pointOf(box, dimensions, decider)): Leaf<Point> {
  return new Brancher<Point>(decider, dimensions, atBox, BRANCH_LIMIT).solve(formula);
}

/** A point of a box. */
export function pointOf(box: Box, dimensions: Dimensions, decider: Decider): Leaf<Point> {
  const grounded = ground(box, dimensions, decider);
  if (grounded.kind === 'none') return { kind: 'none' };
  const doubts: Step[] = [...box.opaque.values()].map(({ cause }) => cause);
  if (grounded.kind === 'unknown') return { kind: 'unknown', because: [...doubts, { code: 'PolicyVariablesUndecided' }] };
  const point = new Map<string, readonly string[]>();
  for (const [name, cell] of grounded.box.cells) {
    const values = decider.values(dimensions(name), cell ?? EMPTY_CELL);
    if (values === 'no') return { kind: 'none' };
    if (values === 'bound') doubts.push({ code: 'SearchBound', dimension: name });
    else if (values === 'depends') doubts.push({ code: 'DependsOnSymbol', dimension: name });
    else point.set(name, values as readonly string[]);
  }
  return doubts.length > 0 ? { kind: 'unknown', because: doubts } : { kind: 'found', found: point };
}
