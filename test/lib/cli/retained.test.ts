import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, RemovalPolicy, Stack, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { COMMANDS } from '../../../lib/cli/commands';
import { runCli } from '../../../lib/cli/main';
import type { Terminal } from '../../../lib/cli/terminal';

async function retained(folder: string): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = { out: (line) => void out.push(line), err: (line) => void err.push(line), status: () => undefined, interactive: false, columns: 80, now: () => 0 };
  return { code: await runCli(['retained', folder], COMMANDS, terminal), out, err };
}

test('lists what CloudFormation keeps, with its path and stack, and nothing else', async () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'retained-')) });
  const stack = new Stack(app, 'Own', { stackName: 'own-stack' });
  new sqs.Queue(stack, 'Kept').applyRemovalPolicy(RemovalPolicy.RETAIN);
  new sns.Topic(stack, 'Gone');
  const { code, out } = await retained(app.synth().directory);
  expect(code).toBe(0);
  expect(out).toEqual([expect.stringMatching(/^Retain {4}AWS::SQS::Queue +Own\/Kept\/Resource {2}\(own-stack\)$/), '1 resource stays.']);
});

test('says so when nothing stays', async () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'retained-')) });
  new sns.Topic(new Stack(app, 'Own'), 'Gone');
  expect((await retained(app.synth().directory)).out).toEqual(['Nothing stays.']);
});

test('fails when the folder holds no assembly', async () => {
  const { code, err } = await retained('no-such-folder');
  expect(code).toBe(2);
  expect(err.join('\n')).toContain('[AssemblyNotFound]');
});
