import { FOLDED, INVISIBLE, isAccent, isAsciiLetter, isDirectional } from './characters';

/** What was hidden or imitated in a text, as counts. */
export interface Disguises {
  /** Characters that are not seen, within or beside ASCII letters. Joiners of emoji and of scripts that need them do not count. */
  invisible: number;
  /** Marks that turn the direction of writing. */
  directional: number;
  /** Words that mix ASCII letters with look-alikes of another script. */
  lookAlikes: number;
  /** ASCII text in tag characters, or bytes in variation selectors. */
  hidden: string[];
}

/** Whether a text holds nothing but printable ASCII and ordinary line breaks, so that it is canonical as it stands. */
export function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7e || (code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) return false;
  }
  return true;
}

/**
 * A text as a reader sees it, in ASCII where it can be: compatibility forms resolved, accents dropped, look-alikes replaced, what is not seen removed.
 * Canonical texts stay as they are. Linear in the length.
 */
export function canonicalText(text: string, disguises?: Disguises): string {
  return isPlain(text) ? text : canonical(text.normalize('NFKD'), disguises);
}

/** The same in lower case, to look for a text whatever way it was written. */
export function foldedText(text: string): string {
  return isPlain(text) ? text.toLowerCase() : canonical(text.normalize('NFKD').toLowerCase(), undefined);
}

function canonical(text: string, disguises: Disguises | undefined): string {
  const units: number[] = [];
  const pieces: string[] = [];
  const word: Word = { ascii: false, foreign: false, ordinary: false };
  let previous = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80 && code > 0x20 && code !== 0x7f) {
      if (isAsciiLetter(code)) word.ascii = true;
      else closeWord(word, disguises);
      units.push(code);
    } else if (isAccent(code)) {
      continue;
    } else if (code >= 0xd800 && code <= 0xdbff && index + 1 < text.length) {
      const point = text.codePointAt(index) ?? 0;
      const letter = letterOfSymbol(point);
      index++;
      if (point >= 0xe0000 && point <= 0xe01ef) continue;
      if (letter !== 0) units.push(letter);
      else units.push(code, text.charCodeAt(index));
      if (letter !== 0 && disguises !== undefined) disguises.lookAlikes++;
    } else {
      const folded = FOLDED[code] ?? 0;
      if (folded === INVISIBLE) {
        if (disguises !== undefined) countInvisible(code, previous, text.charCodeAt(index + 1), disguises);
        continue;
      }
      if (folded === 0) {
        if (code > 0x7f) word.ordinary = true;
        else closeWord(word, disguises);
        units.push(code);
      } else {
        if (isAsciiLetter(folded)) word.foreign = true;
        else closeWord(word, disguises);
        units.push(folded);
      }
    }
    previous = code;
    if (units.length >= 4_096) pieces.push(String.fromCharCode(...units.splice(0)));
  }
  closeWord(word, disguises);
  pieces.push(String.fromCharCode(...units));
  if (disguises !== undefined) hiddenText(text, disguises);
  return pieces.join('').normalize('NFC');
}

interface Word { ascii: boolean; foreign: boolean; ordinary: boolean }

/** A word that is partly ASCII and partly look-alikes is a disguise; one that is wholly of another script, or has further letters of it, is a word of that language. */
function closeWord(word: Word, disguises: Disguises | undefined): void {
  if (word.ascii && word.foreign && !word.ordinary && disguises !== undefined) disguises.lookAlikes++;
  word.ascii = word.foreign = word.ordinary = false;
}

function countInvisible(code: number, before: number, after: number, disguises: Disguises): void {
  if (isDirectional(code)) disguises.directional++;
  else if (isAsciiLetter(before) && (isAsciiLetter(after) || (FOLDED[after] ?? 0) === INVISIBLE)) disguises.invisible++;
}

/** Letters drawn as symbols that NFKD leaves alone: regional indicators, white letters on a disc or square. 0 for everything else. */
function letterOfSymbol(point: number): number {
  if (point >= 0x1f1e6 && point <= 0x1f1ff) return 0x61 + point - 0x1f1e6;
  if (point >= 0x1f150 && point <= 0x1f169) return 0x61 + point - 0x1f150;
  if (point >= 0x1f170 && point <= 0x1f189) return 0x61 + point - 0x1f170;
  return 0;
}

/** Text carried by characters that nobody sees: tags spell ASCII, variation selectors spell bytes. */
function hiddenText(text: string, disguises: Disguises): void {
  let tags = '';
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xfe00 && unit <= 0xfe0f) {
      bytes.push(unit - 0xfe00);
    } else if (unit === 0xdb40) {
      const point = text.codePointAt(index) ?? 0;
      index++;
      if (point > 0xe001f && point < 0xe007f) tags += String.fromCharCode(point - 0xe0000);
      else if (point >= 0xe0100 && point <= 0xe01ef) bytes.push(point - 0xe0100 + 16);
    }
  }
  // A flag of a region is a few tags, an emoji one selector.
  if (tags.length > 8) disguises.hidden.push(tags);
  const spelled = bytes.length > 8 ? Buffer.from(bytes).toString('latin1') : '';
  if (isPlain(spelled) && spelled !== '') disguises.hidden.push(spelled);
}
