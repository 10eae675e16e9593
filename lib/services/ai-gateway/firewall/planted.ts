import { CLASS_ENTRIES } from './lexicon';
import { mixed } from './linear';
import { REQUEST_SLOTS } from './weights';
import type { Table } from './weights';
import type { Words } from './words';

/**
 * Requests to a model that were planted into a text. Harmless by themselves, so their words tell nothing: what tells is a request that speaks to a model,
 * stands in something that reads like a document, and has nothing to do with it.
 */
const SIGNS = ['within', 'first', 'last', 'answer-change', 'alone', 'sum', 'own', 'is'] as const;

/** In what a request stands: an e-mail that the caller pastes, any other text of the caller, or data that came from elsewhere. */
const PLACES = ['letter', 'text', 'data'] as const;

export const PLANTED: readonly string[] = PLACES.flatMap((place) => SIGNS.map((sign) => `${place}-${sign}`));

const FUNCTION_WORD = membership('FUNCTION');
const REFERENCE = membership('DOC_REF');
const ANSWER = membership('ANSWER');
const OPENER = membership('OPENER');
const ITS = membership('ITS');
const HUMAN = membership('HUMAN');
const ASKING = membership('ASKING');
const POLITE = membership('POLITE');
const SELF = membership('SELF');
const ADDRESSED = membership('ADDRESSED');
const HEADER = membership('HEADER');
const LETTER = membership('LETTER');

/** Statements after which a text counts as a document in full. */
const STATEMENTS = 3;
/** Sentences that are judged as requests, in words. */
const SHORTEST = 2;

function membership(name: string): Uint8Array {
  const member = new Uint8Array(4_096);
  for (const entry of CLASS_ENTRIES.get(name) ?? []) member[entry] = 1;
  return member;
}

/** Words of a sentence that are read, and how many slots they give at most. */
const LONGEST = 60;
export const MOST_SLOTS = LONGEST * 4 + 24;
const slots = new Int32Array(MOST_SLOTS);

/** Log-odds that a sentence asks a model to do something. */
export function requestScore(words: Words, sentence: number, table: Table): number {
  const found = requestSlots(words, sentence, slots);
  let sum = 0;
  for (let index = 0; index < found; index++) sum += table.slots[slots[index] ?? 0] ?? 0;
  return table.bias + table.scale * sum * requestNorm(words, sentence);
}

/** What each slot of a sentence counts. */
export function requestNorm(words: Words, sentence: number): number {
  return 1 / Math.sqrt(Math.max(6, (words.firstWord[sentence + 1] ?? words.count) - (words.firstWord[sentence] ?? 0)));
}

/** Slots of a sentence in the table of requests: its words, pairs of words, how it begins, whether it asks, and of what kind its words are. Gives their number. */
export function requestSlots(words: Words, sentence: number, into: Int32Array): number {
  const first = words.firstWord[sentence] ?? 0;
  const next = Math.min(words.firstWord[sentence + 1] ?? words.count, first + LONGEST);
  const { hash, stem, entry } = words;
  const mask = REQUEST_SLOTS - 1;
  let count = 0;
  let before = 0x1234567;
  let answer = 0;
  let human = 0;
  let self = 0;
  let addressed = 0;
  for (let index = first; index < next; index++) {
    const value = hash[index] ?? 0;
    into[count++] = mixed(value) & mask;
    into[count++] = mixed((stem[index] ?? 0) + 0x3c6ef372) & mask;
    into[count++] = mixed(value + Math.imul(before, 0x9e3779b1)) & mask;
    if (index - first < 3) into[count++] = mixed(value + 0x7f4a7c15 + index - first) & mask;
    before = value;
    const word = entry[index] ?? 0;
    if (word === 0) continue;
    if (ANSWER[word] === 1 && index > first && ITS[entry[index - 1] ?? 0] === 1) answer = 1;
    if (HUMAN[word] === 1) human = 1;
    if (SELF[word] === 1) self = 1;
    if (ADDRESSED[word] === 1) addressed = 1;
  }
  if ((words.question[sentence] ?? 0) === 1) into[count++] = mixed(0x5bd1e995) & mask;
  // Classes hold for words that were never seen; repeated, they weigh the same in a long sentence as in a short one.
  const kind = mixed(0x2545f491 + beginning(words, first, next) * 64 + answer * 32 + human * 16 + self * 8 + addressed * 4 + (words.question[sentence] ?? 0) * 2 + (next - first > 4 ? 1 : 0)) & mask;
  for (let copies = Math.round(2 * Math.sqrt(Math.max(6, next - first))); copies > 0; copies--) into[count++] = kind;
  return count;
}

