import { IntervalSet } from './intervals';
import type { Doubt, Id } from './model';

/** The dimensions of a flow: source and destination address, traffic as it arrives, and the source port on which the answer returns (TCP only). */
export const DIMENSIONS = ['source', 'destination', 'traffic', 'answer'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type Stage =
  | 'SourceSecurityGroup' | 'SourceNetworkAcl' | 'Route' | 'Gateway' | 'PublicAddress' | 'NatNetworkAcl' | 'DestinationNetworkAcl' | 'DestinationSecurityGroup'
  | 'AnswerRoute' | 'AnswerDestinationNetworkAcl' | 'AnswerNatNetworkAcl' | 'AnswerSourceNetworkAcl' | 'Placement';

/** The thing in a template that admits a packet at a stage. */
export interface Admission {
  readonly stage: Stage;
  readonly by: Id;
  readonly doubt?: Doubt;
}

/** A product of sets; a missing dimension is unbounded. */
export interface Box {
  readonly source?: IntervalSet;
  readonly destination?: IntervalSet;
  readonly traffic?: IntervalSet;
  readonly answer?: IntervalSet;
  readonly admits?: Admission;
}

/** A flow must lie in one of the boxes. No box: nothing passes the stage. */
export interface Constraint {
  readonly stage: Stage;
  readonly at: Id;
  readonly boxes: readonly Box[];
}

export type FlowBox = { readonly [dimension in Dimension]: IntervalSet };

export interface Solution {
  readonly box: FlowBox;
  readonly admissions: readonly Admission[];
}

/** Steps of one search before it gives up and says so. */
const BUDGET = 50_000;

interface Search {
  steps: number;
}

/**
 * The first product of sets that satisfies every constraint: exact, by trying each combination with the empty ones pruned.
 * A search that gives up answers with a solution in doubt.
 */
export function firstSolution(start: FlowBox, constraints: readonly Constraint[]): Solution | undefined {
  if (DIMENSIONS.some((dimension) => start[dimension].isEmpty)) return undefined;
  const narrowed: Ordered[] = [];
  for (const [order, { boxes }] of constraints.entries()) {
    const alive = boxes.filter((box) => meet(start, box) !== undefined);
    if (alive.length === 0) return undefined;
    narrowed.push({ order, boxes: alive });
  }
  const budget: Search = { steps: BUDGET };
  const found = search(start, narrowed.sort((a, b) => a.boxes.length - b.boxes.length), 0, budget);
  if (budget.steps <= 0) return { box: start, admissions: [{ stage: 'Placement', by: 'search', doubt: { code: 'SearchGaveUp', steps: BUDGET } }] };
  if (!found) return undefined;
  const admissions = [...found.chosen].sort((a, b) => a.order - b.order).flatMap(({ box }) => box.admits ?? []);
  return { box: found.box, admissions };
}

/** The traffic of all solutions: exact, because each round takes out what is found and a solution's box is a product. */
export function admittedTraffic(start: FlowBox, constraints: readonly Constraint[]): IntervalSet {
  let open = start.traffic;
  let admitted = IntervalSet.EMPTY;
  for (;;) {
    const solution = firstSolution({ ...start, traffic: open }, constraints);
    if (!solution) return admitted;
    admitted = admitted.union(solution.box.traffic);
    open = open.subtract(solution.box.traffic);
  }
}

interface Ordered {
  readonly order: number;
  readonly boxes: readonly Box[];
}

interface Choice {
  readonly order: number;
  readonly box: Box;
}

interface Found {
  readonly box: FlowBox;
  readonly chosen: readonly Choice[];
}

function search(box: FlowBox, constraints: readonly Ordered[], depth: number, budget: Search): Found | undefined {
  const constraint = constraints[depth];
  if (!constraint) return { box, chosen: [] };
  for (const candidate of constraint.boxes) {
    budget.steps -= 1;
    if (budget.steps <= 0) return undefined;
    const common = meet(box, candidate);
    if (!common) continue;
    const rest = search(common, constraints, depth + 1, budget);
    if (rest) return { box: rest.box, chosen: [...rest.chosen, { order: constraint.order, box: candidate }] };
    // a box that takes nothing away fails for all of them
    if (DIMENSIONS.every((dimension) => common[dimension].size === box[dimension].size)) return undefined;
  }
  return undefined;
}

function meet(box: FlowBox, other: Box): FlowBox | undefined {
  let common = box;
  for (const dimension of DIMENSIONS) {
    const bound = other[dimension];
    if (!bound) continue;
    const set = common[dimension].intersect(bound);
    if (set.isEmpty) return undefined;
    common = { ...common, [dimension]: set };
  }
  return common;
}
