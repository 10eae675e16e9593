import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

function run(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { NODE_ENV: _, ...inherited } = process.env;
  return spawnSync(process.execPath, ['--import', 'tsx', `bin/${program}.ts`, ...args], { cwd: ROOT, encoding: 'utf8', env: { ...inherited, CDK_VALIDATION: 'false', ...environment } });
}

describe('bin/platform.ts, as the CDK command line calls it', () => {
  test('writes every stack', () => {
    const CDK_OUTDIR = mkdtempSync(join(tmpdir(), 'platform-'));
    expect(run('platform', [], { CDK_OUTDIR, CDK_CONTEXT_JSON: JSON.stringify({ env: 'prod' }) })).toMatchObject({ status: 0, stderr: '' });
    const { artifacts } = JSON.parse(readFileSync(join(CDK_OUTDIR, 'manifest.json'), 'utf8')) as { artifacts: Record<string, { type: string; properties?: { stackName?: string } }> };
    expect(Object.values(artifacts).filter(({ type }) => type === 'aws:cloudformation:stack').map(({ properties }) => properties?.stackName)).toEqual(
      ['foundation', 'network', 'data', 'models', 'secrets', 'vectors', 'identity', 'inference', 'api'].map((name) => `secure-ai-prod-${name}`),
    );
  });

  test('fails with one message, exit code 2 and nothing written when there is no such configuration', () => {
    const CDK_OUTDIR = join(mkdtempSync(join(tmpdir(), 'platform-')), 'out');
    const { status, stderr } = run('platform', [], { CDK_OUTDIR, CDK_CONTEXT_JSON: JSON.stringify({ env: 'nope' }) });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^the configuration file must exist, .* \[ConfigNotFound\]\n$/);
    expect(existsSync(CDK_OUTDIR)).toBe(false);
  });
});

describe('bin/start.ts', () => {
  test('shows one screen, writes the page and says that nothing is open', () => {
    const { status, stdout } = run('start', []);
    expect(status).toBe(0);
    expect(stdout).toContain('PASS  nothing is open');
    expect(stdout.split('\n').length).toBeLessThanOrEqual(46);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(readFileSync(join(ROOT, 'out/index.html'), 'utf8')).toContain('<svg');
  });

  test('fails with exit code 2 when there is no such configuration', () => {
    expect(run('start', ['--env', 'nope'])).toMatchObject({ status: 2, stdout: '' });
  });
});
