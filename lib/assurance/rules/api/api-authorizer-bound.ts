import { at, isUnknown, number, type Resource } from '../../template';
import { every, PRESENT, property, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { beginsWith } from './expectations';
import { told } from '../network/told';

export const apiAuthorizerBound: Rule = {
  id: 'ApiAuthorizerBound',
  title: 'authorizer says whose tokens it takes and where it finds them',
  why: 'an authorizer that is bound to no issuer, audience or function decides nothing, or lets a token of somebody else in',
  fix: 'name ProviderARNs, or AuthorizerUri with IdentitySource, or Issuer (https) with Audience',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer'],
  check: (authorizer) => (authorizer.type === 'AWS::ApiGateway::Authorizer' ? restAuthorizer(authorizer) : routeAuthorizer(authorizer)),
};

function restAuthorizer(authorizer: Resource): Outcome {
  const type = told(at(authorizer.properties, 'Type'));
  if (isUnknown(type)) return unknownOutcome(type.cause);
  if (type === 'COGNITO_USER_POOLS') return every([property(authorizer, ['ProviderARNs'], PRESENT), property(authorizer, ['IdentitySource'], PRESENT)]);
  return every([property(authorizer, ['AuthorizerUri'], PRESENT), ...identitySource(authorizer)]);
}

function routeAuthorizer(authorizer: Resource): Outcome {
  const type = told(at(authorizer.properties, 'AuthorizerType'));
  if (isUnknown(type)) return unknownOutcome(type.cause);
  if (type === 'REQUEST') return every([property(authorizer, ['AuthorizerUri'], PRESENT), ...identitySource(authorizer)]);
  if (type !== 'JWT') return skip('NoSuchKind');
  return every([property(authorizer, ['JwtConfiguration', 'Issuer'], beginsWith('https://')), property(authorizer, ['JwtConfiguration', 'Audience'], PRESENT)]);
}

/** What answers are cached by; without a cache a function may look at the whole request. */
function identitySource(authorizer: Resource): readonly Outcome[] {
  return number(at(authorizer.properties, 'AuthorizerResultTtlInSeconds')) === 0 ? [] : [property(authorizer, ['IdentitySource'], PRESENT)];
}
