import { at } from '../../template';
import { every, oneOf, skip } from '../outcome';
import type { Rule } from '../rule';
import { namedBy } from './buckets';
import { engineOf, inCluster, parameterOf } from './databases';

export const rdsLogsWithoutContent: Rule = {
  id: 'RdsLogsWithoutContent',
  title: 'logs of the database hold no statements',
  why: 'statements carry prompts, embeddings and names into logs that more people read',
  fix: 'set log_statement none or ddl, log_min_duration_statement -1, pgaudit.log_parameter 0',
  severity: 'warning',
  controls: ['LOG-02', 'DAT-12'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => {
    if (inCluster(database) || !engineOf(database).includes('postgres')) return skip('NotPostgres');
    const group = database.type === 'AWS::RDS::DBCluster' ? 'DBClusterParameterGroupName' : 'DBParameterGroupName';
    if (namedBy(context, at(database.properties, group)) === undefined) return skip('NoParameterGroupHere');
    const kept = { log_statement: oneOf(['none', 'ddl'], 'yes'), log_min_duration_statement: oneOf(['-1'], 'yes'), 'pgaudit.log_parameter': oneOf(['0', 'off'], 'yes'), log_error_verbosity: oneOf(['terse', 'default'], 'yes') };
    return every(Object.entries(kept).map(([parameter, expected]) => parameterOf(database, context, group, parameter, expected)));
  },
};
