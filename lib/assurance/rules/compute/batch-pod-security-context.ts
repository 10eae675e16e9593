import { every, isFalse, isTrue, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { POD_CONTAINERS } from './containers';
import { everyPlace } from './places';

export const batchPodSecurityContext: Rule = {
  id: 'BatchPodSecurityContext',
  title: 'pods of Batch jobs run as an ordinary user in a read-only file system',
  why: 'root in a pod is root on the host as soon as the isolation has one hole',
  fix: 'set RunAsNonRoot and ReadOnlyRootFilesystem in SecurityContext, and remove Privileged',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::Batch::JobDefinition'],
  check: (resource) => everyPlace(resource, POD_CONTAINERS, (container, path) => every([
    valueAt(container, ['SecurityContext', 'RunAsNonRoot'], isTrue(), path), valueAt(container, ['SecurityContext', 'ReadOnlyRootFilesystem'], isTrue(), path),
    valueAt(container, ['SecurityContext', 'Privileged'], isFalse('yes'), path), valueAt(container, ['SecurityContext', 'AllowPrivilegeEscalation'], isFalse(), path),
  ])),
};
