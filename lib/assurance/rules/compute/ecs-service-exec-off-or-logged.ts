import { at, text } from '../../template';
import { every, isFalse, oneOf, property, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';

export const ecsServiceExecOffOrLogged: Rule = {
  id: 'EcsServiceExecOffOrLogged',
  title: 'nobody gets a shell in a task, or it is recorded and encrypted',
  why: 'A shell in a running task bypasses every control on what goes in and out.',
  fix: 'set EnableExecuteCommand to false, or record sessions in the cluster with a key of your own',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::Service'],
  check: (resource, context) => {
    const off = property(resource, ['EnableExecuteCommand'], isFalse('yes'));
    if (off.kind !== 'fail') return off;
    const name = text(at(resource.properties, 'Cluster'));
    const cluster = typeof name === 'string' ? context.named(name) : undefined;
    if (cluster === undefined) return name === undefined ? off : unknownOutcome({ code: 'ClusterNotKnown', property: 'Cluster' });
    const recorded = every([property(cluster, [...SESSIONS, 'Logging'], oneOf(['DEFAULT', 'OVERRIDE'])), property(cluster, [...SESSIONS, 'KmsKeyId'], CUSTOMER_KEY)]);
    return recorded.kind === 'fail' ? off : recorded;
  },
};

const SESSIONS = ['Configuration', 'ExecuteCommandConfiguration'];