/** 0 for a statement, 1 for a question word, 2 for a verb that tells a model what to do, 3 and 4 for the same after a polite word or two, 5 for a polite word alone. */
function beginning(words: Words, first: number, next: number): number {
  const { entry } = words;
  const kindOf = (index: number): number => (ASKING[entry[index] ?? 0] === 1 ? 1 : OPENER[entry[index] ?? 0] === 1 ? 2 : 0);
  if (POLITE[entry[first] ?? 0] !== 1) return kindOf(first);
  for (let index = first + 1; index < next && index < first + 5; index++) {
    const kind = kindOf(index);
    if (kind > 0 && POLITE[entry[index] ?? 0] !== 1) return kind + 2;
  }
  return 5;
}

let keys = new Int32Array(2_048);
let owners = new Int32Array(2_048);
let asks = new Float64Array(256);
let strength = new Float64Array(256);
let related = new Float64Array(256);

/** Adds the features of planted requests, in the order of PLANTED, from `at` on. */
export function plantedFeatures(words: Words, table: Table, isData: boolean, features: Float64Array, at: number): void {
  const { sentences } = words;
  if (asks.length < sentences) {
    asks = new Float64Array(sentences * 2);
    related = new Float64Array(sentences * 2);
    strength = new Float64Array(sentences * 2);
  }
  let statements = 0;
  for (let sentence = 0; sentence < sentences; sentence++) {
    const length = (words.firstWord[sentence + 1] ?? 0) - (words.firstWord[sentence] ?? 0);
    const score = length < SHORTEST ? -9 : requestScore(words, sentence, table);
    const probability = 1 / (1 + Math.exp(-score));
    asks[sentence] = probability;
    strength[sentence] = Math.max(0, Math.min(5, score)) / 3;
    if (probability <= 0.5 && length >= SHORTEST) statements++;
  }
  // A lone sentence and a text without requests have nothing to be related to.
  if (statements < sentences) relate(words, isData ? 0 : 0.85);
  let lead = 0;
  while (lead < sentences && (asks[lead] ?? 0) > 0.5) lead++;
  let trail = sentences;
  while (trail > lead && (asks[trail - 1] ?? 0) > 0.5) trail--;
  relateRuns(words);
  const found = { within: 0, first: 0, last: 0, change: 0, own: 0, sum: 0 };
  for (let sentence = 0; sentence < sentences; sentence++) {
    const probability = asks[sentence] ?? 0;
    if (probability < 0.1) continue;
    const relation = related[sentence] ?? 0;
    const foreign = (strength[sentence] ?? 0) * (1 - relation);
    if (sentence < lead) found.first = Math.max(found.first, foreign);
    else if (sentence >= trail) found.last = Math.max(found.last, foreign);
    else found.within = Math.max(found.within, foreign);
    found.own = Math.max(found.own, probability * relation);
    found.sum += foreign;
    if (speaksOfAnswer(words, sentence)) found.change = Math.max(found.change, (strength[sentence] ?? 0) * (1 - relation * 0.7));
  }
  const most = Math.max(found.first, found.last, found.within);
  const letter = isData ? 0 : letterhood(words);
  const shares = [letter, isData ? 0 : Math.min(1, statements / STATEMENTS) * (1 - letter), isData ? 1 : 0];
  shares.forEach((share, place) => {
    const from = at + place * SIGNS.length;
    features[from] = found.within * share;
    features[from + 1] = found.first * share;
    features[from + 2] = found.last * share;
    features[from + 3] = found.change * share;
    features[from + 4] = most * (1 - found.own) * share;
    features[from + 5] = Math.min(3, found.sum) * share;
    features[from + 6] = found.own * share;
    features[from + 7] = share;
  });
}

