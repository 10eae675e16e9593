import type { Check, Subject, Witness } from '../check';
import { isUnknown, type Facts, type Resource } from '../template';
import type { Step, Verdict } from '../verdict';
import { statesOf, type ContextOptions } from './context';
import type { Finding, Outcome, Rule, RuleContext } from './rule';

/** Judges every resource by every rule, in every state of the templates' conditions: one check for each rule, resource and finding. */
export function runRules(facts: Facts, rules: readonly Rule[], options?: ContextOptions): readonly Check[] {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  const answers = new Map<string, Answers>();
  for (const { context, when } of statesOf(facts, options)) {
    for (const resource of context.resources) {
      for (const rule of byType.get(resource.type) ?? []) note(answers, rule, resource, { outcome: judged(rule, resource, context), when });
    }
  }
  return [...answers.values()].flatMap((each) => checksOf(each, facts.incomplete));
}

/** Where a resource stands, for results. */
export function subjectOf({ template, logicalId, type, path, position }: Resource): Subject {
  return { id: `${template}.${logicalId}`, template, logicalId, type, position, ...(path === undefined ? {} : { path }) };
}

interface Answer {
  readonly outcome: Outcome;
  readonly when: Step | undefined;
}

interface Answers {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly outcomes: Answer[];
}

function note(answers: Map<string, Answers>, rule: Rule, resource: Resource, answer: Answer): void {
  const key = `${rule.id} ${resource.template}.${resource.logicalId}`;
  const known = answers.get(key) ?? { rule, resource, outcomes: [] };
  known.outcomes.push(answer);
  answers.set(key, known);
}

/** A resource that may not be there, or is something else once a macro ran, neither keeps a rule nor breaks it. */
function judged(rule: Rule, resource: Resource, context: RuleContext): Outcome {
  if (isUnknown(resource.properties)) return { kind: 'unknown', because: [resource.properties.cause] };
  const outcome = rule.check(resource, context);
  if (outcome.kind === 'skip') return outcome;
  if (resource.opaque !== undefined) return { kind: 'unknown', because: [resource.opaque] };
  if (isUnknown(resource.presence) && outcome.kind === 'fail') return { kind: 'unknown', because: [resource.presence.cause, ...outcome.findings.flatMap(({ because }) => because)] };
  return outcome;
}

/** `incomplete`: why there may be resources, or other forms of them, that are not seen. What is written breaks a rule all the same; that nothing else does cannot be told. */
function checksOf({ rule, resource, outcomes }: Answers, incomplete: readonly Step[]): readonly Check[] {
  const { id, title, controls, severity, fix } = rule;
  const check = (verdict: Verdict<Witness>, finding?: string): Check => (
    { source: 'rule', id, title, controls, severity, fix, subject: subjectOf(resource), verdict, ...(finding === undefined ? {} : { finding }) });
  const refutations = refutationsOf(outcomes);
  if (refutations.size > 0) return [...refutations.values()].map(({ finding, because }) => check({ kind: 'refuted', because, witness: finding.witness ?? { kind: 'property', path: finding.path ?? [], got: finding.got } }, finding.id));
  const doubts = outcomes.flatMap(({ outcome, when }) => (outcome.kind === 'unknown' ? [...outcome.because, ...(when === undefined ? [] : [when])] : []));
  if (doubts.length > 0) return [check({ kind: 'unknown', because: doubts })];
  if (incomplete.length > 0) return [check({ kind: 'unknown', because: incomplete })];
  const passed = outcomes.flatMap(({ outcome }) => (outcome.kind === 'pass' ? outcome.because ?? [] : []));
  if (outcomes.some(({ outcome }) => outcome.kind === 'pass')) return [check({ kind: 'proved', because: passed, assumptions: [] })];
  return [check({ kind: 'not-applicable', because: outcomes.flatMap(({ outcome }) => (outcome.kind === 'skip' ? outcome.because : [])) })];
}

/** Findings of all states, each once; with the state, unless it is so in all of them. */
function refutationsOf(outcomes: readonly Answer[]): ReadonlyMap<string, { readonly finding: Finding; readonly because: readonly Step[] }> {
  const found = new Map<string, { readonly finding: Finding; readonly states: (Step | undefined)[] }>();
  for (const { outcome, when } of outcomes) {
    for (const finding of outcome.kind === 'fail' ? outcome.findings : []) {
      const key = JSON.stringify([finding.id, finding.path]);
      const known = found.get(key) ?? { finding, states: [] };
      known.states.push(when);
      found.set(key, known);
    }
  }
  return new Map([...found].map(([key, { finding, states: [first, ...more] }]) => [key, { finding, because: [...finding.because, ...(first === undefined || more.length + 1 === outcomes.length ? [] : [first])] }]));
}
