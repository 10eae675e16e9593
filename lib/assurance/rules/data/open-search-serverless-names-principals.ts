import type { Rule } from '../rule';
import { judgeAccessPolicy } from './serverless-search';

export const openSearchServerlessNamesPrincipals: Rule = {
  id: 'OpenSearchServerlessNamesPrincipals',
  title: 'data of collections is granted to named principals',
  why: "a wildcard grants to everybody in the account, tenants' services included",
  fix: 'name roles in the access policy',
  severity: 'error',
  controls: ['DAT-04', 'DAT-09'],
  types: ['AWS::OpenSearchServerless::AccessPolicy'],
  check: (policy) => judgeAccessPolicy(policy),
};
