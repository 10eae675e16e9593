/** What a UTF-16 unit means to the scanner; bits of one byte. */
export const DELIMITER = 1, DIGIT = 2, AT = 4, DOT = 8, COLON = 16, EQUALS = 32, LINE_END = 64, BLANK = 128;

const DROP = 0xFFFF;

/** Digit zero of each script in the basic plane; the other nine follow it. */
const ZEROS = [
  0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0,
  0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
];
const BLANKS = [0xA0, 0x1680, ...range(0x2000, 0x200A), 0x202F, 0x205F, 0x3000];
const LINE_ENDS = [0x85, 0x2028, 0x2029];
const DASHES = [...range(0x2010, 0x2015), 0x2043, 0x2212, 0xFE58, 0xFE63];
/** Soft hyphen, joiners, direction marks, variation selectors, byte order mark: invisible, so they cannot part what they stand in. */
const INVISIBLE = [0xAD, 0x34F, 0x61C, 0x180E, ...range(0x200B, 0x200F), ...range(0x202A, 0x202E), ...range(0x2060, 0x206F), ...range(0xFE00, 0xFE0F), 0xFEFF];
/** Scripts that write without blanks; and their punctuation. Nothing that the recognisers look for is written in them. */
const UNSPACED = [[0x2E80, 0x2FFF], [0x3001, 0x31FF], [0x3400, 0x9FFF], [0xA000, 0xA4CF], [0xAC00, 0xD7FF], [0xF900, 0xFAFF], [0xFE30, 0xFE4F]] as const;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** For each UTF-16 unit the one that it is read as; itself mostly. */
const READ_AS = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
for (const zero of ZEROS) for (let digit = 0; digit < 10; digit++) READ_AS[zero + digit] = 0x30 + digit;
for (const unit of BLANKS) READ_AS[unit] = 0x20;
for (const unit of LINE_ENDS) READ_AS[unit] = 0x0A;
for (const unit of DASHES) READ_AS[unit] = 0x2D;
for (let unit = 0xFF01; unit <= 0xFF5E; unit++) READ_AS[unit] = unit - 0xFEE0;
READ_AS[0x2024] = 0x2E;
for (const unit of INVISIBLE) READ_AS[unit] = DROP;

const CLASS = new Uint8Array(0x10000);
for (const unit of [0x09, 0x20]) CLASS[unit] = DELIMITER | BLANK;
for (const unit of [0x0A, 0x0B, 0x0C, 0x0D]) CLASS[unit] = DELIMITER | LINE_END;
for (const character of '"`<>{}[]()|,;') CLASS[character.charCodeAt(0)] = DELIMITER;
for (let digit = 0x30; digit <= 0x39; digit++) CLASS[digit] = DIGIT;
CLASS[0x40] = AT;
CLASS[0x2E] = DOT;
CLASS[0x3A] = COLON;
CLASS[0x3D] = EQUALS;
for (const [from, to] of UNSPACED) CLASS.fill(DELIMITER, from, to + 1);

/** The bits of a unit of normalised text. */
export function classOf(unit: number): number {
  return CLASS[unit] ?? 0;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Latin letters and digits of ASCII. */
export function isAlphanumeric(unit: number): boolean {
  return isDigit(unit) || (unit >= 0x41 && unit <= 0x5A) || (unit >= 0x61 && unit <= 0x7A);
}

/** Text as the recognisers read it. */
export interface NormalisedText {
  readonly text: string;
  /** Where the unit at this index stands in the original; undefined when all stand where they stood. */
  readonly origin: Int32Array | undefined;
}

const NON_ASCII = /[^\x00-\x7F]/;

/**
 * Digits of other scripts become ASCII digits, full-width forms ASCII, odd blanks and dashes plain ones; invisible characters vanish. A pair of
 * surrogates that is a mathematical digit becomes one digit. Depends on each character alone, so that a prefix of a text has a prefix of its reading.
 */
export function normalise(text: string): NormalisedText {
  const first = text.search(NON_ASCII);
  if (first < 0) return { text, origin: undefined };
  let changed = first;
  while (changed < text.length && !isRead(text, changed)) changed++;
  if (changed === text.length) return { text, origin: undefined };
  return rewrite(text, changed);
}

function isRead(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return READ_AS[unit] !== unit || (isHighOfInterest(unit) && pairReading(text, index) !== undefined);
}

function isHighOfInterest(unit: number): boolean {
  return unit === 0xD835 || unit === 0xDB40;
}

/** What a pair of surrogates is read as: a digit, nothing (tag characters), or itself. */
function pairReading(text: string, index: number): number | undefined {
  const low = text.charCodeAt(index + 1);
  if (text.charCodeAt(index) === 0xD835) return low >= 0xDFCE && low <= 0xDFFF ? 0x30 + (low - 0xDFCE) % 10 : undefined;
  return low >= 0xDC00 && low <= 0xDDEF ? DROP : undefined;
}

const CHUNK = 8_192;

function rewrite(text: string, from: number): NormalisedText {
  const units = new Uint16Array(text.length - from);
  const origin = new Int32Array(text.length + 1);
  let length = 0;
  for (let index = 0; index < from; index++) origin[index] = index;
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const pair = isHighOfInterest(unit) ? pairReading(text, index) : undefined;
    const read = pair ?? READ_AS[unit] ?? unit;
    if (read !== DROP) {
      origin[from + length] = index;
      units[length++] = read;
    }
    if (pair !== undefined) index++;
  }
  let rest = '';
  for (let start = 0; start < length; start += CHUNK) rest += String.fromCharCode(...units.subarray(start, Math.min(start + CHUNK, length)));
  origin[from + length] = text.length;
  return { text: text.slice(0, from) + rest, origin };
}
