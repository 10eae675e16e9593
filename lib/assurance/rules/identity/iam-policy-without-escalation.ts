import { allOf, trilean } from '../outcome';
import type { Rule } from '../rule';
import { isScopedByCondition } from './scopes';
import { IDENTITY_POLICIES, coveredBy, everyAllow, grantsOf, refuse, some, textsOf } from './statements';
import { isAnyResource } from './wildcards';

/** Each of them, on any identity, leads to every permission. */
const ESCALATIONS: readonly string[] = [
  'iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreatePolicyVersion', 'iam:CreateServiceSpecificCredential',
  'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DeleteUserPermissionsBoundary', 'iam:PutGroupPolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy', 'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateLoginProfile',
];

export const iamPolicyWithoutEscalation: Rule = {
  id: 'IamPolicyWithoutEscalation',
  title: 'policy lets nobody change permissions at large',
  why: 'whoever writes policies, trust or keys of any identity makes itself administrator',
  fix: 'name the identities that may be changed, or leave it to the pipeline',
  severity: 'error',
  controls: ['IAM-03', 'IAM-09'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(grantsOf(resource), (statement) => {
    const covered = coveredBy(statement, ESCALATIONS);
    return refuse(statement, allOf([
      covered.result,
      some(textsOf(statement, 'Resource'), (pattern) => isAnyResource(pattern, '(?:role|user|group|policy)')),
      trilean(!isScopedByCondition(statement)),
    ]), 'PermissionsMayBeChanged', { actions: covered.actions.slice(0, 10) });
  }),
};
