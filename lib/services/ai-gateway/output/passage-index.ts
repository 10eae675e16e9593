import type { Fold } from './fold';
import { KIND } from './fold';

const { IDEOGRAPH, INVISIBLE, WORD } = KIND;

/** Longest word, in UTF-16 units; longer ones count as several, so that a text without blanks is not held back whole. */
export const LONGEST_WORD = 64;

/** The state after some words: the longest run of the last of them, `length` words, that the indexed text holds as well. */
export interface PassageCursor {
  state: number;
  length: number;
}

/**
 * All runs of words of one text, so that another text can be followed word by word. A suffix automaton (Blumer et al., 1985): built once in linear
 * time, one step per word. Words are known by a hash of 30 bits: eight words in a row that are others by chance do not occur.
 */
export interface PassageIndex {
  step(cursor: PassageCursor, word: number): void;
  /** Without words. */
  readonly empty: boolean;
}

interface State {
  readonly next: Map<number, number>;
  readonly length: number;
  link: number;
}

/** The hash of no word yet. */
export const NO_WORD = 0;

/** The hash of a word that goes on with one more unit. */
export function hashOf(word: number, unit: number): number {
  return (Math.imul(word, 0x2c9277b5) + unit + 1 ^ word >>> 15) & 0x3fff_ffff;
}

export function createPassageIndex(text: string, fold: Fold): PassageIndex {
  const states: State[] = [{ next: new Map(), length: 0, link: -1 }];
  let last = 0;
  const stateAt = (index: number): State => {
    const state = states[index];
    if (state === undefined) throw new Error('the index of passages is broken');
    return state;
  };

  for (const id of wordsOf(text, fold)) {
    const added = states.push({ next: new Map(), length: stateAt(last).length + 1, link: 0 }) - 1;
    let from = last;
    while (from !== -1 && !stateAt(from).next.has(id)) {
      stateAt(from).next.set(id, added);
      from = stateAt(from).link;
    }
    if (from !== -1) stateAt(added).link = suffixFor(from, id);
    last = added;
  }

  /** The state of the run that ends with the word after `from`, split off a longer one where need be. */
  function suffixFor(from: number, id: number): number {
    const target = stateAt(from).next.get(id) ?? 0;
    if (stateAt(target).length === stateAt(from).length + 1) return target;
    const split = states.push({ next: new Map(stateAt(target).next), length: stateAt(from).length + 1, link: stateAt(target).link }) - 1;
    stateAt(target).link = split;
    for (let walk = from; walk !== -1 && stateAt(walk).next.get(id) === target; walk = stateAt(walk).link) stateAt(walk).next.set(id, split);
    return split;
  }

  return {
    empty: states.length === 1,
    step(cursor, word) {
      for (;;) {
        const current = stateAt(cursor.state);
        const target = current.next.get(word);
        if (target !== undefined) {
          cursor.state = target;
          cursor.length += 1;
          return;
        }
        if (current.link === -1) {
          cursor.length = 0;
          return;
        }
        cursor.state = current.link;
        cursor.length = stateAt(cursor.state).length;
      }
    },
  };
}

/** The words of a text, by their hashes, as the guard of the system prompt reads them. */
function wordsOf(text: string, fold: Fold): number[] {
  const words: number[] = [];
  let word = NO_WORD;
  let length = 0;
  const close = (): void => {
    if (length > 0) words.push(word);
    word = NO_WORD;
    length = 0;
  };
  for (const character of text) {
    const folded = fold.of(character.codePointAt(0) ?? 0);
    if (folded.kind === INVISIBLE) continue;
    if (folded.kind !== WORD) close();
    if (folded.kind !== WORD && folded.kind !== IDEOGRAPH) continue;
    for (let place = 0; place < folded.text.length; place++) word = hashOf(word, folded.text.charCodeAt(place));
    length += folded.text.length;
    if (folded.kind === IDEOGRAPH || length >= LONGEST_WORD) close();
  }
  close();
  return words;
}
