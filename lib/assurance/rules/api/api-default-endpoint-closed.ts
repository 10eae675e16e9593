import { any } from '../../iam/trilean';
import { at, isUnknown } from '../../template';
import { isTrue, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { names } from '../network/references';

export const apiDefaultEndpointClosed: Rule = {
  id: 'ApiDefaultEndpointClosed',
  title: 'API with a domain of its own is not also served under the default name',
  why: 'the execute-api name is a second door, past TLS policy, firewall and monitoring of the first',
  fix: 'set DisableExecuteApiEndpoint to true',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
  check: (api, context) => {
    const mapped = any([
      ...context.ofType('AWS::ApiGateway::BasePathMapping', 'AWS::ApiGateway::BasePathMappingV2').map(({ properties }) => names(at(properties, 'RestApiId'), api, context)),
      ...context.ofType('AWS::ApiGatewayV2::ApiMapping').map(({ properties }) => names(at(properties, 'ApiId'), api, context)),
    ]);
    const outcome = property(api, ['DisableExecuteApiEndpoint'], isTrue());
    if (mapped === 'no') return skip('NoDomainOfItsOwn');
    return mapped === 'unknown' && !isUnknown(api.properties) && outcome.kind === 'fail' ? unknownOutcome({ code: 'PerhapsMapped' }) : outcome;
  },
};
