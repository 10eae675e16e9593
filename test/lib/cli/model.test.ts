import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../lib/cli/main';
import { modelCommands } from '../../../lib/cli/model/commands';
import { MODEL_CARD_TEMPLATE } from '../../../lib/cli/model/model-card';
import type { Terminal } from '../../../lib/cli/terminal';
import { FakeKms } from '../services/model-signing/fake-kms';
import { FakeS3 } from '../services/model-signing/fake-s3';
import { newKey, temporaryFolders } from '../services/model-signing/fixture';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/signing';
const BUCKET_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/models';
const PREFIX = 'models/example-model/1.0.0';

const folder = temporaryFolders();
const fakeS3 = new FakeS3();
const kms = new FakeKms();
let s3: Awaited<ReturnType<FakeS3['start']>>;
beforeAll(async () => { s3 = await fakeS3.start(); });
beforeEach(() => { fakeS3.objects.clear(); fakeS3.writes.length = 0; fakeS3.fault = () => undefined; });
afterAll(async () => { s3.destroy(); await fakeS3.stop(); });

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = { out: (line) => out.push(line), err: (line) => err.push(line), status: () => undefined, interactive: false, columns: 80, now: () => 0 };
  const commands = modelCommands({ s3: () => Promise.resolve(s3), kms: () => Promise.resolve(kms.client()) });
  return { code: await runCli(args, commands, terminal), out: out.join('\n'), err: err.join('\n') };
}

const MODEL = { 'config.json': '{}', 'weights/a.safetensors': Buffer.alloc(17 * 1024 * 1024, 7), 'empty.txt': '' };
const publish = (path: string, ...more: string[]) => run('model', 'publish', path, '--name', 'example-model', '--version', '1.0.0', '--bucket', 'models', '--key', KEY, ...more);
const card = () => join(folder({ 'card.yaml': MODEL_CARD_TEMPLATE }), 'card.yaml');

