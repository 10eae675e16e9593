import { at, text, type Resource } from '../../template';
import { fail, oneOf, PASS, PRESENT, property } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from '../network/references';
import { METHOD, unlessByItself } from './methods';

/** Kinds of authorizer that go with a method's authorization type. */
const AUTHORIZERS: { readonly [type: string]: readonly string[] } = { COGNITO_USER_POOLS: ['COGNITO_USER_POOLS'], CUSTOM: ['TOKEN', 'REQUEST'] };

export const apiMethodAuthorized: Rule = {
  id: 'ApiMethodAuthorized',
  title: 'method asks who calls',
  why: 'a method without authorisation is open to the internet; an API key is no proof of who calls, it travels in the clear of logs and clients',
  fix: 'set AuthorizationType to COGNITO_USER_POOLS, CUSTOM (with AuthorizerId) or AWS_IAM',
  severity: 'error',
  controls: ['API-01'],
  types: [METHOD],
  check: (method, context) => {
    const authorization = property(method, ['AuthorizationType'], oneOf(['AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']));
    return authorization.kind === 'pass' ? authorizerFits(method, context) : unlessByItself(method, { kind: 'pass', because: [{ code: 'AnswersByItself' }] }, () => authorization);
  },
};

function authorizerFits(method: Resource, context: RuleContext): Outcome {
  const kinds = AUTHORIZERS[String(text(at(method.properties, 'AuthorizationType')))];
  if (kinds === undefined) return PASS;
  const there = property(method, ['AuthorizerId'], PRESENT);
  const authorizer = resourceOf(at(method.properties, 'AuthorizerId'), context);
  return there.kind !== 'pass' || authorizer === undefined ? there : property(authorizer, ['Type'], oneOf(kinds)).kind === 'fail' ? wrongKind(method, authorizer, kinds) : property(authorizer, ['Type'], oneOf(kinds));
}

function wrongKind(method: Resource, authorizer: Resource, kinds: readonly string[]): Outcome {
  return fail({ path: ['AuthorizerId'], got: at(method.properties, 'AuthorizerId'), because: [{ code: 'AuthorizerOfOtherKind', type: at(authorizer.properties, 'Type'), wanted: kinds }] });
}
