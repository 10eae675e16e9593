import { noStranger } from '../identity/proofs';
import { every } from '../outcome';
import type { Rule } from '../rule';
import { RESOURCE_POLICIES, noWildcardWithin, resourceDocuments } from './resource-policies';

export const resourcePolicyNotPublic: Rule = {
  id: 'ResourcePolicyNotPublic',
  title: 'resource policy allows nothing to strangers',
  why: 'whoever the policy does not name could read or change the data from an account of their own',
  fix: 'name the principals, or tie the statement to the organization, account, endpoint or source that is meant',
  severity: 'error',
  controls: ['DAT-04'],
  types: RESOURCE_POLICIES,
  check: (resource, context) => every([noWildcardWithin(resource), ...resourceDocuments(resource).map((document) => {
    const outside = resource.type === 'AWS::EFS::FileSystem' ? [{ operator: 'Bool', ifExists: true, key: 'elasticfilesystem:AccessedViaMountTarget', values: ['false'] }] : [];
    return noStranger(resource, context, document.input, { path: document.path, because: [{ code: 'StrangerAllowed' }] }, { conditions: outside });
  })]),
};
