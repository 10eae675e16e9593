import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the app as the CDK command line runs it', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'platform-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  // The command line reads what lies in the folder when the process has ended, not what the app wrote first.
  test('leaves every stack in the folder that it was given', () => {
    execFileSync(process.execPath, ['--import', 'tsx', 'bin/platform.ts'], { cwd: ROOT, env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' } });
    const { artifacts }: { artifacts: Record<string, { type: string }> } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    const stacks = Object.keys(artifacts).filter((name) => artifacts[name]?.type === 'aws:cloudformation:stack');
    expect(stacks.sort()).toEqual(['Api', 'Data', 'Foundation', 'Identity', 'Inference', 'Models', 'Network', 'Secrets', 'Vectors']);
  }, 60_000);
});
