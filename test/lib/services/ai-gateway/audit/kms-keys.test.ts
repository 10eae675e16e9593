import { randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, IncorrectKeyException, InvalidCiphertextException, KMSClient } from '@aws-sdk/client-kms';
import { kmsAuditKeys } from '../../../../../lib/services/ai-gateway/audit/kms-keys';
import { createMemorySink } from '../../../../../lib/services/ai-gateway/audit/memory-sink';
import { verifyTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { memoryTrail, record, trailOn } from './fixture';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0f0f0f0f-1111-2222-3333-444455556666';

/** KMS, as far as data keys go: a ciphertext opens with its own key and encryption context only. */
function fakeKms(): { readonly client: KMSClient; readonly calls: unknown[]; fault?: Error } {
  const wrapped = new Map<string, { readonly plaintext: Uint8Array; readonly key: string | undefined; readonly context: string }>();
  const fake: { client: KMSClient; calls: unknown[]; fault?: Error } = { client: new KMSClient({ region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }), calls: [] };
  const answer = (command: unknown): unknown => {
    if (fake.fault !== undefined) throw fake.fault;
    if (command instanceof GenerateDataKeyCommand) {
      fake.calls.push(command.input);
      const [plaintext, ciphertext] = [randomBytes(32), randomBytes(184)];
      wrapped.set(ciphertext.toString('hex'), { plaintext: Uint8Array.from(plaintext), key: command.input.KeyId, context: JSON.stringify(command.input.EncryptionContext) });
      return { Plaintext: plaintext, CiphertextBlob: ciphertext, KeyId: command.input.KeyId };
    }
    if (command instanceof DecryptCommand) {
      fake.calls.push(command.input);
      const known = wrapped.get(Buffer.from(command.input.CiphertextBlob ?? []).toString('hex'));
      if (known === undefined || known.context !== JSON.stringify(command.input.EncryptionContext)) throw new InvalidCiphertextException({ message: 'invalid', $metadata: {} });
      if (known.key !== command.input.KeyId) throw new IncorrectKeyException({ message: 'other key', $metadata: {} });
      return { Plaintext: known.plaintext };
    }
    throw new Error('unknown command');
  };
  fake.client.send = ((command: unknown) => Promise.resolve().then(() => answer(command))) as KMSClient['send'];
  return fake;
}

test('asks for data keys of 256 bits, bound to their purpose and chain, and opens each once', async () => {
  const kms = fakeKms();
  const keys = kmsAuditKeys(kms.client, KEY_ARN);
  const sink = createMemorySink();
  const trail = trailOn(sink, {}, { keys });
  for (const id of ['r1', 'r2', 'r3']) await trail.append(record(id));
  await trail.close();
  const { chain } = trail.status();
  const EncryptionContext = { purpose: 'gateway-audit', chain };
  expect(kms.calls).toEqual([{ KeyId: KEY_ARN, KeySpec: 'AES_256', EncryptionContext }]);
  expect((await verifyTrail(memoryTrail({ [chain]: sink.text() }), { keys })).findings).toEqual([]);
  expect(kms.calls.slice(1)).toEqual([{ KeyId: KEY_ARN, CiphertextBlob: expect.any(Buffer), EncryptionContext }]);
});

test('opens no data key of another chain, and none that names another key: a forger could bring his own', async () => {
  const kms = fakeKms();
  const keys = kmsAuditKeys(kms.client, KEY_ARN);
  const { wrapped, keyId, plaintext } = await keys.generate('a');
  expect(await keys.unwrap(wrapped, keyId, 'a')).toEqual(plaintext);
  expect(await keys.unwrap(wrapped, keyId, 'b')).toBeUndefined();
  const asked = kms.calls.length;
  const foreignArn = KEY_ARN.replace('111122223333', '999999999999');
  const foreign = await kmsAuditKeys(kms.client, foreignArn).generate('a');
  expect(await keys.unwrap(foreign.wrapped, foreign.keyId, 'a')).toBeUndefined();
  expect(await keys.unwrap(foreign.wrapped, KEY_ARN, 'a')).toBeUndefined();
  expect(kms.calls).toHaveLength(asked + 2);
});

test('fails, and finds nothing wrong, when KMS cannot be asked', async () => {
  const kms = fakeKms();
  const keys = kmsAuditKeys(kms.client, KEY_ARN);
  const { wrapped, keyId } = await keys.generate('a');
  kms.fault = Object.assign(new Error('denied'), { name: 'AccessDeniedException' });
  await expect(keys.unwrap(wrapped, keyId, 'a')).rejects.toThrow('denied');
  await expect(keys.generate('a')).rejects.toThrow('denied');
});
