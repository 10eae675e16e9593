import type { Assembly } from './assembly';
import { objectAt, textAt } from './json';
import { constructPaths } from './resources';

/** A resource that CloudFormation leaves in the account when its stack is deleted. */
export interface RetainedResource {
  readonly stack: string;
  readonly path: string;
  readonly type: string;
  /** `Retain` keeps the resource itself, `Snapshot` a copy of its data. */
  readonly policy: string;
}

/** What stays in the account after every stack of the assembly was deleted, sorted by stack and path. */
export function retainedResources(assembly: Assembly): RetainedResource[] {
  return assembly.stacks
    .flatMap((stack) => {
      const pathOf = constructPaths(stack);
      return Object.entries(objectAt(stack.template, 'Resources')).flatMap(([logicalId, resource]) => {
        const policy = textAt(resource, 'DeletionPolicy') ?? 'Delete';
        return policy === 'Delete' ? [] : [{ stack: stack.stackName, path: pathOf(logicalId), type: textAt(resource, 'Type') ?? '', policy }];
      });
    })
    .sort((left, right) => `${left.stack} ${left.path}`.localeCompare(`${right.stack} ${right.path}`, 'en'));
}
