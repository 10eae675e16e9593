import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSink } from '../../lib/services/ai-gateway/audit/file-sink';
import { fileTrail } from '../../lib/services/ai-gateway/audit/file-source';
import { isProblem } from '../../lib/services/ai-gateway/audit/findings';
import { localAuditKeys } from '../../lib/services/ai-gateway/audit/local-keys';
import { verifyTrail } from '../../lib/services/ai-gateway/audit/verify-trail';
import { MASTER } from '../lib/services/ai-gateway/audit/fixture';
import { ledger, until } from '../lib/services/ai-gateway/faults/fixture';
import { MIXED, mixedLoad } from '../lib/services/ai-gateway/faults/mixed-load';
import { gatewayUnderTest } from '../lib/services/ai-gateway/gateway-under-test';

/**
 * Many requests of every kind through one gateway in one process, and what they leave behind: memory, handles, reservations, the audit chain.
 * `node --expose-gc --import tsx test/fuzz/gateway-soak.ts [requests] [concurrency]`
 */
const requests = Number(process.argv[2] ?? 30_000);
const concurrency = Number(process.argv[3] ?? 16);
/** Where it is looked at; before the first, caches fill and code is compiled. */
const CHECKPOINTS = [1 / 6, 1 / 3, 1 / 2, 2 / 3, 5 / 6, 1].map((share) => Math.round(requests * share));

/** Bytes. Compiled code and weak lists of V8 take some tens of bytes a request for a long time; the least that a request could leave behind takes a thousand. */
const MOST_PER_THOUSAND = 100_000;

interface Standing {
  readonly requests: number;
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
  readonly handles: Readonly<Record<string, number>>;
}

async function standing(after: number): Promise<Standing> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) handles[name] = (handles[name] ?? 0) + 1;
  return { requests: after, heap: heapUsed, external, rss, handles };
}

async function main(): Promise<void> {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  const folder = mkdtempSync(join(tmpdir(), 'gateway-soak-'));
  const reservations = ledger({ keep: false });
  const running = await gatewayUnderTest({ ...MIXED, auditSink: createFileSink({ folder, durability: 'system' }), auditMaster: MASTER, replace: reservations.replace, remember: false });
  const wrong: string[] = [];
  const standings: Standing[] = [];
  const started = performance.now();
  let done = 0;
  for (const checkpoint of CHECKPOINTS) {
    wrong.push(...await mixedLoad(running, checkpoint - done, concurrency));
    done = checkpoint;
    await until(() => running.server.inFlight() === 0 && running.model.active() === 0 && reservations.open() === 0, 'all is over');
    const now = await standing(done);
    standings.push(now);
    console.log(`${String(now.requests).padStart(6)} requests  heap ${megabytes(now.heap)}  external ${megabytes(now.external)}  rss ${megabytes(now.rss)}  ${JSON.stringify(now.handles)}`);
  }
  const seconds = (performance.now() - started) / 1_000;
  await running.close();
  const { chains, findings } = await verifyTrail(fileTrail(folder), { keys: localAuditKeys(MASTER) });
  rmSync(folder, { recursive: true });

  const slope = perThousand(standings.slice(1));
  const [settled] = standings.slice(1);
  const last = standings.at(-1);
  const grown = Object.keys(last?.handles ?? {}).filter((name) => (last?.handles[name] ?? 0) > (settled?.handles[name] ?? 0) + 2);
  const faults = [
    ...wrong.slice(0, 10),
    ...(slope > MOST_PER_THOUSAND ? [`the heap grows by ${Math.round(slope)} bytes with every thousand requests`] : []),
    ...grown.map((name) => `more and more handles of the kind ${name}`),
    ...(reservations.open() === 0 ? [] : [`${reservations.open()} reservations were never settled`]),
    ...findings.filter(isProblem).map(({ code }) => `the audit chain has ${code}`),
    ...(chains.every(({ ended }) => ended) ? [] : ['the audit chain has no end']),
  ];
  console.log(`${requests} requests in ${seconds.toFixed(0)} s; heap ${Math.round(slope)} bytes per thousand requests; ${reservations.granted()} reservations, ${reservations.open()} open; ${chains[0]?.records ?? 0} audit records, ${findings.length} findings`);
  for (const fault of faults) console.log(`FAULT ${fault}`);
  process.exit(faults.length === 0 ? 0 : 1);
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** Least squares: how the heap changes with a thousand requests. */
function perThousand(standings: readonly Standing[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(standings.map((one) => one.requests)), mean(standings.map((one) => one.heap))];
  const over = standings.reduce((sum, one) => sum + (one.requests - x) * (one.heap - y), 0);
  const under = standings.reduce((sum, one) => sum + (one.requests - x) ** 2, 0);
  return under === 0 ? 0 : (over / under) * 1_000;
}

void main();
