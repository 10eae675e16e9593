import { every, isFalse, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const batchJobIsolated: Rule = {
  id: 'BatchJobIsolated',
  title: 'jobs get no public address, and nobody a shell in them',
  why: 'a job with a public address is one security-group rule away from the internet; a shell bypasses every control on what goes in and out',
  fix: 'set AssignPublicIp to DISABLED and EnableExecuteCommand to false',
  severity: 'error',
  controls: ['SUP-05', 'NET-01'],
  types: ['AWS::Batch::JobDefinition'],
  check: (resource) => everyPlace(resource, [['ContainerProperties'], ['EcsProperties', 'TaskProperties', '*']], (task, path) => every([
    valueAt(task, ['NetworkConfiguration', 'AssignPublicIp'], oneOf(['DISABLED'], 'yes'), path), valueAt(task, ['EnableExecuteCommand'], isFalse('yes'), path),
  ])),
};
