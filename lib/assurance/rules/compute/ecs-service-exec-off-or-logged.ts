import { at } from '../../template';
import { customerKey } from '../data/customer-key';
import { resourceOf } from '../network/references';
import { every, isFalse, oneOf, property, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const ecsServiceExecOffOrLogged: Rule = {
  id: 'EcsServiceExecOffOrLogged',
  title: 'nobody gets a shell in a task, or it is recorded and encrypted',
  why: 'a shell in a running task bypasses every control on what goes in and out',
  fix: 'set EnableExecuteCommand to false, or record sessions in the cluster with a key of your own',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::Service'],
  check: (resource, context) => {
    const off = property(resource, ['EnableExecuteCommand'], isFalse('yes'));
    if (off.kind !== 'fail') return off;
    const cluster = resourceOf(at(resource.properties, 'Cluster'), context);
    if (cluster === undefined) return at(resource.properties, 'Cluster') === undefined ? off : unknownOutcome({ code: 'ClusterNotKnown', property: 'Cluster' });
    const recorded = every([property(cluster, [...SESSIONS, 'Logging'], oneOf(['DEFAULT', 'OVERRIDE'])), property(cluster, [...SESSIONS, 'KmsKeyId'], customerKey(context))]);
    return recorded.kind === 'fail' ? off : recorded;
  },
};

const SESSIONS = ['Configuration', 'ExecuteCommandConfiguration'];
