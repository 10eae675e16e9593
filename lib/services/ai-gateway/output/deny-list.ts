import type { Fold } from './fold';
import { eachFolded, isHighSurrogate, KIND } from './fold';
import { PhraseAutomaton } from './phrase-automaton';
import type { Report, TextGuard, TextWindow } from './text-guard';

const { INVISIBLE, SPACE } = KIND;

const MARKER = '[removed]';
const BLANK = 32;

/** Blanks and invisible characters in a row after which a phrase is no longer one. Bounds what is held back for text that never comes. */
const LONGEST_GAP = 256;

/**
 * Texts that no answer may hold. Case, accents, look-alike letters, invisible characters and the kind and number of blanks make no difference;
 * a phrase is found within words, too. Phrases that fold to nothing are an error of the configuration and throw.
 */
export function createDenyList(phrases: readonly string[], fold: Fold): () => TextGuard {
  const automaton = new PhraseAutomaton(phrases.map((phrase) => foldPhrase(phrase, fold)));
  return () => new DenyListGuard(automaton, fold);
}

function foldPhrase(phrase: string, fold: Fold): string {
  let folded = '';
  eachFolded(fold, phrase, ({ text, kind }) => {
    if (kind === SPACE) folded += folded.endsWith(' ') ? '' : ' ';
    else folded += text;
  });
  folded = folded.trim();
  if (folded === '') throw new Error('a phrase of the deny-list has no visible character');
  return folded;
}

class DenyListGuard implements TextGuard {
  needsFrom = 0;
  private readonly automaton: PhraseAutomaton;
  private readonly fold: Fold;
  /** Where the characters began that the last units came from. */
  private readonly origins: Float64Array;
  private units = 0;
  private state = 0;
  private afterSpace = false;
  private gap = 0;

  constructor(automaton: PhraseAutomaton, fold: Fold) {
    this.automaton = automaton;
    this.fold = fold;
    this.origins = new Float64Array(automaton.longest + 1);
  }

  read({ text, base }: TextWindow, to: number, complete: boolean, report: Report): number {
    const { kinds, units } = this.fold;
    for (let index = this.needsFrom - base; index < to - base;) {
      const unit = text.charCodeAt(index);
      const start = base + index;
      if (unit < 128) {
        index += 1;
        this.needsFrom = base + index;
        const kind = kinds[unit] ?? INVISIBLE;
        if (this.counts(kind)) this.follow(kind === SPACE ? BLANK : units[unit] ?? 0, start, report);
        continue;
      }
      if (isHighSurrogate(unit) && index + 1 >= to - base && !complete) break;
      const codePoint = text.codePointAt(index) ?? unit;
      const folded = this.fold.of(codePoint);
      index += codePoint > 0xffff ? 2 : 1;
      this.needsFrom = base + index;
      if (!this.counts(folded.kind)) continue;
      for (let place = 0; place < folded.text.length; place++) this.follow(folded.kind === SPACE ? BLANK : folded.text.charCodeAt(place), start, report);
    }
    return this.state === 0 ? this.needsFrom : this.origin(this.automaton.depths[this.state] ?? 0);
  }

  /** Whether a character of this kind is compared: it is seen, and is not one more blank. */
  private counts(kind: number): boolean {
    if (kind === INVISIBLE || (kind === SPACE && this.afterSpace)) {
      this.gap += 1;
      if (this.gap > LONGEST_GAP) this.state = 0;
      return false;
    }
    this.gap = 0;
    this.afterSpace = kind === SPACE;
    return true;
  }

  private follow(unit: number, start: number, report: Report): void {
    this.state = this.automaton.next(this.state, unit);
    if (this.state === 0) return;
    this.origins[this.units % this.origins.length] = start;
    this.units += 1;
    const length = this.automaton.lengths[this.state] ?? 0;
    if (length > 0) report({ guard: 'deny-list', code: 'denied-text', action: 'replace', marker: MARKER, start: this.origin(length), end: this.needsFrom });
  }

  private origin(unitsBack: number): number {
    return this.origins[(this.units - unitsBack) % this.origins.length] ?? 0;
  }
}
