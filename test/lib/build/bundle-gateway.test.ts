import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { bundleGateway } from '../../../lib/build/bundle';
import { GATEWAY_USER } from '../../../lib/contract/gateway';
import { PORTS } from '../../../lib/contract/ports';

const ROOT = resolve(__dirname, '../../..');
const GATEWAY = 'lib/services/ai-gateway';
const DOCKERFILE = readFileSync(join(ROOT, GATEWAY, 'Dockerfile'), 'utf8');
const [BUILD_STAGE = '', FINAL_STAGE = ''] = DOCKERFILE.split(/^FROM /m).slice(1);

/** A gateway in small: it asks Cedar, as the real one does, and tells what lies beside it. */
const STAND_IN = `
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs';

const policy = readFileSync(join(__dirname, 'policies/own.cedar'), 'utf8');
const uid = (type: string) => ({ type, id: 'a' });
const answer = isAuthorized({ principal: uid('User'), action: uid('Action'), resource: uid('Thing'), context: {}, policies: { staticPolicies: policy }, entities: [] });
console.log(JSON.stringify({ answer, beside: readdirSync(__dirname).sort(), config: readFileSync(join(__dirname, 'config/gateway.yaml'), 'utf8') }));
`;

describe('a bundle', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gateway-bundle-'));
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    write(`${GATEWAY}/main.ts`, STAND_IN);
    write(`${GATEWAY}/authorization/policies/own.cedar`, 'permit(principal, action, resource);');
    write('config/gateway.yaml', 'models: []\n');
    write('config/own.cedar', 'forbid(principal, action, resource);');
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('runs from any folder, without node_modules, and finds engine, policies and configuration beside itself', async () => {
    const outdir = join(mkdtempSync(join(tmpdir(), 'gateway-image-')), 'app');
    await bundleGateway(folder, outdir);
    const told = JSON.parse(execFileSync(process.execPath, [join(outdir, 'main.js')], { cwd: '/', encoding: 'utf8' }));
    expect(readdirSync(join(outdir, 'config')).sort()).toEqual(['gateway.yaml', 'own.cedar']);
    expect(told).toMatchObject({ beside: ['cedar_wasm_bg.wasm', 'config', 'main.js', 'policies'], config: 'models: []\n', answer: { type: 'success', response: { decision: 'allow' } } });
    rmSync(dirname(outdir), { recursive: true, force: true });
  });
});

describe('the gateway itself', () => {
  let outdir: string;
  let inputs: string[];
  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'gateway-'));
    inputs = (await bundleGateway(ROOT, outdir)).filter((path) => !path.startsWith('node_modules/'));
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test('starts as a bundle, and without an environment says all that it lacks', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(outdir, 'main.js')], { cwd: '/', env: {}, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ level: 'error', reason: expect.stringMatching(/TOKEN_ISSUER must be set[^]*AUDIT_KEY_ARN must be set/) });
  });

  test('needs no source of ours that the Dockerfile does not copy', () => {
    const copied = [...BUILD_STAGE.matchAll(/^COPY (lib\/\S+) \1$/gm)].map(([, path]) => `${path ?? ''}/`);
    expect(inputs.length).toBeGreaterThan(50);
    expect(inputs.filter((path) => !copied.some((folder) => path.startsWith(folder)))).toEqual([]);
  });

  test('is the same when it is made of nothing but what the Dockerfile copies', async () => {
    const source = mkdtempSync(join(tmpdir(), 'gateway-source-'));
    const copies = [...BUILD_STAGE.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' ')).filter((path) => !path.includes('*'));
    for (const path of copies) cpSync(join(ROOT, path), join(source, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(source, 'node_modules'), 'dir');
    await bundleGateway(source, join(source, 'out'));
    // Packages are reached by a link here, which shows in their names.
    const made = (folder: string) => readFileSync(join(folder, 'main.js'), 'utf8').replace(/"[^"\s]*node_modules\//g, '"node_modules/');
    expect(made(join(source, 'out')) === made(outdir)).toBe(true);
    rmSync(source, { recursive: true, force: true });
  });

  test('holds nothing that is for laptops only: an issuer with keys of its own, an embedded database, a page to look at', () => {
    expect(inputs.filter((path) => ['local', 'console'].some((part) => path.startsWith(`${GATEWAY}/${part}/`)))).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  test('runs as the user, and opens the port, that the task definition names, and leaves nothing to write but /tmp', () => {
    const line = (instruction: string) => FINAL_STAGE.split('\n').filter((text) => text.startsWith(`${instruction} `)).map((text) => text.slice(instruction.length + 1));
    expect(line('USER')).toEqual([GATEWAY_USER]);
    expect(line('EXPOSE')).toEqual([String(PORTS.gateway)]);
    expect(line('VOLUME')).toEqual(['["/tmp"]']);
    expect(line('HEALTHCHECK')).toEqual(['NONE']);
    expect(line('COPY')).toEqual(['--from=build --chown=0:0 /image/app /app', `--from=build --chown=${GATEWAY_USER} --chmod=0700 /image/tmp /tmp`]);
    expect(FINAL_STAGE).not.toMatch(/^RUN/m);
  });
});
