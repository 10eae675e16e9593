import type { Table } from './weights';
import type { Words } from './words';

/** Words of a window, and how far windows lie apart. An attack within a long harmless text stands out in its own window. */
export const WINDOW = 96;
export const STRIDE = 48;

/** Shortest length that a sum is divided by, so that a word alone proves little. */
const FEWEST = 12;

/** Slots of the features of one word: itself, its stem, itself with the word before, and with the one before that. */
export function wordSlots(words: Words, at: number, size: number, slots: Int32Array): void {
  const mask = size - 1;
  const hash = words.hash[at] ?? 0;
  const before = at > 0 ? (words.hash[at - 1] ?? 0) : 0x51ed27;
  const second = at > 1 ? (words.hash[at - 2] ?? 0) : 0x2f7a11;
  slots[0] = (hash ^ (hash >>> 15)) & mask;
  slots[1] = mixed((words.stem[at] ?? 0) + 0x3c6ef372) & mask;
  slots[2] = mixed(hash + Math.imul(before, 0x9e3779b1)) & mask;
  slots[3] = mixed(hash + Math.imul(second, 0x85ebca77) + 0x165667b1) & mask;
}

export function mixed(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return first ^ (first >>> 15);
}

export const WORD_FEATURES = 4;
const slots = new Int32Array(WORD_FEATURES);
let sums = new Float64Array(8_192);

/** Log-odds of an attack by the words alone: of the window that looks most like one, and of the whole text. */
export function wordScores(words: Words, table: Table): { readonly worst: number; readonly whole: number } {
  const { count } = words;
  if (count === 0) return { worst: table.bias, whole: table.bias };
  if (sums.length <= count) sums = new Float64Array(count * 2);
  sums[0] = 0;
  let sum = 0;
  for (let index = 0; index < count; index++) {
    wordSlots(words, index, table.slots.length, slots);
    sum += (table.slots[slots[0] ?? 0] ?? 0) + (table.slots[slots[1] ?? 0] ?? 0) + (table.slots[slots[2] ?? 0] ?? 0) + (table.slots[slots[3] ?? 0] ?? 0);
    sums[index + 1] = sum;
  }
  const whole = table.bias + (table.scale * sum) / Math.sqrt(Math.max(FEWEST, count));
  let worst = count <= WINDOW ? whole : -Infinity;
  for (let from = 0; count > WINDOW && from < count; from += STRIDE) {
    const to = Math.min(count, from + WINDOW);
    if (to - from < STRIDE && from > 0) break;
    worst = Math.max(worst, table.bias + (table.scale * ((sums[to] ?? 0) - (sums[from] ?? 0))) / Math.sqrt(Math.max(FEWEST, to - from)));
  }
  return { worst, whole };
}

export function windowNorm(length: number): number {
  return 1 / Math.sqrt(Math.max(FEWEST, length));
}
