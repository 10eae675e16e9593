import type { AuditReceipt } from '../core/ports';
import { backOff, createPauses, createStallWatch, endsWithin } from './pause';
import { faultOf, type Report } from './report';
import type { SealedRecord } from './seal';
import type { AuditSettings } from './settings';
import type { AuditSink, SealedBatch } from './sink';

/** Who waits for a record to be durable. */
export interface Waiter {
  /** Goes on waiting while the sink is away. @default false */
  readonly patient?: boolean;
  resolve(receipt: AuditReceipt): void;
  reject(cause: unknown): void;
}

/** Brings sealed records to the sink, in their order. */
export interface BatchWriter {
  push(record: SealedRecord, waiter?: Waiter): void;
  /** False from the time the sink counts as away until a write succeeds. */
  up(): boolean;
  /** What waits or is being written. */
  waiting(): { readonly records: number; readonly bytes: number };
  /** The last record that is durable. */
  durable(): AuditReceipt | undefined;
  /** Waits until all is written. False when the time is over first. */
  drain(milliseconds: number): Promise<boolean>;
  /** Stops trying; gives back what is not known to be written. */
  abandon(): readonly SealedRecord[];
}

interface Entry {
  readonly record: SealedRecord;
  /** Gone once it was answered. */
  waiter: Waiter | undefined;
}

/**
 * Group commit: a lone record is written at once; what comes while a write is under way goes out together as the next batch. A batch that fails is
 * tried again, the same bytes, before anything later, for as long as the process lives: the chain has no gaps. What does end is the patience of
 * those who wait: after `attempts` failures the sink counts as away, and they are refused, or told that their record is in the spool.
 * @param refused told, after the sink has come back, of records that were written although those who waited for them had been refused
 */
export function createBatchWriter(settings: Required<AuditSettings>, sink: AuditSink, report: Report, refused: (sequences: readonly number[]) => void): BatchWriter {
  let queue: Entry[] = [];
  let inFlight: Entry[] = [];
  let records = 0;
  let bytes = 0;
  let up = true;
  let draining = false;
  let abandoned = false;
  let durable: AuditReceipt | undefined;
  let running: Promise<void> | undefined;
  let withdrawn: number[] = [];
  const { pause, wake } = createPauses();

  const goDown = (cause: unknown): void => {
    if (!up) return;
    up = false;
    report('error', 'audit-sink-failed', { ...faultOf(cause), waiting: records });
    const waiting = [...inFlight, ...queue];
    const spooled = settings.whenUnavailable === 'spool' ? settings.spoolRecords : 0;
    waiting.forEach((entry, index) => {
      const { waiter, record } = entry;
      if (waiter === undefined || waiter.patient === true) return;
      entry.waiter = undefined;
      if (index < spooled) return waiter.resolve(record.receipt);
      withdrawn.push(record.receipt.sequence);
      waiter.reject(cause);
    });
  };
  const goUp = (): void => {
    if (up) return;
    up = true;
    report('info', 'audit-sink-recovered', { waiting: records });
    const sequences = withdrawn;
    withdrawn = [];
    if (sequences.length > 0) refused(sequences);
  };
  const stall = createStallWatch(settings.stallMilliseconds, () => goDown(new Error('a write does not end')));

  /** Tries until the batch is written. False when the process ends first. */
  const deliver = async (batch: SealedBatch): Promise<boolean> => {
    for (let failures = 1; !abandoned; failures += 1) {
      stall.begin();
      try {
        await sink.write(batch);
        return true;
      } catch (error) {
        if (failures >= settings.attempts) goDown(error);
      } finally {
        stall.end();
      }
      await pause(backOff(failures, settings.retryMilliseconds, draining ? Math.min(500, settings.retryMaxMilliseconds) : settings.retryMaxMilliseconds));
    }
    return false;
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      inFlight = take();
      if (!(await deliver(batchOf(inFlight)))) return;
      const written = inFlight;
      inFlight = [];
      for (const { record, waiter } of written) {
        records -= 1;
        bytes -= record.line.length;
        durable = record.receipt;
        waiter?.resolve(record.receipt);
      }
      goUp();
    }
    running = undefined;
  };
  const take = (): Entry[] => {
    let size = 0;
    let count = 0;
    for (const { record } of queue) {
      if (count === settings.batchRecords || (count > 0 && size + record.line.length > settings.batchBytes)) break;
      size += record.line.length;
      count += 1;
    }
    if (count < queue.length) return queue.splice(0, count);
    const all = queue;
    queue = [];
    return all;
  };

  return {
    push: (record, waiter) => {
      const spooled = !up && settings.whenUnavailable === 'spool' && waiter?.patient !== true;
      queue.push({ record, waiter: spooled ? undefined : waiter });
      records += 1;
      bytes += record.line.length;
      if (spooled) waiter?.resolve(record.receipt);
      running ??= run();
    },
    up: () => up,
    waiting: () => ({ records, bytes }),
    durable: () => durable,
    drain: async (milliseconds) => {
      draining = true;
      wake();
      const until = performance.now() + milliseconds;
      while (running !== undefined) {
        if (!(await endsWithin(running, until - performance.now()))) return false;
      }
      return true;
    },
    abandon: () => {
      abandoned = true;
      wake();
      const lost = [...inFlight, ...queue];
      for (const { waiter } of lost) waiter?.reject(new Error('the process ends'));
      return lost.map(({ record }) => record);
    },
  };
}

function batchOf(entries: readonly Entry[]): SealedBatch {
  const [first] = entries;
  if (first === undefined) throw new TypeError('a batch has at least one record');
  const { receipt: { chain, sequence }, time, line } = first.record;
  return { chain, sequence, time, records: entries.length, text: entries.length === 1 ? line : entries.map(({ record }) => record.line).join('') };
}
