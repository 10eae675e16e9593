import { prove, type RequestRegion, type RequestWitness } from '../../iam/prove';
import type { PolicyInput, RequestPolicies } from '../../iam/request';
import type { WildcardReading } from '../../iam/resource';
import type { Verdict } from '../../verdict';
import type { QuestionContext } from '../context';
import { relevantTo } from './relevant';

const RESOURCE_SYMBOL = /\u27E6([^\u27E6\u27E7.]+\.[^\u27E6\u27E7.]+)\.([^\u27E6\u27E7.]+)\u27E7/g;

/**
 * Asks the prover, once for questions that differ in nothing but the names of resources: what is proved of one bucket is proved of all whose policies are
 * written alike. What is not proved is asked anew, for its witness names the resource.
 */
export function proveOnce(region: RequestRegion, given: RequestPolicies, context: QuestionContext, wildcards?: WildcardReading): Verdict<RequestWitness> {
  const policies = relevantTo(region, given);
  const known = context.once<{ verdict?: Verdict<RequestWitness> }>(`proved ${renamed(JSON.stringify([wildcards, region, written(policies)]))}`, () => ({}));
  if (known.verdict !== undefined) return known.verdict;
  const verdict = prove(region, policies, wildcards === undefined ? {} : { wildcards });
  if (verdict.kind !== 'proved') return verdict;
  known.verdict = { ...verdict, assumptions: [...verdict.assumptions, ...context.assumptions] };
  return known.verdict;
}

/** Symbols stand for values of which nothing is known but whether two are the same, so they may be numbered in the order of their appearance. */
export function renamed(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(RESOURCE_SYMBOL, (_, resource: string, attribute: string) => {
    const number = numbers.get(resource) ?? numbers.size;
    numbers.set(resource, number);
    return `\u27E6${String(number)}.${attribute}\u27E7`;
  });
}

/** What policies say; what they are called has no say. */
function written({ identity, permissionsBoundary, session, resource, scps, rcps, endpoint, kmsGrants }: RequestPolicies): unknown {
  return {
    identity: identity.map(content), permissionsBoundary: content(permissionsBoundary), session: session?.map(content), resource: resource === undefined ? undefined : [content(resource.policy), resource.ownerAccount],
    scps: scps?.map((level) => level.map(content)), rcps: rcps?.map((level) => level.map(content)), endpoint: content(endpoint), kmsGrants,
  };
}

function content(input: PolicyInput | undefined): unknown {
  if (input === undefined || 'unresolved' in input) return input;
  const { version, statements } = 'name' in input ? input.policy : input;
  return [version, statements.map(({ effect, principal, action, resource, conditions }) => [effect, principal, action, resource, conditions])];
}
