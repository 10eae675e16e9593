import { at } from '../../template';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { byWord } from '../network/told';
import { METHOD } from './methods';

export const apiMethodScoped: Rule = {
  id: 'ApiMethodScoped',
  title: 'method asks for a scope of the token',
  why: 'without scopes any token of the user pool opens the method, identity tokens and those of other applications included',
  fix: 'name the scopes of a resource server in AuthorizationScopes',
  severity: 'error',
  controls: ['API-01'],
  types: [METHOD, 'AWS::ApiGatewayV2::Route'],
  check: (method) => byWord(at(method.properties, 'AuthorizationType'), (type) => (type === 'COGNITO_USER_POOLS' || type === 'JWT' ? property(method, ['AuthorizationScopes'], PRESENT) : skip('NoTokenWithScopes'))),
};
