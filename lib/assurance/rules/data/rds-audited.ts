import { every } from '../outcome';
import type { Rule } from '../rule';
import { groupOf, holding, ofEngine, parameterOf } from './databases';

export const rdsAudited: Rule = {
  id: 'RdsAudited',
  title: 'PostgreSQL records who changed what',
  why: 'without audit, access to embeddings leaves no trace',
  fix: 'load pgaudit and set pgaudit.log in the parameter group',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => ofEngine(database, /postgres/, () => every([
    parameterOf(database, context, groupOf(database), 'shared_preload_libraries', holding(/(?:^|,)\s*pgaudit\s*(?:,|$)/, 'pgaudit')),
    parameterOf(database, context, groupOf(database), 'pgaudit.log', holding(/ddl|role|write|all/, 'ddl, role, write or all')),
  ])),
};
