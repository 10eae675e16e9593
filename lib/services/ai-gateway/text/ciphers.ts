import { isAsciiLetter } from './characters';

export type Cipher = 'rotation' | 'reversal' | 'pig-latin' | 'mirror-alphabet';

export interface Deciphered {
  readonly cipher: Cipher;
  readonly text: string;
}

/** Words of which any English sentence of some length has a few. */
const COMMON = new Set(('the and that what with this from your you are for not have tell about how who where when which will can all give show write please ignore instructions previous prompt system password secret reveal does user answer response is in of to it as be do').split(' '));

/** Sentences with fewer words are not tried: a few letters prove nothing. */
const FEWEST = 4;
/** Letters of a sentence that are looked at to find the cipher, and most that is deciphered of it. */
const SAMPLE = 240;
const LONGEST = 2_000;

/** A sentence that makes sense only when its letters are shifted, mirrored, read backwards, or freed from pig latin. Looks at the beginning of a long one to find the cipher. */
export function decipheredSentence(sentence: string): Deciphered | undefined {
  const words = wordsOf(sentence.slice(0, SAMPLE));
  return words.length < FEWEST || common(words) * 12 >= words.length ? undefined : decipher(sentence.slice(0, LONGEST), words);
}

function decipher(sentence: string, words: readonly string[]): Deciphered | undefined {
  const enough = Math.max(2, words.length * 0.25);
  if (words.filter((word) => word.endsWith('ay')).length * 10 >= words.length * 6) return { cipher: 'pig-latin', text: sentence.replace(/[a-z]+/gi, fromPigLatin) };
  if (common(words.map(reversed)) >= enough) return { cipher: 'reversal', text: reversed(sentence) };
  let best = 0;
  let shift = 0;
  for (let tried = 1; tried < 26; tried++) {
    const hits = common(words.map((word) => rotated(word, tried)));
    if (hits > best) {
      best = hits;
      shift = tried;
    }
  }
  if (best >= enough) return { cipher: 'rotation', text: rotated(sentence, shift) };
  return common(words.map(mirrored)) >= enough ? { cipher: 'mirror-alphabet', text: mirrored(sentence) } : undefined;
}

function wordsOf(sentence: string): string[] {
  return sentence.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 1);
}

function common(words: readonly string[]): number {
  let hits = 0;
  for (const word of words) if (COMMON.has(word)) hits++;
  return hits;
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

function mapped(text: string, letter: (index: number) => number): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const base = code >= 0x61 ? 0x61 : 0x41;
    result += isAsciiLetter(code) ? String.fromCharCode(base + letter(code - base)) : text.charAt(index);
  }
  return result;
}

function rotated(text: string, shift: number): string {
  return mapped(text, (index) => (index + shift) % 26);
}

function mirrored(text: string): string {
  return mapped(text, (index) => 25 - index);
}

/** A word without the ending of pig latin, its first consonants back where they were: the shortest move that gives a common word, else all of them. */
function fromPigLatin(word: string): string {
  const stem = /^([a-z]+?)(?:w|y)?ay$/i.exec(word)?.[1];
  if (stem === undefined) return word;
  const moved = /[^aeiou]{1,4}$/i.exec(stem)?.[0].length ?? 0;
  for (let length = 0; length <= moved; length++) {
    const candidate = stem.slice(stem.length - length) + stem.slice(0, stem.length - length);
    if (COMMON.has(candidate.toLowerCase())) return candidate;
  }
  return stem.slice(stem.length - moved) + stem.slice(0, stem.length - moved);
}