/** How much a text reads like an e-mail: heads with a colon, a greeting at the start of a line, what stands below. */
function letterhood(words: Words): number {
  let heads = 0;
  let others = 0;
  for (let index = 0; index < words.count; index++) {
    const entry = words.entry[index] ?? 0;
    if (entry === 0) continue;
    if (HEADER[entry] === 1 && words.text.charCodeAt(words.end[index] ?? 0) === 0x3a) heads++;
    else if (LETTER[entry] === 1 && isCapital(words.text.charCodeAt(words.start[index] ?? 0))) others++;
  }
  return Math.min(1, heads * 0.6 + others * 0.9);
}

function isCapital(code: number): boolean {
  return code > 0x40 && code < 0x5b;
}

/** How much each sentence has to do with the rest: words that it shares with other sentences, and words that point at a text, which count `pointing`. */
function relate(words: Words, pointing: number): void {
  const { count, sentences } = words;
  let size = keys.length;
  while (size < count * 2) size *= 2;
  if (size > keys.length) {
    keys = new Int32Array(size);
    owners = new Int32Array(size);
  } else {
    owners.fill(0);
  }
  const mask = keys.length - 1;
  const slotOf = (index: number): number => {
    const stem = words.stem[index] ?? 0;
    let slot = mixed(stem) & mask;
    while (owners[slot] !== 0 && keys[slot] !== stem) slot = (slot + 1) & mask;
    return slot;
  };
  const isContent = (index: number): boolean => (words.end[index] ?? 0) - (words.start[index] ?? 0) > 2 && FUNCTION_WORD[words.entry[index] ?? 0] !== 1 && ANSWER[words.entry[index] ?? 0] !== 1;
  for (let index = 0; index < count; index++) {
    if (!isContent(index)) continue;
    const slot = slotOf(index);
    const owner = (words.sentence[index] ?? 0) + 1;
    // Words of several sentences have the owner -1.
    if (owners[slot] === 0) {
      keys[slot] = words.stem[index] ?? 0;
      owners[slot] = owner;
    } else if (owners[slot] !== owner) {
      owners[slot] = -1;
    }
  }
  for (let sentence = 0; sentence < sentences; sentence++) {
    let content = 0;
    let shared = 0;
    let points = 0;
    const next = words.firstWord[sentence + 1] ?? count;
    for (let index = words.firstWord[sentence] ?? 0; index < next; index++) {
      const entry = words.entry[index] ?? 0;
      if (REFERENCE[entry] === 1 && !(ANSWER[entry] === 1 && ITS[words.entry[index - 1] ?? 0] === 1)) points++;
      if (!isContent(index)) continue;
      content++;
      if (owners[slotOf(index)] === -1) shared++;
    }
    related[sentence] = Math.min(1, (content === 0 ? 0 : shared / content) * 1.3 + (points > 0 ? pointing : 0));
  }
}

/** Requests in a row on one line belong together: one that speaks of the text speaks for all of them. */
function relateRuns(words: Words): void {
  let from = 0;
  while (from < words.sentences) {
    let to = from + 1;
    let relation = related[from] ?? 0;
    if ((asks[from] ?? 0) > 0.5) {
      for (; to < words.sentences && (asks[to] ?? 0) > 0.5 && words.lineStart[to] !== 1; to++) relation = Math.max(relation, related[to] ?? 0);
      for (let sentence = from; sentence < to; sentence++) related[sentence] = Math.max(related[sentence] ?? 0, relation * 0.9);
    }
    from = to;
  }
}

function speaksOfAnswer(words: Words, sentence: number): boolean {
  const next = words.firstWord[sentence + 1] ?? words.count;
  for (let index = words.firstWord[sentence] ?? 0; index < next; index++) if (ANSWER[words.entry[index] ?? 0] === 1) return true;
  return false;
}
