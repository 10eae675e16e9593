import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const rdsProxyForcesTls: Rule = {
  id: 'RdsProxyForcesTls',
  title: 'proxy refuses connections without TLS',
  why: 'credentials and data pass between service and proxy',
  fix: 'set RequireTLS to true',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::RDS::DBProxy'],
  check: (proxy) => property(proxy, ['RequireTLS'], isTrue()),
};
