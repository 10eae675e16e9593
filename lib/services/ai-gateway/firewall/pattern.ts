import { CLASS_ENTRIES, enter } from './lexicon';
import type { Words } from './words';

/**
 * A way to say something: words in order, with at most so many others between.
 * Notation: a name in capitals is a class of the lexicon, small letters are words (`|` between alternatives), a number is how many other words may stand between its neighbours,
 * a first part that begins with `-` holds words that must not stand just before, `~` the same where
 * the first word stands right behind a quotation mark, `+` means that a text must stand before,
 * and a last part that begins with `!` holds words that must not follow.
 */
export interface Pattern {
  readonly rule: number;
  readonly notation: string;
  readonly steps: readonly Step[];
  /** 1 for each word that takes the sense away when it is one of the two before. */
  readonly unless: Uint8Array | undefined;
  /** The same, where a quotation mark stands before the first word. */
  readonly quoted: Uint8Array | undefined;
  /** 1 for each word that takes the sense away when it follows. */
  readonly follow: Uint8Array | undefined;
  /** First word of a text at which it counts. */
  readonly from: number;
}

interface Step {
  /** 1 for each word of the lexicon that fits. */
  readonly fits: Uint8Array;
  /** Most other words before this one. */
  readonly gap: number;
}

/** Words that make a text. */
const TEXT_BEFORE = 12;
/** More words than the lexicon has. */
const MOST_WORDS = 4_096;

export function pattern(notation: string, rule: number): Pattern {
  const steps: Step[] = [];
  let gap = 0;
  let unless: Uint8Array | undefined;
  let quoted: Uint8Array | undefined;
  let follow: Uint8Array | undefined;
  let from = 0;
  for (const part of notation.split(' ')) {
    if (/^\d+$/.test(part)) {
      gap = Number(part);
      continue;
    }
    if (part === '+') {
      from = TEXT_BEFORE;
      continue;
    }
    if (part.startsWith('!')) {
      follow = membership(part.slice(1));
      continue;
    }
    if (part.startsWith('~')) {
      quoted = membership(part.slice(1));
      continue;
    }
    if (part.startsWith('-')) {
      unless = membership(part.slice(1));
      continue;
    }
    steps.push({ fits: membership(part), gap });
    gap = 0;
  }
  return { rule, notation, steps, unless, quoted, follow, from };
}

function membership(names: string): Uint8Array {
  const fits = new Uint8Array(MOST_WORDS);
  for (const entry of names.split('|').flatMap(entriesOf)) fits[entry] = 1;
  return fits;
}

function entriesOf(name: string): readonly number[] {
  const known = CLASS_ENTRIES.get(name);
  if (known === undefined && name !== name.toLowerCase()) throw new Error(`no class of words is named ${name}`);
  return known ?? [enter(name)];
}

/** Patterns by the word that they begin with. */
export function indexed(patterns: readonly Pattern[]): readonly (readonly Pattern[] | undefined)[] {
  const index: Pattern[][] = [];
  for (const one of patterns) {
    for (let entry = 1; entry < MOST_WORDS; entry++) if (one.steps[0]?.fits[entry] === 1) (index[entry] ??= []).push(one);
  }
  return index;
}

/** Last word of the pattern when it begins at this word, else -1. Each step takes the nearest word that fits. */
export function matchAt(one: Pattern, words: Words, at: number): number {
  const { entry, count } = words;
  if (at < one.from) return -1;
  if (one.unless !== undefined && (one.unless[entry[at - 1] ?? 0] === 1 || one.unless[entry[at - 2] ?? 0] === 1)) return -1;
  if (one.quoted !== undefined && one.quoted[entry[at - 1] ?? 0] === 1 && isQuote(words.text.charCodeAt((words.start[at] ?? 0) - 1))) return -1;
  let position = at;
  for (let index = 1; index < one.steps.length; index++) {
    const step = one.steps[index];
    if (step === undefined) return -1;
    const last = Math.min(count - 1, position + 1 + step.gap);
    let next = position + 1;
    while (next <= last && step.fits[entry[next] ?? 0] !== 1) next++;
    if (next > last) return -1;
    position = next;
  }
  return one.follow?.[entry[position + 1] ?? 0] === 1 ? -1 : position;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}
