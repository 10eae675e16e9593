import { at, bool, isUnknown, text } from '../../template';
import { every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { hasOpenPart } from '../compute/expectations';
import { integrationOf, operations, type Operation } from './open-api';

export const apiDefinitionEncrypted: Rule = {
  id: 'ApiDefinitionEncrypted',
  title: 'operations of the OpenAPI definition speak verified TLS to what is behind them',
  why: 'the token and the prompt would cross the network in the clear, or go to whoever answers in the server\'s place',
  fix: 'use https addresses and leave insecureSkipVerification out',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
  check: (api) => {
    const body = at(api.properties, 'Body');
    if (body === undefined) return skip('NoDefinition');
    const found = operations(body);
    return found === undefined ? unknownOutcome({ code: 'DefinitionNotKnown', property: 'Body' }) : every(found.map(judge));
  },
};

function judge(operation: Operation): Outcome {
  const integration = integrationOf(operation);
  const [uri, unverified] = [text(at(integration, 'uri')), bool(at(integration, 'tlsConfig', 'insecureSkipVerification'))];
  if (isUnknown(integration) || isUnknown(uri) || isUnknown(unverified)) return unknownOutcome({ code: 'IntegrationNotKnown', operation: operation.name });
  const path = ['Body', ...operation.path, 'x-amazon-apigateway-integration'];
  if (unverified === true) return fail({ id: operation.name, path: [...path, 'tlsConfig'], because: [{ code: 'CertificateNotVerified', operation: operation.name }] });
  if (uri !== undefined && hasOpenPart(uri) && !/^[a-z]+:/i.test(uri)) return unknownOutcome({ code: 'IntegrationNotKnown', operation: operation.name });
  return uri !== undefined && /^http:/i.test(uri) ? fail({ id: operation.name, path: [...path, 'uri'], got: uri, because: [{ code: 'NotEncrypted', operation: operation.name }] }) : PASS;
}
