import type { AccessModel, Holder, ProtectedResource } from '../access';
import { nameOf, policyOf } from '../access/documents';
import { RequestContext } from '../iam/context';
import type { ResourceElement } from '../iam/policy';
import { resourceMatches } from '../iam/resource';
import type { Step } from '../verdict';
import { grantsOf, type Grant } from './grant';
import type { Labels } from './labels';
import { principalTexts, resourceTexts } from './wording';

/** What the policies of roles and users say. */
export function rightsOf({ holders }: AccessModel, labels: Labels): readonly Grant[] {
  return holders.flatMap(({ id, identity }) => identity.flatMap((input) => {
    const policy = policyOf(input);
    if (policy === undefined) return [];
    return grantsOf(policy, labels, () => [labels.of(id)], ({ resource }) => (resource === undefined ? ['nothing'] : resourceTexts(resource, labels)));
  }));
}

/** What the policies of resources say, trust policies of roles aside. */
export function resourceGrantsOf({ resources }: AccessModel, labels: Labels): readonly Grant[] {
  return resources.filter(({ resource }) => resource.type !== 'AWS::IAM::Role').flatMap((target) => saidOf(target).flatMap((policy) =>
    grantsOf(policy, labels, ({ principal }) => principalTexts(principal, labels), ({ resource }) => placesIn(target, resource, labels))));
}

/** What of the resource a statement is about: it, all below it, or parts; nothing for a statement about another resource. */
function placesIn({ id, arns }: ProtectedResource, element: ResourceElement | undefined, labels: Labels): readonly string[] {
  const own = labels.of(id);
  if (element === undefined) return [own];
  if (element.not) return resourceTexts(element, labels).map((text) => `${own}: ${text}`);
  const [arn = '', ...below] = arns;
  const places = element.patterns.flatMap((pattern): readonly string[] => {
    if (pattern === '*' || pattern === arn) return [own];
    if (below.includes(pattern)) return [`${own}${pattern.slice(arn.length)}`];
    if (pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`)) return [labels.text(pattern)];
    const covered = arns.map((each) => resourceMatches({ not: false, patterns: [pattern] }, 'Allow', each, 'bracketed', NO_CONTEXT).result);
    return covered.includes('yes') ? [own] : covered.includes('unknown') || pattern.startsWith('execute-api:') ? [`${own}: ${labels.text(pattern)}`] : [];
  });
  return places.includes(own) ? [own] : [...new Set(places)];
}

const NO_CONTEXT = { version: '2012-10-17', context: new RequestContext(new Map()) } as const;

/** Who can take which role. */
export function trustOf({ holders }: AccessModel, labels: Labels): readonly Grant[] {
  return holders.flatMap(({ id, trust }) => {
    const policy = trust === undefined ? undefined : policyOf(trust);
    return policy === undefined ? [] : grantsOf(policy, labels, ({ principal }) => principalTexts(principal, labels), () => [labels.of(id)]);
  });
}

/** Roles and users that a boundary limits. */
export function boundariesOf({ holders }: AccessModel, labels: Labels): readonly { readonly who: string; readonly within: string }[] {
  return holders.flatMap(({ id, permissionsBoundary }) => {
    if (permissionsBoundary === undefined) return [];
    const name = nameOf(permissionsBoundary);
    return [{ who: labels.of(id), within: name.includes(':') ? labels.text(name) : labels.of(name) }];
  });
}

/** Roles that are taken by way of others, or by other holders at all. */
export function chainsOf(model: AccessModel, labels: Labels): readonly Chain[] {
  return model.holders.flatMap((from: Holder) => model.reachableFrom(from).filter(({ holder }) => holder !== from).map(({ holder, via, certain }): Chain => (
    { from: labels.of(from.id), to: labels.of(holder.id), via: via.map((id) => labels.of(id)), certain })));
}

export interface Chain {
  readonly from: string;
  readonly to: string;
  readonly via: readonly string[];
  readonly certain: boolean;
}

/** Policies whose text is not at hand, by whom they are of. */
export function unreadOf({ holders, resources, endpoints }: AccessModel): readonly { readonly of: string; readonly name: string; readonly cause: Step }[] {
  const all = [
    ...holders.flatMap(({ id, identity, permissionsBoundary, trust }) => [...identity, permissionsBoundary, trust].map((input) => ({ of: id, input }))),
    ...resources.filter(({ resource }) => resource.type !== 'AWS::IAM::Role').flatMap(({ id, policy, doubtfulPolicies }) => [policy, ...doubtfulPolicies].map((input) => ({ of: id, input }))),
    ...endpoints.map(({ id, policy }) => ({ of: id, input: policy })),
  ];
  return all.flatMap(({ of, input }) => (input !== undefined && 'unresolved' in input ? [{ of, name: input.name, cause: input.unresolved }] : []));
}

function saidOf({ policy, doubtfulPolicies }: ProtectedResource): readonly NonNullable<ReturnType<typeof policyOf>>[] {
  return [policy, ...doubtfulPolicies].flatMap((input) => (input === undefined ? [] : (policyOf(input) ?? [])));
}
