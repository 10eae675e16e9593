import { execFileSync } from 'node:child_process';
import { appendFileSync, ftruncateSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { directorySource } from '../../../../lib/services/model-signing/directory-source';
import { HashPool } from '../../../../lib/services/model-signing/hash-pool';
import { compareNames } from '../../../../lib/services/model-signing/names';
import { signModel, type SignOptions } from '../../../../lib/services/model-signing/sign';
import { verifyModel } from '../../../../lib/services/model-signing/verify';
import { codesOf, newKey, temporaryFolders } from './fixture';

const key = newKey();
const folder = temporaryFolders();
const pool = new HashPool(2);
afterAll(() => pool.close());

const sign = async (path: string, options: Partial<SignOptions> = {}) => Buffer.from((await signModel(directorySource(path, pool), key.signing, { modelName: 'model', ...options })).bundle);
const verify = (path: string, bundle: Buffer, options = {}) => codesOf(verifyModel(bundle, key.verifying, directorySource(path, pool), options));

const FILES = { 'config.json': '{}', 'weights/a.safetensors': 'aaaaaaaaaaaaaaaaaaaaaaaaa', 'weights/b.safetensors': 'bbbbbbbb', 'ünï/ſ 1': 'x' };
const METHODS: Partial<SignOptions>[] = [{ method: 'files' }, { method: 'shards', shardSize: 10 }, { method: 'shards', shardSize: 10, shardAlgorithm: 'specification' }];

describe.each(METHODS)('signed with %o', (options) => {
  test('an unchanged model is verified, moved elsewhere, too', async () => {
    expect(await verify(folder(FILES), await sign(folder(FILES), options))).toEqual([]);
  });

  test.each<[string, (path: string) => void, string[]]>([
    ['a byte changes', (path) => writeFileSync(join(path, 'weights/b.safetensors'), 'bbbbbbbc'), ['ModelFileChanged']],
    ['a file grows', (path) => appendFileSync(join(path, 'weights/b.safetensors'), 'b'), ['ModelFileChanged']],
    ['a file is cut', (path) => writeFileSync(join(path, 'weights/a.safetensors'), 'a'), ['ModelFileChanged']],
    ['a file is emptied', (path) => writeFileSync(join(path, 'weights/a.safetensors'), ''), ['ModelFileChanged']],
    ['a file is missing', (path) => rmSync(join(path, 'config.json')), ['ModelFileMissing']],
    ['a file is added', (path) => writeFileSync(join(path, 'weights/modeling.py'), 'x'), ['ModelFileAdded']],
    ['an empty file is added', (path) => writeFileSync(join(path, '__init__.py'), ''), ['ModelFileAdded']],
    ['a hidden file is added', (path) => writeFileSync(join(path, '.env'), 'x'), ['ModelFileAdded']],
    ['a file is added below a folder named .git', (path) => { mkdirSync(join(path, 'weights/.git')); writeFileSync(join(path, 'weights/.git/config'), 'x'); }, ['ModelFileAdded']],
    ['a file is renamed', (path) => renameSync(join(path, 'config.json'), join(path, 'config2.json')), ['ModelFileRenamed']],
    ['only the case of a name changes', (path) => renameSync(join(path, 'config.json'), join(path, 'Config.json')), ['ModelFileRenamed']],
    ['a file moves to another folder', (path) => renameSync(join(path, 'weights/a.safetensors'), join(path, 'a.safetensors')), ['ModelFileRenamed']],
    ['a file becomes a link to a copy', (path) => { renameSync(join(path, 'config.json'), `${path}.copy`); symlinkSync(`${path}.copy`, join(path, 'config.json')); }, ['ModelSymlinkFound']],
    ['a folder becomes a link to a copy', (path) => { renameSync(join(path, 'weights'), `${path}.weights`); symlinkSync(`${path}.weights`, join(path, 'weights')); }, ['ModelFileMissing', 'ModelSymlinkFound']],
    ['a dangling link is added', (path) => symlinkSync('/nonexistent', join(path, 'link')), ['ModelSymlinkFound']],
    ['a pipe is added', (path) => void execFileSync('mkfifo', [join(path, 'pipe')]), ['ModelSpecialFileFound']],
    ['a file becomes a folder', (path) => { rmSync(join(path, 'config.json')); mkdirSync(join(path, 'config.json')); }, ['ModelFileMissing']],
    ['a name is not UTF-8', (path) => writeFileSync(Buffer.concat([Buffer.from(`${path}/`), Buffer.from([0x61, 0xff])]), 'x'), ['ModelNameUnsafe']],
    ['two files change places', (path) => { renameSync(join(path, 'config.json'), join(path, 't')); renameSync(join(path, 'ünï/ſ 1'), join(path, 'config.json')); renameSync(join(path, 't'), join(path, 'ünï/ſ 1')); }, ['ModelFileChanged']],
  ])('it is refused when %s', async (_, change, codes) => {
    const path = folder(FILES);
    const bundle = await sign(path, options);
    change(path);
    expect(await verify(path, bundle)).toEqual(codes);
  });

  test('an empty folder changes nothing: only files are signed', async () => {
    const path = folder(FILES);
    const bundle = await sign(path, options);
    mkdirSync(join(path, 'empty'));
    expect(await verify(path, bundle)).toEqual([]);
  });
});

test('law: whatever the tree, any single change to it is refused', async () => {
  const name = fc.stringMatching(/^[a-z0-9 _:-]{1,6}$/).filter((part) => part.trim() !== '' && !/^\.+$/.test(part));
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}~`);
  const tree = fc.dictionary(path, fc.uint8Array({ minLength: 1, maxLength: 40 }), { minKeys: 1, maxKeys: 5 })
    // A file cannot be a folder as well.
    .filter((files) => Object.keys(files).every((a) => Object.keys(files).every((b) => !b.startsWith(`${a}/`))));
  const change = fc.record({ kind: fc.constantFrom('flip', 'append', 'cut', 'remove', 'rename', 'add', 'link'), pick: fc.nat(), where: fc.nat(), sharded: fc.boolean() });
  await fc.assert(fc.asyncProperty(tree, change, async (files, { kind, pick, where, sharded }) => {
    const root = folder(Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, Buffer.from(bytes)])));
    const bundle = await sign(root, sharded ? { method: 'shards', shardSize: 7 } : { method: 'files' });
    expect(await verify(root, bundle)).toEqual([]);
    const names = Object.keys(files);
    const target = join(root, names[pick % names.length] ?? '');
    const bytes = readFileSync(target);
    const changes: Record<string, () => void> = {
      flip: () => { bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ (1 << (where % 8)); writeFileSync(target, bytes); },
      append: () => appendFileSync(target, Buffer.from([where % 256])),
      cut: () => writeFileSync(target, bytes.subarray(0, where % bytes.length)),
      remove: () => rmSync(target),
      rename: () => renameSync(target, `${target}'`),
      add: () => writeFileSync(join(dirname(target), `added-${where}`), bytes.subarray(0, where % bytes.length)),
      link: () => { renameSync(target, `${root}-${basename(target)}`); symlinkSync(`${root}-${basename(target)}`, target); },
    };
    changes[kind]?.();
    expect(await verify(root, bundle)).not.toEqual([]);
    rmSync(`${root}-${basename(target)}`, { force: true });
  }), { numRuns: 60 });
});

