import { IntervalSet, unionOf } from './intervals';
import type { Doubt, Id, Route, RouteTable, RouteTarget, Subnet } from './model';
import type { Box, Constraint, Stage } from './region';
import { unseenBoxes } from './filters';
import { admits, counts, doubtOf, takes, type View } from './view';

interface Reach {
  readonly route: Route;
  readonly destinations: IntervalSet;
}

const compiledTables = new WeakMap<View, Map<Id, readonly Reach[]>>();

/** Longest prefix wins: what each route carries once the more specific ones have taken theirs; local routes win a tie. */
export function effectiveRoutes(view: View, table: RouteTable): readonly Reach[] {
  const cache = compiledTables.get(view) ?? new Map<Id, readonly Reach[]>();
  compiledTables.set(view, cache);
  const known = cache.get(table.id);
  if (known) return known;
  const reached: Reach[] = [];
  const taken: IntervalSet[] = [];
  const present = table.routes.filter((route) => !view.without.has(route.id));
  const byPrecision = [...present].sort((a, b) => b.prefix - a.prefix || Number(b.target.kind === 'local') - Number(a.target.kind === 'local'));
  for (const route of byPrecision) {
    const destinations = admits(view, route.destination).subtract(unionOf(taken));
    if (!destinations.isEmpty && counts(view, route.id, route.doubt)) reached.push({ route, destinations });
    taken.push(takes(view, route.destination, route.doubt));
  }
  cache.set(table.id, reached);
  return reached;
}

export interface RouteQuestion {
  readonly stage: Stage;
  readonly subnet: Subnet;
  /** Which address of the flow is looked up: the destination on the way, the source for the answer. */
  readonly lookup: 'source' | 'destination';
  readonly accepts: (target: RouteTarget) => boolean;
  /** Extra bound on the addresses, such as the blocks of a peered VPC. */
  readonly within?: IntervalSet;
}

/** A stage that asks a subnet's route table. Routes to where the templates do not follow perhaps lead anywhere. */
export function routeConstraint(view: View, { stage, subnet, lookup, accepts, within }: RouteQuestion): Constraint {
  const table = view.model.routeTables.get(subnet.routeTable);
  const unsure: Doubt | undefined = subnet.doubt ?? (table ? undefined : { code: 'RouteTableOutsideTemplates', routeTable: subnet.routeTable });
  const unseen = unsure ? unseenBoxes(view, stage, subnet.routeTable, unsure) : [];
  if (!table || (unsure && view.mode === 'certain')) return { stage, at: subnet.id, boxes: unseen };
  const boxes = effectiveRoutes(view, table).flatMap(({ route, destinations }): Box[] => {
    const beyond = route.target.kind === 'beyond';
    if (beyond ? view.mode === 'certain' : !accepts(route.target)) return [];
    const set = within && !beyond ? destinations.intersect(within) : destinations;
    const doubt: Doubt | undefined = route.target.kind === 'beyond'
      ? { code: 'LeadsBeyondTheTemplates', via: route.target.via, gateway: route.target.id, route: route.id }
      : doubtOf(view, route.destination, route.doubt);
    return set.isEmpty ? [] : [{ [lookup]: set, admits: { stage, by: route.id, doubt } }];
  });
  return { stage, at: subnet.id, boxes: [...boxes, ...unseen] };
}
