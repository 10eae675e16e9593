import { every, fail, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyOf } from '../network/items';
import { MODERN_API_TLS } from './tls';

export const apiDomainTlsModern: Rule = {
  id: 'ApiDomainTlsModern',
  title: 'domain name of the API speaks TLS 1.2 or later only',
  why: 'older versions can be broken by who sits on the way',
  fix: 'set SecurityPolicy to TLS_1_2 or a SecurityPolicy_TLS13 policy',
  severity: 'error',
  controls: ['API-05'],
  types: ['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::DomainNameV2', 'AWS::ApiGatewayV2::DomainName'],
  check: (domain) => (domain.type === 'AWS::ApiGatewayV2::DomainName'
    ? everyOf(domain.properties, ['DomainNameConfigurations'], (each, path) => valueAt(each, ['SecurityPolicy'], MODERN_API_TLS, path), fail({ path: ['DomainNameConfigurations'], because: [{ code: 'NoSecurityPolicy' }] }))
    : every([property(domain, ['SecurityPolicy'], MODERN_API_TLS)])),
};
