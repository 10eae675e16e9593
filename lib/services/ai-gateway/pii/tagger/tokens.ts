/** A word, a number, a mark or the end of a line. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN = /\n|[\p{L}\p{M}]+(?:['\u2019](?![sS](?!\p{L}))\p{L}+|-\p{L}+)*|\d+(?:[.,/:-]\d+)*|[^\s]/gu;

/** Splits a text. The `s` of a genitive and each mark stand alone; hyphens join letters, and marks between digits join digits. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) tokens.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  return tokens;
}
