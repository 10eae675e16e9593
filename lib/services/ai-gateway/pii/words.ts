import { AT, classOf, COLON, DELIMITER, DIGIT, DOT, EQUALS } from './characters';

/** A run of units without a delimiter, long or unusual enough that something may stand in it. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** Bits of characters.ts that occur in it, not counting marks at its end. */
  readonly bits: number;
}

/** Longer runs are read in pieces of this length: what must be held back of a stream is bounded by it. */
export const LONGEST_WORD = 8_192;

/** Shorter words without digits and marks hold nothing that is looked for. */
const SHORTEST_PLAIN_SECRET = 16;

export interface Words {
  readonly list: readonly Word[];
  /** Bits that occur in the text from where it was read. */
  readonly bits: number;
}

/** The words of a normalised text that are worth a look: the one pass that ordinary prose costs. */
export function interestingWords(text: string, from: number): Words {
  const list: Word[] = [];
  const length = text.length;
  let all = 0;
  let start = from;
  let bits = 0;
  for (let index = from; index <= length; index++) {
    const found = index === length ? DELIMITER : classOf(text.charCodeAt(index));
    if ((found & DELIMITER) === 0 && index - start < LONGEST_WORD) {
      bits |= found;
      continue;
    }
    all |= bits | found;
    if (bits !== 0 || index - start >= SHORTEST_PLAIN_SECRET) {
      const word = trimmed(text, start, index, bits);
      if (word.bits !== 0 || word.end - word.start >= SHORTEST_PLAIN_SECRET) list.push(word);
    }
    // a piece of an overlong word goes on where it was cut
    start = (found & DELIMITER) === 0 ? index : index + 1;
    bits = (found & DELIMITER) === 0 ? found : 0;
  }
  return { list, bits: all };
}

/** Sentence marks at the end do not count: `done.` is a plain word. */
function trimmed(text: string, start: number, end: number, bits: number): Word {
  if ((bits & (DIGIT | AT | EQUALS)) !== 0) return { start, end, bits };
  let last = end;
  while (last > start && (classOf(text.charCodeAt(last - 1)) & (DOT | COLON)) !== 0) last--;
  if (last === end) return { start, end, bits };
  let rest = 0;
  for (let index = start; index < last; index++) rest |= classOf(text.charCodeAt(index));
  return { start, end: last, bits: rest };
}

/** Where the word that reaches the end of the text begins, read as `interestingWords` reads it; the length of the text after a delimiter. */
export function lastWordStart(text: string, from: number): number {
  let start = text.length;
  while (start > from && (classOf(text.charCodeAt(start - 1)) & DELIMITER) === 0) start--;
  return text.length - start <= LONGEST_WORD ? start : start + Math.floor((text.length - start) / LONGEST_WORD) * LONGEST_WORD;
}
