import { at, isUnknown, text } from '../../template';
import { oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const apiEndpointAccessStrict: Rule = {
  id: 'ApiEndpointAccessStrict',
  title: 'API takes requests only under the name that the connection was made for',
  why: 'in BASIC mode a request may come in under another name than the one that TLS agreed on, past rules made for that name',
  fix: 'set EndpointAccessMode to STRICT',
  severity: 'warning',
  controls: ['API-05'],
  types: ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::DomainName'],
  check: (api) => {
    const policy = text(at(api.properties, 'SecurityPolicy'));
    return policy === undefined || (!isUnknown(policy) && /^TLS_/.test(policy)) ? skip('PolicyWithoutModes') : property(api, ['EndpointAccessMode'], oneOf(['STRICT']));
  },
};
