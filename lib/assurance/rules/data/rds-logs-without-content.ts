import { at, text } from '../../template';
import { hasOpenPart } from '../compute/expectations';
import { every, type Expectation, oneOf, skip } from '../outcome';
import type { Rule } from '../rule';
import { groupOf, ofEngine, parameterOf } from './databases';

/** Left out, each has a default that is right, but for the one that audit sets itself. */
const KEPT: { readonly [parameter: string]: Expectation } = {
  log_statement: oneOf(['none', 'ddl'], 'yes'), log_min_duration_statement: oneOf(['-1'], 'yes'), 'pgaudit.log_parameter': oneOf(['0', 'off'], 'yes'), log_error_verbosity: oneOf(['terse', 'default'], 'yes'),
};

export const rdsLogsWithoutContent: Rule = {
  id: 'RdsLogsWithoutContent',
  title: 'logs of the database hold no statements',
  why: 'statements carry prompts, embeddings and names into logs that more people read',
  fix: 'set log_statement none or ddl, log_min_duration_statement -1, pgaudit.log_parameter 0',
  severity: 'warning',
  controls: ['LOG-02', 'DAT-12'],
  types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
  check: (database, context) => ofEngine(database, /postgres/, () => {
    const group = text(at(database.properties, groupOf(database)));
    if (group === undefined || (typeof group === 'string' && !hasOpenPart(group) && context.named(group) === undefined)) return skip('NoParameterGroupHere');
    return every(Object.entries(KEPT).map(([parameter, expected]) => parameterOf(database, context, groupOf(database), parameter, expected)));
  }),
};
