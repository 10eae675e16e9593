import { all, any } from '../../iam/trilean';
import { PASS, trilean } from '../outcome';
import type { Rule } from '../rule';
import { conditionsOf, everyAllow, mayBeAnything, principalsOf, refuse, trustOf } from './statements';

/** `repo:owner/name:*` is bound to a repository, `repo:*` to nobody. */
function isBound(value: string, operator: string): boolean {
  if (!/[*?]/.test(value) || !/Like/.test(operator)) return value !== '*';
  return value.includes(':') ? !/[*?]/.test(value.split(':')[1] ?? '*') : false;
}

export const iamRoleFederationBound: Rule = {
  id: 'IamRoleFederationBound',
  title: 'identities of a provider assume the role only as the subject that is meant',
  why: 'everybody who has an account with the provider could',
  fix: "test the provider's :sub for the repository and branch, or the group, that is meant, and :aud",
  severity: 'error',
  controls: ['IAM-07', 'IAM-10'],
  types: ['AWS::IAM::Role'],
  check: (role) => everyAllow(trustOf(role), (statement) => {
    const providers = principalsOf(statement, 'Federated').filter((name) => !/saml-provider/.test(name));
    if (providers.length === 0) return PASS;
    const tests = conditionsOf(statement).filter(({ operator }) => !/Not|IfExists|Null/.test(operator));
    const bound = tests.some(({ key, operator, values }) => /:(?:sub|amr|job_workflow_ref|repository|repository_id|repository_owner_id|environment)$/.test(key) && values.every((value) => isBound(value, operator)));
    return refuse(statement, all([any(providers.map((name) => (mayBeAnything(name) ? 'unknown' : 'yes'))), trilean(!bound)]), 'AnySubjectTrusted', { providers });
  }),
};
