import { CLASS_ENTRIES, HASH_SEED, LONGEST_UNSPACED, entryOf, hashed } from './lexicon';

/**
 * A text as words, in arrays that are used again for the next text: whoever needs a text's words longer than until the next call copies them.
 * Words are cut to 40 units, more add nothing.
 */
export interface Words {
  /** The text that was read. */
  text: string;
  count: number;
  /** Whether any word holds a digit. */
  digits: boolean;
  /** Hash of each word in lower case. */
  hash: Int32Array;
  /** Hash of its first five units, which related words share. */
  stem: Int32Array;
  /** Number of the word in the lexicon, 0 for others. */
  entry: Uint16Array;
  start: Int32Array;
  end: Int32Array;
  /** Sentence of each word. */
  sentence: Int32Array;
  /** Sentences; those without words do not count. */
  sentences: number;
  /** First word of each sentence, and one more for the end. */
  firstWord: Int32Array;
  /** 1 where the sentence ends with a question mark. */
  question: Uint8Array;
  /** 1 where a line break or the end of a cell stands before the sentence. */
  lineStart: Uint8Array;
}

/** What stands between words: nothing that ends a sentence, a full stop or line break that may, or a sign that does. */
const WORD = 1;
const STOP = 2;
const QUESTION = 3;
const LINE = 4;
const CELL = 5;
const APOSTROPHE = 6;

/** Kind and lower case of the ASCII characters. */
const KIND = new Uint8Array(128);
const LOWER = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const text = String.fromCharCode(code);
  LOWER[code] = code >= 0x30 && code <= 0x39 ? 0x30 : text.toLowerCase().charCodeAt(0);
  KIND[code] = /[A-Za-z0-9]/.test(text) ? WORD : text === '.' || text === '!' || text === ';' ? STOP : text === '?' ? QUESTION : text === '\n' ? LINE : /[|<>{}#]/.test(text) ? CELL : text === '\'' ? APOSTROPHE : 0;
}

const OPENER = new Uint8Array(65_536);
for (const entry of CLASS_ENTRIES.get('OPENER') ?? []) OPENER[entry] = 1;

const LONGEST = 40;
const STEM = 5;

export function emptyWords(capacity = 4_096): Words {
  return {
    text: '', count: 0, digits: false, sentences: 0,
    hash: new Int32Array(capacity), stem: new Int32Array(capacity), entry: new Uint16Array(capacity), start: new Int32Array(capacity), end: new Int32Array(capacity), sentence: new Int32Array(capacity),
    firstWord: new Int32Array(capacity + 2), question: new Uint8Array(capacity + 2), lineStart: new Uint8Array(capacity + 2),
  };
}

/** Reads the words of a canonical text. Linear in the length. */
export function readWords(text: string, words: Words): void {
  const length = text.length;
  ensure(words, (length >> 1) + 2);
  const { hash, stem, entry, start, end, sentence, firstWord, question, lineStart } = words;
  let count = 0;
  let sentences = -1;
  /** Whether the next word begins a sentence. */
  let fresh = true;
  let line = true;
  let digits = false;
  let index = 0;
  while (index < length) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? (KIND[code] ?? 0) : isLetter(code) ? WORD : 0;
    if (kind !== WORD) {
      if (kind === STOP || kind === QUESTION) {
        if (kind === QUESTION && sentences >= 0 && !fresh) question[sentences] = 1;
        if (kind === QUESTION || !continues(text, index)) fresh = true;
      } else if (kind === LINE) {
        if (!isLower(text.charCodeAt(index + 1)) || text.charCodeAt(index - 1) === 0x0a) {
          fresh = true;
          line = true;
        }
      } else if (kind === CELL) {
        fresh = true;
        line = true;
      }
      index++;
      continue;
    }
    if (fresh) {
      sentences++;
      firstWord[sentences] = count;
      question[sentences] = 0;
      lineStart[sentences] = line ? 1 : 0;
      fresh = line = false;
    }
    start[count] = index;
    sentence[count] = sentences;
    if (code < 0x0e00 || (code >= 0x0e80 && code < 0x2e80)) {
      let value = HASH_SEED;
      let stemValue = 0;
      let used = 0;
      for (let unit = code; index < length; unit = text.charCodeAt(++index)) {
        if (unit < 128) {
          const unitKind = KIND[unit] ?? 0;
          if (unitKind === APOSTROPHE && used > 0 && isLower(text.charCodeAt(index + 1))) continue;
          if (unitKind !== WORD) break;
          if (unit < 0x3a) digits = true;
          if (used++ < LONGEST) value = hashed(value, LOWER[unit] ?? 0);
          if (used === STEM) stemValue = value;
        } else if (unit >= 0x2e80 || !isLetter(unit)) {
          break;
        } else {
          if (used++ < LONGEST) value = hashed(value, lowerOf(unit));
          if (used === STEM) stemValue = value;
        }
      }
      hash[count] = value;
      if (code < 0x5b && code > 0x40 && count > (firstWord[sentences] ?? 0) && OPENER[entryOf(value)] === 1 && text.charCodeAt((start[count] ?? 0) - 1) <= 0x20) {
        sentences++;
        firstWord[sentences] = count;
        question[sentences] = 0;
        lineStart[sentences] = 0;
        sentence[count] = sentences;
      }
      stem[count] = used < STEM ? value : stemValue;
      entry[count] = entryOf(value);
    } else {
      index = readUnspaced(text, index, count, words);
    }
    end[count] = index;
    count++;
  }
  words.text = text;
  words.count = count;
  words.digits = digits;
  words.sentences = sentences + 1;
  firstWord[sentences + 1] = count;
}

/** One word of a script without spaces: the longest that the lexicon knows, else one character. */
function readUnspaced(text: string, from: number, at: number, words: Words): number {
  let value = HASH_SEED;
  let end = from + 1;
  words.entry[at] = 0;
  for (let index = from; index < text.length && index < from + LONGEST_UNSPACED; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x0e00) break;
    value = hashed(value, unit);
    const known = entryOf(value);
    if (index === from || known !== 0) {
      words.hash[at] = value;
      words.stem[at] = value;
      words.entry[at] = known;
      end = index + 1;
    }
  }
  return end;
}

function ensure(words: Words, capacity: number): void {
  if (words.hash.length >= capacity) return;
  Object.assign(words, emptyWords(capacity * 2));
}

/** Letters beyond ASCII: everything but punctuation and symbols, near enough. */
function isLetter(code: number): boolean {
  return code >= 0xc0 && !(code >= 0xd800 && code < 0xe000) && !(code >= 0x2000 && code < 0x2c00) && !(code >= 0x2e00 && code < 0x3005) && !(code >= 0xfe30 && code < 0xfe70) && !(code >= 0xff00 && code < 0xff10) && code !== 0xd7 && code !== 0xf7;
}

function lowerOf(code: number): number {
  // Latin-1, Greek and Cyrillic capitals; scripts without case stay.
  if ((code >= 0xc0 && code <= 0xde) || (code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f)) return code + 0x20;
  return code;
}

function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** A full stop within an address, number or abbreviation. */
function continues(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return isLower(next) || (next >= 0x30 && next <= 0x39);
}

/** The words before they are read into again, for as long as a text is judged within the judgement of another. */
export function sentenceText(words: Words, sentence: number): string {
  const first = words.firstWord[sentence] ?? 0;
  const last = (words.firstWord[sentence + 1] ?? words.count) - 1;
  return last < first ? '' : words.text.slice(words.start[first], words.end[last]);
}
