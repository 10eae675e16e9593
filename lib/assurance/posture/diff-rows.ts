import type { Resource } from '../template';
import type { Change } from './change';
import { keysOf } from './encryption';
import { together, type Grant } from './grant';
import type { Labels } from './labels';
import type { Posture } from './posture';
import type { Reach } from './reach';

/** What became of one thing that is not a policy. */
export interface RowChange {
  readonly kind: 'more' | 'less' | 'different' | 'unknown';
  readonly change: Change;
}

/** Exposures and ways to more rights that are new or gone. */
export function changedRows(before: Posture, after: Posture): readonly RowChange[] {
  return [
    ...newOrGone(before.exposure, after.exposure, (row) => ({ area: 'exposure', what: row.what, row })),
    ...newOrGone(before.waysToMore, after.waysToMore, (row) => ({ area: 'escalation', what: row.who, row })),
    ...changedReach(before, after),
  ];
}

function newOrGone<Row extends { readonly certain: boolean }>(before: readonly Row[], after: readonly Row[], change: (row: Row) => Change): readonly RowChange[] {
  const [was, is] = [before, after].map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
  return [
    ...after.filter((row) => was?.has(JSON.stringify(row)) === false).map((row): RowChange => ({ kind: row.certain ? 'more' : 'unknown', change: change(row) })),
    ...before.filter((row) => is?.has(JSON.stringify(row)) === false).map((row): RowChange => ({ kind: row.certain ? 'less' : 'unknown', change: change(row) })),
  ];
}

/** One line for each pair of ends; what stands on the internet reaches it. */
function single({ reach, onInternet }: Posture): ReadonlyMap<string, Reach> {
  const alone = onInternet.map((from): Reach => ({ from: [from], to: ['internet'], via: [], traffic: 'all', certain: true, sometimes: false }));
  const lines = [...reach, ...alone].flatMap((row) => row.from.flatMap((from) => row.to.map((to): Reach => ({ ...row, from: [from], to: [to] }))));
  return new Map(lines.map((line) => [JSON.stringify([line.from, line.to, line.via, line.certain]), line]));
}

function changedReach(before: Posture, after: Posture): readonly RowChange[] {
  const [was, is] = [single(before), single(after)];
  const grown = (from: ReadonlyMap<string, Reach>, to: ReadonlyMap<string, Reach>, kind: 'more' | 'less'): readonly RowChange[] => [...to].flatMap(([key, row]): readonly RowChange[] => {
    const known = from.get(key);
    if (known !== undefined && covers(known.traffic, row.traffic) && (known.sometimes === row.sometimes || row.sometimes)) return [];
    return [{ kind: row.certain ? kind : 'unknown', change: { area: 'reach', what: row.from.join(), row } }];
  });
  return [...grown(was, is, 'more'), ...grown(is, was, 'less')];
}

/** Whether traffic as it is written (`tcp 443, udp 1-5`) holds all of another. */
function covers(wide: string, narrow: string): boolean {
  if (wide === 'all' || wide === narrow) return true;
  const parts = wide.split(', ').map(portsOf);
  return narrow.split(', ').map(portsOf).every((part) => parts.some(({ protocol, first, last }) => protocol === part.protocol && first <= part.first && part.last <= last));
}

function portsOf(text: string): { readonly protocol: string; readonly first: number; readonly last: number } {
  const match = /^(.*?)(?: ([0-9]+)(?:-([0-9]+))?)?$/.exec(text);
  const [, protocol = text, first, last] = match ?? [];
  return first === undefined ? { protocol, first: 0, last: 65_535 } : { protocol, first: Number(first), last: Number(last ?? first) };
}

/** Keys, from none at all to one of one's own. */
function strength(key: string): number {
  return ['not known', 'not encrypted'].includes(key) ? 0 : key === 'a key of AWS' || key === "the bucket's key" ? 1 : 2;
}

/** What is encrypted otherwise than before; of what is new, only what has no key. */
export function changedEncryption(before: readonly Resource[], after: readonly Resource[], [was, is]: readonly [Labels, Labels]): readonly RowChange[] {
  const [keysBefore, keysAfter] = [keysByResource(before, was), keysByResource(after, is)];
  return [...keysAfter].flatMap(([id, { label, keys }]): readonly RowChange[] => {
    const known = keysBefore.get(id);
    const change: Change = { area: 'encryption', what: label, before: known?.keys ?? [], after: keys };
    const weakest = Math.min(...keys.map(strength));
    if (known === undefined) return weakest === 0 ? [{ kind: 'more', change }] : [];
    if (JSON.stringify(known.keys) === JSON.stringify(keys)) return [];
    const weakestBefore = Math.min(...known.keys.map(strength));
    return [{ kind: weakest < weakestBefore ? 'more' : weakest > weakestBefore ? 'less' : 'different', change }];
  });
}

function keysByResource(resources: readonly Resource[], labels: Labels): ReadonlyMap<string, { readonly label: string; readonly keys: readonly string[] }> {
  const found = new Map<string, { readonly label: string; readonly keys: readonly string[] }>();
  for (const resource of resources) {
    const id = `${resource.template}.${resource.logicalId}`;
    const keys = [...new Set([...(found.get(id)?.keys ?? []), ...keysOf(resource, labels)])].sort();
    if (keys.length > 0) found.set(id, { label: labels.of(id), keys });
  }
  return found;
}

/** What grants say that others do not, each action and resource by itself. */
export function beyond(grants: readonly Grant[], others: readonly Grant[]): readonly Grant[] {
  const apart = (list: readonly Grant[]): readonly Grant[] => list.flatMap((grant) => grant.who.flatMap((who) => grant.actions.flatMap((action) => grant.on.map((on): Grant => ({ ...grant, who: [who], actions: [action], on: [on] })))));
  const known = new Set(apart(others).map((grant) => JSON.stringify(grant)));
  return together(together(apart(grants).filter((grant) => !known.has(JSON.stringify(grant))), 'actions'), 'on');
}