describe('paths that are left out', () => {
  test('those of git at the root, those the signer names, and the signature itself', async () => {
    const path = folder({ ...FILES, '.git/config': 'x', '.gitattributes': 'x', 'notes/draft.md': 'x' });
    const bundle = await sign(path, { ignorePaths: ['notes'] });
    writeFileSync(join(path, '.git/config'), 'changed');
    writeFileSync(join(path, 'notes/new.md'), 'added');
    writeFileSync(join(path, 'model.sig'), bundle);
    expect(await verify(path, bundle, { alsoIgnore: ['model.sig'] })).toEqual([]);
    expect(await verify(path, bundle)).toEqual(['ModelFileAdded']);
  });

  test('are refused where only signed files may lie', async () => {
    const path = folder({ ...FILES, '.git/config': 'x' });
    expect(await verify(path, await sign(path), { exact: true })).toEqual(['ModelFileAdded']);
  });

  test('names that merely begin alike are not left out', async () => {
    const path = folder(FILES);
    const bundle = await sign(path, { ignorePaths: ['notes'] });
    writeFileSync(join(path, 'notes.py'), 'x');
    expect(await verify(path, bundle)).toEqual(['ModelFileAdded']);
  });
});

describe('signing', () => {
  test.each<[string, Record<string, string>, Partial<SignOptions>, string]>([
    ['there is no file', {}, {}, 'ModelEmpty'],
    ['a file is empty and shards are asked for', { a: '', b: 'x' }, { method: 'shards' }, 'ModelEmptyFileInShards'],
    ['a name holds a backslash', { 'a\\b': 'x' }, {}, 'ModelNameUnsafe'],
  ])('is refused when %s', async (_, files, options, code) => {
    expect(await codesOf(sign(folder(files), options))).toEqual([code]);
  });

  test('is refused when the model holds a link', async () => {
    const path = folder({ a: 'x' });
    symlinkSync('a', join(path, 'b'));
    expect(await codesOf(sign(path))).toEqual(['ModelSymlinkFound']);
  });

  test('chooses shards for files larger than one, and whole files where shards could not say all', async () => {
    const method = async (files: Record<string, string>) => (await signModel(directorySource(folder(files), pool), key.signing, { modelName: 'm', shardSize: 4 })).statement.serialization.method;
    expect(await method({ a: '1234' })).toBe('files');
    expect(await method({ a: '12345' })).toBe('shards');
    expect(await method({ a: '12345', b: '' })).toBe('files');
    expect(await method({ 'a:b': '12345' })).toBe('files');
  });

  test('orders names by code point and writes the digests that sha256sum writes', async () => {
    const files = { 'a/b': '1', 'a-b/c': '2', '\uffee': '3', '\u{1d4b3}': '4' };
    const path = folder(files);
    const { statement } = await signModel(directorySource(path, pool), key.signing, { modelName: 'm' });
    expect(statement.resources.map((resource) => resource.name)).toEqual(['a-b/c', 'a/b', '\uffee', '\u{1d4b3}']);
    const expected = execFileSync('sha256sum', statement.resources.map((resource) => resource.name), { cwd: path, encoding: 'utf8' }).split('\n').filter(Boolean).map((line) => line.slice(0, 64));
    expect(statement.resources.map((resource) => resource.digest)).toEqual(expected);
    expect(['\u{1d4b3}', '\uffee'].sort(compareNames)).toEqual(['\uffee', '\u{1d4b3}']);
  });

  test.each(['P-384', 'P-521'])('works with %s', async (curve) => {
    const other = newKey(curve);
    const path = folder(FILES);
    const { bundle } = await signModel(directorySource(path, pool), other.signing, { modelName: 'm' });
    expect(await codesOf(verifyModel(Buffer.from(bundle), other.verifying, directorySource(path, pool)))).toEqual([]);
  });

  test('fails with a key of another curve', () => {
    expect(() => newKey('secp256k1')).toThrow('[ModelKeyUnsupported]');
  });

  test('of one file names the file alone', async () => {
    const file = join(folder({ 'weights.bin': 'x' }), 'weights.bin');
    const bundle = await sign(file);
    expect(await verify(file, bundle)).toEqual([]);
    writeFileSync(file, 'y');
    expect(await verify(file, bundle)).toEqual(['ModelFileChanged']);
  });
});

