import { isAlphanumeric, isDigit } from '../characters';

/** Most units that a number in groups spans, and most groups. */
export const LONGEST_NUMBER = 56;
const MOST_GROUPS = 20;

/** Longest digits of one number that is looked for. */
const MOST_DIGITS = 19;

/** A chain of groups of digits, each joined to the next by marks that numbers have. */
interface Chain {
  readonly starts: number[];
  readonly ends: number[];
  /** Between a group and the next: blank, `-`, `.`, `/`, or `)` for anything with a bracket. */
  readonly marks: string[];
  /** Digits up to the end of each group. */
  readonly counts: number[];
  digits: string;
}

/** Groups of digits that may be one number, from one group of a chain on. */
export class DigitGroups {
  readonly #chain: Chain;
  readonly #first: number;
  readonly #before: number;
  /** How many groups fit into one number. */
  readonly length: number;

  constructor(chain: Chain, first: number) {
    this.#chain = chain;
    this.#first = first;
    this.#before = first === 0 ? 0 : chain.counts[first - 1] ?? 0;
    let length = 0;
    while (length < MOST_GROUPS && first + length < chain.starts.length && this.end(length) - this.start(0) <= LONGEST_NUMBER && (length === 0 || this.count(length - 1) <= MOST_DIGITS)) length++;
    this.length = length;
  }

  start(index: number): number {
    return this.#chain.starts[this.#first + index] ?? 0;
  }

  end(index: number): number {
    return this.#chain.ends[this.#first + index] ?? 0;
  }

  mark(index: number): string {
    return this.#chain.marks[this.#first + index] ?? '';
  }

  /** Number of digits up to the end of a group. */
  count(index: number): number {
    return (this.#chain.counts[this.#first + index] ?? 0) - this.#before;
  }

  /** Digits of the groups up to the end of a group. */
  digits(index: number): string {
    return this.#chain.digits.slice(this.#before, this.#before + this.count(index));
  }

  /** Lengths of the groups up to `last`: `3-2-4`. */
  shape(last: number): string {
    let shape = '';
    for (let index = 0; index <= last; index++) shape += `${index === 0 ? '' : '-'}${this.end(index) - this.start(index)}`;
    return shape;
  }

  /** Whether more digits are joined to the group by something else than a blank. */
  isBoundOn(index: number): boolean {
    return index + 1 < this.length && this.mark(index) !== ' ';
  }
}

/** Marks between two groups, at most three units: nothing else keeps a number together. */
function markAt(text: string, index: number): { readonly mark: string; readonly next: number } | undefined {
  let mark = '';
  let next = index;
  for (; next < index + 3; next++) {
    const unit = text.charCodeAt(next);
    if (unit === 0x20) mark = mark === '' ? ' ' : mark;
    else if (unit === 0x28 || unit === 0x29) mark = ')';
    else if (unit === 0x2D || unit === 0x2E || unit === 0x2F) {
      if (mark !== '' && mark !== ' ' && mark !== ')') return undefined;
      mark = mark === ')' ? mark : text.charAt(next);
    } else break;
  }
  return mark !== '' && isDigit(text.charCodeAt(next)) ? { mark, next } : undefined;
}

/** More groups than a number has, so that a chain is read once for many of its groups. */
const CHAIN_GROUPS = 16 * MOST_GROUPS;

function chainAt(text: string, start: number): Chain {
  const chain: Chain = { starts: [], ends: [], marks: [], counts: [], digits: '' };
  for (let index = start; chain.starts.length < CHAIN_GROUPS;) {
    let end = index + 1;
    while (isDigit(text.charCodeAt(end)) && end - index <= LONGEST_NUMBER) end++;
    chain.starts.push(index);
    chain.ends.push(end);
    chain.digits += text.slice(index, end);
    chain.counts.push(chain.digits.length);
    const joined = markAt(text, end);
    if (joined === undefined) break;
    chain.marks.push(joined.mark);
    index = joined.next;
  }
  return chain;
}

/** Reads groups of digits from left to right. Remembers the chain that it read last, since numbers are asked for group by group. */
export class DigitGroupReader {
  readonly #text: string;
  #chain: Chain | undefined;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Groups from the digit at `start`, which begins a group. */
  at(start: number): DigitGroups {
    const chain = this.#chain;
    if (chain !== undefined) {
      while (this.#next < chain.starts.length && (chain.starts[this.#next] ?? 0) < start) this.#next++;
      const isWhole = chain.starts.length < CHAIN_GROUPS || this.#next + MOST_GROUPS < CHAIN_GROUPS;
      if (chain.starts[this.#next] === start && isWhole) return new DigitGroups(chain, this.#next);
    }
    this.#next = 0;
    this.#chain = chainAt(this.#text, start);
    return new DigitGroups(this.#chain, 0);
  }
}

const TOKEN_BEFORE = 40;

/** Whether a number may begin at this digit: not within a word, nor after a mark that joins it to something with digits, as in versions and UUIDs. */
export function beginsNumber(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (start === 0) return true;
  if (isAlphanumeric(before) || before === 0x5F) return false;
  if (before !== 0x2D && before !== 0x2E && before !== 0x2F && before !== 0x3A && before !== 0x3D) return true;
  for (let index = start - 2; index >= Math.max(0, start - TOKEN_BEFORE); index--) {
    const unit = text.charCodeAt(index);
    if (isDigit(unit)) return false;
    if (!isAlphanumeric(unit)) return true;
  }
  return true;
}

/** Whether the number may end before `end`: what follows is neither letter nor digit, nor joins more digits to it. */
export function endsNumber(text: string, end: number): boolean {
  const after = text.charCodeAt(end);
  if (end >= text.length) return true;
  if (isAlphanumeric(after) || after === 0x5F) return false;
  return !((after === 0x2D || after === 0x2E) && isDigit(text.charCodeAt(end + 1)));
}
