import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { EMPTY_ON_DELETE_TAG } from '../../../contract/bucket-emptier';
import { text, type CustomResourceLogic } from '../custom-resource';

/** What the function needs of its surroundings. */
export interface Surroundings {
  readonly send: S3Client['send'];
  /** Milliseconds until Lambda stops the function. */
  readonly remainingMilliseconds: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

/** DeleteObjects takes at most this many keys. */
const BATCH = 1000;

/** Uploads aborted at the same time. */
const PARALLEL_ABORTS = 20;

/** Time kept back to answer CloudFormation. */
const RESERVE_MILLISECONDS = 20_000;

/** Rounds without any progress before it gives up. */
const FRUITLESS_ROUNDS = 6;

/** Errors of single keys in an answer of DeleteObjects that pass by themselves; the SDK retries whole requests, not these. */
const PASSING_ERRORS = new Set(['InternalError', 'ServiceUnavailable', 'SlowDown', 'RequestTimeout', 'OperationAborted', 'ConditionalRequestConflict']);

const STOP_WRITES_SID = 'DenyWritesWhileEmptying';

/** The custom resource: nothing on create and update, emptying on delete. */
export function bucketEmptier(surroundings: Surroundings): CustomResourceLogic {
  const identity = (bucket: string) => Promise.resolve({ physicalResourceId: bucket });
  return {
    create: (properties) => identity(text(properties, 'BucketName')),
    update: (properties) => identity(text(properties, 'BucketName')),
    async delete(properties) {
      const bucket = text(properties, 'BucketName');
      try {
        if (await isMarkedForEmptying(surroundings, bucket)) {
          await stopWrites(surroundings, bucket, text(properties, 'ObjectsArn'));
          await empty(surroundings, bucket, properties['BypassGovernance'] === 'true');
        } else surroundings.log({ level: 'warn', message: `left as it is: the bucket has no tag ${EMPTY_ON_DELETE_TAG}=true`, bucket });
      } catch (error) {
        if (!isNamed(error, 'NoSuchBucket')) throw error;
        surroundings.log({ level: 'info', message: 'the bucket is gone already', bucket });
      }
    },
  };
}

async function isMarkedForEmptying({ send }: Surroundings, bucket: string): Promise<boolean> {
  try {
    const { TagSet } = await send(new GetBucketTaggingCommand({ Bucket: bucket }));
    return (TagSet ?? []).some((tag) => tag.Key === EMPTY_ON_DELETE_TAG && tag.Value === 'true');
  } catch (error) {
    if (isNamed(error, 'NoSuchTagSet')) return false;
    throw error;
  }
}

async function empty(surroundings: Surroundings, bucket: string, bypassGovernance: boolean): Promise<void> {
  const uploads = await repeatUntilDone(surroundings, () => abortSomeUploads(surroundings, bucket));
  const versions = await repeatUntilDone(surroundings, () => deleteSomeVersions(surroundings, bucket, bypassGovernance));
  surroundings.log({ level: 'info', message: 'emptied', bucket, versions, uploads });
}

/** Denies further uploads in the bucket's own policy, which CloudFormation deletes next: a log delivered in between would make the deletion of the bucket fail. */
async function stopWrites({ send }: Surroundings, bucket: string, objectsArn: string): Promise<void> {
  const policy = await readPolicy(send, bucket);
  if (policy.Statement.some((statement) => isStatement(statement) && statement['Sid'] === STOP_WRITES_SID)) return;
  const statement = { Sid: STOP_WRITES_SID, Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: objectsArn };
  await send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }) }));
}

interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly unknown[];
}

async function readPolicy(send: S3Client['send'], bucket: string): Promise<PolicyDocument> {
  try {
    const parsed: unknown = JSON.parse((await send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy ?? '{}');
    if (!isStatement(parsed)) throw new TypeError(`the policy of ${bucket} is not an object`);
    const { Statement: statements = [], Version: version = '2012-10-17' } = parsed;
    return { ...parsed, Version: String(version), Statement: Array.isArray(statements) ? statements : [statements] };
  } catch (error) {
    if (isNamed(error, 'NoSuchBucketPolicy')) return { Version: '2012-10-17', Statement: [] };
    throw error;
  }
}

/** What one round did: how many things it removed, and whether any were left to remove when it looked. */
interface Round {
  readonly removed: number;
  readonly found: number;
}

/** Repeats a round, each from the start of the list, until nothing is found; fails clearly when time or progress runs out. */
async function repeatUntilDone(surroundings: Surroundings, round: () => Promise<Round>): Promise<number> {
  let total = 0;
  for (let fruitless = 0; ; ) {
    if (surroundings.remainingMilliseconds() < RESERVE_MILLISECONDS) {
      throw new Error(`out of time after removing ${total}; what was removed stays removed, so delete the stack again to continue`);
    }
    const { removed, found } = await round();
    if (found === 0) return total;
    total += removed;
    fruitless = removed === 0 ? fruitless + 1 : 0;
    if (fruitless === FRUITLESS_ROUNDS) throw new Error(`no progress in ${FRUITLESS_ROUNDS} attempts after removing ${total}; delete the stack again to continue`);
    if (fruitless > 0) await surroundings.pause(500 * 2 ** fruitless);
  }
}

async function deleteSomeVersions({ send }: Surroundings, bucket: string, bypassGovernance: boolean): Promise<Round> {
  const page = await send(new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: BATCH }));
  const objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({ Key, VersionId }));
  if (objects.length === 0) return { removed: 0, found: 0 };
  const { Errors: errors = [] } = await send(new DeleteObjectsCommand({
    Bucket: bucket,
    Delete: { Objects: objects, Quiet: true },
    ...(bypassGovernance ? { BypassGovernanceRetention: true } : {}),
  }));
  const lasting = errors.filter((error) => !PASSING_ERRORS.has(error.Code ?? ''));
  if (lasting[0] !== undefined) {
    const { Key, VersionId, Code, Message } = lasting[0];
    throw new Error(`S3 refuses to delete ${lasting.length} of ${objects.length} versions, such as ${Key} (version ${VersionId}): ${Code} ${Message ?? ''}. A lock or legal hold must end first`);
  }
  return { removed: objects.length - errors.length, found: objects.length };
}

async function abortSomeUploads({ send }: Surroundings, bucket: string): Promise<Round> {
  const { Uploads: uploads = [] } = await send(new ListMultipartUploadsCommand({ Bucket: bucket, MaxUploads: BATCH }));
  let removed = 0;
  for (let start = 0; start < uploads.length; start += PARALLEL_ABORTS) {
    const outcomes = await Promise.all(uploads.slice(start, start + PARALLEL_ABORTS).map(async ({ Key, UploadId }) => {
      try {
        await send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
        return 1;
      } catch (error) {
        if (isNamed(error, 'NoSuchUpload')) return 0;
        throw error;
      }
    }));
    removed += outcomes.filter((outcome) => outcome === 1).length;
  }
  return { removed, found: uploads.length };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function isStatement(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
