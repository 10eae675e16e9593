import { execFileSync, fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { bundleGateway } from '../../../lib/build/bundle';
import type { Load, Measured } from './load';

/**
 * Side by side on the same machine, same model server, same client: nothing in between, fastify and undici bare, Portkey's gateway without guards, and
 * ours with all guards on. Ratios within one run; processor time of the gateway's own process. Linux only: it reads /proc.
 *
 *   npm run bench:gateway [-- --requests 4000 --rounds 3]
 */
const ROOT = resolve(__dirname, '../../..');
const PORTKEY = join(ROOT, 'out/bench/portkey');
const OURS = 'out/bench/gateway';
/** Before anything is measured: a server that has just begun compiles as it goes. */
const WARM_UP = 10_000;
const TICKS_PER_SECOND = 100;

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
};
const REQUESTS = option('requests', 4_000);
const ROUNDS = option('rounds', 3);

const MESSAGES = [
  { role: 'system', content: 'You are the assistant of a small harbour town. Answer in two sentences, and say so when you do not know.' },
  { role: 'user', content: 'When do the ferries to the islands leave on weekdays in October, and is the early one also for cars?' },
  { role: 'assistant', content: 'On weekdays in October there are three ferries, at seven, at noon and at six. The early one carries cars, but only with a reservation.' },
  { role: 'user', content: 'Thank you. Please write a short notice for the board at the station that tells visitors about this, mentions that the noon ferry is for passengers only, and asks them to be at the quay twenty minutes before.' },
];

interface Contender {
  readonly name: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid?: number;
}

const children: ChildProcess[] = [];

async function start(file: string, ...args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly answer: Readonly<Record<string, unknown>> }> {
  const child = fork(resolve(__dirname, file), args, { execArgv: file.endsWith('.ts') ? ['--import', 'tsx'] : [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], cwd: ROOT });
  children.push(child);
  const answer = await new Promise<Readonly<Record<string, unknown>>>((ready, fail) => {
    child.once('message', (message) => { ready(message as Readonly<Record<string, unknown>>); });
    child.once('exit', (code) => { fail(new Error(`${file} ended with ${code}`)); });
  });
  return { child, answer };
}

/** Installed for the benchmark only. Newer releases of its HTTP adapter answer every stream with 500, hence the override. */
async function startPortkey(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  if (!existsSync(join(PORTKEY, 'node_modules'))) {
    mkdirSync(PORTKEY, { recursive: true });
    writeFileSync(join(PORTKEY, 'package.json'), JSON.stringify({ private: true, dependencies: { '@portkey-ai/gateway': '1.15.2' }, overrides: { '@hono/node-server': '1.13.5' } }));
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: PORTKEY, stdio: 'ignore' });
  }
  const port = await freePort();
  const child = spawn(process.execPath, [join(PORTKEY, 'node_modules/@portkey-ai/gateway/build/start-server.js'), `--port=${port}`, '--headless'], { stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } });
  children.push(child);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    if (up) return { child, port };
    await new Promise((wait) => { setTimeout(wait, 100); });
  }
  throw new Error('Portkey did not start');
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => { found(typeof address === 'object' && address !== null ? address.port : 0); });
    });
  });
}

/** Processor time of a process in milliseconds. */
function cpu(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
}

const json = { 'content-type': 'application/json' };

