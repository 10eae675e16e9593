import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { exportsLogs, ofEngine } from './databases';

export const rdsLogsExported: Rule = {
  id: 'RdsLogsExported',
  title: 'database sends its logs to CloudWatch',
  why: 'on the instance they are gone with it, and out of reach of alarms',
  fix: 'set EnableCloudwatchLogsExports',
  severity: 'error',
  controls: ['DAT-08', 'LOG-03'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database) => ofEngine(database, /^/, (engine) => {
    const kinds = engine.includes('postgres') ? ['postgresql'] : /mysql|mariadb/.test(engine) ? ['audit', 'error'] : undefined;
    return kinds === undefined ? property(database, ['EnableCloudwatchLogsExports'], PRESENT) : exportsLogs(database, ['EnableCloudwatchLogsExports'], kinds);
  }),
};
