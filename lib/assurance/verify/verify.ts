import { runRequirements } from '../requirements';
import type { Requirement } from '../requirements';
import { ALL_RULES, runRules, type ContextOptions, type Rule } from '../rules';
import { facts, type FactsOptions, type Template, type Weakening } from '../template';
import { acknowledged } from './acknowledge';
import type { Verification } from './verification';

export interface VerifyOptions extends ContextOptions {
  /** @default - every rule of the AI pack */
  readonly rules?: readonly Rule[];
  /** @default - none */
  readonly requirements?: readonly Requirement[];
  /** Account, region, partition and parameter values, where the templates do not tell them. */
  readonly facts?: FactsOptions;
  /** YYYY-MM-DD; acknowledgements that expired before it do not count. @default - expiry is not judged */
  readonly today?: string;
}

/** Asks templates that are deployed together every rule and requirement. Pure: same input, same result. */
export function verify(templates: readonly Template[], options: VerifyOptions = {}): Verification {
  const { rules = ALL_RULES, requirements = [], today } = options;
  const found = facts(templates, options.facts);
  const { checks, stale } = acknowledged([...runRules(found, rules, options), ...runRequirements(found, requirements, options)], templates, today);
  return { checks, stale, assumptions: found.assumptions, unresolved: found.unresolved, weakenings: templates.flatMap(weakeningsOf), facts: found };
}

function weakeningsOf({ weakenings, nested }: Template): readonly Weakening[] {
  return [...weakenings, ...[...nested.values()].flatMap(weakeningsOf)];
}
