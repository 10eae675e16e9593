import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const OURS = ['bin', 'config', 'constructs', 'docs', 'examples', 'lib', 'test'];
const GENERATED = /\/(node_modules|bundled|__snapshots__|cdk\.out)(\/|$)/;

const files = [
  ...OURS.flatMap((folder) => readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))),
  ...readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('package-lock')).map(({ name }) => join(ROOT, name)),
].filter((file) => !GENERATED.test(relative(ROOT, file)) && /\.(ts|cjs|mjs|json|md|ya?ml|sql)$/.test(file));

const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').map((text, index) => ({ file: relative(ROOT, file), at: `${relative(ROOT, file)}:${index + 1}`, text })));

/** Where a rule does not hold. The rules themselves stand in this file, which is left out. */
function broken(pattern: RegExp, where: (file: string) => boolean = () => true): string[] {
  return lines.filter(({ file, text }) => file !== relative(ROOT, __filename) && where(file) && pattern.test(text)).map(({ at }) => at);
}

const isSource = (file: string) => /\.(ts|cjs|mjs)$/.test(file);

test('no file names a folder of somebody’s machine', () => {
  // /home/vllm is a folder of the inference image; a letter, a colon and \n are YAML in a text.
  expect(broken(/(?:^|[\s'"`(=])(?:\/(?:work|root|Users|private\/tmp|workspace|tmp\/[a-z0-9_-]+)\/|\/home\/(?!vllm\b)|[A-Z]:\\{1,2}(?:Users|Windows|Program Files|Temp|[a-z]+\\))/)).toEqual([]);
});

test('no test is skipped, left to be written, or run alone', () => {
  expect(broken(/\b(?:describe|test|it)(?:\.concurrent)?\.(?:skip|only|todo|failing)\b|\b[xf](?:describe|test|it)\(/, (file) => file.endsWith('.test.ts'))).toEqual([]);
});

test('no source silences the compiler', () => {
  // `any` is found by the linter, which tells the type from the word.
  expect(broken(/@ts-(?:ignore|nocheck)|@ts-expect-error(?!\s*\S)/, isSource)).toEqual([]);
});

test('a rule of the linter is switched off only with the reason on the line', () => {
  expect(broken(/eslint-disable(?!.*--\s*\S)/, isSource)).toEqual([]);
});

test('nothing is left to do, unless an issue says so', () => {
  expect(broken(/\b(?:TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
});
