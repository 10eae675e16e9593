import type { VectorMatch } from '../core/ports';

/** A passage that went into a prompt, for the audit record: which, not what. */
export interface CitedSource {
  /** As the answer cites it: `[1]`. */
  readonly number: number;
  readonly id: string;
  readonly score: number;
}

/** Delimits and marks a text as data that no model should take for instructions. */
export type MarkAsData = (text: string) => string;

export interface CitedPassages {
  /** For the prompt; undefined when there is no passage. */
  readonly text: string | undefined;
  /** Those that are in the text, in its order. */
  readonly sources: readonly CitedSource[];
}

/** Between passages; cannot be taken for a number in brackets at the start of a line. */
const GAP = '\n\n';

/**
 * Numbered passages in one block of data. Ids and texts are what somebody stored, so all of it is inside the marks. Passages that do not fit are left
 * out, the least similar first; one that alone is too long is cut.
 */
export function citePassages(passages: readonly VectorMatch[], mark: MarkAsData, maxCharacters: number): CitedPassages {
  const blocks: string[] = [];
  const sources: CitedSource[] = [];
  let room = maxCharacters;
  for (const { id, text, score } of passages) {
    const number = sources.length + 1;
    const head = `[${number}] ${oneLine(id)}\n`;
    const left = room - head.length - (blocks.length === 0 ? 0 : GAP.length);
    if (left <= 0 || (blocks.length > 0 && text.length > left)) break;
    blocks.push(head + quoted(text, left));
    sources.push({ number, id, score });
    room = left - text.length;
  }
  return { text: blocks.length === 0 ? undefined : mark(blocks.join(GAP)), sources };
}

/** Control characters in an id would let it begin a passage of its own. */
function oneLine(id: string): string {
  return id.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** Cut at a whole character; lines that look like the head of a passage are indented, so that no text can pass for another source. */
function quoted(text: string, length: number): string {
  const whole = text.length <= length ? text : text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length);
  return whole.replace(/^\[(?=\d)/gm, ' [');
}
