import type { EntityJson, EntityUidJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Target } from '../core/ports';
import type { Principal } from '../core/principal';

/** A tenant cannot hold a slash, so the first one ends it; encoded all the same, for one that slipped past. Throws for halves of surrogate pairs. */
export const principalId = ({ tenant, subject }: Principal): string => `${encodeURIComponent(tenant)}/${subject}`;

/**
 * The entities of one question, as data: names from tokens and requests are values of JSON and never become policy text.
 * A group carries its role, a principal its groups and its tenant.
 */
export function entitiesOf(principal: Principal, target: Target, reviewerGroups: ReadonlySet<string>): EntityJson[] {
  const groups = [...new Set(principal.groups)].map((id) => ({ type: 'Group', id }));
  return [
    {
      uid: { type: 'Principal', id: principalId(principal) },
      attrs: { tenant: principal.tenant, subject: principal.subject, scopes: [...principal.scopes] },
      parents: [{ type: 'Tenant', id: principal.tenant }, ...groups],
    },
    ...groups.map((uid) => ({ uid, attrs: {}, parents: reviewerGroups.has(uid.id) ? [{ type: 'Role', id: 'reviewer' }] : [] })),
    { uid: uidOf(target), attrs: attributesOf(target), parents: [] },
  ];
}

export const uidOf = ({ type, id }: Target): EntityUidJson => ({ type, id });

function attributesOf(target: Target): EntityJson['attrs'] {
  switch (target.type) {
    // A tool of unknown risk is a risky one.
    case 'Tool': return { risk: target.risk ?? 'high', ...(target.model === undefined ? {} : { model: { __entity: { type: 'Model', id: target.model } } }) };
    case 'Approval': return target.requestedBy === undefined ? {} : { requestedBy: target.requestedBy };
    case 'Model':
    case 'Collection': return {};
  }
}
