/** Offline judgement of CloudFormation templates: verdicts with proofs. */
export type { Check, Severity, Subject, Witness } from './check';
export type { Step, Verdict } from './verdict';
export { facts, loadAssembly, parseTemplate, type Acknowledgement, type Decision as StateDecision, type Environment, type Facts, type FactsOptions, type Resource, type Template, type Value, type Variant, type Weakening } from './template';
export * from './iam';
export { accessOf, type AccessModel, type AccessOptions, type Holder, type ProtectedResource } from './access';
export { networkModels, reachability, reachabilityOf, type Endpoint, type Hop, type NetworkModel, type Path, type PathOptions, type ReachRow, type Reachability } from './network';
export { ALL_RULES, PACKS, runRules, type ContextOptions, type Finding, type Outcome, type Rule, type RuleContext } from './rules';
export { BASELINE, parseRequirements, PLATFORM, runRequirements, type Question, type Requirement, type Selector } from './requirements';
export { ask, type Answer, type Ask } from './verify/ask';
export { countsOf, standingOf, verify, type Counts, type Standing, type Verification, type VerifyOptions } from './verify';
export { diffPosture, posture, renderDiff, renderPosture, type Posture } from './posture';
export { evidence, renderJson, renderMarkdown, renderSarif, type EvidenceFile, type EvidenceOptions } from './evidence';
export { renderPath, renderRequest, renderVerdict, sentence } from './prose';
export { CATALOGUE } from './catalogue';
