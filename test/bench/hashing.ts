/**
 * Compares the hashing of models with `sha256sum`, in one run on one machine: `npx tsx test/bench/hashing.ts [MB per file]`.
 * The bar: at least 80 % of sha256sum's bytes per second of CPU, on every number of threads, and more threads take less time.
 */
import { spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HashPool } from '../../lib/services/model-signing/hash-pool';
import { rangesOf } from '../../lib/services/model-signing/manifest';

const MEGABYTES = Number(process.argv[2] ?? 512);
const ROUNDS = 3;
const BAR = 0.8;

interface Measure {
  /** Bytes per second of CPU time. */
  readonly cpu: number;
  /** Bytes per second of clock time. */
  readonly wall: number;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hashing-'));
  try {
    const file = join(folder, 'weights.bin');
    const size = MEGABYTES * 1_000_000;
    write(file, size);
    const cores = availableParallelism();
    const shardSize = Math.ceil(size / (4 * cores));
    const ranges = rangesOf(size, { method: 'shards', shardSize, hashType: 'sha256', ignorePaths: [] }).map((range) => ({ file, size, ...range }));
    const reference = await best(() => Promise.resolve(sha256sum(file)), size);
    print('sha256sum', reference, reference);
    let worst = Infinity;
    const single = await best(() => hash(1, [{ file, size, start: 0, end: size }]), size);
    worst = Math.min(worst, print('whole file, 1 thread', single, reference));
    for (let threads = 1; threads <= cores; threads++) {
      worst = Math.min(worst, print(`shards, ${threads} thread${threads === 1 ? '' : 's'}`, await best(() => hash(threads, ranges), size), reference));
    }
    console.log(`largest resident memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB for a file of ${MEGABYTES} MB`);
    process.exitCode = worst >= BAR ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(file: string, size: number): void {
  const block = randomFillSync(Buffer.alloc(1_000_000));
  const fd = openSync(file, 'w');
  for (let written = 0; written < size; written += block.length) writeSync(fd, block);
  closeSync(fd);
}

/** Seconds of CPU. */
async function hash(threads: number, ranges: Parameters<HashPool['hash']>[0]): Promise<number> {
  const pool = new HashPool(threads);
  const before = process.cpuUsage();
  await pool.hash(ranges, 'sha256');
  await pool.close();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function sha256sum(file: string): number {
  const { stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time sha256sum "$1" >/dev/null', 'bash', file], { encoding: 'utf8' });
  return stderr.trim().split(/\s+/).map(Number).reduce((sum, seconds) => sum + seconds, 0);
}

/** The best of a few rounds: other work on the machine only ever adds. */
async function best(run: () => Promise<number>, size: number): Promise<Measure> {
  let cpu = Infinity;
  let wall = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    cpu = Math.min(cpu, await run());
    wall = Math.min(wall, (performance.now() - start) / 1000);
  }
  return { cpu: size / cpu, wall: size / wall };
}

function print(label: string, measure: Measure, reference: Measure): number {
  const ratio = measure.cpu / reference.cpu;
  const rate = (value: number) => `${Math.round(value / 1e6)} MB/s`.padStart(10);
  console.log(`${label.padEnd(22)} per CPU second ${rate(measure.cpu)} (${ratio.toFixed(2)})   clock ${rate(measure.wall)} (${(measure.wall / reference.wall).toFixed(2)})`);
  return ratio;
}

void main();
