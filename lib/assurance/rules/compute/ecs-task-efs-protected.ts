import { either, every, oneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES } from './containers';
import { everyPlace, type Path } from './places';

export const ecsTaskEfsProtected: Rule = {
  id: 'EcsTaskEfsProtected',
  title: 'file systems are mounted with TLS and as the task\'s role',
  why: 'without it the data crosses the network in plain text, and whoever reaches the mount target reads it',
  fix: 'set TransitEncryption and AuthorizationConfig.IAM to ENABLED',
  severity: 'error',
  controls: ['SUP-05', 'DAT-07'],
  types: CONTAINER_TYPES,
  check: (resource) => everyPlace(resource, EFS_VOLUMES, (volume, path) => every([
    valueAt(volume, ['TransitEncryption'], oneOf(['ENABLED']), path), either(['IAM', 'Iam'].map((name) => valueAt(volume, ['AuthorizationConfig', name], oneOf(['ENABLED']), path))),
  ])),
};

const EFS_VOLUMES: readonly Path[] = [['Volumes', '*', 'EFSVolumeConfiguration'], ['ContainerProperties', 'Volumes', '*', 'EfsVolumeConfiguration'], ['EcsProperties', 'TaskProperties', '*', 'Volumes', '*', 'EfsVolumeConfiguration']];
