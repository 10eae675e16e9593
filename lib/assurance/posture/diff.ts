import type { Facts, Variant } from '../template';
import { aligned } from './align';
import type { Change, PolicyDifference, PostureDiff } from './change';
import { concrete, type Concrete } from './concrete';
import { comparedPolicies, statesOf, type PolicyVerdict, type Sides } from './diff-policies';
import { beyond, changedEncryption, changedRows } from './diff-rows';
import type { Grant } from './grant';
import { labelsOf, type Labels } from './labels';
import { posture, type Deployment, type Posture, type PostureOptions } from './posture';

/**
 * What becomes more permissive from one deployment to another, and what less, each policy with a request that is allowed on one side only. Pure.
 * Templates of other names are matched by the resources that they have in common.
 */
export function diffPosture(before: Facts, after: Facts, options: PostureOptions = {}): PostureDiff {
  const other = aligned(before, after);
  const [was, is] = [posture(before, options), posture(other, options)];
  const labels: readonly [Labels, Labels] = [labelsOf(before.resources), labelsOf(other.resources)];
  const diff: { readonly [kind in keyof PostureDiff]: Change[] } = { more: [], less: [], different: [], unknown: [] };
  const own = concrete(before, other);
  const sides = (variants: (deployment: Deployment) => readonly Variant[]): Sides => ({ before: statesOf(variants(before), options), after: statesOf(variants(other), options) });
  for (const verdict of comparedPolicies(sides((deployment) => deployment.variants()), () => sides((deployment) => own.variants(deployment)))) sort(diff, verdict, was, is, labels, own);
  for (const { kind, change } of [...changedRows(was, is), ...changedEncryption(before.resources, other.resources, labels)]) diff[kind].push(change);
  return diff;
}

/** One thing may allow more and less at once. */
function sort(diff: { readonly [kind in keyof PostureDiff]: Change[] }, { area, id, more, less }: PolicyVerdict, was: Posture, is: Posture, [before, after]: readonly [Labels, Labels], own: Concrete): void {
  const what = after.has(id) ? after.of(id) : before.of(id);
  const [grantsBefore, grantsAfter] = [said(was, area, before.of(id)), said(is, area, after.of(id))];
  const change: PolicyDifference = { area, what, added: beyond(grantsAfter, grantsBefore), removed: beyond(grantsBefore, grantsAfter), because: [] };
  if (more.kind === 'found') diff.more.push({ ...change, witness: own.symbolic(more.request) });
  if (less.kind === 'found') diff.less.push({ ...change, witness: own.symbolic(less.request) });
  const because = [more, less].flatMap((answer) => (answer.kind === 'unknown' ? answer.because : []));
  if (because.length > 0) diff.unknown.push({ ...change, because });
  if (more.kind === 'none' && less.kind === 'none' && change.added.length + change.removed.length > 0) diff.different.push(change);
}

/** What the posture says of one thing. */
function said({ rights, resourceGrants, trust }: Posture, area: PolicyDifference['area'], label: string): readonly Grant[] {
  const own = (place: string): boolean => place === label || [`${label}/`, `${label}:`].some((start) => place.startsWith(start));
  switch (area) {
    case 'rights':
      return rights.filter(({ who }) => who.includes(label));
    case 'resource-policy':
      return resourceGrants.flatMap((grant) => (grant.on.some(own) ? [{ ...grant, on: grant.on.filter(own) }] : []));
    case 'trust':
      return trust.flatMap((grant) => (grant.on.includes(label) ? [{ ...grant, on: [label] }] : []));
    case 'endpoint-policy':
      return [];
  }
}
