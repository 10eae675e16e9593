import { at, text } from '../../template';
import { oneOf, skip } from '../outcome';
import type { Rule } from '../rule';
import { parameterOf } from './databases';

export const docDbForcesTls: Rule = {
  id: 'DocDbForcesTls',
  title: 'document database refuses connections without TLS',
  why: 'documents pass between service and database',
  fix: 'leave the parameter tls enabled',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::DocDB::DBCluster'],
  check: (cluster, context) => {
    const group = text(at(cluster.properties, 'DBClusterParameterGroupName'));
    return group === undefined || (typeof group === 'string' && group.startsWith('default.'))
      ? skip('DefaultForcesTls')
      : parameterOf(cluster, context, 'DBClusterParameterGroupName', 'tls', oneOf(['enabled', 'tls1.2+', 'tls1.3+', 'fips-140-3'], 'yes'));
  },
};
