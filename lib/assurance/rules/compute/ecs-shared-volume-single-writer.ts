import type { Trilean } from '../../iam/trilean';
import { at, isUnknown } from '../../template';
import { decided, every, isTrue, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { told } from './expectations';
import { places, type Path } from './places';

export const ecsSharedVolumeSingleWriter: Rule = {
  id: 'EcsSharedVolumeSingleWriter',
  title: 'a volume that containers share is written by one of them only',
  why: 'what one container verified, such as model weights, must not be changed by another that uses it',
  fix: 'set ReadOnly to true on the mount points of all containers but the one that fills the volume',
  severity: 'error',
  controls: ['SUP-05', 'SUP-03'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => {
    const volumes = new Map<string, { readonly readOnly: Trilean; readonly path: Path }[]>();
    const found = places(resource.properties, ['ContainerDefinitions', '*', 'MountPoints', '*']);
    if (found.some(({ value }) => isUnknown(told(at(value, 'SourceVolume'))))) return unknownOutcome({ code: 'MountsNotKnown', property: 'ContainerDefinitions' });
    for (const { value, path } of found) {
      const name = told(at(value, 'SourceVolume'));
      if (typeof name === 'string') volumes.set(name, [...(volumes.get(name) ?? []), { readOnly: isTrue().accepts(at(value, 'ReadOnly')), path: [...path, 'ReadOnly'] }]);
    }
    const shared = [...volumes].filter(([, mounts]) => mounts.length > 1);
    return shared.length === 0 ? skip('NoSharedVolume') : every(shared.map(([volume, mounts]) => {
      const [certain, open] = [mounts.filter(({ readOnly }) => readOnly === 'no'), mounts.filter(({ readOnly }) => readOnly === 'unknown')];
      return decided(certain.length > 1 ? 'no' : certain.length + open.length > 1 ? 'unknown' : 'yes', { id: volume, path: certain.at(-1)?.path ?? [], because: [{ code: 'WrittenByMany', volume, writers: certain.length }] },
        { code: 'ReadOnlyNotKnown', volume });
    }));
  },
};
