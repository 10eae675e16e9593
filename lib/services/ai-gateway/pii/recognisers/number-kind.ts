import type { PiiType } from '../types';

/** An identifier that is written in digits, in one piece or in groups. */
export interface NumberKind {
  readonly type: PiiType;
  readonly digits: number;
  /** Lengths of its groups as people write it, such as `3-2-4`; in one piece it is found too. */
  readonly shapes: readonly string[];
  /** Marks between the groups where they tell it from other numbers, such as `..-`. @default - blanks, dots or dashes, all of a kind */
  readonly marks?: string;
  readonly check: (digits: string) => boolean;
  /** Words that name it, in lower case text before it. */
  readonly context: RegExp;
  /** What is found without those words. `shaped`: only what is written in its groups. */
  readonly without: 'never' | 'shaped' | 'always';
  readonly score: number;
}

/** An identifier of letters and digits without blanks. */
export interface CodeKind {
  readonly type: PiiType;
  readonly shortest: number;
  readonly longest: number;
  /** Whole atom, upper case, without dashes, dots. */
  readonly pattern: RegExp;
  /** The marks within it count. @default false */
  readonly asWritten?: boolean;
  readonly check?: (code: string) => boolean;
  /** Words that must stand before it. @default - none */
  readonly context?: RegExp;
  readonly score: number;
}
