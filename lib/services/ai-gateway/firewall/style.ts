import { CLASS_ENTRIES } from './lexicon';
import type { Words } from './words';

/** How a text speaks: much to its reader, in absolute terms, in capitals. Rules for a made-up character do so at length; length alone tells nothing. */
export const STYLE = ['style-address', 'style-long-address', 'style-long-obligation', 'style-shouting'] as const;

const ADDRESSED = membership('ADDRESSED');
const HEADER = membership('HEADER');
const OBLIGE = membership('OBLIGE');

function membership(name: string): Uint8Array {
  const member = new Uint8Array(4_096);
  for (const entry of CLASS_ENTRIES.get(name) ?? []) member[entry] = 1;
  return member;
}

/** Adds the features of style, in the order of STYLE, from `at` on. */
export function styleFeatures(words: Words, features: Float64Array, at: number): void {
  const { count, entry, start, end, text } = words;
  let addressed = 0;
  let obliged = 0;
  let shouted = 0;
  for (let index = 0; index < count; index++) {
    const word = entry[index] ?? 0;
    if (ADDRESSED[word] === 1) addressed++;
    if (OBLIGE[word] === 1) obliged++;
    const from = start[index] ?? 0;
    if (HEADER[word] !== 1 && (end[index] ?? 0) - from > 2 && isCapital(text.charCodeAt(from)) && isCapital(text.charCodeAt(from + 1)) && isCapital(text.charCodeAt(from + 2))) shouted++;
  }
  const length = count <= 48 ? 0 : Math.min(1, Math.log2(count / 48) / 3);
  // A few words are no style.
  const per = 10 / Math.max(24, count);
  const address = Math.min(1, addressed * per);
  features[at] = address;
  features[at + 1] = address * length;
  features[at + 2] = Math.min(1, obliged * per) * length;
  features[at + 3] = Math.min(1, shouted * per);
}

function isCapital(code: number): boolean {
  return code > 0x40 && code < 0x5b;
}
