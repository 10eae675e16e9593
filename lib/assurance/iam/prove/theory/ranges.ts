/**
 * A set of whole numbers as sorted half-open ranges `[from, to)`, the form in which numbers, dates and addresses are decided:
 * numbers scaled to a fixed number of decimals, dates as milliseconds, addresses of IPv4 and IPv6 side by side on one line.
 */
export type Ranges = readonly Range[];

export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

export const NOTHING: Ranges = [];

export function range(from: bigint, to: bigint): Ranges {
  return from < to ? [{ from, to }] : NOTHING;
}

export function union(sets: readonly Ranges[]): Ranges {
  const sorted = sets.flat().sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: Range[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to };
  }
  return merged;
}

export function intersection(a: Ranges, b: Ranges): Ranges {
  const common: Range[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) break;
    const from = left.from > right.from ? left.from : right.from;
    const to = left.to < right.to ? left.to : right.to;
    if (from < to) common.push({ from, to });
    if (left.to < right.to) i++;
    else j++;
  }
  return common;
}

/** What of `whole` is not in the set. */
export function without(whole: Ranges, set: Ranges): Ranges {
  const rest: Range[] = [];
  for (const part of whole) {
    let from = part.from;
    for (const hole of set) {
      if (hole.to <= from || hole.from >= part.to) continue;
      if (hole.from > from) rest.push({ from, to: hole.from });
      if (hole.to > from) from = hole.to;
    }
    if (from < part.to) rest.push({ from, to: part.to });
  }
  return rest;
}
