import type { ServerResponse } from 'node:http';
import { createMemorySink, type MemorySink } from '../../../../../lib/services/ai-gateway/audit/memory-sink';
import { openRecord } from '../../../../../lib/services/ai-gateway/audit/open-record';
import { parseLine } from '../../../../../lib/services/ai-gateway/audit/record-line';
import type { SealedBatch } from '../../../../../lib/services/ai-gateway/audit/sink';
import { verifyTrail, type VerifiedTrail } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import type { AuditRecord } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Parts } from '../../../../../lib/services/ai-gateway/pipeline/parts';
import { linesOf, memoryTrail } from '../audit/fixture';
import type { Running } from '../gateway-under-test';

/** Time that stands still: no window of a budget ends within a test. */
export const NOON = Date.UTC(2026, 2, 1, 12, 0, 10);

/** Waits for something that must come, however slow the machine is. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const giveUp = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > giveUp) throw new Error(`waited in vain until ${what}`);
    await pause(5);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

/** Reservations of a gateway: what was granted, and how each was settled. */
export interface Ledger {
  readonly replace: (parts: Parts) => Partial<Parts>;
  granted(): number;
  /** Tokens that each settled reservation was charged, in the order in which they were settled. */
  readonly charged: readonly number[];
  /** Reservations that nobody has settled. */
  open(): number;
}

/** @param keep whether it remembers each charge */
export function ledger({ keep = true } = {}): Ledger {
  const charged: number[] = [];
  let granted = 0;
  let closed = 0;
  return {
    charged,
    granted: () => granted,
    open: () => granted - closed,
    replace: ({ budgets }) => ({
      budgets: {
        reserve: async (principal, tokens) => {
          const reservation = await budgets.reserve(principal, tokens);
          granted += 1;
          let settled = false;
          return {
            state: reservation.state,
            settle: (used) => {
              if (settled) throw new Error('a reservation was settled twice');
              settled = true;
              closed += 1;
              if (keep) charged.push(used);
              return reservation.settle(used);
            },
          };
        },
      },
    }),
  };
}

/** A stream as a client saw it. */
export interface Streamed {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What stands in its events, without `[DONE]`. */
  readonly events: readonly StreamEvent[];
  readonly content: string;
  readonly done: boolean;
  /** The connection ended before the response did. */
  readonly broken: boolean;
  /** Code of the error in the last event, or of the refusal. */
  readonly code: string | undefined;
}

interface StreamEvent {
  readonly choices?: readonly { readonly delta: { readonly content?: string }; readonly finish_reason?: string | null }[];
  readonly error?: { readonly code: string };
}

/** Asks for a stream and reads it to its end, or until `onText` says that it is enough: then the client goes away. */
export async function streamed(running: Pick<Running, 'url' | 'token'>, body: object, onText: (text: string) => 'enough' | undefined = () => undefined): Promise<Streamed> {
  const leaving = new AbortController();
  const response = await fetch(`${running.url}/v1/chat/completions`, {
    method: 'POST', signal: leaving.signal, headers: { authorization: `Bearer ${running.token()}`, 'content-type': 'application/json' }, body: JSON.stringify({ ...body, stream: true }),
  });
  const decoder = new TextDecoder();
  let text = '';
  let broken = false;
  try {
    for await (const piece of response.body ?? []) {
      text += decoder.decode(piece as Uint8Array, { stream: true });
      if (onText(text) === 'enough') leaving.abort();
    }
  } catch {
    broken = true;
  }
  const data = text.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
  const events = (response.ok ? data.filter((line) => line !== '[DONE]') : [text]).map((line) => JSON.parse(line) as StreamEvent);
  const done = data.includes('[DONE]');
  return {
    status: response.status, headers: response.headers, text, events, broken, done,
    content: events.map(({ choices }) => choices?.[0]?.delta.content ?? '').join(''),
    code: events.at(-1)?.error?.code,
  };
}

export const codeOf = (json: unknown): unknown => (json as { readonly error?: { readonly code?: unknown } } | undefined)?.error?.code;

/** What the last request said about a budget. */
export const remainingTokens = (headers: Headers): number => Number(headers.get('x-ratelimit-remaining-tokens'));

/** Opens what a sink holds: records in their order, and which of them were withdrawn. */
export async function openedRecords(sink: MemorySink, { auditKeys }: Pick<Running, 'auditKeys'>): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (const line of linesOf(sink.text())) {
    const record = await openRecord(line, auditKeys);
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** Checks the chain in a sink of memory, every seal opened. */
export function verified(sink: MemorySink, { audit, auditKeys }: Pick<Running, 'audit' | 'auditKeys'>): Promise<VerifiedTrail> {
  return verifyTrail(memoryTrail({ [audit.status().chain]: sink.text() }), { keys: auditKeys });
}

/** Requests whose records a batch holds. */
export function requestsIn({ text }: SealedBatch): readonly string[] {
  return linesOf(text).flatMap((line) => parseLine(Buffer.from(line, 'latin1'))?.header.request ?? []);
}

/** A sink of which each write does as `next` says: it waits for it, and fails when it throws. */
export function faultySink(next: (batch: SealedBatch) => void | Promise<void>, written: (batch: SealedBatch) => void = () => undefined): MemorySink {
  const sink = createMemorySink();
  return {
    ...sink,
    write: async (batch) => {
      await next(batch);
      await sink.write(batch);
      written(batch);
    },
  };
}

/** The responses of a server, as they are made. */
export function responsesOf({ server }: Pick<Running, 'server'>): readonly ServerResponse[] {
  const responses: ServerResponse[] = [];
  server.http.server.on('request', (_request: unknown, response: ServerResponse) => { responses.push(response); });
  return responses;
}
