import { canaryForms } from './canary';
import type { Fold } from './fold';
import { isHighSurrogate, KIND } from './fold';
import type { PassageCursor, PassageIndex } from './passage-index';
import * as passageIndex from './passage-index';
import { PhraseAutomaton } from './phrase-automaton';
import type { Report, TextGuard, TextWindow } from './text-guard';

const { IDEOGRAPH, INVISIBLE, WORD } = KIND;
const { hashOf, LONGEST_WORD, NO_WORD } = passageIndex;

/** Words of the operator's instructions in a row that make a passage. A character of a script without blanks counts half. */
const PASSAGE_WORDS = 8;

/** Characters between two letters after which they no longer belong together. Bounds what is held back for letters that never come. */
const LONGEST_GAP = 256;

/** More than a passage has words. */
const RECENT = 32;

/** System prompts and canaries whose tables are kept: those of the models that are configured, and then some. */
const REMEMBERED = 64;

/**
 * Ends an answer that holds the canary, in whatever form, or a verbatim passage of the operator's instructions; case, punctuation, blanks and
 * invisible characters make no difference. Words that may yet become a passage are held back, from the first of them on. Instructions of fewer than
 * eight words have no passage: only the canary protects those.
 */
export function createSystemPromptGuard(fold: Fold): (systemPrompt: string | undefined, canary: string | undefined) => TextGuard | undefined {
  const passages = remember((text) => passageIndex.createPassageIndex(text, fold));
  const canaries = remember((text) => new PhraseAutomaton(canaryForms(text, fold)));
  return (systemPrompt, canary) => {
    const index = systemPrompt === undefined ? undefined : passages(systemPrompt);
    const automaton = canary === undefined ? undefined : canaries(canary);
    const words = index?.empty === false ? index : undefined;
    return words === undefined && automaton === undefined ? undefined : new SystemPromptGuard(fold, words, automaton);
  };
}

/** Makes each table once; the one made first goes first. */
function remember<Table>(make: (text: string) => Table): (text: string) => Table {
  const tables = new Map<string, Table>();
  return (text) => {
    const known = tables.get(text);
    if (known !== undefined) return known;
    const table = make(text);
    for (const oldest of tables.keys()) {
      if (tables.size < REMEMBERED) break;
      tables.delete(oldest);
    }
    tables.set(text, table);
    return table;
  };
}

class SystemPromptGuard implements TextGuard {
  needsFrom = 0;
  private readonly fold: Fold;
  private readonly index: PassageIndex | undefined;
  private readonly automaton: PhraseAutomaton | undefined;
  private readonly origins: Float64Array;
  private letters = 0;
  private canaryState = 0;
  private readonly cursor: PassageCursor = { state: 0, length: 0 };
  private readonly starts = new Float64Array(RECENT);
  private readonly weights = new Float64Array(RECENT);
  private words = 0;
  private word = NO_WORD;
  private wordLength = 0;
  private wordStart = 0;
  private gap = 0;

  constructor(fold: Fold, index: PassageIndex | undefined, automaton: PhraseAutomaton | undefined) {
    this.fold = fold;
    this.index = index;
    this.automaton = automaton;
    this.origins = new Float64Array((automaton?.longest ?? 0) + 1);
  }

  read({ text, base }: TextWindow, to: number, complete: boolean, report: Report): number {
    const { kinds, units } = this.fold;
    for (let index = this.needsFrom - base; index < to - base;) {
      const unit = text.charCodeAt(index);
      const start = base + index;
      let code: string | undefined;
      if (unit < 128) {
        index += 1;
        const kind = kinds[unit] ?? INVISIBLE;
        code = kind === WORD ? this.letter(units[unit] ?? 0, start) ?? this.endLongWord() : this.noLetter(kind);
      } else {
        if (isHighSurrogate(unit) && index + 1 >= to - base && !complete) break;
        const codePoint = text.codePointAt(index) ?? unit;
        index += codePoint > 0xffff ? 2 : 1;
        code = this.other(codePoint, start);
      }
      this.needsFrom = base + index;
      if (code === undefined) continue;
      report({ guard: 'system-prompt', code, action: 'deny', marker: '', start, end: this.needsFrom });
      return start;
    }
    if (complete && this.endWord(1)) report({ guard: 'system-prompt', code: 'passage', action: 'deny', marker: '', start: this.wordStart, end: to });
    return this.undecidedFrom();
  }

  private letter(unit: number, start: number): string | undefined {
    this.gap = 0;
    if (this.automaton !== undefined) {
      this.canaryState = this.automaton.next(this.canaryState, unit);
      if (this.canaryState !== 0) {
        this.origins[this.letters % this.origins.length] = start;
        this.letters += 1;
        if ((this.automaton.lengths[this.canaryState] ?? 0) > 0) return 'canary';
      }
    }
    if (this.wordLength === 0) this.wordStart = start;
    this.word = hashOf(this.word, unit);
    this.wordLength += 1;
    return undefined;
  }

  private noLetter(kind: number): string | undefined {
    this.gap += 1;
    const apart = this.gap === LONGEST_GAP;
    if (kind === INVISIBLE && !apart) return undefined;
    if (this.wordLength > 0 && this.endWord(1)) return 'passage';
    if (apart) {
      this.canaryState = 0;
      this.cursor.state = 0;
      this.cursor.length = 0;
    }
    return undefined;
  }

  private other(codePoint: number, start: number): string | undefined {
    const { text, kind } = this.fold.of(codePoint);
    if (kind !== WORD && kind !== IDEOGRAPH) return this.noLetter(kind);
    if (kind === IDEOGRAPH && this.endWord(1)) return 'passage';
    for (let place = 0; place < text.length; place++) {
      const code = this.letter(text.charCodeAt(place), start);
      if (code !== undefined) return code;
    }
    if (kind === IDEOGRAPH) return this.endWord(0.5) ? 'passage' : undefined;
    return this.endLongWord();
  }

  private endLongWord(): string | undefined {
    return this.wordLength >= LONGEST_WORD && this.endWord(1) ? 'passage' : undefined;
  }

  /** Ends the word that is being read; true when it completes a passage. */
  private endWord(weight: number): boolean {
    if (this.index === undefined || this.wordLength === 0) return false;
    const slot = this.words % RECENT;
    this.starts[slot] = this.wordStart;
    this.weights[slot] = weight;
    this.words += 1;
    this.index.step(this.cursor, this.word);
    this.word = NO_WORD;
    this.wordLength = 0;
    if (this.cursor.length < PASSAGE_WORDS) return false;
    let sum = 0;
    for (let back = 1; back <= Math.min(this.cursor.length, RECENT); back++) sum += this.weights[(this.words - back) % RECENT] ?? 0;
    return sum >= PASSAGE_WORDS;
  }

  private undecidedFrom(): number {
    let from = this.needsFrom;
    if (this.automaton !== undefined && this.canaryState !== 0) {
      const depth = this.automaton.depths[this.canaryState] ?? 0;
      from = this.origins[(this.letters - depth) % this.origins.length] ?? from;
    }
    if (this.index === undefined) return from;
    if (this.wordLength > 0) from = Math.min(from, this.wordStart);
    const run = Math.min(this.cursor.length, RECENT);
    return run > 0 ? Math.min(from, this.starts[(this.words - run) % RECENT] ?? from) : from;
  }
}
