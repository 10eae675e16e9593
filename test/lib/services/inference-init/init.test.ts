import { generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { createAuthorityCertificate, issueCertificate } from '../../../../lib/services/functions/internal-authority/certificate';
import { runInit } from '../../../../lib/services/inference-init/init';
import type { LogEntry } from '../../../../lib/services/inference-init/log';
import { directorySource } from '../../../../lib/services/model-signing/directory-source';
import { kmsKey } from '../../../../lib/services/model-signing/kms-key';
import { signModel, type SignOptions } from '../../../../lib/services/model-signing/sign';
import { FakeKms } from '../model-signing/fake-kms';
import { FakeS3 } from '../model-signing/fake-s3';
import { temporaryFolders } from '../model-signing/fixture';

const NOW = new Date('2027-01-01');
const PREFIX = 'models/llm/1.0.0';
const FILES = { 'config.json': '{}', 'weights/a.safetensors': Buffer.alloc(3_000_000, 1), 'weights/b.safetensors': 'bbbb', 'empty.txt': '' };
const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:tls-abcdef';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/signing';

const folder = temporaryFolders();
const fakeS3 = new FakeS3();
const kms = new FakeKms();
let s3: Awaited<ReturnType<FakeS3['start']>>;
let tls: Record<'certificate' | 'privateKey' | 'authority', string>;

beforeAll(async () => {
  s3 = await fakeS3.start();
  tls = await issue(365);
});
afterAll(async () => { s3.destroy(); await fakeS3.stop(); });

async function publish(files: Record<string, string | Buffer>, options: Partial<SignOptions> = {}): Promise<void> {
  const path = folder(files);
  const { bundle } = await signModel(directorySource(path), await kmsKey(kms.client(), KEY_ARN), { modelName: 'llm', ...options });
  fakeS3.objects.clear();
  for (const [name, body] of Object.entries(files)) fakeS3.put(`${PREFIX}/model/${name}`, body);
  fakeS3.put(`${PREFIX}/model.sig`, bundle);
}

beforeEach(async () => {
  fakeS3.fault = () => undefined;
  await publish(FILES);
});

async function init(overrides: { env?: Record<string, string | undefined>; secret?: string; key?: FakeKms; now?: Date } = {}) {
  const model = folder();
  const certificates = folder();
  const log: LogEntry[] = [];
  const code = await runInit({
    MODEL_BUCKET: 'models', MODEL_PREFIX: PREFIX, MODEL_SIGNING_KEY_ARN: KEY_ARN, MODEL_DIRECTORY: model, TLS_SECRET_ARN: SECRET_ARN, TLS_DIRECTORY: certificates, ...overrides.env,
  }, {
    s3,
    kms: (overrides.key ?? kms).client(),
    secrets: { send: ((command: GetSecretValueCommand) => Promise.resolve({ SecretString: command.input.SecretId === SECRET_ARN ? overrides.secret ?? JSON.stringify(tls) : undefined })) as never },
    log: (entry) => log.push(entry),
    now: () => overrides.now ?? NOW,
    limits: { idleMs: 200, attempts: 3 },
  });
  return { code, log, reason: log.find((entry) => entry.level === 'error')?.reason, model: readdirSync(model, { recursive: true }).map(String).sort(), tls: readdirSync(certificates).sort(), paths: { model, certificates } };
}

describe('a verified model', () => {
  test.each<[string, Partial<SignOptions>]>([['whole files', {}], ['shards', { method: 'shards', shardSize: 1_000_000 }]])('signed as %s is put in place, with the TLS files', async (_, options) => {
    const files = options.method === 'shards' ? { a: FILES['weights/a.safetensors'], 'sub/b': 'bb' } : FILES;
    await publish(files, options);
    const result = await init();
    expect(result).toMatchObject({ code: 0, reason: undefined, tls: ['ca.crt', 'tls.crt', 'tls.key'] });
    for (const [name, body] of Object.entries(files)) expect(readFileSync(join(result.paths.model, name)).equals(Buffer.from(body))).toBe(true);
    expect(result.log.map((entry) => entry.event)).toEqual(['SignatureVerified', 'Downloaded', 'ModelVerified']);
    expect(readFileSync(join(result.paths.certificates, 'tls.key'), 'utf8')).toBe(tls.privateKey);
    for (const name of result.tls) expect(statSync(join(result.paths.certificates, name)).mode & 0o777).toBe(0o600);
  });

  test('is fetched anew over what a former attempt left', async () => {
    const left = folder({ 'stale.bin': 'x', 'config.json': 'old' });
    expect(await init({ env: { MODEL_DIRECTORY: left } })).toMatchObject({ code: 0 });
    expect(readdirSync(left).sort()).toEqual(['config.json', 'empty.txt', 'weights']);
  });

  test.each<[string, 'cut' | 'stall' | number]>([['breaks off', 'cut'], ['falls silent', 'stall'], ['is answered 503', 503]])('is fetched although a stream %s', async (_, fault) => {
    let spoilt = 0;
    fakeS3.fault = (_method, key, range) => (key.endsWith('a.safetensors') && range !== undefined && spoilt++ === 0 ? fault : undefined);
    expect(await init()).toMatchObject({ code: 0 });
    expect(spoilt).toBeGreaterThan(1);
  });
});

describe('exits 1 with the reason, and leaves both folders empty, when', () => {
  test.each<[string, () => void, string]>([
    ['a byte of the weights changed', () => fakeS3.put(`${PREFIX}/model/weights/b.safetensors`, 'bbbc'), 'ModelFileChanged'],
    ['a file is missing', () => fakeS3.objects.delete(`${PREFIX}/model/config.json`), 'ModelFileMissing'],
    ['a file was added', () => fakeS3.put(`${PREFIX}/model/weights/modeling.py`, 'x'), 'ModelFileAdded'],
    ['a file was added below .git', () => fakeS3.put(`${PREFIX}/model/.git/config`, 'x'), 'ModelFileAdded'],
    ['a key leads out of the folder', () => fakeS3.put(`${PREFIX}/model/../../evil`, 'x'), 'ModelNameUnsafe'],
    ['there is no signature', () => fakeS3.objects.delete(`${PREFIX}/model.sig`), 'ModelSignatureMissing'],
    ['the signature is cut', () => fakeS3.put(`${PREFIX}/model.sig`, (fakeS3.objects.get(`${PREFIX}/model.sig`)?.body ?? Buffer.alloc(0)).subarray(0, 100)), 'ModelBundleMalformed'],
    ['the streams never end well', () => { fakeS3.fault = (_, key, range) => (key.endsWith('a.safetensors') && range !== undefined ? 'stall' : undefined); }, 'Error'],
    ['S3 refuses', () => { fakeS3.fault = (_, key) => (key.endsWith('a.safetensors') ? 403 : undefined); }, 'Fault'],
  ])('%s', async (_, spoil, reason) => {
    spoil();
    expect(await init()).toMatchObject({ code: 1, reason, model: [], tls: [] });
  });

  test('another key signed the model', async () => {
    expect(await init({ key: new FakeKms() })).toMatchObject({ code: 1, reason: 'ModelKeyWrong', model: [], tls: [] });
  });

  test('nothing is downloaded before the signature holds', async () => {
    const read: string[] = [];
    fakeS3.fault = (_, key) => { read.push(key); return undefined; };
    await init({ key: new FakeKms() });
    expect(read).toEqual([`${PREFIX}/model.sig`]);
  });

  test.each<[string, () => Promise<{ secret?: string; now?: Date }>, string]>([
    ['the secret is no JSON', async () => ({ secret: 'x' }), 'TlsSecretInvalid'],
    ['a field is missing', async () => ({ secret: JSON.stringify({ ...tls, authority: undefined }) }), 'TlsSecretInvalid'],
    ['a certificate is damaged', async () => ({ secret: JSON.stringify({ ...tls, certificate: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----' }) }), 'TlsSecretInvalid'],
    ['the key is of another certificate', async () => ({ secret: JSON.stringify({ ...tls, privateKey: (await issue(365)).privateKey }) }), 'TlsKeyMismatch'],
    ['another authority signed', async () => ({ secret: JSON.stringify({ ...tls, authority: (await issue(365)).authority }) }), 'TlsAuthorityMismatch'],
    ['the certificate has expired', async () => ({ now: new Date('2029-01-01') }), 'TlsCertificateExpired'],
  ])('%s', async (_, spoil, reason) => {
    const result = await init(await spoil());
    expect(result).toMatchObject({ code: 1, reason, model: [], tls: [] });
    expect(JSON.stringify(result.log)).not.toContain('PRIVATE KEY');
  });

  test('the environment is incomplete, with every name at once', async () => {
    const { code, log } = await init({ env: { MODEL_BUCKET: undefined, MODEL_PREFIX: 'models/llm/', TLS_SECRET_ARN: 'x' } });
    expect(code).toBe(1);
    expect(log).toEqual([expect.objectContaining({ reason: 'InitSettingInvalid', problemCount: 3 })]);
  });

  test('the folder cannot be written', async () => {
    const file = join(folder({ x: '' }), 'x');
    writeFileSync(file, 'x');
    expect(await init({ env: { MODEL_DIRECTORY: file } })).toMatchObject({ code: 1, tls: [] });
  });
});

/** As the platform's own authority issues them. */
async function issue(daysValid: number): Promise<Record<'certificate' | 'privateKey' | 'authority', string>> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = {
    publicKey: () => Promise.resolve(publicKey.export({ type: 'spki', format: 'der' })),
    sign: (content: Uint8Array) => Promise.resolve(sign('sha256', content, privateKey)),
  };
  const authority = await createAuthorityCertificate(signer, 'authority of the test', 3650, NOW);
  return issueCertificate(signer, authority, { dnsNames: ['inference.internal'], uses: ['server'], daysValid }, NOW);
}
