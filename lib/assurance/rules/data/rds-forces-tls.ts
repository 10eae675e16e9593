import { oneOf, skip } from '../outcome';
import type { Rule } from '../rule';
import { engineOf, inCluster, parameterOf } from './databases';

export const rdsForcesTls: Rule = {
  id: 'RdsForcesTls',
  title: 'database refuses connections without TLS',
  why: 'embeddings and prompts pass between service and database',
  fix: 'set rds.force_ssl or require_secure_transport in the parameter group',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => {
    if (inCluster(database)) return skip('JudgedOnCluster');
    const group = database.type === 'AWS::RDS::DBCluster' ? 'DBClusterParameterGroupName' : 'DBParameterGroupName';
    const engine = engineOf(database);
    if (/postgres|sqlserver/.test(engine)) return parameterOf(database, context, group, 'rds.force_ssl', oneOf(['1', 'on', 'true']));
    if (/mysql|mariadb/.test(engine)) return parameterOf(database, context, group, 'require_secure_transport', oneOf(['1', 'ON', 'on']));
    return skip('NoSuchParameter', { engine });
  },
};
