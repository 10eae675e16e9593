import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '../../../../lib/cli/commands';
import { runCli } from '../../../../lib/cli/main';

export interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command as the program does, on a fixed day. */
export async function secureAi(...args: readonly string[]): Promise<Output> {
  const out: string[] = [];
  const err: string[] = [];
  const now = () => Date.parse('2026-11-23T00:00:00Z');
  const code = await runCli(args, COMMANDS, { out: (line) => void out.push(line), err: (line) => void err.push(line), status: () => undefined, interactive: false, columns: 80, now });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** A file of a folder of its own. */
export function fileOf(name: string, content: string | object): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-ai-')), name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
