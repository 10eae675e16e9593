import { buildModel, networkResource, reachability, type BuildOptions, type NetworkModel, type ReachRow } from '../network';
import type { Variant } from '../template';
import type { Labels } from './labels';

/** Who sends packets to whom; equal lines are put together. */
export interface Reach {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Relays on the way. */
  readonly via: readonly string[];
  readonly traffic: string;
  /** `perhaps`: it depends on what the templates do not tell. */
  readonly certain: boolean;
  /** In some states of the templates' conditions only. */
  readonly sometimes: boolean;
}

export interface ReachTable {
  readonly rows: readonly Reach[];
  /** Outside of any VPC: they reach whatever the internet reaches, and the internet. */
  readonly onInternet: readonly string[];
  /** What lines that are not certain depend on. */
  readonly doubts: readonly { readonly code: string; readonly at: string }[];
}

const INTERNET = 'internet';

export function reachTable(variants: readonly Variant[], labels: Labels, options: BuildOptions = {}): ReachTable {
  const states = variants.map(({ resources }) => buildModel(resources.map(networkResource), options)).map((model) => ({ model, rows: rowsOf(model) }));
  const counted = new Map<string, { readonly row: ReachRow; count: number }>();
  for (const { model, rows } of states) {
    for (const row of telling(model, rows)) {
      const key = JSON.stringify([row.from, row.to, row.via, row.traffic, row.kind]);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { row, count: 1 });
      else known.count += 1;
    }
  }
  const single = [...counted.values()].map(({ row, count }): Reach => ({
    from: [label(row.from, labels)], to: [label(row.to, labels)], via: row.via.map((id) => label(id, labels)), traffic: row.traffic, certain: row.kind === 'reaches', sometimes: count < states.length,
  }));
  const doubts = [...counted.values()].flatMap(({ row }) => row.because.map(({ code }) => ({ code, at: label(row.from, labels) })));
  return { rows: grouped(grouped(single, 'from'), 'to'), onInternet: [...new Set(states.flatMap(({ model }) => outside(model)).map((id) => labels.of(id)))].sort(), doubts };
}

function rowsOf(model: NetworkModel): readonly ReachRow[] {
  const { reachableFrom } = reachability(model);
  return [INTERNET, ...[...model.nodes.values()].filter(({ kind }) => kind !== 'endpoint').map(({ id }) => id)].flatMap((source) => reachableFrom(source));
}

function outside(model: NetworkModel): readonly string[] {
  return [...model.nodes.values()].filter(({ outsideVpc }) => outsideVpc === true).map(({ id }) => id);
}

/**
 * Leaves out what follows from other lines: whoever gets to the internet gets to what the internet gets to; relays are named on the lines that pass them.
 */
function telling(model: NetworkModel, rows: readonly ReachRow[]): readonly ReachRow[] {
  const ofInternet = new Set(rows.filter(({ from }) => from === INTERNET).map(lineOf));
  const reachInternet = new Set([...outside(model), ...rows.filter(({ to, via, kind }) => to === INTERNET && via.length === 0 && kind === 'reaches').map(({ from }) => from)]);
  const alone = new Set(outside(model));
  const relays = new Set([...model.nodes.values()].filter(({ forwards, runsCode }) => forwards.length > 0 && !runsCode).map(({ id }) => id));
  return rows.filter((row) => {
    if (alone.has(row.from) && row.to === INTERNET) return false;
    if (reachInternet.has(row.from) && ofInternet.has(lineOf(row))) return false;
    return row.via.length === 0 || !(relays.has(row.to) || relays.has(row.from));
  });
}

function lineOf({ to, via, traffic, kind }: ReachRow): string {
  return JSON.stringify([to, via, traffic, kind]);
}

function grouped(rows: readonly Reach[], list: 'from' | 'to'): readonly Reach[] {
  const groups = new Map<string, Reach>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, [list]: [] });
    groups.set(key, { ...row, [list]: [...new Set([...(groups.get(key)?.[list] ?? []), ...row[list]])].sort() });
  }
  const order = ({ from, to, via }: Reach): string => JSON.stringify([from, to, via]);
  return [...groups.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function label(id: string, labels: Labels): string {
  return id === INTERNET || id.startsWith('service:') ? labels.text(id) : labels.of(id);
}
