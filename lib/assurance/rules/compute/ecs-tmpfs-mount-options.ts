import { at, isUnknown } from '../../template';
import { every, PASS, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { CONTAINER_TYPES, CONTAINERS } from './containers';
import { listWith, told } from './expectations';
import { everyPlace } from './places';

export const ecsTmpfsMountOptions: Rule = {
  id: 'EcsTmpfsMountOptions',
  title: 'file systems in memory cannot hold set-user-id programs or devices',
  why: 'a writable place from which programs gain rights undoes the read-only root file system',
  fix: 'add nosuid and nodev to MountOptions, and noexec for directories of temporary files',
  severity: 'warning',
  controls: ['SUP-05'],
  types: CONTAINER_TYPES,
  check: (resource) => everyPlace(resource, CONTAINERS.map((container) => [...container, 'LinuxParameters', 'Tmpfs', '*']), (mount, path) => {
    const directory = told(at(mount, 'ContainerPath'));
    const option = (name: string): Outcome => valueAt(mount, ['MountOptions'], listWith(name), path);
    const noexec = option('noexec');
    const temporary = isUnknown(directory) ? unknownOutcome({ code: 'DirectoryNotKnown', property: [...path, 'ContainerPath'].join('.') }) : /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\/run)(?:\/|$)/.test(directory ?? '') ? noexec : PASS;
    return every([option('nosuid'), option('nodev'), noexec.kind === 'pass' ? PASS : temporary]);
  }),
};
