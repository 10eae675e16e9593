import { decide } from '../../lib/assurance/iam/decide';
import type { Policy } from '../../lib/assurance/iam/policy';
import { comparePolicies, prove } from '../../lib/assurance/iam/prove';
import { policyAllows } from '../../lib/assurance/iam/prove/replay';
import type { RequestPolicies, AccessRequest } from '../../lib/assurance/iam/request';
import type { Verdict } from '../../lib/assurance/verdict';
import { regionOf, randomRequest, type Dice } from './random-policies';

/** `unknown-…`: one of the two says unknown, the other does not, or both do. */
export type Outcome = 'agreed-allow' | 'agreed-deny' | 'both-unknown' | 'unknown-symbolic' | 'unknown-concrete' | 'compared' | 'not-replayed' | 'contradiction';

/** Whether the request is in the symbolic set exactly when the evaluator allows it; of `known` requests, those that AWS documents. */
export function checkMembership(policies: RequestPolicies, request: AccessRequest, requests: 'known' | 'any'): Outcome {
  const { kind } = decide(request, policies);
  const verdict = prove(regionOf(request), policies, { requests });
  if (notReplayed(verdict)) return 'not-replayed';
  if (verdict.kind === 'unknown') return kind === 'unknown' ? 'both-unknown' : 'unknown-symbolic';
  if (kind === 'unknown') return 'unknown-concrete';
  if ((kind === 'allow') !== (verdict.kind === 'refuted')) return 'contradiction';
  return kind === 'allow' ? 'agreed-allow' : 'agreed-deny';
}

/** Whether any of some requests contradicts the comparison of two policies. */
export function checkComparison(a: Policy, b: Policy, dice: Dice, requests: number): Outcome {
  const { aAllowsMore, bAllowsMore } = comparePolicies(a, b);
  if (notReplayed(aAllowsMore) || notReplayed(bAllowsMore)) return 'not-replayed';
  for (let i = 0; i < requests; i++) {
    const request = randomRequest(dice);
    const [inA, inB] = [a, b].map((policy) => policyAllows(policy, request, 'attached', 'greedy'));
    if (aAllowsMore.kind === 'proved' && inA === 'yes' && inB === 'no') return 'contradiction';
    if (bAllowsMore.kind === 'proved' && inB === 'yes' && inA === 'no') return 'contradiction';
  }
  return aAllowsMore.kind === 'unknown' || bAllowsMore.kind === 'unknown' ? 'unknown-symbolic' : 'compared';
}

function notReplayed(verdict: Verdict<unknown>): boolean {
  return JSON.stringify(verdict.because).includes('WitnessDidNotReplay');
}
