import { at, isUnknown, text, type Resource } from '../../template';
import { isFalse, every, fail, property, skip, unknownOutcome, PASS, PRESENT } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { beginsWith } from './expectations';
import { METHOD } from './methods';
import { told } from '../network/told';

export const apiIntegrationEncrypted: Rule = {
  id: 'ApiIntegrationEncrypted',
  title: 'API speaks verified TLS to what is behind it',
  why: 'the token and the prompt would cross the network in the clear, or go to whoever answers in the server\'s place',
  fix: 'use an https address, leave the certificate check on, and name the server (ServerNameToVerify) behind a VPC link of an HTTP API',
  severity: 'error',
  controls: ['API-05'],
  types: [METHOD, 'AWS::ApiGatewayV2::Integration'],
  check: (resource) => (resource.type === METHOD ? ofMethod(resource) : ofRoute(resource)),
};

function ofMethod(method: Resource): Outcome {
  const type = told(at(method.properties, 'Integration', 'Type'));
  if (isUnknown(type)) return unknownOutcome(type.cause);
  if (type !== 'HTTP' && type !== 'HTTP_PROXY') return skip('NoServerBehind');
  return every([property(method, ['Integration', 'Uri'], beginsWith('https://')), property(method, ['Integration', 'TlsConfig', 'InsecureSkipVerification'], isFalse('yes'))]);
}

function ofRoute(integration: Resource): Outcome {
  const type = told(at(integration.properties, 'IntegrationType'));
  if (isUnknown(type)) return unknownOutcome(type.cause);
  if (type !== 'HTTP_PROXY' && type !== 'HTTP') return skip('NoServerBehind');
  const uri = text(at(integration.properties, 'IntegrationUri'));
  if (told(at(integration.properties, 'ConnectionType')) === 'VPC_LINK') return property(integration, ['TlsConfig', 'ServerNameToVerify'], PRESENT);
  if (typeof uri === 'string' && uri.startsWith('https://')) return PASS;
  return isUnknown(uri) ? unknownOutcome(uri.cause) : uri === undefined ? fail({ path: ['IntegrationUri'], because: [{ code: 'NoAddress' }] }) : property(integration, ['IntegrationUri'], beginsWith('https://'));
}
