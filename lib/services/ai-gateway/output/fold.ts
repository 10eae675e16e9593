/**
 * What a character is to the guards that compare text. Take what is needed from here once, when a module loads: a look into another module for each
 * character costs more than all the rest.
 */
export const KIND = {
  INVISIBLE: 0,
  SPACE: 1,
  /** Letters and digits of scripts that put blanks between words. */
  WORD: 2,
  /** Letters of scripts that do not: each counts as half a word. */
  IDEOGRAPH: 3,
  OTHER: 4,
} as const;

const { INVISIBLE, SPACE, WORD, IDEOGRAPH, OTHER } = KIND;

/** How one character is compared: lower case, without accents, look-alikes as Latin letters; empty for what is not seen. */
export interface Folded {
  readonly text: string;
  readonly kind: number;
}

/** Folds one code point; '' for what is not seen, ' ' for blanks. A character of ASCII becomes one unit at most. */
export type FoldCharacter = (character: string) => string;

const INVISIBLE_CHARACTER = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}\p{Cc}]$/u;
const WORD_CHARACTER = /^[\p{L}\p{N}]/u;
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const BLANK = /^\s$/u;
const MARKS = /\p{M}/gu;

/** Letters of other scripts that look like Latin ones, as pairs: look-alike, Latin. */
const LOOK_ALIKES = new Map([
  ...pairs('аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdһhԛqԝwүyґrпnгr'),
  ...pairs('αaβbγyδdεeηnιiκkμuνvοoρpτtυuχxωwζz'),
  ...pairs('ɑaɡgıiłløođdħhŧtɩiʀrʟlᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzǀl'),
  ...pairs('օoսuհhոnզqցgյjաw'),
]);

function pairs(text: string): [string, string][] {
  const characters = [...text];
  return Array.from({ length: characters.length / 2 }, (_, pair) => [characters[2 * pair] ?? '', characters[2 * pair + 1] ?? '']);
}

/** The gateway's own folding of one code point. */
export function foldCharacter(character: string): string {
  if (BLANK.test(character)) return ' ';
  if (INVISIBLE_CHARACTER.test(character)) return '';
  let text = '';
  for (const part of character.normalize('NFKD').replace(MARKS, '').toLowerCase()) text += LOOK_ALIKES.get(part) ?? part;
  return text;
}

/** Most code points that are remembered; beyond them the memory starts anew. */
const REMEMBERED = 8_192;

/** Folds characters and remembers what it met, so that each costs its full price once. */
export interface Fold {
  /** ASCII by code: its kind, and the unit that it becomes. */
  readonly kinds: Uint8Array;
  readonly units: Uint8Array;
  /** Any code point. */
  of(codePoint: number): Folded;
}

export function createFold(fold: FoldCharacter = foldCharacter): Fold {
  const remembered = new Map<number, Folded>();
  const of = (codePoint: number): Folded => {
    const known = remembered.get(codePoint);
    if (known !== undefined) return known;
    if (remembered.size >= REMEMBERED) remembered.clear();
    const text = fold(String.fromCodePoint(codePoint));
    const folded = { text, kind: kindOf(text) };
    remembered.set(codePoint, folded);
    return folded;
  };
  const ascii = Array.from({ length: 128 }, (_, code) => of(code));
  if (ascii.some(({ text }) => text.length > 1)) throw new Error('a character of ASCII must fold to one unit at most');
  return { of, kinds: Uint8Array.from(ascii, ({ kind }) => kind), units: Uint8Array.from(ascii, ({ text }) => text === '' ? 0 : text.charCodeAt(0)) };
}

function kindOf(text: string): number {
  if (text === '') return INVISIBLE;
  if (BLANK.test(text)) return SPACE;
  if (UNSPACED.test(text)) return IDEOGRAPH;
  return WORD_CHARACTER.test(text) ? WORD : OTHER;
}

/** Whether the unit is the first of a surrogate pair. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** Visits every code point of a text, folded. */
export function eachFolded(fold: Fold, text: string, visit: (folded: Folded) => void): void {
  for (const character of text) visit(fold.of(character.codePointAt(0) ?? 0));
}
