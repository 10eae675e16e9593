import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Floors of the house (docs/decisions/0001-the-house.md); a file may import from its own folder's floor only within the same area, and from lower floors. */
const AREAS: readonly { readonly area: string; readonly mayImport: readonly string[]; readonly mayUse: (pkg: string) => boolean }[] = [
  { area: 'lib/contract', mayImport: [], mayUse: () => false },
  { area: 'lib/services', mayImport: ['lib/contract'], mayUse: (pkg) => !isCdk(pkg) },
  { area: 'lib/assurance', mayImport: ['lib/contract'], mayUse: (pkg) => isNode(pkg) || pkg === 'yaml' },
  { area: 'lib/assurance/cdk', mayImport: ['lib/assurance', 'lib/contract'], mayUse: (pkg) => isCdk(pkg) || pkg === 'cdk-nag' },
  { area: 'lib/report', mayImport: ['lib/contract'], mayUse: isNode },
  { area: 'lib/config', mayImport: ['lib/contract', 'lib/services/ai-gateway/settings'], mayUse: (pkg) => isNode(pkg) || ['zod', 'yaml'].includes(pkg) },
  { area: 'constructs', mayImport: ['lib/contract'], mayUse: (pkg) => isNode(pkg) || isCdk(pkg) },
  { area: 'lib/stacks', mayImport: ['lib/contract', 'lib/assurance', 'lib/config', 'constructs'], mayUse: (pkg) => isNode(pkg) || isCdk(pkg) || pkg === 'cdk-nag' },
  { area: 'examples', mayImport: ['constructs'], mayUse: (pkg) => isCdk(pkg) || isNode(pkg) || pkg === 'cdk-nag' || pkg === 'secure-ai-platform' },
  { area: 'lib/cli', mayImport: ['lib/contract', 'lib/assurance', 'lib/services', 'lib/report', 'lib/config', 'lib/stacks', 'lib/build'], mayUse: () => true },
  { area: 'lib/build', mayImport: ['lib/contract', 'lib/config', 'lib/assurance'], mayUse: () => true },
  { area: 'bin', mayImport: ['lib', 'constructs'], mayUse: () => true },
];

function isNode(pkg: string): boolean {
  return pkg.startsWith('node:');
}

function isCdk(pkg: string): boolean {
  return pkg === 'aws-cdk-lib' || pkg.startsWith('aws-cdk-lib/') || pkg === 'constructs';
}

/** Files of an area; those of an area within it are judged there. */
function sourcesOf(area: string): string[] {
  const inner = AREAS.map((other) => other.area).filter((other) => other !== area && within(other, area));
  return sources(area).filter((file) => !inner.some((other) => within(file, other)));
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('/bundled') && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from\s+|import\s*\(\s*|require\(\s*|^import\s+)['"]([^'"]+)['"]/gm)].map((match) => match[1] ?? '');
}

function within(path: string, area: string): boolean {
  return path === area || path.startsWith(`${area}/`);
}

describe.each(AREAS)('$area', ({ area, mayImport, mayUse }) => {
  test('imports only from its own and lower floors', () => {
    const broken: string[] = [];
    for (const file of sourcesOf(area)) {
      for (const specifier of importsOf(file)) {
        if (specifier.startsWith('.')) {
          const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
          if (![area, ...mayImport].some((allowed) => within(target, allowed))) broken.push(`${file} imports ${target}`);
        } else if (!mayUse(specifier)) {
          broken.push(`${file} uses ${specifier}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });
});

test('every folder with source code has a floor', () => {
  const areas = AREAS.map(({ area }) => area);
  const homeless = ['bin', 'lib', 'constructs', 'examples'].flatMap(sources).filter((file) => !areas.some((area) => within(file, area)));
  expect(homeless).toEqual([]);
});

test('constructs reach service code by asset path, never by import', () => {
  expect(sources('constructs').flatMap(importsOf).filter((specifier) => specifier.includes('services/'))).toEqual([]);
});
