import { every, skip } from '../outcome';
import type { Rule } from '../rule';
import { engineOf, holding, inCluster, parameterOf } from './databases';

export const rdsAudited: Rule = {
  id: 'RdsAudited',
  title: 'PostgreSQL records who changed what',
  why: 'without audit, access to embeddings leaves no trace',
  fix: 'load pgaudit and set pgaudit.log in the parameter group',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => {
    if (inCluster(database) || !engineOf(database).includes('postgres')) return skip('NotPostgres');
    const group = database.type === 'AWS::RDS::DBCluster' ? 'DBClusterParameterGroupName' : 'DBParameterGroupName';
    return every([parameterOf(database, context, group, 'shared_preload_libraries', holding(/(?:^|,)\s*pgaudit\s*(?:,|$)/, 'pgaudit')), parameterOf(database, context, group, 'pgaudit.log', holding(/ddl|role|write|all/, 'ddl, role, write or all'))]);
  },
};
