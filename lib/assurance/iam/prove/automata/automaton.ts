import { inClass, isMarker, isSubclass, type CharClass } from './alphabet';
import type { Mode, Token } from './language';

/** Characters that the open classes leave out. */
const LEFT_OUT: { readonly [charClass in CharClass]?: string } = { noWildcard: '*?', inSegment: ':', inPart: ':/' };

type Step = Token | { readonly kind: 'end' };

/** A deterministic state: a set of positions in the patterns, made when it is first reached. */
export interface State {
  readonly id: number;
  readonly accepts: boolean;
  /** No word leads from here to acceptance. */
  readonly dead: boolean;
  /** Every word leads from here to acceptance. */
  readonly universal: boolean;
  /** Characters that behave unlike their class here. */
  readonly named: ReadonlySet<string>;
  readonly classes: ReadonlySet<CharClass>;
  /** Only the named characters lead on. */
  readonly bound: boolean;
  /** At least so many characters lead from here to acceptance. */
  readonly distance: number;
  step(char: string): State;
}

/** A lazily determinised automaton over a union of linear patterns. */
export class Automaton {
  readonly start: State;
  /** Characters that the patterns name anywhere, and classes that they use. */
  readonly named = new Set<string>();
  readonly classes = new Set<CharClass>();
  private readonly steps: readonly Step[];
  /** For each position, how many characters at least lead from it to its end. */
  private readonly distances: readonly number[];
  private readonly states = new Map<string, State>();
  /** Markers pass characters in `may`, so that a character is not all that leads on. */
  private readonly takesMarkers: boolean;

  constructor(
    alternatives: readonly (readonly Token[])[],
    private readonly mode: Mode,
    private readonly classOfMarker: (marker: string) => CharClass,
  ) {
    this.takesMarkers = mode === 'may';
    const steps: Step[] = [];
    const starts: number[] = [];
    for (const tokens of alternatives) {
      starts.push(steps.length);
      for (const token of tokens) steps.push(mode === 'may' ? loosened(token) : token);
      steps.push({ kind: 'end' });
    }
    this.steps = steps;
    for (const step of steps) this.note(step, this.named, this.classes);
    this.distances = distancesOf(steps);
    this.start = this.stateAt(new Set(starts));
  }

  private stateAt(reached: ReadonlySet<number>): State {
    const positions = [...this.closure(reached)].sort((a, b) => a - b);
    const key = positions.join();
    const known = this.states.get(key);
    if (known !== undefined) return known;
    const made = this.makeState(positions);
    this.states.set(key, made);
    return made;
  }

  private makeState(positions: readonly number[]): State {
    const named = new Set<string>();
    const classes = new Set<CharClass>();
    let accepts = false;
    let universal = false;
    let distance = Infinity;
    for (const position of positions) {
      const step = this.at(position);
      distance = Math.min(distance, this.distances[position] ?? 0);
      this.note(step, named, classes);
      if (step.kind === 'end') accepts = true;
      else if (step.kind === 'many' && step.charClass === 'any' && this.at(position + 1).kind === 'end') universal = true;
    }
    const next = new Map<string, State>();
    return {
      id: this.states.size,
      accepts,
      universal,
      dead: positions.length === 0,
      named,
      classes,
      bound: classes.size === 0 && !this.takesMarkers,
      distance,
      step: (char) => {
        const known = next.get(char);
        if (known !== undefined) return known;
        const made = this.stateAt(isMarker(char) ? this.afterMarker(positions, char) : this.afterChar(positions, char));
        next.set(char, made);
        return made;
      },
    };
  }

  private note(step: Step, named: Set<string>, classes: Set<CharClass>): void {
    switch (step.kind) {
      case 'end':
        return;
      case 'char':
        for (const char of step.chars) named.add(char);
        return;
      case 'symbol':
        named.add(step.marker);
        return;
      default:
        classes.add(step.charClass);
        for (const char of LEFT_OUT[step.charClass] ?? '') named.add(char);
    }
  }

  private afterChar(positions: readonly number[], char: string): ReadonlySet<number> {
    const reached = new Set<number>();
    for (const position of positions) {
      const step = this.at(position);
      if (step.kind === 'char' && step.chars.includes(char)) reached.add(position + 1);
      else if (step.kind === 'one' && inClass(char, step.charClass)) reached.add(position + 1);
      else if (step.kind === 'many' && inClass(char, step.charClass)) reached.add(position);
    }
    return reached;
  }

  /** A marker stands for a text that is not known: in `must` only what takes any such text reads it, in `may` whatever could take some. */
  private afterMarker(positions: readonly number[], marker: string): ReadonlySet<number> {
    const content = this.classOfMarker(marker);
    const reached = new Set<number>();
    for (const position of positions) {
      const step = this.at(position);
      if (this.mode === 'may') {
        for (let to = position; ; to++) {
          reached.add(to);
          const passed = this.at(to);
          if (passed.kind === 'end' || (passed.kind === 'char' && ![...passed.chars].some((char) => inClass(char, content)))) break;
        }
      } else if (step.kind === 'symbol' && step.marker === marker) reached.add(position + 1);
      else if (step.kind === 'many' && isSubclass(content, step.charClass)) reached.add(position);
    }
    return reached;
  }

  /** `many` may match nothing. */
  private closure(reached: ReadonlySet<number>): ReadonlySet<number> {
    const all = new Set<number>();
    for (const position of reached) {
      let at = position;
      all.add(at);
      while (this.at(at).kind === 'many') all.add(++at);
    }
    return all;
  }

  private at(position: number): Step {
    return this.steps[position] ?? { kind: 'end' };
  }
}

function distancesOf(steps: readonly Step[]): readonly number[] {
  const distances = new Array<number>(steps.length).fill(0);
  for (let i = steps.length - 2; i >= 0; i--) {
    const { kind } = steps[i] ?? { kind: 'end' };
    distances[i] = kind === 'end' ? 0 : (distances[i + 1] ?? 0) + (kind === 'many' ? 0 : 1);
  }
  return distances;
}

function loosened(token: Token): Token {
  return token.kind === 'symbol' ? { kind: 'many', charClass: token.charClass } : token;
}
