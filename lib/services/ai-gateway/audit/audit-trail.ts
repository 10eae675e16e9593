import { randomBytes } from 'node:crypto';
import { GatewayError } from '../core/gateway-error';
import type { AuditReceipt, AuditRecord, AuditTrail } from '../core/ports';
import { createBatchWriter, type Waiter } from './batch-writer';
import { chainId } from './chain-id';
import { createDataKeys } from './data-keys';
import type { AuditKeys, DataKey } from './keys';
import { backOff, createPauses, createStallWatch, endsWithin } from './pause';
import { faultOf, type Report } from './report';
import { createSealer, type Unsealed } from './seal';
import { withDefaults, type AuditSettings } from './settings';
import type { AuditSink } from './sink';

/** The outside world of the trail. */
export interface AuditDependencies {
  readonly sink: AuditSink;
  readonly keys: AuditKeys;
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
  /** @default node:crypto's */
  readonly random?: (bytes: number) => Buffer;
  /** @default - nobody is told */
  readonly report?: Report;
}

/** How the trail is, for health, metrics and the console. */
export interface AuditStatus {
  readonly chain: string;
  readonly state: 'starting' | 'up' | 'down' | 'closed';
  /** Records that are sealed or wait for a data key, and are not durable yet. */
  readonly waitingRecords: number;
  readonly waitingBytes: number;
  /** The last record that is durable. */
  readonly head?: AuditReceipt;
}

export interface ChainedAuditTrail extends AuditTrail {
  /** Resolves when the first record of the chain is durable; never rejects. */
  readonly started: Promise<AuditReceipt>;
  status(): AuditStatus;
}

interface Unkeyed extends Waiter {
  readonly unsealed: Unsealed;
}

/** Base64 makes four bytes of three; the header comes on top. */
const sealedBytes = (plaintext: string): number => Math.ceil(plaintext.length * 1.4) + 1_024;

/** How many receipts of lost records stand in one line of the log. */
const RECEIPTS_PER_EVENT = 50;

/** What the last record of a chain may take, however long those before it took. */
const LAST_WRITE_MILLISECONDS = 1_000;

/**
 * Seals each record under a data key, links it to the one before, and resolves once it is durable. One chain for each start of the process. The
 * plaintext has the members of the record in a fixed order, and within the content the order in which they came.
 */