describe('publish', () => {
  test('uploads files, card and, last, the signature; and the result is verified from the bucket', async () => {
    const { code, out } = await publish(folder(MODEL), '--card', card());
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^published s3:\/\/models\/models\/example-model\/1\.0\.0, 3 files, digest sha256:[0-9a-f]{64}$/) });
    expect(fakeS3.writes.at(-1)).toBe(`${PREFIX}/model.sig`);
    expect([...fakeS3.objects.keys()].sort()).toEqual(['model-card.json', 'model-card.json.sig', 'model.sig', 'model/config.json', 'model/empty.txt', 'model/weights/a.safetensors'].map((name) => `${PREFIX}/${name}`));
    expect(await run('model', 'verify', `s3://models/${PREFIX}/`, '--key', KEY)).toMatchObject({ code: 0, out: expect.stringContaining('verified 3 files') });
    expect(kms.calls).toContain('Sign DIGEST ECDSA_SHA_256 32');
    expect(kms.calls).toContain('Verify DIGEST ECDSA_SHA_256');
  });

  test('states encryption, the exact key, a checksum and that nothing may be there, with every write', async () => {
    await publish(folder(MODEL), '--card', card());
    for (const { headers } of fakeS3.objects.values()) {
      expect(headers).toMatchObject({ 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': BUCKET_KEY });
      expect(headers['x-amz-sdk-checksum-algorithm'] ?? headers['x-amz-checksum-algorithm']).toBe('SHA256');
    }
  });

  test('never overwrites a version, complete or not', async () => {
    const path = folder(MODEL);
    await publish(path);
    expect(await publish(path)).toMatchObject({ code: 1, err: expect.stringContaining('[ModelVersionExists]') });
    fakeS3.objects.delete(`${PREFIX}/model.sig`);
    expect(await publish(path)).toMatchObject({ code: 1, err: expect.stringContaining('[ModelVersionIncomplete]') });
  });

  test('leaves no valid version when the upload breaks off', async () => {
    fakeS3.fault = (method, key) => (method !== 'GET' && key.includes('config.json') ? 403 : undefined);
    expect(await publish(folder(MODEL), '--card', card())).toMatchObject({ code: 1, err: expect.stringContaining('failed:') });
    expect([...fakeS3.objects.keys()]).not.toContain(`${PREFIX}/model.sig`);
    fakeS3.fault = () => undefined;
    expect(await run('model', 'verify', `s3://models/${PREFIX}`, '--key', KEY)).toMatchObject({ code: 1, err: expect.stringContaining('[ModelSignatureMissing]') });
  });

  test.each<[string, Record<string, string | Buffer>, string]>([
    ['by name', { 'model.pt': 'x' }, 'model.pt'],
    ['by contents', { 'weights.bin': Buffer.from([0x80, 0x04, 0x95, 0, 0]) }, 'weights.bin'],
    ['inside an archive of torch', { 'weights.bin': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('archive/data.pkl')]) }, 'weights.bin'],
  ])('refuses weights that can run code, known %s, unless the card gives a reason', async (_, files, name) => {
    const path = folder(files);
    expect(await publish(path)).toMatchObject({ code: 1, err: expect.stringContaining(`${name}; convert`) });
    expect(fakeS3.writes).toEqual([]);
    const justified = join(folder({ 'card.yaml': MODEL_CARD_TEMPLATE.replace('# unsafeFormats', 'unsafeFormats') }), 'card.yaml');
    expect(await publish(path, '--card', justified)).toMatchObject({ code: 0 });
  });

  test.each<[string, string[], string]>([
    ['a version that moves', ['--name', 'm', '--version', 'latest', '--bucket', 'b', '--key', KEY], 'ModelVersionFloating'],
    ['a name with a path in it', ['--name', '../m', '--version', '1', '--bucket', 'b', '--key', KEY], 'ModelNameInvalid'],
    ['a key that is not in KMS', ['--name', 'm', '--version', '1', '--bucket', 'b', '--key', 'key.pem'], 'SigningKeyNotInKms'],
    ['a card of another model', ['--name', 'm', '--version', '1.0.0', '--bucket', 'b', '--key', KEY, '--card', 'CARD'], 'ModelCardOfOtherModel'],
    ['no bucket', ['--name', 'm', '--version', '1', '--key', KEY], 'OptionMissing'],
    ['an unknown method', ['--name', 'm', '--version', '1', '--bucket', 'b', '--key', KEY, '--method', 'tensors'], 'OptionValueInvalid'],
  ])('answers 2 to %s, and writes nothing', async (_, args, code) => {
    const result = await run('model', 'publish', folder(MODEL), ...args.map((arg) => (arg === 'CARD' ? card() : arg)));
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining(`[${code}]`) });
    expect(fakeS3.writes).toEqual([]);
  });
});

describe('verify of a published version', () => {
  beforeEach(async () => { await publish(folder({ 'a.safetensors': 'aaaa', 'b.json': 'b' }), '--card', card()); });

  test.each<[string, () => void, string]>([
    ['a byte changed', () => fakeS3.put(`${PREFIX}/model/a.safetensors`, 'aaab'), 'ModelFileChanged'],
    ['a file is gone', () => fakeS3.objects.delete(`${PREFIX}/model/b.json`), 'ModelFileMissing'],
    ['a file was added', () => fakeS3.put(`${PREFIX}/model/x.py`, 'x'), 'ModelFileAdded'],
    ['a file was added below an ignored path', () => fakeS3.put(`${PREFIX}/model/.git/hooks`, 'x'), 'ModelFileAdded'],
    ['a key leads out of the model', () => fakeS3.put(`${PREFIX}/model/../../x`, 'x'), 'ModelNameUnsafe'],
    ['the card was edited', () => fakeS3.put(`${PREFIX}/model-card.json`, '{}'), 'ModelFileChanged'],
    ['the card lost its signature', () => fakeS3.objects.delete(`${PREFIX}/model-card.json.sig`), 'ModelCardUnsigned'],
  ])('is refused when %s', async (_, change, code) => {
    change();
    expect(await run('model', 'verify', `s3://models/${PREFIX}`, '--key', KEY)).toMatchObject({ code: 1, err: expect.stringContaining(`[${code}]`) });
  });

  test('is refused with the card of another model', async () => {
    const foreign = [...fakeS3.objects].filter(([key]) => key.includes('card'));
    fakeS3.objects.clear();
    await publish(folder({ 'other.json': 'x' }));
    foreign.forEach(([key, object]) => fakeS3.objects.set(key, object));
    expect(await run('model', 'verify', `s3://models/${PREFIX}`, '--key', KEY)).toMatchObject({ code: 1, err: expect.stringContaining('[ModelCardOfOtherModel]') });
  });
});

