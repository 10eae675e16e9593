import type { Rule } from '../rule';
import { iamAccessKeyAbsent } from './iam-access-key-absent';
import { iamIdentityWithoutInlinePolicies } from './iam-identity-without-inline-policies';
import { iamManagedPolicyNotFullAccess } from './iam-managed-policy-not-full-access';
import { iamPassRoleScoped } from './iam-pass-role-scoped';
import { iamPolicyAllowsByName } from './iam-policy-allows-by-name';
import { iamPolicyAttachedToRoles } from './iam-policy-attached-to-roles';
import { iamPolicyCannotDestroyKeys } from './iam-policy-cannot-destroy-keys';
import { iamPolicyNamesActions } from './iam-policy-names-actions';
import { iamPolicyNamesResources } from './iam-policy-names-resources';
import { iamPolicyWithoutAdministration } from './iam-policy-without-administration';
import { iamPolicyWithoutEscalation } from './iam-policy-without-escalation';
import { iamRoleBoundary } from './iam-role-boundary';
import { iamRoleFederationBound } from './iam-role-federation-bound';
import { iamRoleForeignTrustTied } from './iam-role-foreign-trust-tied';
import { iamRoleOfOneWorkload } from './iam-role-of-one-workload';
import { iamRoleSessionShort } from './iam-role-session-short';
import { iamRoleTrustConfusedDeputySafe } from './iam-role-trust-confused-deputy-safe';
import { iamRoleTrustNamesActions } from './iam-role-trust-names-actions';
import { iamRoleTrustNotPublic } from './iam-role-trust-not-public';
import { iamRoleTrustsByName } from './iam-role-trusts-by-name';
import { iamUserAbsent } from './iam-user-absent';
import { iamUserReplacesPassword } from './iam-user-replaces-password';
import { iamUserWithoutPolicies } from './iam-user-without-policies';
import { lambdaPermissionInvokesOnly } from './lambda-permission-invokes-only';
import { lambdaPermissionNamesSource } from './lambda-permission-names-source';

export const identityRules: readonly Rule[] = [
  iamAccessKeyAbsent,
  iamIdentityWithoutInlinePolicies,
  iamManagedPolicyNotFullAccess,
  iamPassRoleScoped,
  iamPolicyAllowsByName,
  iamPolicyAttachedToRoles,
  iamPolicyCannotDestroyKeys,
  iamPolicyNamesActions,
  iamPolicyNamesResources,
  iamPolicyWithoutAdministration,
  iamPolicyWithoutEscalation,
  iamRoleBoundary,
  iamRoleFederationBound,
  iamRoleForeignTrustTied,
  iamRoleOfOneWorkload,
  iamRoleSessionShort,
  iamRoleTrustConfusedDeputySafe,
  iamRoleTrustNamesActions,
  iamRoleTrustNotPublic,
  iamRoleTrustsByName,
  iamUserAbsent,
  iamUserReplacesPassword,
  iamUserWithoutPolicies,
  lambdaPermissionInvokesOnly,
  lambdaPermissionNamesSource,
];
