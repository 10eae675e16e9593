import type { Condition, Policy, Statement } from '../../iam/policy';
import type { RequestPrincipal } from '../../iam/principal';
import { prove, type RequestRegion } from '../../iam/prove';
import type { PolicyInput, RequestPolicies } from '../../iam/request';
import type { Resource } from '../../template';
import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Finding, Outcome, RuleContext } from '../rule';
import { policyIn, unresolved } from './documents';
import { meansStrangers, strangeContext, strangers } from './outsiders';
import { partiesOf, settle, settleText, type Parties } from './settle';
import { mayBeAnything } from './statements';
import { doubted } from '../network/told';
import { mayCover } from './wildcards';

/** What an identity policy may at most say: then a request is refused only where the resource's own policy refuses it. */
export const EVERYTHING: Policy = {
  version: '2012-10-17',
  statements: [{ index: 0, effect: 'Allow', action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [] }],
};

export type Question = Pick<RequestRegion, 'action' | 'resource' | 'conditions'>;

/** No request of the region is allowed; a finding's witness is one that is. */
export function noRequest(region: RequestRegion, policies: RequestPolicies, finding: Finding): Outcome {
  const verdict = prove(region, policies);
  switch (verdict.kind) {
    case 'proved':
      return { kind: 'pass', because: verdict.because };
    case 'refuted':
      return fail({ ...finding, witness: { kind: 'request', ...verdict.witness } });
    case 'unknown':
    case 'not-applicable':
      return unknownOutcome(...verdict.because);
  }
}

/** The policy of a resource refuses the requests to everybody, whatever identity policies say. No policy refuses nothing. */
export function refusedByPolicy(resource: Resource, context: RuleContext, policy: PolicyInput | undefined, question: Question, finding: Finding): Outcome {
  const parties = partiesOf(resource, context, policy === undefined ? [] : [policy]);
  const region = settled(question, parties);
  if (policy === undefined) return noRequest(region, { identity: [EVERYTHING] }, finding);
  const known = settle(policy, parties);
  const ask = (input: PolicyInput): Outcome => noRequest(region, { identity: [EVERYTHING], resource: { policy: input, ownerAccount: parties.own } }, finding);
  const core = refusing(policyIn(known), question.conditions ?? []);
  const short = core === undefined ? undefined : ask(core);
  return short?.kind === 'pass' ? short : ask(known);
}

/** Who asks: an identity of the account that no policy names, or of another account. */
export type Asker = 'insider' | 'stranger';

/** A Deny of the policy refuses the requests, so that no Allow that comes later opens them. */
export function refusedByDenial(resource: Resource, context: RuleContext, policy: PolicyInput, question: Question, asker: Asker, finding: Finding): Outcome {
  const parties = partiesOf(resource, context, [policy]);
  const known = policyIn(settle(policy, parties));
  if (known === undefined) return unresolved(policy);
  const arn = `arn:aws:iam::${asker === 'insider' ? parties.own : parties.strange}:user/${asker}`;
  const asked = question.action?.patterns ?? ['*'];
  const denials = {
    ...known,
    statements: [
      EVERYBODY,
      ...known.statements.filter(({ effect, action }) => effect === 'Deny' && (action.not || action.patterns.some((pattern) => asked.some((each) => mayCover(pattern, each))))),
    ],
  };
  return noRequest(
    { ...settled(question, parties), principals: [{ kind: 'user', arn }] },
    { identity: [EVERYTHING], resource: { policy: denials, ownerAccount: parties.own } },
    finding,
  );
}

const EVERYBODY: Statement = {
  index: -1, effect: 'Allow', principal: { not: false, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] }, action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [],
};

/**
 * Only what denies by the keys in question, next to an Allow for everybody: it refuses less than the whole policy, so what it refuses, the policy refuses too. Most questions are answered by
 * one statement, and a short policy is decided in a fraction of the time.
 */
function refusing(policy: Policy | undefined, conditions: readonly Condition[]): Policy | undefined {
  if (policy === undefined) return undefined;
  // who asks narrows the question down, and is not what a Deny is about
  const keys = new Set(conditions.map(({ key }) => key.toLowerCase()).filter((key) => !key.startsWith('aws:principal')));
  const denials = policy.statements.filter((statement) => statement.effect === 'Deny' && (statement.conditions.length === 0 || statement.conditions.some(({ key }) => keys.has(key.toLowerCase()))));
  return denials.length === 0 || denials.length === policy.statements.length ? undefined : { ...policy, statements: [EVERYBODY, ...denials] };
}

/** No stranger is allowed anything by a resource's policy, even one whom its own account allows everything. */
export function noStranger(resource: Resource, context: RuleContext, input: PolicyInput, finding: Finding, question: Question = {}): Outcome {
  const known = policyIn(input);
  if (known === undefined) return unresolved(input);
  if (!known.statements.some(meansStrangers)) return PASS;
  const parties = partiesOf(resource, context, [input]);
  const policy = settle(input, parties);
  const conditions: readonly Condition[] = [...strangeContext([policyIn(policy) ?? known]), ...(question.conditions ?? [])];
  return noRequest(
    { ...question, principals: strangers([known], parties.strange), conditions },
    { identity: [EVERYTHING], resource: { policy, ownerAccount: parties.own } },
    finding,
  );
}

/**
 * No AWS service that the policy names is allowed anything on behalf of an account that the policy does not name, which the service tells by
 * `aws:SourceAccount` and `aws:SourceArn`. `told`: services that say on whose behalf they act.
 */
export function noDeputy(
  resource: Resource,
  context: RuleContext,
  input: PolicyInput,
  finding: (service: string) => Finding,
  told: (service: string) => boolean = () => true,
): Outcome {
  const known = policyIn(input);
  if (known === undefined) return unresolved(input);
  const parties = partiesOf(resource, context, [input]);
  const policy = settle(input, parties);
  const services = [...new Set(known.statements.flatMap(({ effect, principal }) => (effect === 'Allow' && principal !== undefined && !principal.not
    ? principal.service
    : [])))].filter((name) => mayBeAnything(name) || told(name));
  const present = ['aws:SourceAccount', 'aws:SourceArn'].map((key): Condition => ({ operator: 'Null', ifExists: false, key, values: ['false'] }));
  const foreign: readonly Condition[] = [
    { operator: 'StringNotEquals', ifExists: false, key: 'aws:SourceAccount', values: [parties.own] },
    { operator: 'StringNotLike', ifExists: false, key: 'aws:SourceArn', values: [`arn:*:*:*:${parties.own}:*`] },
  ];
  const conditions = [...present, ...foreign, ...strangeContext([policyIn(policy) ?? known])];
  return every([PASS, ...services.map((name) => {
    const principals: readonly RequestPrincipal[] = [{ kind: 'service', name }];
    const outcome = noRequest({ principals, conditions }, { identity: [], resource: { policy, ownerAccount: parties.own } }, finding(name));
    return mayBeAnything(name) ? doubted(outcome, { code: 'PerhapsAService', principal: name }) : outcome;
  })]);
}

function settled(question: Question, parties: Parties): Question {
  const { conditions, resource: element } = question;
  return {
    ...question,
    ...(element === undefined ? {} : { resource: { ...element, patterns: element.patterns.map((text) => settleText(text, parties)) } }),
    ...(conditions === undefined ? {} : { conditions: conditions.map((condition) => ({ ...condition, values: condition.values.map((text) => settleText(text, parties)) })) }),
  };
}
