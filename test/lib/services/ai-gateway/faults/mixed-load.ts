import { Pool } from 'undici';
import type { EchoBehaviour } from '../../../../../lib/services/ai-gateway/local/echo-model';
import type { ChatRequest } from '../../../../../lib/services/ai-gateway/openai/types';
import { MODELS, question, type Running, type UnderTest } from '../gateway-under-test';

/** Requests of every kind that there is, well and ill, in a fixed order. */
const WIDE = { requestsPerMinute: 1_000_000, tokensPerMinute: 1_000_000_000_000, tokensPerDay: 1_000_000_000_000 };

/** What a gateway needs for the load. */
export const MIXED: Pick<UnderTest, 'config' | 'model'> = {
  config: {
    models: [{ ...MODELS[0], tools: ['weather'] }, MODELS[1]],
    tools: [{ name: 'weather', risk: 'low', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } }],
    budgets: { tenant: WIDE, principal: WIDE },
  },
  model: { behaviour: ({ messages }: ChatRequest): EchoBehaviour | undefined => BEHAVIOURS[String(messages.at(-1)?.content)] },
};

const BEHAVIOURS: Readonly<Record<string, EchoBehaviour>> = {
  'long answer': { content: 'lighthouse keeper '.repeat(30), pieceMilliseconds: 1 },
  'slow answer': { delayMilliseconds: 40 },
  'broken stream': { content: 'lighthouse keeper '.repeat(30), breakAfterPieces: 6 },
  'no answer': { status: 400 },
  'rubbish': { raw: '{"choices":' },
  'big answer': { content: 'The harbour has many boats. '.repeat(400) },
};

const weather = { tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }] };
const big = 'A quiet sentence about boats in a harbour. '.repeat(400);

interface Kind {
  readonly body?: unknown;
  readonly path?: string;
  readonly token?: string;
  /** The client goes away after so many milliseconds, or with the first piece of the answer. */
  readonly leaves?: number | 'first';
  readonly status?: number;
}

const KINDS: readonly Kind[] = [
  { body: question('What is a harbour?'), status: 200 },
  { body: question('What is a harbour?', { stream: true }), status: 200 },
  { body: question('long answer', { stream: true }), leaves: 'first', status: 200 },
  { body: question('slow answer'), leaves: 5 },
  { body: question('slow answer', { stream: true }), leaves: 8 },
  { body: question('call weather with {"city":"Bergen"}', weather), status: 200 },
  { body: question('call weather with {"city":"Bergen"}', { ...weather, stream: true }), status: 200 },
  { body: question(big), status: 200 },
  { body: question('big answer', { stream: true }), status: 200 },
  { body: question('broken stream', { stream: true }) },
  { body: question('no answer'), status: 400 },
  { body: question('rubbish') },
  { body: question('Mail jane.doe@example.com about it.', { stream: true }), status: 200 },
  { body: { model: 'echo-embedding', input: ['a lighthouse', 'a boat'] }, path: '/v1/embeddings', status: 200 },
  { body: question('Hello', { tools: [{ type: 'function', function: { name: 'rm' } }] }), status: 403 },
  { body: { ...question('Hello'), model: 'other' }, status: 404 },
  { body: question('Hello', { guided_regex: '.*' }), status: 400 },
  { body: '{"model":', status: 400 },
  { body: question('Hello'), token: 'none', status: 401 },
  { body: question('Hello'), path: '/v1/completions', status: 404 },
];

/** Sends so many requests, some at a time, and lists those that were answered otherwise than their kind says. */
export async function mixedLoad({ url, token }: Pick<Running, 'url' | 'token'>, requests: number, concurrency: number): Promise<readonly string[]> {
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const known = token();
  const wrong: string[] = [];
  let next = 0;
  const one = async (index: number, { body, path = '/v1/chat/completions', token: other, leaves, status }: Kind): Promise<void> => {
    const leaving = new AbortController();
    const timer = typeof leaves === 'number' ? setTimeout(() => { leaving.abort(); }, leaves) : undefined;
    try {
      const answer = await pool.request({
        method: 'POST', path, signal: leaving.signal, headers: { authorization: `Bearer ${other ?? known}`, 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      if (status !== undefined && answer.statusCode !== status) wrong.push(`${index}: ${answer.statusCode} and not ${status}`);
      for await (const _piece of answer.body as AsyncIterable<Buffer>) if (leaves === 'first') leaving.abort();
    } catch (error) {
      if (leaves === undefined) wrong.push(`${index}: ${String(error)}`);
    } finally {
      clearTimeout(timer);
    }
  };
  const worker = async (): Promise<void> => {
    while (next < requests) {
      const index = next;
      next += 1;
      const kind = KINDS[index % KINDS.length];
      if (kind !== undefined) await one(index % KINDS.length, kind);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await pool.destroy();
  return wrong;
}
