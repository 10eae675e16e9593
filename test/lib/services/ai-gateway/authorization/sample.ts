import { createAuthorizer } from '../../../../../lib/services/ai-gateway/authorization/authorizer';
import { loadPolicies, type PolicyFiles } from '../../../../../lib/services/ai-gateway/authorization/policy-files';
import type { Authorizer } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Principal } from '../../../../../lib/services/ai-gateway/core/principal';
import { SCOPES, type Scope } from '../../../../../lib/contract/scopes';

export const ALL_SCOPES = Object.keys(SCOPES).filter((scope): scope is Scope => Object.hasOwn(SCOPES, scope));

export const person = (change: Partial<Omit<Principal, 'scopes'>> & { readonly scopes?: readonly Scope[] } = {}): Principal => ({
  tenant: 'acme', subject: 'person-1', groups: [], ...change, scopes: new Set(change.scopes ?? []),
});

/** The gateway's own policies with further ones, as if they stood in a file. */
export async function withPolicies(...further: readonly string[]): Promise<PolicyFiles> {
  const files = await loadPolicies();
  return { ...files, policies: [...files.policies, ...further.map((text, index) => ({ file: `further-${index + 1}.cedar`, text }))] };
}

const made = new Map<string, Promise<Authorizer>>();

/** One for each set of policies: an authorizer remembers only what cannot change, and to parse them anew is most of a test's time. */
export function authorizer(...further: readonly string[]): Promise<Authorizer> {
  const key = JSON.stringify(further);
  const known = made.get(key) ?? withPolicies(...further).then((files) => createAuthorizer(files, { reviewerGroups: ['reviewers', 'security team'] }));
  made.set(key, known);
  return known;
}
