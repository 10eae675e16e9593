import { sameText } from '../template/symbols';
import { grantsTo, identitySide, limits, type Layers } from './layers';
import type { RequestPrincipal } from './principal';
import type { KmsGrant, Layer } from './request';
import type { Asked } from './statement';
import { all, any, type Trilean } from './trilean';

/** One way by which a request may come to be allowed, before the layers that only limit. */
export interface Route {
  readonly name: 'IdentityPolicy' | 'ResourcePolicy' | 'ResourcePolicyAndIdentityPolicy' | 'KmsGrant';
  readonly open: Trilean;
  /** The layers whose Allow statements grant on this way. */
  readonly layers: readonly Layer[];
}

/** KMS operations that permissions of another account's principals are effective for; for any other none is relied on. */
export const CROSS_ACCOUNT_KMS: readonly string[] = [
  ...['CreateGrant', 'Decrypt', 'DeriveSharedSecret', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext', 'GenerateMac'],
  ...['GetKeyRotationStatus', 'GetPublicKey', 'ListGrants', 'ReEncryptFrom', 'ReEncryptTo', 'RetireGrant', 'RevokeGrant', 'Sign', 'Verify', 'VerifyMac'],
].map((name) => `kms:${name}`);

/** How a service weighs the policy of its resource. */
export type ResourceRule =
  /** Identity policies alone do, in the resource's own account. */
  | 'union'
  /** The policy of the resource must allow, itself or by leaving it to the account: KMS keys, roles to assume. */
  | 'resource-policy-required';

export function ruleFor(asked: Asked): ResourceRule {
  const action = asked.action.toLowerCase();
  const key = action.startsWith('kms:') && asked.resource !== '*' && !asked.resource.includes(':alias/');
  return key || isAssumption(action) ? 'resource-policy-required' : 'union';
}

export function isAssumption(action: string): boolean {
  return /^sts:(?:assumerole(?:withsaml|withwebidentity)?|tagsession|setsourceidentity)$/i.test(action);
}

/** Ways for a principal of the resource's own account. */
export function sameAccountRoutes(layers: Layers, asked: Asked, grants: readonly KmsGrant[]): readonly Route[] {
  const own = identitySide(layers, asked.principal);
  const rule = ruleFor(asked);
  const required = rule === 'resource-policy-required';
  const granted: Trilean = required && layers.resource === undefined ? 'unknown' : directGrant(layers);
  const delegated: Trilean = layers.resource === undefined ? 'unknown' : grantsTo(layers.resource, 'account');
  return [
    required
      ? { name: 'ResourcePolicyAndIdentityPolicy', open: all([delegated, own]), layers: ['resource', 'identity'] }
      : { name: 'IdentityPolicy', open: own, layers: ['identity'] },
    { name: 'ResourcePolicy', open: granted, layers: ['resource'] },
    // whether a boundary limits what a grant gives is not documented
    { name: 'KmsGrant', open: all([granteeOf(grants, asked), limits(layers) === 'yes' ? 'yes' : 'unknown']), layers: [] },
  ];
}

/** Ways for a principal of another account: both sides must allow. */
export function crossAccountRoutes(layers: Layers, asked: Asked, grants: readonly KmsGrant[]): readonly Route[] {
  const own = identitySide(layers, asked.principal);
  const missing: Trilean = ruleFor(asked) === 'resource-policy-required' ? 'unknown' : 'no';
  const theirs = layers.resource?.allows ?? missing;
  return [
    { name: 'ResourcePolicyAndIdentityPolicy', open: all([theirs, own, usableFromOutside(asked)]), layers: ['resource', 'identity'] },
    // whether the grantee's own account must allow it too is not documented
    { name: 'KmsGrant', open: all([granteeOf(grants, asked), own === 'yes' ? 'yes' : 'unknown']), layers: [] },
  ];
}

/** Ways for whoever lives in no account: services, identities of a provider, the anonymous. */
export function outsiderRoutes(layers: Layers, asked: Asked, grants: readonly KmsGrant[]): readonly Route[] {
  const open = asked.principal.kind === 'anonymous' && /^execute-api:/i.test(asked.action);
  // without a policy it is the authorization of the API's method that decides
  const missing: Trilean = ruleFor(asked) === 'resource-policy-required' || open ? 'unknown' : 'no';
  return [
    { name: 'ResourcePolicy', open: layers.resource?.allows ?? missing, layers: ['resource'] },
    { name: 'KmsGrant', open: granteeOf(grants, asked), layers: [] },
  ];
}

/**
 * What the resource's policy grants by itself in its own account. To the user or session, or to everyone, it grants whatever boundary and session policies
 * leave out; to a role, within them; to the account nothing, since that leaves it to the account's identity policies.
 */
function directGrant(layers: Layers): Trilean {
  const { resource } = layers;
  return any([grantsTo(resource, 'self'), grantsTo(resource, 'everyone'), all([grantsTo(resource, 'role'), limits(layers)])]);
}

function usableFromOutside(asked: Asked): Trilean {
  const action = asked.action.toLowerCase();
  return action.startsWith('kms:') && !CROSS_ACCOUNT_KMS.some((name) => name.toLowerCase() === action) ? 'unknown' : 'yes';
}

function granteeOf(grants: readonly KmsGrant[], asked: Asked): Trilean {
  return any(grants.map((grant) => grantHolds(grant, asked)));
}

function grantHolds(grant: KmsGrant, asked: Asked): Trilean {
  const operation = grant.operations.some((name) => `kms:${name}`.toLowerCase() === asked.action.toLowerCase());
  if (!operation) return 'no';
  const names = granteeNames(asked.principal);
  const equals = Object.entries(grant.encryptionContextEquals ?? {});
  const constraints = [...equals, ...Object.entries(grant.encryptionContextSubset ?? {})].map(([name, value]): Trilean => {
    const given = asked.context.get(`kms:EncryptionContext:${name}`);
    return given === undefined || given.length > 1 ? 'no' : same(given[0] ?? '', value);
  });
  const keys = asked.context.get('kms:EncryptionContextKeys');
  const exact: Trilean = grant.encryptionContextEquals === undefined ? 'yes' : keys === undefined ? 'unknown' : keys.length === equals.length ? 'yes' : 'no';
  return all([same(grant.key, asked.resource), any(names.map((name) => same(grant.granteePrincipal, name))), ...constraints, exact]);
}

/** The names by which a KMS grant may mean the principal. */
export function granteeNames(principal: RequestPrincipal): readonly string[] {
  switch (principal.kind) {
    case 'user':
    case 'federated-user':
      return [principal.arn];
    case 'role-session':
      return [principal.roleArn];
    case 'service':
      return [principal.name];
    case 'root':
      return [`arn:${principal.partition ?? 'aws'}:iam::${principal.account}:root`];
    case 'federated':
    case 'anonymous':
      return [];
  }
}

function same(a: string, b: string): Trilean {
  const equal = sameText(a, b);
  return equal === undefined ? 'unknown' : equal ? 'yes' : 'no';
}
