import { comparisonsOf, parameterDomain, pseudoOptions, type Comparisons, type Decision, type Domain, type PseudoOptions } from './decisions';
import { section, type Model } from './model';
import type { Step } from '../verdict';
import type { Value } from './value';

/** What one question may cost; beyond it the answer is unknown. */
const MOST_STEPS = 3_000_000;
/** Values within values, and values that need other values: more would come near the end of the stack. */
const MOST_DEPTH = 300;

export interface Export {
  readonly model: Model;
  readonly output: string;
}

export interface Exports {
  readonly byName: ReadonlyMap<string, readonly Export[]>;
  /** Names that depend on a decision or hold an unknown part. */
  readonly undecided: readonly Export[];
}

/** All models that are looked at together, with what holds in every variant. */
export class Universe {
  readonly byName: ReadonlyMap<string, Model>;
  /** Results that depend on no decision, shared by all runs. */
  readonly settled = new Map<string, Value | undefined>();
  /** Defaults that were taken for parameters, by template and parameter. */
  readonly assumptions = new Map<string, Step>();
  /** Why a symbol stands for what could not be resolved, by its name. */
  readonly causes = new Map<string, Step>();
  /** Set by links.ts at the first import. */
  exports: Exports | 'being-read' | undefined;
  private readonly comparisons = new Map<Model, Comparisons>();
  private readonly domains = new Map<string, Domain | undefined>();
  private readonly pseudos = new Map<string, PseudoOptions>();

  constructor(readonly models: readonly Model[]) {
    this.byName = new Map(models.map((model) => [model.name, model]));
  }

  /** Undefined for a name that is no parameter. */
  domain(model: Model, parameter: string): Domain | undefined {
    const key = `${model.name}.${parameter}`;
    if (!this.domains.has(key)) {
      const node = section(model, 'Parameters').get(parameter)?.value;
      this.domains.set(key, node === undefined ? undefined : parameterDomain(model, parameter, node, this.comparisonsOf(model)));
    }
    return this.domains.get(key);
  }

  pseudo(name: string): PseudoOptions {
    let options = this.pseudos.get(name);
    if (options === undefined) {
      options = pseudoOptions(this.models, name, this.models.map((model) => this.comparisonsOf(model)));
      this.pseudos.set(name, options);
    }
    return options;
  }

  private comparisonsOf(model: Model): Comparisons {
    const known = this.comparisons.get(model) ?? comparisonsOf(model);
    this.comparisons.set(model, known);
    return known;
  }
}

/** A decision that was taken in a run, with the choices that remain for other runs. */
export interface Taken {
  readonly name: string;
  readonly labels: readonly string[];
  readonly index: number;
}

/**
 * One way through the decisions: each that is needed and not yet taken gets its first option; explore() then tries the others.
 * Results that no decision touched are kept for all runs.
 */
export class Run {
  readonly taken: Taken[] = [];
  /** The deployment would fail in this variant: it need not be judged. */
  infeasible = false;
  /** Symbols of parameters that are, in this run, none of the values they are compared with. */
  readonly others = new Map<string, ReadonlySet<string>>();
  private readonly byName = new Map<string, number>();
  private readonly own = new Map<string, Value | undefined>();
  private readonly computing = new Set<string>();
  private steps = 0;
  private depth = 0;
  private touched = 0;

  constructor(readonly universe: Universe, private readonly prefix: readonly Taken[], private readonly open: ReadonlySet<string> | 'all') {}

  /** The option of a decision in this run; undefined when the decision is left open because there are too many. */
  decide(name: string, labels: readonly string[]): number | undefined {
    this.touched += 1;
    if (this.open === 'all' || this.open.has(name)) return undefined;
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const next = this.prefix[this.taken.length];
    const index = next?.name === name ? next.index : 0;
    this.taken.push({ name, labels, index });
    this.byName.set(name, index);
    return index;
  }

  /** Code of the cause when a condition has no answer. */
  get openCode(): 'TooManyVariants' | 'ConditionOpen' {
    return this.open === 'all' || this.open.size > 0 ? 'TooManyVariants' : 'ConditionOpen';
  }

  leavesOpen(name: string): boolean {
    return this.open !== 'all' && this.open.has(name);
  }

  /** Computes once; a value that is needed to compute itself is `onCircle`. */
  once(key: string, compute: () => Value | undefined, onCircle: () => Value | undefined): Value | undefined {
    const { settled } = this.universe;
    if (settled.has(key)) return settled.get(key);
    if (this.own.has(key)) {
      this.touched += 1;
      return this.own.get(key);
    }
    if (this.computing.has(key)) {
      this.touched += 1;
      return onCircle();
    }
    const before = this.touched;
    this.computing.add(key);
    this.depth += 1;
    const value = compute();
    this.depth -= 1;
    this.computing.delete(key);
    (before === this.touched ? settled : this.own).set(key, value);
    return value;
  }

  /** What is computed now holds in this run only. */
  touch(): void {
    this.touched += 1;
  }

  /** Runs one step of a resolution within the budget. */
  within<T>(step: () => T, beyond: (code: 'TooManySteps' | 'TooDeep') => T): T {
    this.steps += 1;
    if (this.steps > MOST_STEPS || this.depth > MOST_DEPTH) {
      this.touched += 1;
      return beyond(this.depth > MOST_DEPTH ? 'TooDeep' : 'TooManySteps');
    }
    this.depth += 1;
    const result = step();
    this.depth -= 1;
    return result;
  }

  decisions(): readonly Decision[] {
    return this.taken.map(({ name, labels, index }) => ({ name, value: labels[index] ?? '' }));
  }
}