export function createAuditTrail(settings: AuditSettings, { sink, keys, clock = Date.now, random = randomBytes, report = () => undefined }: AuditDependencies): ChainedAuditTrail {
  const known = withDefaults(settings);
  const sealer = createSealer(chainId(clock(), random));
  const dataKeys = createDataKeys({ records: known.dataKeyRecords, milliseconds: known.dataKeyMinutes * 60_000 }, keys, sealer.chain, clock, known.retryMaxMilliseconds);
  const { pause, wake } = createPauses();
  let unkeyed: Unkeyed[] = [];
  let unkeyedBytes = 0;
  let keysUp = true;
  let closing = false;
  let ended = false;
  let fetching: Promise<void> | undefined;
  let closed: Promise<void> | undefined;

  const seal = (unsealed: Unsealed, key: DataKey, waiter?: Waiter): void => writer.push(sealer.seal(unsealed, key, clock()), waiter);
  const writer = createBatchWriter(known, sink, report, (sequences) => {
    const key = dataKeys.last();
    if (key !== undefined && !ended) seal({ kind: 'withdrawn', plaintext: JSON.stringify({ sequences: rangesOf(sequences) }) }, key);
  });

  const refuseUnkeyed = (cause: unknown): void => {
    if (keysUp && !closing) report('error', 'audit-key-failed', { ...faultOf(cause), waiting: unkeyed.length });
    keysUp = false;
    const waiters = unkeyed;
    unkeyed = [];
    unkeyedBytes = 0;
    for (const waiter of waiters) waiter.reject(cause);
  };
  const stall = createStallWatch(known.stallMilliseconds, () => refuseUnkeyed(new Error('a data key does not come')));
  const sealUnkeyed = (keyOf: () => DataKey | undefined): void => {
    let sealed = 0;
    for (const { unsealed, resolve, reject } of unkeyed) {
      const key = keyOf();
      if (key === undefined) break;
      sealed += 1;
      unkeyedBytes -= sealedBytes(unsealed.plaintext);
      seal(unsealed, key, { resolve, reject });
    }
    unkeyed = unkeyed.slice(sealed);
  };
  let tellStarted: (receipt: AuditReceipt) => void = () => undefined;
  const started = new Promise<AuditReceipt>((resolve) => { tellStarted = resolve; });
  const begin = async (): Promise<void> => {
    const after = await sink.lastHead?.();
    const key = dataKeys.usable();
    if (key === undefined) throw new Error('the data key is spent already');
    seal({ kind: 'start', after, plaintext: '{}' }, key, {
      patient: true,
      reject: () => undefined,
      resolve: (receipt) => {
        report('info', 'audit-chain-started', { audit: receipt, previous: after });
        tellStarted(receipt);
      },
    });
  };
  /** Fetches a data key, begins the chain with the first one, and seals what has waited for it. Goes on until it succeeds. */
  const fetchKey = async (): Promise<void> => {
    for (let failures = 0; !ended; ) {
      stall.begin();
      try {
        await dataKeys.renew();
        if (sealer.head() === undefined) await begin();
        if (!keysUp) report('info', 'audit-key-recovered');
        keysUp = true;
        failures = 0;
        sealUnkeyed(dataKeys.usable);
        if (unkeyed.length === 0) break;
      } catch (error) {
        failures += 1;
        if (failures >= known.attempts) refuseUnkeyed(error);
        stall.end();
        await pause(backOff(failures, known.retryMilliseconds, known.retryMaxMilliseconds));
      } finally {
        stall.end();
      }
    }
    fetching = undefined;
  };

  const hasRoom = (more: number): boolean => {
    const { records, bytes } = writer.waiting();
    const most = writer.up() ? known.queueRecords : known.spoolRecords;
    return records + unkeyed.length < most && (records + unkeyed.length === 0 || bytes + unkeyedBytes + more <= known.queueBytes);
  };
  const available = (): boolean => !closing && keysUp && (writer.up() || known.whenUnavailable === 'spool') && hasRoom(0);

  const append = (record: AuditRecord): Promise<AuditReceipt> => new Promise((resolve, fail) => {
    const reject = (cause?: unknown): void => fail(new GatewayError('audit_unavailable', { cause }));
    try {
      if (!available()) return reject();
      const { phase, summary, content } = record;
      const plaintext = JSON.stringify({ phase, summary, content });
      if (!hasRoom(sealedBytes(plaintext))) return reject();
      const unsealed: Unsealed = { kind: 'record', requestId: summary.requestId, plaintext };
      const key = unkeyed.length === 0 && sealer.head() !== undefined ? dataKeys.usable() : undefined;
      if (key !== undefined) return seal(unsealed, key, { resolve, reject });
      unkeyed.push({ unsealed, resolve, reject });
      unkeyedBytes += sealedBytes(plaintext);
      fetching ??= fetchKey();
    } catch (error) {
      reject(error);
    }
  });

  const close = async (): Promise<void> => {
    closing = true;
    wake();
    // What waits for a data key gets the one on its way, or else the last one.
    if (fetching !== undefined && sealer.head() === undefined) await endsWithin(fetching, known.closeMilliseconds);
    sealUnkeyed(dataKeys.last);
    refuseUnkeyed(new Error('the process ends'));
    const until = performance.now() + known.closeMilliseconds;
    let drained = await writer.drain(known.closeMilliseconds);
    ended = true;
    wake();
    const key = dataKeys.last();
    if (drained && sealer.head() !== undefined && key !== undefined) {
      seal({ kind: 'end', plaintext: '{}' }, key, { patient: true, reject: () => undefined, resolve: (receipt) => report('info', 'audit-chain-ended', { audit: receipt }) });
      drained = await writer.drain(Math.max(LAST_WRITE_MILLISECONDS, until - performance.now()));
    }
    const lost = drained ? [] : writer.abandon().map(({ receipt }) => receipt);
    for (let at = 0; at < lost.length; at += RECEIPTS_PER_EVENT) {
      report('error', 'audit-records-lost', { chain: sealer.chain, count: lost.length, receipts: lost.slice(at, at + RECEIPTS_PER_EVENT).map(({ sequence, hash }) => `${sequence}:${hash}`) });
    }
    await sink.close();
  };

  fetching = fetchKey();
  return {
    append,
    available,
    started,
    close: () => (closed ??= close()),
    status: () => {
      const { records, bytes } = writer.waiting();
      const state = ended ? 'closed' : !keysUp || !writer.up() ? 'down' : writer.durable() === undefined ? 'starting' : 'up';
      return { chain: sealer.chain, state, waitingRecords: records + unkeyed.length, waitingBytes: bytes + unkeyedBytes, head: writer.durable() };
    },
  };
}

/** `[[3, 5], [9, 9]]` for 3, 4, 5 and 9. */
function rangesOf(sequences: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const sequence of sequences) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === sequence - 1) last[1] = sequence;
    else ranges.push([sequence, sequence]);
  }
  return ranges;
}
