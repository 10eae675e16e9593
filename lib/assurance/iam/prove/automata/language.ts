import type { CharClass } from './alphabet';
import { Automaton } from './automaton';

/** One step of a pattern. Patterns are linear: wildcards loop in place, so a set of positions is a state. */
export type Token =
  /** One of these characters. */
  | { readonly kind: 'char'; readonly chars: string }
  /** Exactly one character of the class (`?`). */
  | { readonly kind: 'one'; readonly charClass: CharClass }
  /** Any number of characters of the class (`*`). */
  | { readonly kind: 'many'; readonly charClass: CharClass }
  /** The content of a symbol or a policy variable, known by its marker only. */
  | { readonly kind: 'symbol'; readonly marker: string; readonly charClass: CharClass; readonly caseless: boolean };

/**
 * `must`: words that match whatever the symbols stand for; `may`: words that match for some content of the symbols.
 * The two differ only where symbols occur.
 */
export type Mode = 'must' | 'may';

/** A union of patterns: what an element or a condition lists. */
export class Language {
  readonly markers: string;
  private readonly automata = new Map<Mode, Automaton>();

  /** @param id unique within a problem: what caches are keyed by */
  constructor(
    readonly id: number,
    readonly alternatives: readonly (readonly Token[])[],
    private readonly classOfMarker: (marker: string) => CharClass,
  ) {
    const markers = new Set(alternatives.flatMap((tokens) => tokens.flatMap((token) => (token.kind === 'symbol' ? [token.marker] : []))));
    this.markers = [...markers].join('');
  }

  automaton(mode: Mode): Automaton {
    const known = this.automata.get(mode);
    if (known !== undefined) return known;
    const made = new Automaton(this.alternatives, mode, this.classOfMarker);
    this.automata.set(mode, made);
    return made;
  }

  /** Whether the word without markers is in it. */
  has(word: string): boolean {
    let state = this.automaton('must').start;
    for (let i = 0; i < word.length && !state.dead; i++) state = state.step(word.charAt(i));
    return state.accepts;
  }
}

/** The same tokens as text, for caches. */
export function tokensKey(alternatives: readonly (readonly Token[])[]): string {
  return alternatives.map((tokens) => `${tokens.map(tokenKey).join('')}\u0001`).join('');
}

function tokenKey(token: Token): string {
  switch (token.kind) {
    case 'char':
      return token.chars.length === 1 ? token.chars : `\u0002${token.chars}\u0002`;
    case 'one':
      return `\u0003${token.charClass}\u0003`;
    case 'many':
      return `\u0004${token.charClass}\u0004`;
    case 'symbol':
      return token.marker;
  }
}
