import type { Word } from '../words';

/** Calls `visit` for each match within the word. The pattern has the flag `g`; it sees one unit before the word, for what may not stand there. */
export function forEachMatch(pattern: RegExp, text: string, word: Word, visit: (value: string, start: number) => void): void {
  const offset = Math.max(0, word.start - 1);
  const value = text.slice(offset, word.end);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(value); match !== null; match = pattern.exec(value)) visit(match[0], offset + match.index);
}

/** The text without the marks at its end. */
export function withoutEnd(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && marks.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
