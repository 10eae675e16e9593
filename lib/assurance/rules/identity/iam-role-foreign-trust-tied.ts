import { arnFields } from '../../iam/principal';
import { all, any, not, type Trilean } from '../../iam/trilean';
import { sameText } from '../../template';
import { trilean } from '../outcome';
import type { Rule } from '../rule';
import { conditionsOf, everyAllow, mayBeAnything, principalsOf, refuse, trustOf } from './statements';

const TIES = /^(?:sts:ExternalId|aws:PrincipalOrgID|aws:PrincipalOrgPaths|aws:PrincipalArn|aws:SourceIdentity|aws:MultiFactorAuthPresent|aws:SourceArn|aws:SourceAccount)$/i;

/** Whether a principal is another account as a whole: a role or user that is named answers for itself. Which account the template is deployed to may not be told. */
function isForeign(name: string, own: string): Trilean {
  if (mayBeAnything(name)) return 'unknown';
  const account = /^\d{12}$/.test(name) ? name : /^arn:[^:]*:iam::(.+):root$/.exec(name)?.[1];
  const same = account === undefined ? true : sameText(account, own);
  return same === undefined ? 'unknown' : not(trilean(same));
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
    const found = principalsOf(statement, 'AWS').map((name) => ({ name, foreign: isForeign(name, own) }));
    const tied = conditionsOf(statement).some(({ operator, key }) => TIES.test(key) && !/Not|IfExists/.test(operator));
    return refuse(statement, all([any(found.map(({ foreign }) => foreign)), trilean(!tied)]), 'ForeignAccountTrusted', { principals: found.filter(({ foreign }) => foreign === 'yes').map(({ name }) => name) });
  }),
};
