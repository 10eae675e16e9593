import { spawn } from 'node:child_process';
import { request as httpsRequest } from 'node:https';
import { until } from '../faults/fixture';

/** The bundle as a process. */
export interface Container {
  /** Lines of the log, parsed. */
  events(name?: string): readonly Readonly<Record<string, unknown>>[];
  /** What was written to either output, as it stands there. */
  output(): string;
  errors(): string;
  /** Once it listens. */
  port(): number;
  metricsPort(): number;
  signal(signal: 'SIGTERM' | 'SIGKILL' | 'SIGUSR2'): void;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  listening(): Promise<void>;
}

/** Node's permission model: everything may be read, nothing written, no other program started. Newer versions close the network as well. */
const known = process.allowedNodeEnvironmentFlags;
const READ_ONLY = [known.has('--permission') ? '--permission' : '--experimental-permission', '--allow-fs-read=*', ...(known.has('--allow-net') ? ['--allow-net'] : [])];

/** Starts it with this environment and nothing of ours, in the root folder, where nothing can be written. */
export function startContainer(main: string, env: Readonly<Record<string, string | undefined>>): Container {
  const child = spawn(process.execPath, ['--no-warnings', ...READ_ONLY, main], { cwd: '/', env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  let ended = false;
  child.stdout.on('data', (piece: Buffer) => { output += piece.toString(); });
  child.stderr.on('data', (piece: Buffer) => { errors += piece.toString(); });
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => { child.on('close', (code, signal) => { ended = true; resolve({ code, signal }); }); });
  const events = (name?: string) => output.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>).filter(({ event }) => name === undefined || event === name);
  const told = (field: string): number => Number(events('started')[0]?.[field]);
  return {
    events, exited,
    output: () => output + errors,
    errors: () => errors,
    port: () => told('port'),
    metricsPort: () => told('metricsPort'),
    signal: (signal) => { child.kill(signal); },
    listening: async () => {
      await until(() => ended || events('started').length > 0, 'the container listens');
      if (ended) throw new Error(`the container ended: ${errors}`);
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** How a request differs from a plain GET. */
export interface Asked {
  readonly ca: string;
  readonly servername: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly onText?: (text: string) => void;
}

/** Asks over TLS; the server must have a certificate of the authority, for the name. */
export function ask(port: number, path: string, { ca, servername, headers, body, onText }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest({
      host: '127.0.0.1', port, path, ca, servername, agent: false,
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => { text += piece.toString(); onText?.(text); });
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, text }); });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The answer's status, with the code of a refusal. */
export function outcome({ status, text }: Answer): string {
  return status === 200 ? '200' : `${status} ${String((JSON.parse(text) as { readonly error?: { readonly code?: unknown } }).error?.code)}`;
}

/** What the events of a stream say together. */
export function textOf(stream: string): string {
  const chunks = stream.split('\n').filter((line) => line.startsWith('data: {')).map((line) => JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] });
  return chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
}
