import { arnFields } from '../../iam/principal';
import { PASS } from '../outcome';
import type { Rule } from '../rule';
import { conditionsOf, everyAllow, principalsOf, refuse, trustOf } from './statements';

const TIES = /^(?:sts:ExternalId|aws:PrincipalOrgID|aws:PrincipalOrgPaths|aws:PrincipalArn|aws:SourceIdentity|aws:MultiFactorAuthPresent|aws:SourceArn|aws:SourceAccount)$/i;

/** Of the account as a whole: a role or user that is named answers for itself. */
function accountIn(name: string): string | undefined {
  return /^\d{12}$/.test(name) ? name : /^arn:[^:]*:iam::(\d{12}):root$/.exec(name)?.[1];
}

export const iamRoleForeignTrustTied: Rule = {
  id: 'IamRoleForeignTrustTied',
  title: 'another account assumes the role only with what it alone knows, or within the organization',
  why: 'a provider that serves many customers could be led to the role by any of them',
  fix: 'add sts:ExternalId, aws:PrincipalOrgID or aws:PrincipalArn to the statement',
  severity: 'warning',
  controls: ['IAM-07'],
  types: ['AWS::IAM::Role'],
  check: (role) => everyAllow(trustOf(role), (statement) => {
    const own = arnFields(role.names['Arn'] ?? '')[4] ?? '';
    const foreign = principalsOf(statement, 'AWS').filter((name) => accountIn(name) !== undefined && accountIn(name) !== own);
    const tied = conditionsOf(statement).some(({ operator, key }) => TIES.test(key) && !/Not|IfExists/.test(operator));
    if (foreign.length === 0 || tied) return PASS;
    // which account the template is deployed to may not be told
    return refuse(statement, /^\d{12}$/.test(own) ? 'yes' : 'unknown', 'ForeignAccountTrusted', { principals: foreign });
  }),
};
