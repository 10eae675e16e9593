import { at, isList, isUnknown } from '../../template';
import { decided, every, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { told, unread } from './expectations';

export const eksClusterAuditLog: Rule = {
  id: 'EksClusterAuditLog',
  title: 'the control plane of a Kubernetes cluster writes an audit log',
  why: 'without it nobody knows who read a secret or started a pod',
  fix: 'add audit and authenticator to Logging.ClusterLogging.EnabledTypes',
  severity: 'error',
  controls: ['SUP-05', 'LOG-01'],
  types: ['AWS::EKS::Cluster'],
  check: (resource) => {
    const enabled = at(resource.properties, 'Logging', 'ClusterLogging', 'EnabledTypes');
    const found = isList(enabled) ? enabled.map((item) => told(at(item, 'Type'))) : undefined;
    return unread(enabled) || found?.some(isUnknown) === true ? unknownOutcome({ code: 'LogTypesNotKnown', property: 'Logging' })
      : every(['audit', 'authenticator'].map((type) => decided(trilean(found?.includes(type) === true), { id: type, path: ['Logging', 'ClusterLogging', 'EnabledTypes'], because: [{ code: 'LogTypeMissing', type }] })));
  },
};
