import { accessOf, type AccessModel, type Holder, type ProtectedResource } from '../access';
import { nameOf, policyOf } from '../access/documents';
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

/** Everything with policies that says something else than before, in any state. */
export function comparedPolicies(before: States, after: States): readonly PolicyVerdict[] {
  const ids = (of: (model: AccessModel) => readonly { readonly id: string }[]): readonly string[] => [...new Set([...before, ...after].flatMap(({ model }) => of(model).map(({ id }) => id)))].sort();
  const about = (area: PolicyDifference['area'], all: readonly string[], change: (id: string, from: AccessModel, to: AccessModel) => OnlyAfter | 'same'): readonly PolicyVerdict[] =>
    all.flatMap((id): readonly PolicyVerdict[] => {
      const more = overStates(before, after, (from, to) => change(id, from, to));
      const less = overStates(after, before, (from, to) => change(id, from, to));
      return more === 'same' && less === 'same' ? [] : [{ area, id, more: more === 'same' ? NONE : more, less: less === 'same' ? NONE : less }];
    });
  return [
    ...about('rights', ids(({ holders }) => holders), (id, from, to) => rightsChange(from.holder(id), to.holder(id))),
    ...about('trust', ids(({ holders }) => holders.filter(({ kind }) => kind === 'role')), (id, from, to) => (from.holder(id) === undefined || to.holder(id) === undefined ? 'same' : resourceChange(id, from, to, ['sts:*']))),
    ...about('resource-policy', ids(({ resources }) => resources.filter(({ resource }) => resource.type !== 'AWS::IAM::Role')), (id, from, to) => resourceChange(id, from, to)),
    ...about('endpoint-policy', ids(({ endpoints }) => endpoints), endpointChange),
  ];
}

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

function leftTo(account: string): Policy {
  const principal = { not: false, everyone: false, aws: [account], service: [], federated: [], canonicalUser: [] };
  return { version: '2012-10-17', statements: [{ index: 0, effect: 'Allow', principal, action: { not: false, patterns: ['*'] }, conditions: [] }] };
}

/** A resource that is not there grants nothing: of a new one, what counts is whom its policy lets in. */
function resourceChange(id: string, from: AccessModel, to: AccessModel, actions?: readonly string[]): OnlyAfter | 'same' {
  const [was, is] = [from.protected(id), to.protected(id)];
  if (is === undefined) return was === undefined ? 'same' : NONE;
  const after = to.policiesFor(undefined, is);
  const before = was === undefined ? withoutPolicy(is, after) : from.policiesFor(undefined, was);
  if (same(before, after)) return 'same';
  const resourceDecides = /^(?:kms|iam)$/.test(is.service) ? 'everybody' : 'outsiders';
  return onlyAfter({ before, after, action: { not: false, patterns: actions ?? [`${is.service}:*`] }, resource: { not: false, patterns: is.arns }, resourceDecides });
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
  const { bAllowsMore } = comparePolicies(before, after);
  if (bAllowsMore.kind === 'refuted') return { kind: 'found', witness: { request: bAllowsMore.witness.request } };
  return bAllowsMore.kind === 'unknown' ? { kind: 'unknown', because: bAllowsMore.because } : NONE;
}

const EVERYTHING: Policy = {
  version: '2012-10-17',
  statements: [{
    index: 0, effect: 'Allow', principal: { not: false, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] }, action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [],
  }],
};

/** By what they say, not by what they are called or in what order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
