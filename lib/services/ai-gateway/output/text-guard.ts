import type { GuardName } from '../core/verdict';

/**
 * The text of an answer that is still needed: what was not released yet, and what came just before it. All positions between the guards are
 * absolute, in UTF-16 units from the beginning of the answer; `base` is that of the first unit of `text`.
 */
export interface TextWindow {
  readonly text: string;
  readonly base: number;
}

/** A passage that may not go out as it is: `[start, end)`, absolute. */
export interface Finding {
  readonly guard: GuardName;
  /** Stable code for the verdict. Absent for the continuation of a finding that was counted already. */
  readonly code?: string;
  readonly start: number;
  readonly end: number;
  /** `replace` puts the marker in its place; `record` only counts it; `deny` ends the answer. */
  readonly action: 'replace' | 'record' | 'deny';
  readonly marker: string;
}

/**
 * One guard of one text, reading it once from left to right. What it reports depends on the text alone, never on how the text was cut:
 * a finding that may still grow, shrink or vanish is not reported, it is undecided.
 */
export interface TextGuard {
  /**
   * Reads on up to `to`, an absolute position at or before the end of the window. `complete`: the text ends there. Returns from where it is
   * undecided: no later finding starts before it. Stops at the first finding that denies.
   */
  read(window: TextWindow, to: number, complete: boolean, report: Report): number;
  /** First position that a later `read` may look at. */
  readonly needsFrom: number;
}

export type Report = (finding: Finding) => void;
