import { hash } from 'node:crypto';
import { z } from 'zod';
import { isChainId } from './chain-id';

/**
 * How a sealed record is written: one line of ASCII, a JSON object whose last two members are the ciphertext and the hash.
 *
 *   {"v":1,"chain":…,"sequence":…,"time":…,"kind":…,"previous":…,"key":…,"wrapped":…,"data":"<base64>","hash":"<hex>"}
 *
 * The hash is that of all bytes before `,"hash"`, so it covers the header as it is written, the wrapped data key and the ciphertext. All bytes before
 * `,"data"` are the associated data of the ciphertext. No two texts of a line mean the same: a verifier compares bytes, not values.
 */
export const RECORD_KINDS = ['start', 'record', 'withdrawn', 'end'] as const;

/**
 * `start` and `end` frame a chain. `record` is a request. `withdrawn` names records that were written after all, long after their requests had been
 * refused because they could not be.
 */
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What stands before the first record of a chain. */
export const NO_PREVIOUS_HASH = '0'.repeat(64);

/** Hexadecimal digits of a hash. */
const HASH_LENGTH = 64;

/** A place in a chain: what a receipt says, and what a link or an anchor claims. */
export interface ChainHead {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
}

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const chain = z.string().refine(isChainId);

export const chainHead = z.object({ chain, sequence: z.int().min(1), hash: sha256Hex });

const header = z.strictObject({
  v: z.literal(1),
  chain,
  sequence: z.int().min(1),
  time: z.iso.datetime(),
  kind: z.enum(RECORD_KINDS),
  request: z.string().max(256).optional(),
  previous: sha256Hex,
  /** In `start`: the chain before this one and its last record, where known. */
  after: z.strictObject({ chain, sequence: z.int().min(1), hash: sha256Hex }).optional(),
  key: z.string().min(1).max(256),
  wrapped: z.string().min(1).max(4_096),
});

/** What a line says in the clear: enough to check the chain, nothing of what was said. */
export type RecordHeader = z.output<typeof header>;

export interface ParsedLine {
  readonly header: RecordHeader;
  readonly hash: string;
  /** The header as it is written: the associated data of the ciphertext. */
  readonly associated: string;
  /** Ciphertext and tag, base64. */
  readonly data: string;
}

const BEFORE_DATA = ',"data":"';
const BEFORE_HASH = ',"hash":"';
const TAIL_LENGTH = BEFORE_HASH.length + HASH_LENGTH + '"}'.length;

/** Finishes a line: `associated` is its JSON object up to, and without, the comma before `data`. */
export function finishLine(associated: string, data: string): { readonly line: string; readonly hash: string } {
  const hashed = `${associated}${BEFORE_DATA}${data}"`;
  const digest = hash('sha256', hashed, 'hex');
  return { line: `${hashed}${BEFORE_HASH}${digest}"}\n`, hash: digest };
}

/** Reads a line without its line feed. Undefined when a byte of it is not as it was written. */
export function parseLine(line: Buffer): ParsedLine | undefined {
  const hashedLength = line.length - TAIL_LENGTH;
  if (hashedLength < 1) return undefined;
  const tail = line.toString('latin1', hashedLength);
  const claimed = tail.slice(BEFORE_HASH.length, -2);
  if (!tail.startsWith(BEFORE_HASH) || !tail.endsWith('"}')) return undefined;
  const hashed = line.subarray(0, hashedLength);
  if (hash('sha256', hashed, 'hex') !== claimed) return undefined;
  const text = hashed.toString('latin1');
  const dataAt = text.indexOf(BEFORE_DATA);
  if (dataAt === -1 || !text.endsWith('"')) return undefined;
  const associated = text.slice(0, dataAt);
  const parsed = parseHeader(`${associated}}`);
  return parsed && { header: parsed, hash: claimed, associated, data: text.slice(dataAt + BEFORE_DATA.length, -1) };
}

function parseHeader(text: string): RecordHeader | undefined {
  try {
    const parsed = header.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
