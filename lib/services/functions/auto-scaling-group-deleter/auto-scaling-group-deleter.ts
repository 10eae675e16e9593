import { text, type CustomResourceLogic, type Properties } from '../custom-resource';

/** What the teardown needs from the world. */
export interface Dependencies {
  /** Starts the forced deletion; calling it again while the group is being deleted is harmless. */
  readonly forceDelete: (autoScalingGroupName: string) => Promise<void>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

/** How often the group is asked for. */
const INTERVAL_MS = 15_000;

/** Stops in time to answer: the function itself ends after 15 minutes. */
const PATIENCE_MS = 13 * 60_000;

/** Errors after which the same call may succeed. */
const TRANSIENT = new Set(['ResourceContentionFault', 'ResourceContention', 'ScalingActivityInProgressFault', 'ScalingActivityInProgress', 'ResourceInUseFault', 'ResourceInUse', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']);

/**
 * The group's name is the resource's id: when the group is replaced, CloudFormation deletes the resource with the old name,
 * and with it the old group. Creation does nothing.
 */
export function autoScalingGroupDeleter(dependencies: Dependencies): CustomResourceLogic {
  const remember = async (properties: Properties) => ({ physicalResourceId: text(properties, 'AutoScalingGroupName') });
  return { create: remember, update: remember, delete: (_properties, name) => deleteGroup(name, dependencies) };
}

/** Repeats the deletion until the service no longer knows the group, so that no permission to list groups is needed. */
async function deleteGroup(name: string, { forceDelete, sleep, now }: Dependencies): Promise<void> {
  const deadline = now() + PATIENCE_MS;
  let accepted = false;
  while (now() < deadline) {
    try {
      await forceDelete(name);
      accepted = true;
    } catch (error) {
      if (isGone(error)) return;
      if (accepted && isRefused(error)) return;
      if (!(error instanceof Error && TRANSIENT.has(error.name))) throw error;
    }
    await sleep(INTERVAL_MS);
  }
  // The deletion is under way: CloudFormation deletes the group next, and waits for it with a patience of its own.
  console.warn(JSON.stringify({ level: 'warn', message: 'the group is still being deleted; leaving the rest to CloudFormation', autoScalingGroupName: name }));
}

/**
 * The permission names the group by its ARN, which holds an id of the service's making. A group that is gone has none, and the call may be refused
 * for that: once a deletion was accepted it means the same as "not found".
 */
function isRefused(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied(Exception)?$/.test(error.name);
}

/** The service answers a deletion of a group that does not exist with a ValidationError. */
function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && /not found/i.test(error.message);
}
