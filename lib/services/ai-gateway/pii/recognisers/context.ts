import { isDigit } from '../characters';

/** How far before a finding the words are read that tell what it is. What follows a cut at least this far behind is found as in the whole text. */
export const CONTEXT_LENGTH = 96;

/** Words before a place, in lower case, read once however many recognisers ask. */
export class Context {
  readonly #text: string;
  readonly #place: number;
  #before: string | undefined;

  constructor(text: string, place: number) {
    this.#text = text;
    this.#place = place;
  }

  get before(): string {
    return this.#before ??= this.#text.slice(Math.max(0, this.#place - CONTEXT_LENGTH), this.#place).toLowerCase();
  }
}

/** Whether a word stands between this place and the digits before it. Cheaper than to look for certain words. */
export function followsWord(text: string, start: number): boolean {
  for (let index = start - 1; index >= Math.max(0, start - CONTEXT_LENGTH); index--) {
    const unit = text.charCodeAt(index);
    if (isDigit(unit)) return false;
    if (unit > 0x40) return true;
  }
  return false;
}
