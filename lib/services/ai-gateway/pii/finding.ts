import type { PiiFinding } from '../core/ports';
import type { PiiType } from './types';

/** A finding in normalised text. */
export interface Found extends PiiFinding {
  readonly type: PiiType;
}

export function found(type: PiiType, start: number, end: number, score: number): Found {
  return { type, start, end, score };
}

/** Findings that do not overlap, in order of the text. */
export class Taken {
  readonly #list: Found[] = [];

  get list(): readonly Found[] {
    return this.#list;
  }

  /** Index of the first finding that ends after `position`. */
  #after(position: number): number {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.end ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first that overlaps `[start, end)`. */
  overlapping(start: number, end: number): Found | undefined {
    const candidate = this.#list[this.#after(start)];
    return candidate !== undefined && candidate.start < end ? candidate : undefined;
  }

  /** Adds what overlaps nothing that was added before. */
  add(finding: Found): boolean {
    const index = this.#after(finding.start);
    const next = this.#list[index];
    if (next !== undefined && next.start < finding.end) return false;
    if (index === this.#list.length) this.#list.push(finding);
    else this.#list.splice(index, 0, finding);
    return true;
  }

  /** Adds a finding in the place of those that lie within it. False when one that overlaps it does not. */
  addOver(finding: Found): boolean {
    const index = this.#after(finding.start);
    let end = index;
    for (let next = this.#list[end]; next !== undefined && next.start < finding.end; next = this.#list[++end]) {
      if (next.start < finding.start || next.end > finding.end) return false;
    }
    this.#list.splice(index, end - index, finding);
    return true;
  }
}
