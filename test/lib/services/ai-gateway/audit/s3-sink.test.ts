import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { localAuditKeys } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import { createS3Sink } from '../../../../../lib/services/ai-gateway/audit/s3-sink';
import { s3Trail } from '../../../../../lib/services/ai-gateway/audit/s3-source';
import type { SealedBatch } from '../../../../../lib/services/ai-gateway/audit/sink';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { FakeS3 } from '../../model-signing/fake-s3';
import { MASTER, record, SECRET, trailOn } from './fixture';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0f0f0f0f-1111-2222-3333-444455556666';
const CHAIN = '20261122T101112Z-00112233445566778899aabbccddeeff';
const KEY = `gateway/2026/11/22/${CHAIN}/000000000007.jsonl`;
const batch: SealedBatch = { chain: CHAIN, sequence: 7, time: '2026-11-22T23:59:59.999Z', records: 1, text: '{"a":1}\n' };

const fake = new FakeS3();
let s3: S3Client;
beforeAll(async () => { s3 = await fake.start(); });
afterAll(async () => {
  s3.destroy();
  await fake.stop();
});
beforeEach(() => {
  fake.objects.clear();
  fake.writes.length = 0;
  fake.fault = () => undefined;
});

test('puts each batch as an object by day, chain and number, with the encryption and the checksum that the bucket asks for, over nothing', async () => {
  await createS3Sink({ bucket: 'records', prefix: 'gateway', keyArn: KEY_ARN }, s3).write(batch);
  const object = fake.objects.get(KEY);
  expect(object?.body.toString()).toBe(batch.text);
  expect(object?.headers).toMatchObject({
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': KEY_ARN,
    'x-amz-checksum-sha256': createHash('sha256').update(batch.text).digest('base64'),
    'if-none-match': '*',
    'content-length': String(batch.text.length),
  });
  expect(object?.headers).not.toHaveProperty('x-amz-acl');
});

test('states no encryption without a key: the bucket has its own', async () => {
  await createS3Sink({ bucket: 'records', prefix: '' }, s3).write(batch);
  const object = fake.objects.get(KEY.replace('gateway/', ''));
  expect(Object.keys(object?.headers ?? {})).not.toContain('x-amz-server-side-encryption');
});

test('never writes over an object that somebody else put there', async () => {
  const sink = createS3Sink({ bucket: 'records', prefix: 'gateway' }, s3);
  fake.put(KEY, 'squatter');
  await expect(sink.write(batch)).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
  await expect(sink.write(batch)).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
  expect(fake.objects.get(KEY)?.body.toString()).toBe('squatter');
});

test('takes a refusal to write twice for success after a try whose answer never came, and only then', async () => {
  const sink = createS3Sink({ bucket: 'records', prefix: 'gateway' }, s3);
  fake.fault = () => 500;
  await expect(sink.write(batch)).rejects.toThrow();
  fake.fault = () => undefined;
  fake.put(KEY, batch.text);
  await sink.write(batch);
  const next = { ...batch, sequence: 8 };
  fake.put(KEY.replace('007', '008'), 'squatter');
  await expect(sink.write(next)).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
});

test('gives a try up when its time is over', async () => {
  const hanging: Pick<S3Client, 'send'> = {
    send: ((_command: unknown, { abortSignal }: { readonly abortSignal: AbortSignal }) => new Promise((_resolve, reject) => {
      // Keeps the loop alive as a socket would: the time-out itself does not.
      const socket = setTimeout(() => undefined, 5_000);
      abortSignal.addEventListener('abort', () => { clearTimeout(socket); reject(new Error('aborted')); });
    })) as S3Client['send'],
  };
  await expect(createS3Sink({ bucket: 'records', prefix: 'gateway', timeoutMilliseconds: 10 }, hanging as S3Client).write(batch)).rejects.toThrow('aborted');
});

test('writes a trail that verifies from S3 through faults on the way, without a byte of content in the clear', async () => {
  let puts = 0;
  fake.fault = (method) => {
    puts += method === 'PUT' ? 1 : 0;
    return method === 'PUT' && puts % 3 === 2 ? 503 : undefined;
  };
  const trail = trailOn(createS3Sink({ bucket: 'records', prefix: 'gateway', keyArn: KEY_ARN }, s3), { attempts: 10 });
  for (let round = 0; round < 4; round += 1) await Promise.all([1, 2, 3].map((request) => trail.append(record(`r${round}-${request}`))));
  await trail.close();
  fake.fault = () => undefined;
  fake.put('gateway/2026/readme.txt', 'no record');
  const keys = localAuditKeys(MASTER);
  const { findings, chains } = await verifyTrail(s3Trail(s3, 'records', 'gateway'), { keys });
  expect(findings).toEqual([{ code: 'stranger', at: 'gateway/2026/readme.txt' }]);
  expect(chains).toMatchObject([{ records: 14, ended: true }]);
  // Fewer objects than records: what came while one was written went together.
  expect(fake.writes.length).toBeLessThan(14);
  for (const { body } of fake.objects.values()) expect(body.toString('latin1')).not.toContain(SECRET);

  const [, second = ''] = fake.writes;
  fake.objects.delete(second);
  expect((await verifyTrail(s3Trail(s3, 'records', 'gateway'), { keys })).findings).toContainEqual(expect.objectContaining({ code: 'record-missing' }));
});
