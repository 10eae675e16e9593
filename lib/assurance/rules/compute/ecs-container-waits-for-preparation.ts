import { at, bool, isUnknown, text, type Unknown, type Value } from '../../template';
import { every, fail, oneOf, skip, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { told, unread } from './expectations';
import { places, type Place } from './places';

export const ecsContainerWaitsForPreparation: Rule = {
  id: 'EcsContainerWaitsForPreparation',
  title: 'a container starts after the one that prepares its volume has succeeded',
  why: 'a server that starts beside, or after a failed run of, the container that verifies its files serves what nobody verified',
  fix: 'add a DependsOn with condition SUCCESS on the container that writes the volume',
  severity: 'error',
  controls: ['SUP-05', 'SUP-03'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => {
    const containers = places(resource.properties, ['ContainerDefinitions', '*']);
    if (containers.some(({ value }) => unread(value))) return unknownOutcome({ code: 'ContainersNotKnown', property: 'ContainerDefinitions' });
    const preparers = containers.filter(({ value }) => bool(at(value, 'Essential')) === false && mounts(value, 'written').length > 0);
    const pairs = preparers.flatMap((preparer) => containers.filter(({ value }) => value !== preparer.value && bool(at(value, 'Essential')) !== false
      && mounts(value, 'any').some((volume) => mounts(preparer.value, 'written').includes(volume))).map((user) => ({ preparer, user })));
    const known = containers.map(({ value }) => told(at(value, 'Name')));
    const dangling = places(resource.properties, ['ContainerDefinitions', '*', 'DependsOn', '*', 'ContainerName']).filter(({ value }) => typeof told(value) === 'string' && !known.includes(told(value)) && !known.some(isUnknown));
    const missing = dangling.map(({ value, path }) => fail({ path, got: value, because: [{ code: 'NoSuchContainer', container: text(value) }] }));
    return pairs.length + missing.length === 0 ? skip('NothingPrepared') : every([...missing, ...pairs.map(({ preparer, user }) => judgeOrder(user, told(at(preparer.value, 'Name'))))]);
  },
};

function mounts(container: Value, how: 'written' | 'any'): readonly string[] {
  return places(container, ['MountPoints', '*']).flatMap(({ value }) => {
    const name = told(at(value, 'SourceVolume'));
    return typeof name === 'string' && (how === 'any' || bool(at(value, 'ReadOnly')) !== true) ? [name] : [];
  });
}

function judgeOrder({ value, path }: Place, preparer: string | Unknown | undefined): Outcome {
  const found = places(value, ['DependsOn', '*']).find((each) => told(at(each.value, 'ContainerName')) === preparer);
  if (found !== undefined) return valueAt(found.value, ['Condition'], oneOf(['SUCCESS', 'HEALTHY']), [...path, ...found.path]);
  const open = unread(at(value, 'DependsOn')) || places(value, ['DependsOn', '*']).some((each) => unread(each.value) || isUnknown(told(at(each.value, 'ContainerName'))));
  return open || isUnknown(preparer) ? unknownOutcome({ code: 'OrderNotKnown', property: path.join('.') })
    : fail({ path: [...path, 'DependsOn'], because: [{ code: 'DoesNotWait', container: preparer }] });
}
