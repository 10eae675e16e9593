import { at, isUnknown, text, texts } from '../../template';
import { every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const rdsLogGroupDeclared: Rule = {
  id: 'RdsLogGroupDeclared',
  title: 'log groups of a database are made before it writes to them',
  why: 'RDS makes a missing group without key and without end',
  fix: 'declare /aws/rds/cluster/<identifier>/<log> with key and retention',
  severity: 'warning',
  controls: ['LOG-03'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => {
    const cluster = database.type === 'AWS::RDS::DBCluster';
    const kinds = texts(at(database.properties, 'EnableCloudwatchLogsExports'));
    const id = text(at(database.properties, cluster ? 'DBClusterIdentifier' : 'DBInstanceIdentifier'));
    if (kinds === undefined || id === undefined) return skip(kinds === undefined ? 'NothingExported' : 'IdentifierNotWritten');
    if (isUnknown(kinds) || isUnknown(id)) return unknownOutcome({ code: 'IdentifierNotTold' });
    return every([PASS, ...kinds.map((kind) => {
      const name = `/aws/rds/${cluster ? 'cluster' : 'instance'}/${id}/${kind}`;
      return context.ofType('AWS::Logs::LogGroup').some((group) => text(at(group.properties, 'LogGroupName')) === name) ? PASS : fail({ id: kind, path: ['EnableCloudwatchLogsExports'], because: [{ code: 'LogGroupNotDeclared', name }] });
    })]);
  },
};
