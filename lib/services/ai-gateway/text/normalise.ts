import { canonicalText, isPlain } from './canonical';
import type { Disguises } from './canonical';
import { decodedTexts, mayBeEncoded } from './decode';
import type { Encoding } from './decode';
import { withoutMarkup } from './markup';
import { unescaped } from './unescape';

/** How a text reads once nothing in it hides. */
export interface Reading {
  /** Canonical text, markup removed, escapes resolved. */
  readonly shown: string;
  /** The same with its markup, where signs of chat templates stand. */
  readonly marked: string;
  /** Texts that were hidden or encoded in it. */
  readonly hidden: readonly string[];
  readonly disguises: Omit<Disguises, 'hidden'>;
  readonly encodings: readonly Encoding[];
  /** Letters that were written as escapes. */
  readonly escapedLetters: number;
  /** Comments and attributes that hold sentences. */
  readonly commented: number;
}

const NONE: Omit<Disguises, 'hidden'> = { invisible: 0, directional: 0, lookAlikes: 0 };

/** Reads a text in every way that costs little. Linear in the length; printable ASCII without escapes, markup or long runs is returned as it stands. */
export function normalise(raw: string): Reading {
  const hidden: string[] = [];
  let disguises = NONE;
  let marked = raw;
  if (!isPlain(raw)) {
    const counts: Disguises = { invisible: 0, directional: 0, lookAlikes: 0, hidden };
    marked = canonicalText(raw, counts);
    disguises = counts;
  }
  let escapedLetters = 0;
  if (marked.includes('&') || marked.includes('\\') || marked.includes('%')) {
    const opened = unescaped(marked);
    escapedLetters = opened.letters;
    marked = canonicalText(opened.text);
  }
  const decoded = mayBeEncoded(marked) ? decodedTexts(marked) : [];
  for (const { text } of decoded) hidden.push(text);
  const stripped = marked.includes('<') ? withoutMarkup(marked) : undefined;
  return { shown: stripped?.text ?? marked, marked, hidden, disguises, encodings: decoded.map(({ encoding }) => encoding), escapedLetters, commented: stripped?.commented ?? 0 };
}
