export type { Finding, Outcome, Rule, RuleContext } from './rule';