describe('a sparse file of 64 MB', () => {
  const SIZE = 64 * 1024 * 1024;
  const path = folder();
  const file = join(path, 'weights.safetensors');
  beforeAll(() => {
    const fd = openSync(file, 'w');
    ftruncateSync(fd, SIZE);
    closeSync(fd);
  });

  test.each([SIZE, SIZE - 1, 7_777_777])('is covered without gap by shards of %d bytes, and a change at each boundary is seen', async (shardSize) => {
    const bundle = await sign(path, { method: 'shards', shardSize });
    for (const position of [0, shardSize - 1, shardSize, SIZE - 1].filter((offset) => offset < SIZE)) {
      const fd = openSync(file, 'r+');
      writeSync(fd, Buffer.from([1]), 0, 1, position);
      expect(await verify(path, bundle)).toEqual(['ModelFileChanged']);
      writeSync(fd, Buffer.from([0]), 0, 1, position);
      closeSync(fd);
    }
    expect(await verify(path, bundle)).toEqual([]);
  });

  test('progress ends at all bytes', async () => {
    const seen: number[] = [];
    await sign(path, { method: 'shards', shardSize: SIZE / 4, onProgress: (bytes) => seen.push(bytes) });
    expect(seen.at(-1)).toBe(SIZE);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
});
