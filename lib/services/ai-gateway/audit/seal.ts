import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { AuditReceipt } from '../core/ports';
import type { DataKey, GeneratedKey } from './keys';
import { finishLine, NO_PREVIOUS_HASH, type ChainHead, type ParsedLine, type RecordKind } from './record-line';

const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;

/** Longest request id or key id that stands in the clear. */
const MAX_CLEAR_LENGTH = 256;

/** A record as it will be written. */
export interface SealedRecord {
  readonly receipt: AuditReceipt;
  /** When it was sealed, ISO 8601. */
  readonly time: string;
  /** ASCII, with its line feed. */
  readonly line: string;
}

/** What is to be sealed. */
export interface Unsealed {
  readonly kind: RecordKind;
  /** Stands in the clear, to find the record by. */
  readonly requestId?: string;
  /** Stands in the clear, in `start`. */
  readonly after?: ChainHead;
  /** JSON. */
  readonly plaintext: string;
}

/** One chain being written: gives each record its number, its predecessor and its seal. */
export interface Sealer {
  readonly chain: string;
  seal(record: Unsealed, key: DataKey, now: number): SealedRecord;
  /** The last record sealed; undefined before the first. */
  head(): AuditReceipt | undefined;
}

export function createSealer(chain: string): Sealer {
  let sequence = 0;
  let previous = NO_PREVIOUS_HASH;
  const opening = `{"v":1,"chain":"${chain}","sequence":`;
  return {
    chain,
    head: () => (sequence === 0 ? undefined : { chain, sequence, hash: previous }),
    seal: ({ kind, requestId, after, plaintext }, key, now) => {
      const number = sequence + 1;
      const time = new Date(now).toISOString();
      const request = requestId === undefined ? '' : `,"request":${asciiJson(requestId)}`;
      const link = after === undefined ? '' : `,"after":${JSON.stringify({ chain: after.chain, sequence: after.sequence, hash: after.hash })}`;
      const associated = `${opening}${number},"time":"${time}","kind":"${kind}"${request},"previous":"${previous}"${link}${key.members}`;
      const cipher = createCipheriv(ALGORITHM, key.key, initialValue(number)).setAAD(Buffer.from(associated, 'latin1'));
      const encrypted = cipher.update(plaintext, 'utf8');
      cipher.final();
      key.used += 1;
      const { line, hash } = finishLine(associated, Buffer.concat([encrypted, cipher.getAuthTag()]).toString('base64'));
      // Last, so that a record that cannot be sealed leaves no gap.
      sequence = number;
      previous = hash;
      return { receipt: { chain, sequence, hash }, time, line };
    },
  };
}

/** Opens what a line seals, by its data key in the clear. Undefined when it was not sealed by this key, or not at this place of its chain. */
export function openSealed({ header, associated, data }: ParsedLine, dataKey: Buffer): string | undefined {
  const sealed = Buffer.from(data, 'base64');
  if (sealed.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, dataKey, initialValue(header.sequence)).setAAD(Buffer.from(associated, 'latin1')).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Takes a generated key into use. Its bytes are overwritten; OpenSSL keeps its own copy. */
export function dataKeyOf({ plaintext, wrapped, keyId }: GeneratedKey, madeAt: number): DataKey {
  const key = createSecretKey(plaintext);
  plaintext.fill(0);
  return { key, members: `,"key":${asciiJson(keyId)},"wrapped":"${wrapped.toString('base64')}"`, madeAt, used: 0 };
}

/** A data key serves one chain, where each number is given once: the number is a nonce that never repeats, whatever the source of randomness does. */
function initialValue(sequence: number): Buffer {
  const value = Buffer.alloc(12);
  value.writeBigUInt64BE(BigInt(sequence), 4);
  return value;
}

/** As a JSON string of printable ASCII, bounded: lines are written byte for byte. */
function asciiJson(text: string): string {
  return JSON.stringify(text.slice(0, MAX_CLEAR_LENGTH).replace(/[^\x20-\x7e]/g, '?'));
}
