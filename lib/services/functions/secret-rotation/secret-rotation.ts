import type { SecretStore } from './secret-store';

/** What Secrets Manager sends, once for each step. A step may be sent again. */
export interface RotationEvent {
  readonly SecretId: string;
  readonly ClientRequestToken: string;
  readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
}

/** How the value of a secret of one kind is made and judged. */
export interface SecretKind {
  /** The next value, made from the current one. */
  next(current: string): Promise<string>;
  /** What is wrong with a value; an empty list when nothing is. Never quotes the value. */
  problems(pending: string, current: string): string[];
}

/**
 * One step of a rotation. Any step may come twice, late, or after another attempt has finished: what is done stays done, and the current value
 * changes only in the last step and only for a value that has passed its test.
 */
export async function rotate(event: RotationEvent, store: SecretStore, kind: SecretKind): Promise<void> {
  const { SecretId: arn, ClientRequestToken: token } = event;
  const { rotationEnabled, versions } = await store.describe(arn);
  if (!rotationEnabled) throw new Error(`rotation is not enabled for ${arn}`);
  const stages = versions[token];
  if (stages === undefined) throw new Error(`version ${token} of ${arn} has no staging label`);
  if (stages.includes('AWSCURRENT')) return;
  if (!stages.includes('AWSPENDING')) throw new Error(`version ${token} of ${arn} is not staged as AWSPENDING`);

  const current = await store.value(arn, 'AWSCURRENT');
  const pending = await store.value(arn, { pending: token });
  switch (event.Step) {
    case 'createSecret':
      if (pending !== undefined) return;
      return store.putPending(arn, token, await kind.next(required(current, `${arn} has no current value to rotate`)));
    case 'setSecret':
      // Nothing outside Secrets Manager holds these values; services take the new version when they start.
      return;
    case 'testSecret':
      // Secrets Manager tries a new schedule by testing a version that nothing has been written to.
      if (pending === undefined) return;
      return refuse(arn, kind.problems(pending, required(current, `${arn} has no current value to compare with`)));
    case 'finishSecret': {
      const value = required(pending, `version ${token} of ${arn} holds no value; createSecret must come first`);
      refuse(arn, kind.problems(value, required(current, `${arn} has no current value to replace`)));
      const instead = Object.keys(versions).find((version) => versions[version]?.includes('AWSCURRENT'));
      return store.makeCurrent(arn, token, instead);
    }
  }
}

/** Reads what Secrets Manager sent. */
export function parseRotationEvent(event: unknown): RotationEvent {
  if (typeof event === 'object' && event !== null && 'SecretId' in event && 'ClientRequestToken' in event && 'Step' in event) {
    const { SecretId, ClientRequestToken, Step } = event;
    if (typeof SecretId === 'string' && typeof ClientRequestToken === 'string' && isStep(Step)) return { SecretId, ClientRequestToken, Step };
  }
  throw new TypeError('the event is not one of a rotation: SecretId, ClientRequestToken and a known Step are required');
}

function isStep(value: unknown): value is RotationEvent['Step'] {
  return value === 'createSecret' || value === 'setSecret' || value === 'testSecret' || value === 'finishSecret';
}

function required(value: string | undefined, otherwise: string): string {
  if (value === undefined) throw new Error(otherwise);
  return value;
}

function refuse(arn: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`the pending value of ${arn} is refused: ${problems.join('; ')}`);
}
