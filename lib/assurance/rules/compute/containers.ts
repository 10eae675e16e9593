import { any, type Trilean } from '../../iam/trilean';
import { at, hasSymbol, isUnknown, text, texts, type Resource, type Value } from '../../template';
import { skip } from '../outcome';
import type { Outcome } from '../rule';
import { everyPlace, type Path } from './places';

/** Containers that the ECS agent starts, for a task or for a Batch job. */
export const CONTAINER_TYPES: readonly string[] = ['AWS::ECS::TaskDefinition', 'AWS::Batch::JobDefinition'];

export const CONTAINERS: readonly Path[] = [
  ['ContainerDefinitions', '*'],
  ['ContainerProperties'],
  ['EcsProperties', 'TaskProperties', '*', 'Containers', '*'],
  ['NodeProperties', 'NodeRangeProperties', '*', 'Container'],
  ['NodeProperties', 'NodeRangeProperties', '*', 'EcsProperties', 'TaskProperties', '*', 'Containers', '*'],
];

/** Containers of pods that Batch starts on EKS. */
export const PODS: readonly Path[] = [['EksProperties', 'PodProperties'], ['NodeProperties', 'NodeRangeProperties', '*', 'EksProperties', 'PodProperties']];
export const POD_CONTAINERS: readonly Path[] = PODS.flatMap((pod) => [[...pod, 'Containers', '*'], [...pod, 'InitContainers', '*']]);

/** The settings of a task as a whole: the definition itself for ECS, each task of a Batch job. */
export const TASKS: readonly Path[] = [[], ['EcsProperties', 'TaskProperties', '*'], ['NodeProperties', 'NodeRangeProperties', '*', 'EcsProperties', 'TaskProperties', '*']];

export function everyContainer(resource: Resource, judge: (container: Value, path: Path) => Outcome): Outcome {
  return everyPlace(resource, CONTAINERS, judge, skip('NoContainers'));
}

/** For controls that exist on Linux only. */
export function everyLinuxContainer(resource: Resource, judge: (container: Value, path: Path) => Outcome): Outcome {
  return isWindows(resource) ? skip('WindowsContainers') : everyContainer(resource, judge);
}

export function isWindows(resource: Resource): boolean {
  const family = text(at(resource.properties, 'RuntimePlatform', 'OperatingSystemFamily') ?? at(resource.properties, 'ContainerProperties', 'RuntimePlatform', 'OperatingSystemFamily'));
  return typeof family === 'string' && /^WINDOWS/i.test(family);
}

/** Whether tasks of the definition may run on Fargate. */
export function onFargate(resource: Resource): Trilean {
  const wanted = texts(at(resource.properties, 'RequiresCompatibilities') ?? at(resource.properties, 'PlatformCapabilities'));
  if (isUnknown(wanted)) return 'unknown';
  return any((wanted ?? []).map((each) => (/^(?:EC2|EXTERNAL)$/i.test(each) ? 'no' : hasSymbol(each) ? 'unknown' : 'yes')));
}
