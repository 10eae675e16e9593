import { accessOf, type AccessModel, type Holder, type ProtectedResource } from '../access';
import { nameOf, policyOf } from '../access/documents';
import { serviceNamed } from '../iam/metadata';
import { comparePolicies } from '../iam/prove';
import { accountOf } from '../iam/principal';
import type { Policy } from '../iam/policy';
import type { PolicyInput, RequestPolicies } from '../iam/request';
import type { Variant } from '../template';
import type { PolicyDifference } from './change';
import { onlyAfter, type OnlyAfter, type PolicyChange } from './only-after';
import type { PostureOptions } from './posture';

/** Both answers about one thing with policies. */
export interface PolicyVerdict {
  readonly area: PolicyDifference['area'];
  /** `<template>.<LogicalId>`. */
  readonly id: string;
  readonly more: OnlyAfter;
  readonly less: OnlyAfter;
}

/** States of one deployment, by the decisions that lead to them. */
export type States = readonly { readonly key: string; readonly model: AccessModel }[];

export function statesOf(variants: readonly Variant[], options: PostureOptions): States {
  return variants.map(({ when, resources }) => ({ key: JSON.stringify(when), model: accessOf(resources, options.access) }));
}

/** States of both deployments. */
export interface Sides {
  readonly before: States;
  readonly after: States;
}

/**
 * Everything with policies that says something else than before, in any state.
 *
 * @param again asked where the answer is unknown
 */
export function comparedPolicies({ before, after }: Sides, again: () => Sides): readonly PolicyVerdict[] {
  let more: Sides | undefined;
  const others = (): Sides => (more ??= again());
  const ids = (of: (model: AccessModel) => readonly { readonly id: string }[]): readonly string[] => [...new Set([...before, ...after].flatMap(({ model }) => of(model).map(({ id }) => id)))].sort();
  const about = (area: PolicyDifference['area'], all: readonly string[], change: (id: string, from: AccessModel, to: AccessModel) => OnlyAfter | 'same'): readonly PolicyVerdict[] =>
    all.flatMap((id): readonly PolicyVerdict[] => {
      const ask = (first: OnlyAfter | 'same', second: () => OnlyAfter | 'same'): OnlyAfter | 'same' => {
        if (first === 'same' || first.kind !== 'unknown') return first;
        const other = second();
        return other !== 'same' && other.kind === 'unknown' ? first : other;
      };
      const over = (from: States, to: States): OnlyAfter | 'same' => overStates(from, to, (one, other) => change(id, one, other));
      const grown = ask(over(before, after), () => over(others().before, others().after));
      const shrunk = ask(over(after, before), () => over(others().after, others().before));
      return grown === 'same' && shrunk === 'same' ? [] : [{ area, id, more: grown === 'same' ? NONE : grown, less: shrunk === 'same' ? NONE : shrunk }];
    });
  return [
    ...about('rights', ids(({ holders }) => holders), (id, from, to) => rightsChange(from.holder(id), to.holder(id))),
    ...about('trust', ids(({ holders }) => holders.filter(({ kind }) => kind === 'role')), (id, from, to) => (from.holder(id) === undefined || to.holder(id) === undefined ? 'same' : resourceChange(id, from, to, ASSUMPTIONS))),
    ...about('resource-policy', ids(({ resources }) => resources.filter(({ resource }) => resource.type !== 'AWS::IAM::Role')), (id, from, to) => resourceChange(id, from, to)),
    ...about('endpoint-policy', ids(({ endpoints }) => endpoints), endpointChange),
  ];
}

/** What trust policies are about. */
const ASSUMPTIONS = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'TagSession', 'SetSourceIdentity'].map((name) => `sts:${name}`);

const NONE: OnlyAfter = { kind: 'none' };

/** What a state has that no state before had: compared with the state of the same decisions, or, where there is none, with each. */
function overStates(before: States, after: States, change: (from: AccessModel, to: AccessModel) => OnlyAfter | 'same'): OnlyAfter | 'same' {
  let found: OnlyAfter | 'same' = 'same';
  for (const { key, model } of after) {
    const alike = before.filter((state) => state.key === key);
    const answers = (alike.length > 0 ? alike : before).map((state) => change(state.model, model));
    const [first, ...others] = [...answers].sort((a, b) => rank(a) - rank(b));
    if (first !== undefined && [first, ...others].some((answer) => answer !== 'same') && (found === 'same' || rank(first) > rank(found))) found = first;
  }
  return found;
}

function rank(answer: OnlyAfter | 'same'): number {
  return answer === 'same' ? 0 : ['none', 'unknown', 'found'].indexOf(answer.kind);
}

