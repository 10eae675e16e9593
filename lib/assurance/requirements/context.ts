import { PlatformError } from '../../contract/platform-error';
import { accessOf } from '../access';
import { placesOf, type Place } from '../access/environment';
import type { Check } from '../check';
import { ALL_RULES, runRules, type ContextOptions, type Rule, type RuleContext, type State } from '../rules';
import { hasSymbol, type Facts } from '../template';
import { grounded } from './grounded';
import type { Selector } from './requirement';
import { select, type Selection } from './selector';

/** What questions see of one state of the templates; everything in it is computed once. */
export interface QuestionContext extends RuleContext {
  select(selector: Selector): Selection;
  /** Where a template is deployed to; symbols where the templates do not tell. Left out, one that tells its account. */
  place(template?: string): Place;
  /** What answers about requests take for granted. */
  readonly assumptions: readonly string[];
  /** Every account that templates are deployed to. */
  readonly accounts: readonly string[];
  /** What the rules of those ids found. @throws PlatformError NoSuchRule */
  rules(ids: readonly string[]): readonly Check[];
  /** Keeps a result for questions that are alike. */
  once<T>(key: string, compute: () => T): T;
}

/** @param options as the states were made by, so that models and rule results are shared */
export function questionContext({ context }: State, facts: Facts, options?: ContextOptions): QuestionContext {
  const kept = new Map<string, unknown>();
  const once = <T>(key: string, compute: () => T): T => {
    if (!kept.has(key)) kept.set(key, compute());
    return kept.get(key) as T;
  };
  const { resources, assumptions, ...open } = grounded(context.resources);
  const templates = [...new Set(resources.map(({ template }) => template))];
  // a template that does not tell its account is deployed where the others are
  const own = templates.map(placesOf(resources, options?.access?.accountId)).find(({ account }) => !hasSymbol(account))?.account;
  const known = own ?? open.account;
  const told = placesOf(resources, known);
  const places = (template: string): Place => {
    const place = told(template);
    return hasSymbol(place.partition) ? { ...place, partition: open.partition } : place;
  };
  const all = templates.map(places);
  return {
    ...context,
    resources,
    assumptions,
    access: () => (resources === context.resources && own !== undefined ? context.access() : once('access', () => accessOf(resources, { ...options?.access, accountId: known }))),
    select: (selector) => once(`select ${JSON.stringify(selector)}`, () => select(selector, resources)),
    place: (template = templates[0] ?? '') => places(template),
    accounts: [...new Set([...all.map(({ account }) => account), known])],
    rules: (ids) => once(`rules ${ids.join(' ')}`, () => runRules(facts, ids.map(ruleNamed), options)),
    once,
  };
}

function ruleNamed(id: string): Rule {
  const found = ALL_RULES.find((rule) => rule.id === id);
  if (found === undefined) throw new PlatformError([{ code: 'NoSuchRule', what: "'rules' must name rules of the pack", got: id, fix: 'correct the id; the rule catalogue lists them' }]);
  return found;
}
