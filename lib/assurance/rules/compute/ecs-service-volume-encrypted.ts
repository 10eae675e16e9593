import { customerKey } from '../data/customer-key';
import { every, isTrue, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyPlace } from './places';

export const ecsServiceVolumeEncrypted: Rule = {
  id: 'EcsServiceVolumeEncrypted',
  title: 'volumes that a service attaches are encrypted with a key of the account',
  why: 'a disk that is detached, or a snapshot of it, is readable without a key',
  fix: 'set Encrypted to true and KmsKeyId on ManagedEBSVolume',
  severity: 'error',
  controls: ['SUP-05', 'DAT-07'],
  types: ['AWS::ECS::Service'],
  check: (resource, context) => everyPlace(resource, [['VolumeConfigurations', '*', 'ManagedEBSVolume']], (volume, path) => every([
    valueAt(volume, ['Encrypted'], isTrue(), path), valueAt(volume, ['KmsKeyId'], customerKey(context), path),
  ])),
};
