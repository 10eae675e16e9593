import { oneOf } from '../outcome';
import type { Rule } from '../rule';
import { groupOf, ofEngine, parameterOf } from './databases';

export const rdsForcesTls: Rule = {
  id: 'RdsForcesTls',
  title: 'database refuses connections without TLS',
  why: 'embeddings and prompts pass between service and database',
  fix: 'set rds.force_ssl or require_secure_transport in the parameter group',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => ofEngine(database, /postgres|sqlserver|mysql|mariadb/, (engine) => (/postgres|sqlserver/.test(engine)
    ? parameterOf(database, context, groupOf(database), 'rds.force_ssl', oneOf(['1', 'on', 'true']))
    : parameterOf(database, context, groupOf(database), 'require_secure_transport', oneOf(['1', 'ON', 'on'])))),
};
