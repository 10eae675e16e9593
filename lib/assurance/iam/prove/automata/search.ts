import { representatives, type CharClass } from './alphabet';
import type { Automaton, State } from './automaton';
import type { Language, Mode } from './language';

/** A word must be in the language, or must not. */
export interface Membership {
  readonly language: Language;
  readonly positive: boolean;
  readonly mode: Mode;
}

export type SearchResult = { readonly kind: 'word'; readonly word: string } | { readonly kind: 'empty' } | { readonly kind: 'bound' };

interface Node {
  readonly states: readonly (State | undefined)[];
  readonly from: Node | undefined;
  readonly char: string;
  readonly length: number;
}

/**
 * A short word that is in every positive language and in no negative one: a search through the product of the automata, made as far as it is walked,
 * that goes first where the least is missing. A component that no longer constrains the rest of the word leaves the product (undefined).
 *
 * @param limit how many product states are visited before the answer is `bound`
 */
export function findWord(memberships: readonly Membership[], limit: number): SearchResult {
  const automata = memberships.map(({ language, mode }) => language.automaton(mode));
  const start = settle(memberships, automata.map((automaton) => automaton.start));
  if (start === undefined) return { kind: 'empty' };
  const plain = plainLetters(automata);
  const frontier = new Frontier(memberships);
  frontier.push({ states: start, from: undefined, char: '', length: 0 });
  const seen = new Set<string>([key(start)]);
  for (let node = frontier.pop(); node !== undefined; node = frontier.pop()) {
    if (accepted(memberships, node.states)) return { kind: 'word', word: spell(node) };
    if (seen.size > limit) return { kind: 'bound' };
    const reached: Node[] = [];
    for (const char of lettersOf(memberships, node.states, plain)) {
      const next = settle(memberships, node.states.map((state) => state?.step(char)));
      if (next === undefined) continue;
      const id = key(next);
      if (seen.has(id)) continue;
      seen.add(id);
      reached.push({ states: next, from: node, char, length: node.length + 1 });
    }
    // the first letters are the plainest, and the last node is taken up first
    for (let i = reached.length - 1; i >= 0; i--) frontier.push(reached[i] ?? node);
  }
  return { kind: 'empty' };
}

/** Nodes by the length of the shortest word that may come of them; of equals, the last that came, which leads straight on. */
class Frontier {
  private readonly buckets: Node[][] = [];
  private lowest = 0;

  constructor(private readonly memberships: readonly Membership[]) {}

  push(node: Node): void {
    let missing = 0;
    for (let i = 0; i < node.states.length; i++) {
      const state = node.states[i];
      if (state !== undefined && this.memberships[i]?.positive === true && state.distance > missing) missing = state.distance;
    }
    const length = node.length + missing;
    while (this.buckets.length <= length) this.buckets.push([]);
    this.buckets[length]?.push(node);
    if (length < this.lowest) this.lowest = length;
  }

  pop(): Node | undefined {
    for (; this.lowest < this.buckets.length; this.lowest++) {
      const node = this.buckets[this.lowest]?.pop();
      if (node !== undefined) return node;
    }
    return undefined;
  }
}

/** Undefined when no continuation can be accepted; components that accept every continuation are left out. */
function settle(memberships: readonly Membership[], states: readonly (State | undefined)[]): readonly (State | undefined)[] | undefined {
  const settled: (State | undefined)[] = [];
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    const positive = memberships[i]?.positive === true;
    if (state === undefined) settled.push(undefined);
    else if (positive ? state.dead : state.universal) return undefined;
    else settled.push((positive ? state.universal : state.dead) ? undefined : state);
  }
  return settled;
}

function accepted(memberships: readonly Membership[], states: readonly (State | undefined)[]): boolean {
  return states.every((state, i) => state === undefined || state.accepts === memberships[i]?.positive);
}

/** Characters to go on with: those that a positive component is bound to, else one for each way to behave. */
function lettersOf(memberships: readonly Membership[], states: readonly (State | undefined)[], plain: readonly string[]): Iterable<string> {
  let bound: ReadonlySet<string> | undefined;
  let only: ReadonlySet<string> | undefined;
  let several = false;
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    if (state === undefined) continue;
    if (memberships[i]?.positive === true && state.bound && (bound === undefined || state.named.size < bound.size)) bound = state.named;
    if (state.named.size === 0) continue;
    several = only !== undefined;
    only ??= state.named;
  }
  if (bound !== undefined) return bound;
  if (only === undefined) return plain;
  return several ? new Set([...plain, ...states.flatMap((state) => (state === undefined ? [] : [...state.named]))]) : [...plain, ...only];
}

/** Characters that no pattern names, one for each way in which they can behave. */
function plainLetters(automata: readonly Automaton[]): readonly string[] {
  const named = new Set<string>();
  const classes = new Set<CharClass>();
  for (const automaton of automata) {
    for (const char of automaton.named) named.add(char);
    for (const charClass of automaton.classes) classes.add(charClass);
  }
  return representatives(named, classes);
}

function key(states: readonly (State | undefined)[]): string {
  let text = '';
  for (const state of states) text += state === undefined ? '-' : `${state.id},`;
  return text;
}

function spell(node: Node): string {
  let word = '';
  for (let at: Node | undefined = node; at !== undefined; at = at.from) word = at.char + word;
  return word;
}
