import type { Witness } from '../../check';
import type { Policy, Statement } from '../../iam/policy';
import type { RequestRegion } from '../../iam/prove';
import { policiesOf } from '../../iam/prove/realm';
import type { PolicyInput, RequestPolicies } from '../../iam/request';
import type { Resource } from '../../template';
import type { Step, Verdict } from '../../verdict';
import { doubted, proved, unknown, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import type { DeniedQuestion } from '../requirement';
import { absent } from './absent';
import { proveByNeed } from './by-need';
import { callersOf, unnamedIn, type Caller, type Callers } from './callers';
import { leftToAccount, OPEN_POLICY } from './outside-resources';
import { actionElement, conditionsOf, denyingAll, read, type Read } from './requests';
import { targetsOf, type Target } from './targets';

/** No request is allowed: one answer for each resource, or for each principal or endpoint where no resource is asked about. */
export function judgeDenied(question: DeniedQuestion, context: QuestionContext): readonly Answer[] {
  const callers = callersOf(question, context);
  if (callers.kind !== 'read') return absent(callers);
  const targets = targetsOf(question.resources, question.actions, question.via, context);
  if (targets.kind !== 'read') return absent(targets);
  return targets.value.flatMap((target) => judgeTarget(question, target, callers.value, context));
}

function judgeTarget(question: DeniedQuestion, target: Target, callers: Callers, context: QuestionContext): readonly Answer[] {
  if (target.unfit !== undefined) return [{ ...subject(target.resource), verdict: unknown(target.unfit) }];
  const asked = regionOf(question, target, context);
  if (asked.kind !== 'read') return absent(asked).map((answer) => ({ ...answer, ...subject(target.resource) }));
  const { region, unless } = asked.value;
  if (callers.kind === 'everybody') {
    const policies = policiesOfAnyone(question, target, context);
    const unnamed = question.principals === 'strangers' && policies.resource !== undefined ? unnamedIn(policiesOf({ identity: [policies.resource.policy] })) : [];
    const verdict = doubted(proveBut(unless, { ...region, conditions: [...(region.conditions ?? []), ...callers.conditions, ...unnamed] }, policies, context), target.doubts);
    return [{ ...subject(target.resource ?? target.via?.resource), ...finding(target.resource === undefined ? [] : [target.via?.id]), verdict }];
  }
  const answers = callers.callers.map((caller) => judgeCaller(caller, target, region, unless, context));
  const open = answers.filter(({ verdict }) => verdict.kind !== 'proved');
  if (open.length > 0) return open;
  if (target.resource === undefined) return answers;
  const assumptions = answers.flatMap(({ verdict }) => (verdict.kind === 'proved' ? verdict.assumptions : []));
  return [{ subject: target.resource, verdict: proved([{ code: 'NoAllowedRequest', principals: callers.callers.map(({ holder }) => holder.id) }], [...new Set(assumptions)]) }];
}

function judgeCaller({ holder, via, doubts }: Caller, target: Target, region: RequestRegion, unless: readonly Statement[], context: QuestionContext): Answer {
  const model = context.access();
  const policies = model.policiesFor(holder, target.protected, target.via?.id);
  const outside: RequestPolicies = target.protected === undefined && policies.resource === undefined ? { ...policies, resource: { policy: leftToAccount(context.place(holder.resource.template)) } } : policies;
  const verdict = doubted(proveBut(unless, { ...region, principals: [holder.principal] }, outside, context), [...target.doubts, ...doubts]);
  const through = via.length === 0 ? [] : [`by way of ${via.join(', ')}`];
  return target.resource === undefined
    ? { subject: holder.resource, ...finding([...through, target.via?.id]), verdict }
    : { subject: target.resource, ...finding([holder.id, ...through, target.via?.id]), verdict };
}

/** Whoever is not known may have any permissions, or none; what lies outside of the templates may be open to everybody. */
function policiesOfAnyone({ principals, explicitly = false }: DeniedQuestion, target: Target, context: QuestionContext): RequestPolicies {
  const policies = context.access().policiesFor(undefined, target.protected, target.via?.id);
  const held = target.protected === undefined ? { ...policies, resource: { policy: OPEN_POLICY } } : explicitly ? grantingAll(policies) : policies;
  return principals === 'unprivileged' ? { ...held, identity: [] } : held;
}

interface Asked {
  readonly region: RequestRegion;
  readonly unless: readonly Statement[];
}

function regionOf({ actions, when = {}, unless = [] }: DeniedQuestion, { element, resource }: Target, context: QuestionContext): Read<Asked> {
  const conditions = conditionsOf(when, context, resource);
  if (conditions.kind !== 'read') return conditions;
  const exempt = denyingAll(unless, context, resource);
  return exempt.kind === 'read' ? read({ region: { action: actionElement(actions), resource: element, conditions: conditions.value }, unless: exempt.value }) : exempt;
}

/** As if the policy of the resource granted whatever it does not deny. */
function grantingAll(policies: RequestPolicies): RequestPolicies {
  const { resource } = policies;
  if (resource === undefined) return { ...policies, resource: { policy: OPEN_POLICY } };
  if ('unresolved' in resource.policy) return policies;
  const policy = policyIn(resource.policy);
  const statements = [...policy.statements, ...OPEN_POLICY.statements].map((statement, index) => ({ ...statement, index }));
  return { ...policies, resource: { ...resource, policy: { name: `${nameOf(resource.policy)}, and everything granted`, policy: { ...policy, statements } } } };
}

/**
 * What stays allowed is taken out by a policy that everybody's requests pass, as those of an endpoint are. Where nothing else denies, every wildcard is read
 * as wide as AWS might: that is the wider reading of what is granted, and how the list of what stays allowed is meant.
 */
function proveBut(unless: readonly Statement[], region: RequestRegion, policies: RequestPolicies, context: QuestionContext): Verdict<Witness> {
  const { endpoint } = policies;
  if (unless.length === 0 || (endpoint !== undefined && 'unresolved' in endpoint)) return asWitness(proveByNeed(region, policies, context));
  const base: Policy = endpoint === undefined ? OPEN_POLICY : policyIn(endpoint);
  const statements = [...base.statements, ...unless].map((statement, index) => ({ ...statement, index }));
  const limited = { ...policies, endpoint: { name: endpoint === undefined ? 'what stays allowed' : nameOf(endpoint), policy: { ...base, version: '2012-10-17' as const, statements } } };
  const denies = policiesOf(policies).some((policy) => policy.statements.some(({ effect }) => effect === 'Deny'));
  return asWitness(proveByNeed(region, limited, context, denies ? undefined : 'greedy'));
}

function policyIn(input: Exclude<PolicyInput, { readonly unresolved: Step }>): Policy {
  return 'name' in input ? input.policy : input;
}

function nameOf(input: PolicyInput): string {
  return 'name' in input ? input.name : (input.id ?? 'endpoint');
}

function asWitness(verdict: ReturnType<typeof proveByNeed>): Verdict<Witness> {
  return verdict.kind === 'refuted' ? { ...verdict, witness: { kind: 'request', ...verdict.witness } } : verdict;
}

function subject(resource: Resource | undefined): Pick<Answer, 'subject'> {
  return resource === undefined ? {} : { subject: resource };
}

function finding(parts: readonly (string | undefined)[]): Pick<Answer, 'finding'> {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? {} : { finding: given.join(' ') };
}
