import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { EMPTY_ON_DELETE_TAG } from '../../../../lib/contract/bucket-emptier';
import { bucketEmptier, type Surroundings } from '../../../../lib/services/functions/bucket-emptier/bucket-emptier';

const PROPERTIES = { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:emptier', BucketName: 'data', ObjectsArn: 'arn:aws:s3:::data/*', BypassGovernance: 'false' };

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  /** A delete marker is listed apart from the versions. */
  readonly marker?: boolean;
}

interface FakeOptions {
  readonly versions?: number;
  readonly uploads?: number;
  readonly tag?: string | null;
  readonly policy?: string | null;
  readonly gone?: boolean;
  /** The code under which S3 refuses a version, if it does; asked anew for each attempt. */
  readonly refusal?: (version: Version) => string | undefined;
  readonly remaining?: () => number;
  /** Uploads that end by themselves between listing and aborting. */
  readonly uploadsVanish?: boolean;
}

function failure(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: `${name} by the fake`, $fault: 'client', $metadata: { httpStatusCode: 404 } });
}

/** S3 as far as the emptier uses it: it answers in the shapes of the API, pages at 1,000 and counts its calls. */
function fakeS3(options: FakeOptions) {
  let versions: Version[] = Array.from({ length: options.versions ?? 0 }, (_, index) => ({ Key: `key-${index}`, VersionId: `version-${index}`, marker: index % 3 === 0 }));
  let uploads = Array.from({ length: options.uploads ?? 0 }, (_, index) => ({ Key: `part-${index}`, UploadId: `upload-${index}` }));
  let policy = options.policy === undefined ? JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'DenyPlainHttp' }] }) : options.policy;
  const calls: unknown[] = [];
  const pauses: number[] = [];
  const logged: Readonly<Record<string, unknown>>[] = [];

  const answer = async (command: unknown): Promise<unknown> => {
    calls.push(command);
    if (options.gone === true) throw failure('NoSuchBucket');
    if (command instanceof GetBucketTaggingCommand) {
      if (options.tag === null) throw failure('NoSuchTagSet');
      return { TagSet: [{ Key: 'team', Value: 'data' }, { Key: EMPTY_ON_DELETE_TAG, Value: options.tag ?? 'true' }] };
    }
    if (command instanceof GetBucketPolicyCommand) {
      if (policy === null) throw failure('NoSuchBucketPolicy');
      return { Policy: policy };
    }
    if (command instanceof PutBucketPolicyCommand) {
      policy = command.input.Policy ?? null;
      return {};
    }
    if (command instanceof ListObjectVersionsCommand) {
      const page = versions.slice(0, 1000);
      const shape = ({ Key, VersionId }: Version) => ({ Key, VersionId, IsLatest: true });
      const [markers, others] = [page.filter((version) => version.marker === true), page.filter((version) => version.marker !== true)];
      // An empty list is left out of the answer, not sent as an empty array.
      return { IsTruncated: versions.length > 1000, ...(others.length > 0 ? { Versions: others.map(shape) } : {}), ...(markers.length > 0 ? { DeleteMarkers: markers.map(shape) } : {}) };
    }
    if (command instanceof DeleteObjectsCommand) {
      const asked = new Set((command.input.Delete?.Objects ?? []).map((object) => `${object.Key} ${object.VersionId}`));
      if (asked.size > 1000) throw failure('MalformedXML');
      const codes = new Map(versions.filter((version) => asked.has(`${version.Key} ${version.VersionId}`)).map((version) => [version, options.refusal?.(version)]));
      versions = versions.filter((version) => !codes.has(version) || codes.get(version) !== undefined);
      const errors = [...codes].filter(([, code]) => code !== undefined).map(([{ Key, VersionId }, Code]) => ({ Key, VersionId, Code, Message: 'as the fake was told' }));
      return errors.length > 0 ? { Errors: errors } : {};
    }
    if (command instanceof ListMultipartUploadsCommand) return uploads.length > 0 ? { Uploads: uploads.slice(0, 1000) } : {};
    if (command instanceof AbortMultipartUploadCommand) {
      uploads = uploads.filter((upload) => upload.UploadId !== command.input.UploadId);
      if (options.uploadsVanish === true) throw failure('NoSuchUpload');
      return {};
    }
    throw new Error('a command that the role may not send');
  };

  const surroundings: Surroundings = {
    send: answer as Surroundings['send'],
    remainingMilliseconds: options.remaining ?? (() => 900_000),
    pause: async (milliseconds) => void pauses.push(milliseconds),
    log: (entry) => void logged.push(entry),
  };
  return {
    emptier: bucketEmptier(surroundings),
    pauses,
    logged,
    left: () => ({ versions: versions.length, uploads: uploads.length }),
    policy: () => policy,
    sent: <T>(type: new (...args: never[]) => T): T[] => calls.filter((call): call is T => call instanceof type),
  };
}

const remove = (s3: ReturnType<typeof fakeS3>, properties: Readonly<Record<string, unknown>> = PROPERTIES) => s3.emptier.delete(properties, 'data');

