import { at } from '../../template';
import { allOf, fail, isTrue, oneOf, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { namedBy } from './buckets';
import { someItem, verdictOf } from './some';

export const redshiftForcesTls: Rule = {
  id: 'RedshiftForcesTls',
  title: 'warehouse refuses connections without TLS',
  why: 'data passes between clients and warehouse',
  fix: 'set require_ssl to true in the parameter group',
  severity: 'error',
  controls: ['DAT-02', 'DAT-08'],
  types: ['AWS::Redshift::Cluster'],
  check: (cluster, context) => {
    const group = namedBy(context, at(cluster.properties, 'ClusterParameterGroupName'));
    if (group === undefined) return at(cluster.properties, 'ClusterParameterGroupName') === undefined ? fail({
      path: ['ClusterParameterGroupName'],
      because: [{ code: 'DefaultParameters', parameter: 'require_ssl', wanted: 'true' }],
    }) : unknownOutcome({ code: 'ParameterGroupElsewhere', parameter: 'require_ssl' });
    return someItem(group, ['Parameters'], (item) => allOf([
      verdictOf(valueAt(item, ['ParameterName'], oneOf(['require_ssl']))),
      verdictOf(valueAt(item, ['ParameterValue'], isTrue())),
    ]), 'require_ssl true');
  },
};
