import { isAsciiLetter, isDigit, isSpace } from './characters';

export type Encoding = 'base64' | 'base32' | 'hex' | 'binary' | 'decimal' | 'morse';

export interface Decoded {
  readonly encoding: Encoding;
  readonly text: string;
}

/** Shortest encoded run that is tried, in characters. */
const SHORTEST = 16;
/** Most that is decoded of one run, and of all runs of a text, in characters. */
const LONGEST_RUN = 32_768;
const LONGEST_TOTAL = 131_072;

/** Texts that stand encoded within a text. What does not decode to something readable is left out. Linear in the length. */
export function decodedTexts(text: string): Decoded[] {
  const found: Decoded[] = [];
  let total = 0;
  const add = (encoding: Encoding, decoded: string | undefined): boolean => {
    if (decoded === undefined || total > LONGEST_TOTAL) return false;
    total += decoded.length;
    found.push({ encoding, text: decoded });
    return true;
  };
  const groups: Record<'binary' | 'decimal' | 'morse' | 'hex', string[]> = { binary: [], decimal: [], morse: [], hex: [] };
  const close = (kind: keyof typeof groups, fewest: number, decode: (tokens: readonly string[]) => string | undefined): void => {
    const tokens = groups[kind];
    if (tokens.length >= fewest && total <= LONGEST_TOTAL) add(kind, decode(tokens));
    if (tokens.length > 0) groups[kind] = [];
  };
  const closeAll = (): void => {
    close('binary', 4, fromBinary);
    close('decimal', 8, fromDecimal);
    close('morse', 4, fromMorse);
    close('hex', 8, (tokens) => fromHex(tokens.join('')));
  };
  for (const token of tokensOf(text)) {
    const kind = kindOf(token);
    // Two digits are a group of either kind.
    const both = kind === 'decimal' && token.length === 2;
    if (kind !== 'binary') close('binary', 4, fromBinary);
    if (kind !== 'decimal') close('decimal', 8, fromDecimal);
    if (kind !== 'morse') close('morse', 4, fromMorse);
    if (kind !== 'hex' && !both) close('hex', 8, (tokens) => fromHex(tokens.join('')));
    if (both) groups.hex.push(token);
    if (kind !== undefined) groups[kind].push(token);
    else if (token.length >= SHORTEST && total <= LONGEST_TOTAL) decodeRun(token.slice(0, LONGEST_RUN), add);
  }
  closeAll();
  return found;
}

/** Whether any run of a text is long enough, or any token odd enough, to be worth decoding: one scan instead of many. */
export function mayBeEncoded(text: string): boolean {
  let run = 0;
  let odd = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 0x20) {
      run = 0;
    } else {
      run++;
      if (run >= SHORTEST) return true;
      if (code <= 0x31 && (code === 0x2e || code === 0x2d || code === 0x30 || code === 0x31)) {
        if (++odd > 24) return true;
      } else if (isDigit(code) && ++odd > 24) {
        return true;
      }
    }
  }
  return false;
}

function* tokensOf(text: string): Generator<string> {
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0x20;
    // Quotes and brackets stand around an encoded text, commas and bars between its groups.
    const separates = isSpace(code) || code === 0x22 || code === 0x27 || code === 0x60 || code === 0x28 || code === 0x29 || code === 0x5b || code === 0x5d || code === 0x2c || code === 0x7c || code === 0x3c || code === 0x3e || code === 0x7b || code === 0x7d || code === 0x3a || code === 0x3b;
    if (separates) {
      if (start >= 0) yield text.slice(start, index);
      start = -1;
    } else if (start < 0) {
      start = index;
    }
  }
}