/** A holder that is not there may do nothing. Keys and roles are taken to leave it to the holder's policies. */
function rightsChange(from: Holder | undefined, to: Holder | undefined): OnlyAfter | 'same' {
  if (to === undefined) return from === undefined ? 'same' : NONE;
  const account = accountOf(to.principal) ?? '';
  const policies = (holder: Holder | undefined): PolicyChange['before'] => ({
    identity: holder?.identity ?? [], ...(holder?.permissionsBoundary === undefined ? {} : { permissionsBoundary: holder.permissionsBoundary }), resource: { policy: leftTo(account), ownerAccount: account },
  });
  const [before, after] = [policies(from), policies(to)];
  if (from !== undefined && same(before, after)) return 'same';
  return onlyAfter({ before, after, principals: [to.principal], resourceDecides: 'nobody' });
}

/** A policy that leaves everything to an account. */
function leftTo(account: string): Policy {
  const principal = { not: false, everyone: false, aws: [`arn:aws:iam::${account}:root`], service: [], federated: [], canonicalUser: [] };
  return { version: '2012-10-17', statements: [{ index: 0, effect: 'Allow', principal, action: { not: false, patterns: ['*'] }, conditions: [] }] };
}

/** A resource that is not there grants nothing: of a new one, what counts is whom its policy lets in. */
function resourceChange(id: string, from: AccessModel, to: AccessModel, actions?: readonly string[]): OnlyAfter | 'same' {
  const [was, is] = [from.protected(id), to.protected(id)];
  if (is === undefined) return was === undefined ? 'same' : NONE;
  const after = to.policiesFor(undefined, is);
  const before = was === undefined ? withoutPolicy(is, after) : from.policiesFor(undefined, was);
  if (same(before, after)) return 'same';
  const change: PolicyChange = {
    before, after, action: { not: false, patterns: actions ?? [`${is.service}:*`] }, resource: { not: false, patterns: is.arns }, resourceDecides: /^(?:kms|iam)$/.test(is.service) ? 'everybody' : 'outsiders',
  };
  // a role that a condition names is one of everybody, and easier found by its name
  const texts = JSON.stringify([before.resource, after.resource]);
  const named = [...from.holders, ...to.holders].filter(({ arn }) => texts.includes(arn)).map(({ principal }) => principal);
  const byNamed = named.length === 0 ? NONE : onlyAfter({ ...change, principals: named });
  return byNamed.kind === 'found' ? byNamed : onlyAfter(change);
}

function withoutPolicy({ id, service }: ProtectedResource, after: RequestPolicies): RequestPolicies {
  if (after.resource === undefined) return after;
  const policy: PolicyInput = { name: `${id} (not there)`, policy: service === 'kms' ? leftTo(after.resource.ownerAccount ?? '') : { version: '2012-10-17', statements: [] } };
  return { ...after, resource: { ...after.resource, policy } };
}

/** An endpoint without policy lets everything by; one that is not there concerns reachability. */
function endpointChange(id: string, from: AccessModel, to: AccessModel): OnlyAfter | 'same' {
  const [was, is] = [from, to].map(({ endpoints }) => endpoints.find((endpoint) => endpoint.id === id));
  if (was === undefined || is === undefined) return 'same';
  if (same(was.policy, is.policy)) return 'same';
  const [before, after] = [was.policy, is.policy].map((input) => (input === undefined ? EVERYTHING : policyOf(input)));
  if (before === undefined || after === undefined) return { kind: 'unknown', because: [{ code: 'PolicyUnresolved', policy: nameOf(is.policy ?? was.policy ?? EVERYTHING) }] };
  const { bAllowsMore } = comparePolicies(ofService(before, is.service), ofService(after, is.service));
  if (bAllowsMore.kind === 'refuted') return { kind: 'found', request: bAllowsMore.witness.request };
  return bAllowsMore.kind === 'unknown' ? { kind: 'unknown', because: bAllowsMore.because } : NONE;
}

/** An endpoint is asked for its own service's actions only; of one whose prefix is not known, any. */
function ofService(policy: Policy, endpoint: string): Policy {
  const [service = ''] = endpoint.split('.');
  if (serviceNamed(service) === undefined) return policy;
  const index = policy.statements.length;
  return { ...policy, statements: [...policy.statements, { index, effect: 'Deny', principal: EVERYBODY, action: { not: true, patterns: [`${service}:*`] }, resource: { not: false, patterns: ['*'] }, conditions: [] }] };
}

const EVERYBODY = { not: false, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] } as const;

const EVERYTHING: Policy = {
  version: '2012-10-17',
  statements: [{
    index: 0, effect: 'Allow', principal: EVERYBODY, action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [],
  }],
};

/** By what they say, not by what they are called or in what order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
