import { isServiceLinked, type RequestPrincipal } from './principal';
import type { RequestPolicies } from './request';

/**
 * The policies that have a say for such a principal; the others are left out, so that both deciders look at the same ones.
 * - Identity policies, permissions boundary and session policies are of users, roles and their sessions. The root user of an account has none and none limits it.
 * - SCPs limit everybody in an account, its root user too, but for the roles that services keep for themselves; services, providers and the anonymous live in no account.
 * - RCPs limit whoever calls, but for the roles that services keep for themselves.
 */
export function policiesFor(principal: RequestPrincipal, policies: RequestPolicies): RequestPolicies {
  const { identity, permissionsBoundary, session, scps, rcps, ...others } = policies;
  const own = hasIdentityPolicies(principal);
  const linked = isServiceLinked(principal);
  return {
    ...others,
    identity: own ? identity : [],
    ...(own && permissionsBoundary !== undefined ? { permissionsBoundary } : {}),
    ...(own && session !== undefined && session.length > 0 ? { session } : {}),
    ...((own || principal.kind === 'root') && !linked && scps !== undefined ? { scps } : {}),
    ...(linked || rcps === undefined ? {} : { rcps }),
  };
}

function hasIdentityPolicies({ kind }: RequestPrincipal): boolean {
  return kind === 'user' || kind === 'role-session' || kind === 'federated-user';
}