/** Kind of a token that is one group of many. */
function kindOf(token: string): 'binary' | 'decimal' | 'morse' | 'hex' | undefined {
  if (token.length > 8) return undefined;
  let binary = token.length === 8 || token.length === 7;
  let decimal = token.length === 2 || token.length === 3;
  let morse = token.length <= 7;
  let hex = token.length === 2 || (token.length === 4 && token.startsWith('0x'));
  for (let index = 0; index < token.length; index++) {
    const code = token.charCodeAt(index);
    const digit = isDigit(code);
    if (code !== 0x30 && code !== 0x31) binary = false;
    if (!digit) decimal = false;
    if (code !== 0x2e && code !== 0x2d && code !== 0x2f && code !== 0xb7 && code !== 0x2022 && code !== 0x5f) morse = false;
    if (!digit && !((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66) && !(index === 1 && code === 0x78)) hex = false;
  }
  return binary ? 'binary' : morse ? 'morse' : decimal ? 'decimal' : hex ? 'hex' : undefined;
}

function decodeRun(run: string, add: (encoding: Encoding, text: string | undefined) => boolean): void {
  if (/^[01]+$/.test(run)) {
    if (run.length >= 32) add('binary', fromBinary(run.match(/[01]{8}/g) ?? []));
    return;
  }
  // An address is no encoding, its parts may be.
  for (const part of run.split(/[.?&#@!*%$\\]|=(?!=|$)|:\/\//)) {
    const bare = part.replace(/(?<!=)=+$/, '');
    if (bare.length < SHORTEST) continue;
    if (/^(?:0x)?[0-9a-f]+$/i.test(bare) && add('hex', fromHex(bare.startsWith('0x') ? bare.slice(2) : bare))) continue;
    if (/^[A-Z2-7]+$/.test(bare) && add('base32', readable(fromBase32(bare)))) continue;
    if (!/^[A-Za-z0-9+/_-]+$/.test(bare) || /^[a-z_-]+$/.test(bare)) continue;
    add('base64', readable(Buffer.from(bare, 'base64')));
  }
}

function fromHex(digits: string): string | undefined {
  const bare = digits.replaceAll('0x', '');
  return bare.length % 2 === 0 && bare.length >= SHORTEST ? readable(Buffer.from(bare, 'hex')) : undefined;
}

function fromBinary(groups: readonly string[]): string | undefined {
  return readable(Buffer.from(groups.slice(0, LONGEST_RUN).map((group) => parseInt(group, 2))));
}

function fromDecimal(groups: readonly string[]): string | undefined {
  return readable(Buffer.from(groups.slice(0, LONGEST_RUN).map(Number).map((code) => (code > 255 ? 0 : code))));
}

function fromBase32(run: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (let index = 0; index < run.length; index++) {
    const code = run.charCodeAt(index);
    value = ((value << 5) | (code >= 0x41 ? code - 0x41 : code - 0x32 + 26)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}

const MORSE: ReadonlyMap<string, string> = new Map(
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.'
    .split(' ').map((signs, index) => [signs, 'abcdefghijklmnopqrstuvwxyz0123456789'.charAt(index)]),
);

function fromMorse(tokens: readonly string[]): string | undefined {
  let known = 0;
  let text = '';
  for (const token of tokens) {
    if (/^[/|]+$/.test(token)) {
      text += ' ';
      continue;
    }
    const letter = MORSE.get(token.replace(/[\u00b7\u2022]/g, '.').replaceAll('_', '-'));
    if (letter !== undefined) known++;
    text += letter ?? '';
  }
  return known >= 4 && known * 2 > tokens.length ? text : undefined;
}

/** The text in some bytes, if it is one: nearly all printable, and mostly letters and spaces. */
function readable(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  let good = 0;
  let letters = 0;
  let bad = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd || (code < 0x20 && !isSpace(code)) || code === 0x7f) bad++;
    else good++;
    if (isAsciiLetter(code) || code === 0x20 || (code > 0xbf && code !== 0xfffd)) letters++;
  }
  return good >= 6 && bad * 20 <= good && letters * 10 >= text.length * 7 ? text : undefined;
}
