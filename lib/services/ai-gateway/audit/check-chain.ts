import type { Anchors } from './anchors';
import type { Finding } from './findings';
import { NO_PREVIOUS_HASH, parseLine, type ChainHead, type ParsedLine } from './record-line';
import { createSequenceCheck } from './sequence-check';
import type { StoredChain } from './trail-source';

/** What a chain turned out to be. */
export interface CheckedChain {
  readonly chain: string;
  /** Records that are there and as they were written. */
  readonly records: number;
  /** The highest of them. */
  readonly head?: ChainHead;
  /** Whether it has its end. */
  readonly ended: boolean;
}

/** Called for each record that is as it was written. False when its seal does not open. */
export type Inspect = (record: ParsedLine) => Promise<boolean>;

const LINE_FEED = 0x0a;

/** Between the ciphertext and the hash, which base64 cannot hold. */
const BEFORE_HASH = '","hash":"';

/** Checks all lines of one chain, one after the other. Holds one segment at a time in memory. */
export async function checkChain({ chain, segments }: StoredChain, anchors: Anchors, inspect: Inspect | undefined, report: (finding: Finding) => void): Promise<CheckedChain> {
  const sequences = createSequenceCheck();
  let records = 0;
  let head: ChainHead | undefined;
  let ended = false;

  const check = async (parsed: ParsedLine, at: string): Promise<void> => {
    const { header: { sequence, kind, previous }, hash } = parsed;
    if (parsed.header.chain !== chain) return report({ code: 'record-foreign', chain: parsed.header.chain, sequence, at });
    if (ended) report({ code: 'record-after-end', chain, sequence, at });
    const place = sequences.place(sequence);
    if (place === 'repeated') return report({ code: 'record-repeated', chain, sequence, at });
    if (place === 'behind') report({ code: 'record-reordered', chain, sequence, at });
    const expected = sequence === 1 ? NO_PREVIOUS_HASH : place === 'next' ? head?.hash : undefined;
    if ((expected !== undefined && previous !== expected) || (sequence === 1) !== (kind === 'start')) report({ code: 'record-changed', chain, sequence, at });
    const anchored = anchors.check({ chain, sequence, hash });
    if (anchored?.agrees === false) report({ code: 'receipt-differs', chain, sequence, at, toldBy: anchored.toldBy });
    if (inspect !== undefined && !(await inspect(parsed))) report({ code: 'seal-broken', chain, sequence, at });
    records += 1;
    if (place !== 'behind') {
      head = { chain, sequence, hash };
      ended ||= kind === 'end';
    }
  };
  const unreadable = (at: string): void => {
    sequences.unreadable();
    report({ code: 'record-changed', chain, at });
  };

  for (const [index, segment] of segments.entries()) {
    const text = await segment.read();
    let first = true;
    for (const { line, number, whole } of linesOf(text)) {
      const at = `${segment.name}:${number}`;
      const parsed = parseLine(line);
      if (parsed === undefined) {
        if (!whole && !ended && index === segments.length - 1 && isTorn(line, chain)) report({ code: 'line-torn', chain, at });
        else unreadable(at);
        continue;
      }
      if (first && parsed.header.sequence !== segment.sequence) report({ code: 'segment-renamed', chain, sequence: parsed.header.sequence, at });
      first = false;
      await check(parsed, at);
      // All but the line feed was written. An end is the last thing that a process writes, and it knew whether it was done.
      if (!whole) report({ code: parsed.header.kind === 'end' || index < segments.length - 1 ? 'record-changed' : 'line-torn', chain, sequence: parsed.header.sequence, at });
    }
  }
  for (const [first, last] of sequences.missing()) report({ code: 'record-missing', chain, sequence: first, lastSequence: last });
  return { chain, records, head, ended };
}

/** The beginning of a line, as a crash leaves it. */
function isTorn(line: Buffer, chain: string): boolean {
  const beginning = `{"v":1,"chain":"${chain}",`;
  const length = Math.min(line.length, beginning.length);
  if (line.toString('latin1', 0, length) !== beginning.slice(0, length)) return false;
  const text = line.toString('latin1');
  const dataAt = text.indexOf(',"data":"');
  const hashAt = dataAt === -1 ? -1 : text.indexOf(BEFORE_HASH, dataAt + 1);
  return hashAt === -1 || text.length < hashAt + BEFORE_HASH.length + 64 + '"}'.length;
}

function* linesOf(text: Buffer): Generator<{ readonly line: Buffer; readonly number: number; readonly whole: boolean }> {
  let number = 1;
  for (let start = 0; start < text.length; number += 1) {
    const end = text.indexOf(LINE_FEED, start);
    yield { line: text.subarray(start, end === -1 ? text.length : end), number, whole: end !== -1 };
    start = end === -1 ? text.length : end + 1;
  }
}
