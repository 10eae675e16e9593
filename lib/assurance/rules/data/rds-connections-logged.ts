import { every, oneOf } from '../outcome';
import type { Rule } from '../rule';
import { groupOf, ofEngine, parameterOf } from './databases';

export const rdsConnectionsLogged: Rule = {
  id: 'RdsConnectionsLogged',
  title: 'PostgreSQL logs who connects and leaves',
  why: 'without it a stolen identity leaves no trace',
  fix: 'set log_connections and log_disconnections',
  severity: 'warning',
  controls: ['DAT-08', 'LOG-05'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => ofEngine(
    database,
    /postgres/,
    () => every(['log_connections', 'log_disconnections'].map((parameter) => parameterOf(database, context, groupOf(database), parameter, oneOf(['1', 'on', 'true', 'all'])))),
  ),
};
