import { Pool } from 'undici';
import type { Running } from '../gateway-under-test';
import { Watch } from './no-internals';
import { Dice, malformedBody } from './malformed';

/** How a round of malformed bodies went. */
export interface RoundResult {
  readonly sent: number;
  /** How often each status and code was answered. */
  readonly counts: Readonly<Record<string, number>>;
  /** What must not be; nothing, it is hoped. */
  readonly faults: readonly string[];
  readonly slowestMilliseconds: number;
}

/** Sends so many malformed bodies over connections that stay open, some at a time. An answer must be a valid one or a refusal in OpenAI's shape, and never a fault of the gateway's own. */
export async function sendMalformed(gateway: Running, seed: number, rounds: number, concurrency = 8): Promise<RoundResult> {
  const pool = new Pool(gateway.url, { connections: concurrency, headersTimeout: 20_000, bodyTimeout: 20_000 });
  const tokens = { '/v1/approvals': gateway.token('rita') } as Readonly<Record<string, string>>;
  const alice = gateway.token();
  const dice = new Dice(seed);
  const watch = new Watch();
  const faults: string[] = [];
  const rejected = (reason: unknown): void => { faults.push(`unhandled: ${String(reason)}`); };
  process.on('unhandledRejection', rejected).on('uncaughtException', rejected);
  let left = rounds;
  let slowest = 0;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { path, body, how, headers } = malformedBody(dice);
      const about = `${path} ${how}`;
      const began = performance.now();
      try {
        const response = await pool.request({ method: 'POST', path, body, headers: { authorization: `Bearer ${tokens[path] ?? alice}`, 'content-type': 'application/json', ...headers } });
        const answer = { status: response.statusCode, headers: response.headers as Readonly<Record<string, unknown>>, text: await response.body.text() };
        watch.look(answer, about);
        const fault = answer.status === 200 ? faultOfSuccess(path, answer.headers['content-type'], answer.text) : undefined;
        if (fault !== undefined) faults.push(`${about} -> ${fault}`);
      } catch (error) {
        faults.push(`${about} -> ${String(error)}`);
      }
      slowest = Math.max(slowest, performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await pool.close();
  process.off('unhandledRejection', rejected).off('uncaughtException', rejected);
  if (gateway.server.inFlight() !== 0) faults.push(`${gateway.server.inFlight()} requests never ended`);
  if (Object.keys(Object.prototype).length > 0) faults.push('the prototype of all objects was changed');
  return { sent: watch.seen, counts: watch.counts, faults: [...watch.found, ...faults], slowestMilliseconds: slowest };
}

/** What is wrong with an answer that says it is well. */
function faultOfSuccess(path: string, type: unknown, text: string): string | undefined {
  if (String(type).startsWith('text/event-stream')) {
    const events = text.split('\n\n').filter((event) => event !== '');
    if (!events.every((event) => event.startsWith('data: ') && !event.slice(6).includes('\n') && (event === 'data: [DONE]' || isObject(event.slice(6))))) return `no event stream: ${text.slice(0, 120)}`;
    return events.at(-1) === 'data: [DONE]' || /"error":\{"message"/.test(events.at(-1) ?? '') ? undefined : 'a stream that does not end';
  }
  if (!isObject(text)) return `no JSON: ${text.slice(0, 80)}`;
  const expected = { '/v1/chat/completions': '"object":"chat.completion"', '/v1/embeddings': '"object":"list"', '/v1/vectors/query': '"object":"list"', '/v1/vectors/upsert': '"upserted":' }[path];
  return expected === undefined || text.includes(expected) ? undefined : `another answer: ${text.slice(0, 80)}`;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
