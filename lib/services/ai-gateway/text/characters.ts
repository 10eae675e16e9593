/** Tables of characters that hide or imitate: what is not seen, and what looks like an ASCII character without being one. */

/** Marks a character that is not seen. */
export const INVISIBLE = 1;

/** Look-alikes by the ASCII character that they imitate. Compatibility forms (full width, mathematical, circled) are left to NFKD; accents are dropped before this table is asked. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑᴀ', b: 'Ьƅʙᖯ', c: 'сϲᴄ', d: 'ԁɗᴅđð', e: 'еεҽᴇəє', f: 'ϝғꜰƒ', g: 'ɡɢց', h: 'һհʜћђ', i: 'іıɩιӏɪ', j: 'јϳᴊ', k: 'κкᴋқ', l: 'ⅼłʟǀ', m: 'мᴍ', n: 'ոпɴηƞ',
  o: 'оοσօᴏøѳ', p: 'рρᴘþ', q: 'ԛզ', r: 'гʀⲅ', s: 'ѕςꜱʂ', t: 'тτᴛŧ', u: 'υսᴜц', v: 'νѵᴠ', w: 'ԝшωᴡɯ', x: 'хχҳ', y: 'уγүʏ', z: 'ᴢʐƶ',
  A: 'АΑᎪ', B: 'ВΒᏴ', C: 'СϹᏟ', D: 'ᎠÐĐ', E: 'ЕΕᎬ', F: 'ϜҒ', G: 'Ꮐ', H: 'НΗᎻ', I: 'ІΙӀ', J: 'ЈᎫ', K: 'КΚᏦ', L: 'ᏞŁ', M: 'МΜᎷ', N: 'Ν', O: 'ОΟՕØ', P: 'РΡᏢ', Q: 'Ԛ', R: 'ᎡᏒ', S: 'ЅՏᏚ', T: 'ТΤᎢ', V: 'Ѵ', W: 'ԜᎳ', X: 'ХΧ', Y: 'УΥҮ', Z: 'ΖᏃ',
  "'": '‘’‚‛′ʹʼ´', '"': '“”„‟″«»', '-': '‐‑‒–—―−﹘', '/': '⁄∕', '.': '․。', ',': '、', ':': '：ː', ';': ';', '?': '？', '!': 'ǃ', '<': '‹〈', '>': '›〉', '|': '∣', '*': '∗', '~': '∼',
  ' ': '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800', '\n': '\u2028\u2029\u0085',
};

/** Ranges without a shape of their own, first and last. Tags and variation selectors lie beyond the basic plane and are read by `hiddenText`. */
const UNSEEN: readonly (readonly [number, number])[] = [
  [0x00, 0x08], [0x0b, 0x0c], [0x0e, 0x1f], [0x7f, 0x84], [0x86, 0x9f], [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f],
  [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x206f], [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff0, 0xfffb],
];

/** For each UTF-16 unit: 0 to keep it, INVISIBLE, or the code of the ASCII character that it imitates. */
export const FOLDED: Uint8Array = table();

function table(): Uint8Array {
  const folded = new Uint8Array(0x10000);
  for (const [ascii, imitations] of Object.entries(LOOK_ALIKES)) for (const unit of imitations) folded[unit.charCodeAt(0)] = ascii.charCodeAt(0);
  for (const [first, last] of UNSEEN) folded.fill(INVISIBLE, first, last + 1);
  return folded;
}

/** Accents and other marks that are set upon the letters of the Latin, Greek and Cyrillic scripts. */
export function isAccent(code: number): boolean {
  return (code >= 0x300 && code <= 0x36f) || (code >= 0x1ab0 && code <= 0x1aff) || (code >= 0x20d0 && code <= 0x20ff) || (code >= 0x483 && code <= 0x489);
}

/** Marks that turn the direction of writing, which shows one text and says another. */
export function isDirectional(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

export function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
