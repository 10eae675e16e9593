/** A closed range of whole numbers. */
export type Interval = readonly [first: bigint, last: bigint];

/** A set of whole numbers as sorted, disjoint ranges that do not touch. All operations are exact. */
export class IntervalSet {
  public static readonly EMPTY = new IntervalSet([]);

  /** Any ranges, in any order; empty ones (last < first) count for nothing. */
  public static of(...ranges: readonly Interval[]): IntervalSet {
    const sorted = ranges.filter(([first, last]) => first <= last).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const merged: [bigint, bigint][] = [];
    for (const [first, last] of sorted) {
      const open = merged.at(-1);
      if (open && first <= open[1] + 1n) {
        if (last > open[1]) open[1] = last;
      } else merged.push([first, last]);
    }
    return new IntervalSet(merged);
  }

  private constructor(public readonly ranges: readonly Interval[]) {}

  public get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  /** The smallest member. */
  public get first(): bigint | undefined {
    return this.ranges[0]?.[0];
  }

  public get size(): bigint {
    return this.ranges.reduce((sum, [first, last]) => sum + last - first + 1n, 0n);
  }

  public has(value: bigint): boolean {
    return this.ranges.some(([first, last]) => first <= value && value <= last);
  }

  public union(other: IntervalSet): IntervalSet {
    if (this.isEmpty) return other;
    return other.isEmpty ? this : IntervalSet.of(...this.ranges, ...other.ranges);
  }

  public intersect(other: IntervalSet): IntervalSet {
    if (this === other) return this;
    const common: Interval[] = [];
    let [left, right] = [0, 0];
    for (;;) {
      const a = this.ranges[left];
      const b = other.ranges[right];
      if (!a || !b) break;
      const first = a[0] > b[0] ? a[0] : b[0];
      const last = a[1] < b[1] ? a[1] : b[1];
      if (first <= last) common.push([first, last]);
      if (a[1] < b[1]) left += 1;
      else right += 1;
    }
    return common.length === 0 ? IntervalSet.EMPTY : new IntervalSet(common);
  }

  public subtract(other: IntervalSet): IntervalSet {
    if (this.isEmpty || other.isEmpty) return this;
    const rest: Interval[] = [];
    for (const [first, last] of this.ranges) {
      let from = first;
      for (const [cutFirst, cutLast] of other.ranges) {
        if (cutLast < from) continue;
        if (cutFirst > last) break;
        if (cutFirst > from) rest.push([from, cutFirst - 1n]);
        from = cutLast + 1n;
        if (from > last) break;
      }
      if (from <= last) rest.push([from, last]);
    }
    return new IntervalSet(rest);
  }

  public covers(other: IntervalSet): boolean {
    return other.subtract(this).isEmpty;
  }

  public meets(other: IntervalSet): boolean {
    return !this.intersect(other).isEmpty;
  }

  public equals(other: IntervalSet): boolean {
    return this.covers(other) && other.covers(this);
  }
}

/** The union of many sets. */
export function unionOf(sets: readonly IntervalSet[]): IntervalSet {
  return IntervalSet.of(...sets.flatMap((set) => set.ranges));
}