async function main(): Promise<void> {
  const upstream = await start('upstream.ts');
  const model = `http://127.0.0.1:${String(upstream.answer.port)}`;
  const bare = await start('pass-through.ts', model);
  // As it runs in the container: one bundled file.
  await bundleGateway(ROOT, OURS, 'test/bench/gateway/gateway.ts');
  const ours = await start(join(ROOT, OURS, 'main.js'), model, join(ROOT, OURS, 'policies'));
  const portkey = await startPortkey();
  const generator = await start('load.ts');
  const contenders: readonly Contender[] = [
    { name: 'direct', origin: model, headers: json },
    { name: 'fastify+undici', origin: `http://127.0.0.1:${String(bare.answer.port)}`, headers: json, pid: bare.child.pid },
    { name: 'Portkey, no guards', origin: `http://127.0.0.1:${portkey.port}`, headers: { ...json, 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${model}/v1`, authorization: 'Bearer bench' }, pid: portkey.child.pid },
    { name: 'ours, all guards', origin: String(ours.answer.origin), headers: { ...json, authorization: `Bearer ${String(ours.answer.token)}` }, pid: ours.child.pid },
  ];

  const measure = async ({ origin, headers, pid }: Contender, stream: boolean, concurrency: number, requests: number): Promise<Measured & { readonly cpu: number }> => {
    const load: Load = { origin, headers, body: JSON.stringify({ model: 'bench', messages: MESSAGES, ...(stream ? { stream: true } : {}) }), concurrency, requests };
    const before = pid === undefined ? 0 : cpu(pid);
    const measured = await new Promise<Measured>((done) => {
      generator.child.once('message', (message) => { done(message as Measured); });
      generator.child.send(load);
    });
    return { ...measured, cpu: pid === undefined ? 0 : (cpu(pid) - before) / requests };
  };

  for (const contender of contenders) for (const stream of [false, true]) await measure(contender, stream, 10, stream ? WARM_UP / 10 : WARM_UP);
  const cases = [
    { title: 'whole answers, 10 at once', stream: false, concurrency: 10, requests: REQUESTS },
    { title: 'whole answers, one at a time', stream: false, concurrency: 1, requests: REQUESTS / 4 },
    { title: 'streams, one at a time', stream: true, concurrency: 1, requests: REQUESTS / 16 },
    { title: 'streams, 10 at once', stream: true, concurrency: 10, requests: REQUESTS / 4 },
  ];
  for (const { title, stream, concurrency, requests } of cases) {
    const rows = new Map<string, (Measured & { readonly cpu: number })[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) for (const contender of contenders) rows.get(contender.name)?.push(await measure(contender, stream, concurrency, Math.ceil(requests)));
    print(title, rows);
  }
  for (const child of children) child.kill('SIGKILL');
}

function print(title: string, rows: ReadonlyMap<string, readonly (Measured & { readonly cpu: number })[]>): void {
  const median = (name: string, value: (row: Measured & { readonly cpu: number }) => number): number => [...(rows.get(name) ?? [])].map(value).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const rate = (row: Measured): number => row.requests / row.seconds;
  process.stdout.write(`\n${title}\n${'who'.padEnd(20)} ${'requests/s'.padStart(10)} ${'vs Portkey'.padStart(10)} ${'CPU ms'.padStart(7)} ${'p50'.padStart(7)} ${'added'.padStart(7)} ${'p99'.padStart(7)} ${'first50'.padStart(8)} ${'added'.padStart(7)} ${'failed'.padStart(6)}\n`);
  for (const [name] of rows) {
    const figure = (value: (row: Measured & { readonly cpu: number }) => number, digits: number, width: number): string => median(name, value).toFixed(digits).padStart(width);
    const added = (value: (row: Measured) => number, width: number): string => (median(name, value) - median('direct', value)).toFixed(2).padStart(width);
    const ratio = (median(name, rate) / median('Portkey, no guards', rate)).toFixed(2);
    const failed = (rows.get(name) ?? []).reduce((sum, row) => sum + row.failures, 0);
    process.stdout.write(`${name.padEnd(20)} ${figure(rate, 0, 10)} ${ratio.padStart(10)} ${figure((row) => row.cpu, 3, 7)} ${figure((row) => row.p50, 2, 7)} ${added((row) => row.p50, 7)} ${figure((row) => row.p99, 2, 7)} ${figure((row) => row.first50, 2, 8)} ${added((row) => row.first50, 7)} ${String(failed).padStart(6)}\n`);
  }
}

void main().catch((error: unknown) => {
  for (const child of children) child.kill('SIGKILL');
  console.error(error);
  process.exitCode = 1;
});
