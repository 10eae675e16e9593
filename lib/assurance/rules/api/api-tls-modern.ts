import { at, texts } from '../../template';
import { property } from '../outcome';
import type { Rule } from '../rule';
import { MODERN_API_TLS } from './tls';

export const apiTlsModern: Rule = {
  id: 'ApiTlsModern',
  title: 'API speaks TLS 1.2 or later only',
  why: 'older versions can be broken by who sits on the way; a regional or edge API takes them unless told otherwise',
  fix: 'set SecurityPolicy to SecurityPolicy_TLS13_1_3_2025_09 or another policy from TLS 1.2 on',
  severity: 'warning',
  controls: ['API-05'],
  types: ['AWS::ApiGateway::RestApi'],
  check: (api) => {
    const types = texts(at(api.properties, 'EndpointConfiguration', 'Types'));
    const closed = Array.isArray(types) && types.length === 1 && types[0] === 'PRIVATE';
    const expected = MODERN_API_TLS;
    // a private API takes TLS 1.2 and later only, whatever is written
    return closed && at(api.properties, 'SecurityPolicy') === undefined ? { kind: 'pass' } : property(api, ['SecurityPolicy'], expected);
  },
};
