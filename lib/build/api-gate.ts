import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const GATE = join(ROOT, '.jsii-gate');

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * Compiles constructs/ under jsii in a folder of its own (the rest of the project is plain TypeScript that jsii would refuse),
 * and writes API.md from the assembly. A public API that other languages could not have fails here.
 */
function main(check: boolean): void {
  const { name, version, license, description, peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageJson;
  rmSync(GATE, { recursive: true, force: true });
  mkdirSync(join(GATE, 'lib'), { recursive: true });
  cpSync(join(ROOT, 'constructs'), join(GATE, 'constructs'), { recursive: true });
  cpSync(join(ROOT, 'lib/contract'), join(GATE, 'lib/contract'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(GATE, 'node_modules'), 'dir');
  writeFileSync(join(GATE, 'README.md'), `# ${name}\n`);
  writeFileSync(
    join(GATE, 'package.json'),
    JSON.stringify({
      name,
      version,
      license,
      description,
      author: { name: `${name} maintainers`, organization: true },
      repository: { type: 'git', url: `https://${name}.invalid/repository.git` },
      main: 'constructs/index.js',
      types: 'constructs/index.d.ts',
      stability: 'experimental',
      jsii: { outdir: 'dist', targets: {}, versionFormat: 'short', tsc: { outDir: '.', rootDir: '.' } },
      peerDependencies,
      devDependencies: Object.fromEntries(Object.keys(peerDependencies).map((peer) => [peer, devDependencies[peer]])),
    }),
  );
  execFileSync(process.execPath, [join(ROOT, 'node_modules/jsii/bin/jsii'), '--silence-warnings', 'reserved-word'], { cwd: GATE, stdio: 'inherit' });
  execFileSync(process.execPath, [join(ROOT, 'node_modules/jsii-docgen/bin/jsii-docgen'), '--output', 'API.md', '--language', 'typescript'], { cwd: GATE, stdio: 'inherit' });
  const generated = readFileSync(join(GATE, 'API.md'), 'utf8');
  const committed = join(ROOT, 'API.md');
  if (check && (!existsSync(committed) || readFileSync(committed, 'utf8') !== generated)) {
    throw new Error('API.md is not what the constructs say; run `npm run api` and commit it');
  }
  writeFileSync(committed, generated);
  rmSync(GATE, { recursive: true, force: true });
}

main(process.argv.includes('--check'));
