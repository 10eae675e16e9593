import { createAnchors, type Anchors } from './anchors';
import { checkChain, type CheckedChain } from './check-chain';
import type { Finding } from './findings';
import type { AuditKeys } from './keys';
import { createRecordOpener, type OpenedLine } from './open-record';
import { parseLine, type ChainHead, type ParsedLine } from './record-line';
import type { StoredChain, TrailSource } from './trail-source';

/** What a verifier may know beside the trail itself. */
export interface VerifyOptions {
  /** Receipts and heads from elsewhere. @default - none */
  readonly anchors?: Anchors;
  /** Opens every record as well, which no forger can have sealed. @default - hashes only */
  readonly keys?: AuditKeys;
  /** Given each record that was opened. */
  readonly onOpened?: (opened: OpenedLine) => void;
}

export interface VerifiedTrail {
  readonly chains: readonly CheckedChain[];
  readonly findings: readonly Finding[];
}

/**
 * Finds what was changed, removed, repeated, reordered or brought from elsewhere. Without keys and without anchors it proves that nobody meddled who did not
 * rewrite all that follows in the chain, its end and the links to it; with keys, nobody who did not have them, up to the last record; with the log's
 * receipts, nothing that was receipted is missing.
 */
export async function verifyTrail(source: TrailSource, { anchors = createAnchors(), keys, onOpened }: VerifyOptions = {}): Promise<VerifiedTrail> {
  const findings: Finding[] = [];
  const report = (finding: Finding): void => void findings.push(finding);
  const stored = await source.chains();
  for (const at of source.strangers()) report({ code: 'stranger', at });
  for (const chain of stored) {
    const after = await linkOf(chain);
    if (after !== undefined) anchors.add(after, `chain ${chain.chain}`);
  }

  const inspect = keys === undefined ? undefined : inspector(keys, onOpened);
  const chains: CheckedChain[] = [];
  for (const chain of stored) {
    const checked = await checkChain(chain, anchors, inspect, report);
    chains.push(checked);
    const unseen = anchors.unseen(chain.chain);
    for (const { sequence, toldBy } of unseen) report({ code: 'record-missing', chain: chain.chain, sequence, toldBy });
    if (checked.head === undefined && findings.every((finding) => finding.chain !== chain.chain)) report({ code: 'chain-empty', chain: chain.chain });
    if (checked.head !== undefined && !checked.ended && anchors.last(chain.chain) < checked.head.sequence) report({ code: 'tail-unproved', chain: chain.chain, sequence: checked.head.sequence });
  }
  const there = new Set(stored.map(({ chain }) => chain));
  for (const chain of anchors.chains()) {
    const [first] = anchors.unseen(chain);
    if (!there.has(chain)) report({ code: 'chain-missing', chain, toldBy: first?.toldBy });
  }
  return { chains, findings };
}

function inspector(keys: AuditKeys, onOpened: VerifyOptions['onOpened']): (record: ParsedLine) => Promise<boolean> {
  const opener = createRecordOpener(keys);
  return async (record) => {
    const opened = await opener.open(record);
    if (opened !== undefined) onOpened?.(opened);
    return opened !== undefined;
  };
}

/** The chain before this one, as its first line tells. */
async function linkOf({ segments: [first] }: StoredChain): Promise<ChainHead | undefined> {
  if (first?.sequence !== 1) return undefined;
  const text = await first.read();
  const end = text.indexOf(0x0a);
  return parseLine(text.subarray(0, end === -1 ? text.length : end))?.header.after;
}