describe('bucket emptier', () => {
  test.each([[0, 0], [1, 1], [999, 1], [1000, 1], [1001, 2], [2500, 3]])('deletes %i versions and markers in %i batches of at most 1,000', async (versions, batches) => {
    const s3 = fakeS3({ versions });
    await remove(s3);
    expect(s3.left().versions).toBe(0);
    expect(s3.sent(DeleteObjectsCommand)).toHaveLength(batches);
  });

  test('aborts unfinished uploads, those that end in the meantime included', async () => {
    for (const uploadsVanish of [false, true]) {
      const s3 = fakeS3({ uploads: 45, uploadsVanish });
      await remove(s3);
      expect(s3.left().uploads).toBe(0);
      expect(s3.sent(AbortMultipartUploadCommand)).toHaveLength(45);
    }
  });

  test('passes over a governance lock only when told to', async () => {
    for (const [BypassGovernance, expected] of [['true', true], ['false', undefined]]) {
      const s3 = fakeS3({ versions: 1 });
      await remove(s3, { ...PROPERTIES, BypassGovernance });
      expect(s3.sent(DeleteObjectsCommand)[0]?.input.BypassGovernanceRetention).toBe(expected);
    }
  });

  test('fails with the key and the code when a version may not be deleted, and does not retry', async () => {
    const s3 = fakeS3({ versions: 3, refusal: ({ Key }) => (Key === 'key-1' ? 'AccessDenied' : undefined) });
    await expect(remove(s3)).rejects.toThrow(/refuses to delete 1 of 3 versions, such as key-1 \(version version-1\): AccessDenied/);
    expect(s3.sent(DeleteObjectsCommand)).toHaveLength(1);
  });

  test.each(['InternalError', 'SlowDown', 'ServiceUnavailable'])('tries again after %s', async (code) => {
    let refusals = 2;
    const s3 = fakeS3({ versions: 1, refusal: () => (refusals-- > 0 ? code : undefined) });
    await remove(s3);
    expect(s3.left().versions).toBe(0);
    expect(s3.pauses).toEqual([1000, 2000]);
  });

  test('gives up when nothing moves', async () => {
    const s3 = fakeS3({ versions: 1, refusal: () => 'SlowDown' });
    await expect(remove(s3)).rejects.toThrow(/no progress in 6 attempts/);
    expect(s3.pauses).toHaveLength(5);
  });

  test('fails clearly when its time is nearly out, and goes on where it stopped when it is asked again', async () => {
    let remaining = 50_000;
    const s3 = fakeS3({ versions: 5000, remaining: () => (remaining -= 10_000) });
    await expect(remove(s3)).rejects.toThrow(/out of time after removing \d+; .* delete the stack again to continue/);
    const { versions } = s3.left();
    expect(versions).toBeLessThan(5000);
    expect(versions).toBeGreaterThan(0);
    remaining = 900_000;
    await remove(s3);
    expect(s3.left().versions).toBe(0);
  });

  test.each([['the tag is not there', null], ['the tag says otherwise', 'false']])('deletes nothing when %s', async (_, tag) => {
    const s3 = fakeS3({ versions: 2, uploads: 2, tag });
    await remove(s3);
    expect(s3.left()).toEqual({ versions: 2, uploads: 2 });
    expect(s3.sent(PutBucketPolicyCommand)).toHaveLength(0);
    expect(s3.logged).toContainEqual(expect.objectContaining({ level: 'warn', bucket: 'data' }));
  });

  test('is content when the bucket is gone already', async () => {
    await expect(remove(fakeS3({ gone: true }))).resolves.toBeUndefined();
  });

  test('fails on any other error', async () => {
    const s3 = fakeS3({ versions: 1, refusal: () => { throw failure('AccessDenied'); } });
    await expect(remove(s3)).rejects.toThrow('AccessDenied by the fake');
  });

  test('stops writes before it deletes, keeps the other statements, and does so once', async () => {
    const s3 = fakeS3({ versions: 1 });
    await remove(s3);
    await remove(s3);
    expect(JSON.parse(s3.policy() ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'DenyPlainHttp' }, { Sid: 'DenyWritesWhileEmptying', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::data/*' }],
    });
    expect(s3.sent(PutBucketPolicyCommand)).toHaveLength(1);
  });

  test.each([['no policy', null], ['one statement outside a list', JSON.stringify({ Statement: { Sid: 'Only' } })]])('stops writes in a bucket with %s', async (_, policy) => {
    const s3 = fakeS3({ policy });
    await remove(s3);
    expect(s3.policy()).toContain('DenyWritesWhileEmptying');
  });

  test('does nothing on create, and on update names the bucket, so that a replaced one is emptied', async () => {
    const s3 = fakeS3({ versions: 1 });
    await expect(s3.emptier.create(PROPERTIES)).resolves.toEqual({ physicalResourceId: 'data' });
    await expect(s3.emptier.update({ ...PROPERTIES, BucketName: 'other' }, PROPERTIES, 'data')).resolves.toEqual({ physicalResourceId: 'other' });
    expect(s3.left().versions).toBe(1);
  });

  test('fails without a bucket name', async () => {
    await expect(remove(fakeS3({}), {})).rejects.toThrow(/BucketName/);
  });
});
