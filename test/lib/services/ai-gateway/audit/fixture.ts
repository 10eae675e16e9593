import { createHash } from 'node:crypto';
import type { AuditRecord } from '../../../../../lib/services/ai-gateway/core/ports';
import { createAuditTrail, type AuditDependencies, type ChainedAuditTrail } from '../../../../../lib/services/ai-gateway/audit/audit-trail';
import { localAuditKeys } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import type { AuditSettings } from '../../../../../lib/services/ai-gateway/audit/settings';
import { storedChains, type TrailSource } from '../../../../../lib/services/ai-gateway/audit/trail-source';
import type { AuditSink, SealedBatch } from '../../../../../lib/services/ai-gateway/audit/sink';

export const MASTER = Buffer.alloc(32, 7);

/** What nobody may find outside a seal. */
export const SECRET = 'the launch code is zebra-four-nine';

export function record(requestId: string, content: AuditRecord['content'] = { request: { messages: [{ role: 'user', content: SECRET }] }, answer: SECRET }): AuditRecord {
  return {
    phase: 'completed',
    summary: { requestId, time: '2026-11-22T10:11:12.000Z', route: '/v1/chat/completions', status: 200, tenant: 'acme-industries', subject: 'subject-of-the-token', model: 'm', stream: false, verdicts: [], toolCalls: {}, durationMilliseconds: 3 },
    content,
  };
}

export const quick: AuditSettings = { whenUnavailable: 'refuse', spoolRecords: 5, attempts: 2, retryMilliseconds: 1, retryMaxMilliseconds: 2, stallMilliseconds: 10_000, closeMilliseconds: 2_000 };

/** Bytes that look random and are the same in every run; another seed, other bytes. */
export function seeded(seed: number): (bytes: number) => Buffer {
  let counter = 0;
  return (bytes) => {
    counter += 1;
    return createHash('shake256', { outputLength: bytes }).update(`${seed} ${counter}`).digest();
  };
}

export function trailOn(sink: AuditSink, settings: Partial<AuditSettings> = {}, dependencies: Partial<AuditDependencies> = {}): ChainedAuditTrail {
  return createAuditTrail({ ...quick, ...settings }, { sink, keys: localAuditKeys(MASTER), ...dependencies });
}

/** Lets everything run that waits for nothing outside. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

/** A trail of chains, each one segment. */
export function memoryTrail(chains: Readonly<Record<string, string | Buffer>>): TrailSource {
  return {
    strangers: () => [],
    chains: () => Promise.resolve(storedChains(Object.entries(chains).map(([chain, text]) => ({ chain, name: chain, sequence: 1, read: () => Promise.resolve(Buffer.from(text)) })))),
  };
}

/** One whole chain of so many requests, as text. */
export async function writtenChain(requests: number, seed = 1, after?: { readonly chain: string; readonly sequence: number; readonly hash: string }): Promise<{ readonly chain: string; readonly text: string }> {
  const batches: SealedBatch[] = [];
  const sink: AuditSink = { write: (batch) => Promise.resolve(void batches.push(batch)), close: () => Promise.resolve(), lastHead: () => Promise.resolve(after) };
  const random = seeded(seed);
  const trail = createAuditTrail(quick, { sink, keys: localAuditKeys(MASTER, random), random, clock: () => Date.UTC(2026, 10, 22, 10, seed) });
  for (let request = 1; request <= requests; request += 1) await trail.append(record(`r${request}`));
  await trail.close();
  return { chain: trail.status().chain, text: batches.map(({ text }) => text).join('') };
}
