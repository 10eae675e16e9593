import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { NODE_HASH, type HashType } from './hash-type';
import { HASH_WORKER_SOURCE } from './hash-worker';
import type { Range } from './manifest';
import type { HashOutcome, OnProgress } from './source';

/** A range of a file on disk, with the size the file must have. */
export interface FileRange extends Range {
  readonly file: string;
  readonly size: number;
}

type Answer = HashOutcome & { readonly id: number };

/** A second range waits at each thread, so that none idles while the answer to its last one travels. */
const IN_FLIGHT = 2;

const PROGRESS_INTERVAL_MS = 100;

/** Threads that hash file ranges, one per core. Threads start with the first work and live until `close()`. */
export class HashPool {
  private readonly idle: Worker[] = [];
  private closed = false;

  constructor(private readonly threads: number = availableParallelism()) {}

  /** Digests in the order of the ranges. Largest ranges go first, so that no thread is left alone with a long one. */
  async hash(ranges: readonly FileRange[], type: HashType, onProgress?: OnProgress): Promise<HashOutcome[]> {
    if (this.closed) throw new Error('the hash pool is closed');
    if (ranges.length === 0) return [];
    const counter = new BigInt64Array(new SharedArrayBuffer(8));
    const report = () => onProgress?.(Number(Atomics.load(counter, 0)));
    const timer = onProgress === undefined ? undefined : setInterval(report, PROGRESS_INTERVAL_MS);
    const workers = this.take(Math.min(this.threads, ranges.length));
    try {
      const outcomes = await run(workers, ranges, { algorithm: NODE_HASH[type], counter });
      report();
      this.idle.push(...workers);
      return outcomes;
    } catch (error) {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  private take(count: number): Worker[] {
    const workers = this.idle.splice(0, count);
    while (workers.length < count) {
      const worker = new Worker(HASH_WORKER_SOURCE, { eval: true });
      // A forgotten pool must not keep the process alive; `hash` holds it while there is work.
      worker.unref();
      workers.push(worker);
    }
    return workers;
  }
}

function run(workers: readonly Worker[], ranges: readonly FileRange[], shared: { readonly algorithm: string; readonly counter: BigInt64Array }): Promise<HashOutcome[]> {
  const queue = ranges.map((range, id) => ({ ...range, id, ...shared })).sort((a, b) => a.end - a.start - (b.end - b.start));
  const outcomes = new Array<HashOutcome>(ranges.length);
  let open = ranges.length;
  return new Promise((resolve, reject) => {
    // Only these are taken off again: a Worker has listeners of its own, without which it would stay silent from then on.
    const onError = (error: unknown) => stop(() => reject(error));
    const onExit = (code: number) => stop(() => reject(new Error(`a hashing thread ended with code ${code}`)));
    const onMessage = workers.map((worker) => ({ id, ...outcome }: Answer) => {
      outcomes[id] = outcome;
      open -= 1;
      if (open === 0) stop(() => resolve(outcomes));
      else feed(worker);
    });
    const stop = (settle: () => void) => {
      workers.forEach((worker, index) => {
        worker.off('error', onError).off('exit', onExit).off('message', onMessage[index] ?? onError);
        worker.unref();
      });
      settle();
    };
    const feed = (worker: Worker) => {
      const task = queue.pop();
      if (task !== undefined) worker.postMessage(task);
    };
    workers.forEach((worker, index) => {
      worker.ref();
      worker.on('error', onError).on('exit', onExit).on('message', onMessage[index] ?? onError);
    });
    for (let round = 0; round < IN_FLIGHT; round++) workers.forEach(feed);
  });
}
