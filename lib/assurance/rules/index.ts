export { ALL_RULES, PACKS } from './packs';
export { ruleContext, statesOf, type ContextOptions, type State } from './context';
export { runRules, subjectOf } from './run';
export type { Finding, Outcome, Rule, RuleContext } from './rule';
