import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const rdsMinorVersionsApplied: Rule = {
  id: 'RdsMinorVersionsApplied',
  title: 'database takes minor versions by itself',
  why: 'they bring the security fixes',
  fix: 'set AutoMinorVersionUpgrade to true',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBInstance'],
  check: (database) => property(database, ['AutoMinorVersionUpgrade'], isTrue()),
};
