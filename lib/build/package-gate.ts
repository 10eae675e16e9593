import { execFileSync, type StdioOptions } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

const STACK = `import { App, Stack } from 'aws-cdk-lib';
import { DataClass, DataKeys, GpuInferenceService, IsolatedNetwork, TrainingDataBucket, type GpuInferenceServiceProps } from 'secure-ai-platform';

const stack = new Stack(new App(), 'Own', { env: { region: 'eu-central-1' } });
const keys = new DataKeys(stack, 'Keys');
const logEncryptionKey = keys.key(DataClass.LOGS);
const network = new IsolatedNetwork(stack, 'Network', { availabilityZones: ['eu-central-1a', 'eu-central-1b'], logEncryptionKey });
new TrainingDataBucket(stack, 'Bucket', { encryptionKey: keys.key(DataClass.TRAINING_DATA), logEncryptionKey });
export const props: Partial<GpuInferenceServiceProps> = { network };
export const service = GpuInferenceService;
const { Resources } = App.of(stack)?.synth().getStackByName('Own').template ?? {};
if (Object.keys(Resources).length < 50) throw new Error('the packed constructs made too little');
`;

const JUDGED = `import { comparePolicies, facts, loadAssembly, parsePolicy, parseRequirements, verify, type Verdict } from 'secure-ai-platform/assurance';
import { AssurancePlugin } from 'secure-ai-platform/cdk';
import { matchers } from 'secure-ai-platform/jest';
import { AiChecks } from 'secure-ai-platform/nag';
import { App, Stack, Validations, aws_s3 } from 'aws-cdk-lib';

function sample(): { app: App; stack: Stack } {
  const app = new App();
  const stack = new Stack(app, 'Own', { env: { region: 'eu-central-1' } });
  new aws_s3.Bucket(stack, 'Open');
  return { app, stack };
}

const { app, stack } = sample();
if (matchers.toPassPack(stack, 'data').pass) throw new Error('a bucket without encryption passed');
const assembly = loadAssembly(app.synth().directory);
const kinds = new Set(verify(assembly).checks.map(({ verdict }): Verdict<unknown>['kind'] => verdict.kind));
if (!kinds.has('refuted') || facts(assembly).resources.length === 0) throw new Error('nothing was refuted');
if (new AiChecks().validateScope(stack).success) throw new Error('the pack passed');
const policy = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, 'policy');
if (comparePolicies(policy, policy).bAllowsMore.kind !== 'proved') throw new Error('a policy allows more than itself');

const requirements = parseRequirements('version: 1\\nrequirements: [{ id: own.trail, title: there is a trail, question: { kind: exists, resources: { type: "AWS::CloudTrail::Trail" } } }]', 'own.yaml');
const refused = sample();
Validations.of(refused.app).addPlugins(new AssurancePlugin({ requirements }));
let failed = false;
try {
  refused.app.synth();
} catch {
  failed = true;
}
if (!failed) throw new Error('a synthesis passed that breaks a requirement');
`;

const CONFIG = { compilerOptions: { target: 'ES2022', module: 'node16', moduleResolution: 'node16', strict: true, skipLibCheck: false, types: ['node'], outDir: 'out' }, include: ['stack.ts', 'judged.ts'] };

/**
 * Type-checks the READMEs' snippets, packs, judges the package by publint and are-the-types-wrong, installs it into an empty project with nothing but its peers,
 * compiles a stack that uses it and runs it, judges another by the engine, and runs its command line.
 */
function main(): void {
  const { name, version, peerDependencies, devDependencies } = JSON.parse(execFileSync('npm', ['pkg', 'get', 'name', 'version', 'peerDependencies', 'devDependencies'], { cwd: ROOT, encoding: 'utf8' })) as {
    name: string; version: string; peerDependencies: Record<string, string>; devDependencies: Record<string, string>;
  };
  const folder = mkdtempSync(join(tmpdir(), 'package-gate-'));
  const run = (command: string, args: readonly string[], cwd: string, stdio: StdioOptions = 'inherit') => execFileSync(command, args, { cwd, stdio, env: { ...process.env, CDK_VALIDATION: 'false' } });
  try {
    run(process.execPath, ['--import', 'tsx', 'lib/build/readme-snippets.ts'], ROOT);
    run('npm', ['pack', '--pack-destination', folder], ROOT);
    const tarball = join(folder, `${name}-${version}.tgz`);
    run('npx', ['publint', 'run', '--strict', tarball], ROOT);
    run('npx', ['attw', tarball, '--profile', 'node16'], ROOT);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'own-project', private: true }));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG));
    writeFileSync(join(folder, 'stack.ts'), STACK);
    writeFileSync(join(folder, 'judged.ts'), JUDGED);
    const pinned = [...Object.keys(peerDependencies), 'typescript', '@types/node'].map((peer) => `${peer}@${devDependencies[peer] ?? 'latest'}`);
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...pinned], folder);
    const installed = execFileSync('npm', ['ls', '--depth', '0', '--json', '--omit', 'dev'], { cwd: folder, encoding: 'utf8' });
    const unexpected = Object.keys((JSON.parse(installed) as { dependencies: Record<string, unknown> }).dependencies).filter((dependency) => ![name, ...Object.keys(peerDependencies), 'typescript', '@types/node'].includes(dependency));
    if (unexpected.length > 0) throw new Error(`the package brings ${unexpected.join(', ')}`);
    run('npx', ['tsc', '-p', '.'], folder);
    run(process.execPath, ['out/stack.js'], folder);
    run(process.execPath, ['out/judged.js'], folder);
    run('npx', ['secure-ai', '--help'], folder, ['ignore', 'ignore', 'inherit']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