describe('sign and verify without AWS', () => {
  const key = newKey();
  const pem = join(folder({ 'key.pem': key.pem, 'public.pem': key.verifying.publicKey.export({ type: 'spki', format: 'pem' }).toString() }), 'key.pem');
  const publicPem = pem.replace('key.pem', 'public.pem');

  test('the signature lies beside the model, or inside it where asked', async () => {
    const path = folder({ a: 'x' });
    expect(await run('model', 'sign', path, '--key', pem)).toMatchObject({ code: 0 });
    expect(await run('model', 'verify', path, '--key', publicPem)).toMatchObject({ code: 0, out: expect.stringContaining('verified 1 files') });
    const inside = join(path, 'model.sig');
    expect(await run('model', 'sign', path, '--key', pem, '--signature', inside)).toMatchObject({ code: 0 });
    expect(await run('model', 'verify', path, '--key', publicPem, '--signature', inside)).toMatchObject({ code: 0 });
    writeFileSync(join(path, 'a'), 'y');
    expect(await run('model', 'verify', path, '--key', publicPem, '--signature', inside)).toMatchObject({ code: 1, err: expect.stringContaining('[ModelFileChanged]') });
    expect(readFileSync(inside, 'utf8')).toContain('"dsseEnvelope"');
  });

  test.each<[string, string[], string]>([
    ['a folder that is not there', ['model', 'sign', '/nonexistent', '--key', pem], 'InputUnreadable'],
    ['a key that is none', ['model', 'sign', __dirname, '--key', __filename, '--signature', '/nonexistent/x'], 'ModelKeyUnreadable'],
    ['an unknown option', ['model', 'verify', 'x', '--key', 'k', '--force'], 'OptionUnknown'],
    ['an option without value', ['model', 'verify', 'x', '--key'], 'OptionValueMissing'],
    ['an option given twice', ['model', 'verify', 'x', '--key', 'a', '--key', 'b'], 'OptionRepeated'],
    ['a missing argument', ['model', 'verify', '--key', 'a'], 'ArgumentCount'],
    ['a malformed address', ['model', 'verify', 's3://bucket', '--key', 'a'], 'ModelUrlInvalid'],
  ])('answers 2 to %s', async (_, args, code) => {
    expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(`[${code}]`) });
  });
});

describe('help', () => {
  test.each([[['--help']], [['help']], [['model', '--help']]])('%j lists the commands', async (args) => {
    expect(await run(...args)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('model publish <dir>') });
  });

  test.each([['publish', '--bucket <bucket>'], ['verify', '--signature <file>'], ['sign', '--shard-size <bytes>'], ['card', '--check <file>']])('model %s --help tells its options', async (command, option) => {
    expect(await run('model', command, '--help')).toMatchObject({ code: 0, out: expect.stringContaining(option) });
  });

  test.each([[[]], [['model']], [['model', 'delete']], [['deploy']]])('%j is answered with the commands and 2', async (args) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Commands:') });
  });
});

describe('card', () => {
  test('the printed card is complete', async () => {
    const { out } = await run('model', 'card');
    expect(await run('model', 'card', '--check', join(folder({ 'card.yaml': out }), 'card.yaml'))).toMatchObject({ code: 0 });
  });

  test('unknown keys, missing keys and no YAML are refused, all at once', async () => {
    const check = (text: string) => run('model', 'card', '--check', join(folder({ 'card.yaml': text }), 'card.yaml'));
    const { code, err } = await check(`${MODEL_CARD_TEMPLATE.replace(/^owner.*$/m, '')}colour: red\n`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/owner[\s\S]*"colour"/) });
    expect(await check('a: [')).toMatchObject({ code: 2, err: expect.stringContaining('[ModelCardInvalid]') });
    expect(await check('a: &a [x]\nb: [*a]')).toMatchObject({ code: 2 });
  });
});
