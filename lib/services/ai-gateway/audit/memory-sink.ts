import type { AuditSink, SealedBatch } from './sink';

/** Keeps batches in memory: for tests, and for trials that need no trail. */
export interface MemorySink extends AuditSink {
  readonly batches: readonly SealedBatch[];
  text(): string;
}

export function createMemorySink(): MemorySink {
  const batches: SealedBatch[] = [];
  return {
    batches,
    text: () => batches.map(({ text }) => text).join(''),
    write: (batch) => {
      batches.push(batch);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
