import { createModelClient, type ModelClientSettings } from '../../../../../lib/services/ai-gateway/upstream/model-client';
import type { ChatChunk, ChatRequest } from '../../../../../lib/services/ai-gateway/openai/types';
import { chunk, completion, events, modelServer, type ModelServer } from './model-server';

const REQUEST: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const never = (): AbortSignal => new AbortController().signal;

let server: ModelServer | undefined;
afterEach(async () => { await server?.close(); server = undefined; });

function client(url: string, more: Partial<ModelClientSettings> = {}, now?: () => number) {
  return createModelClient({ url, connections: 4, connectSeconds: 1, firstByteSeconds: 2, idleSeconds: 0.2, ...more }, now);
}

async function collect(stream: AsyncIterable<ChatChunk>): Promise<ChatChunk[]> {
  const all: ChatChunk[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

describe('a whole answer', () => {
  test('is read, and fields that no guard knows stay behind', async () => {
    server = await modelServer((response) => response.end(JSON.stringify({ ...completion('Hi', { provider_specific: 'secret' }), prompt_logprobs: [1], system_fingerprint: 'f' })));
    const answer = await client(server.url).complete(REQUEST, never());
    expect(answer.choices[0]?.message).toEqual({ role: 'assistant', content: 'Hi' });
    expect(JSON.stringify(answer)).not.toMatch(/secret|prompt_logprobs|fingerprint/);
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
  });

  test('comes from below the path that the address names', async () => {
    server = await modelServer((response) => response.end(JSON.stringify(completion('Hi'))));
    await client(`${server.url}/models/a/v1/`).complete(REQUEST, never());
    expect(server.requests[0]?.path).toBe('/models/a/v1/chat/completions');
  });

  test.each([
    [400, { error: { message: "This model's maximum context length is 8 tokens" } }, 'context_length_exceeded'],
    [400, { error: { message: 'secret prompt' } }, 'upstream_refused'],
    [422, 'not json', 'upstream_refused'],
    [401, {}, 'upstream_failed'],
    [429, {}, 'upstream_unavailable'],
    [500, {}, 'upstream_failed'],
    [503, {}, 'upstream_unavailable'],
    [504, {}, 'upstream_timeout'],
    [302, {}, 'upstream_failed'],
  ])('status %i is a refusal in our own words', async (status, body, code) => {
    server = await modelServer((response) => { response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(JSON.stringify(body)); });
    const failed: unknown = await client(server.url).complete(REQUEST, never()).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code });
    expect(String(failed)).not.toMatch(/secret|8 tokens/);
    expect(server.requests).toHaveLength(1);
  });

  test.each(['', '{', '[]', '{}', '{"choices":[]}', '{"choices":[{}]}', 'null'])('%j is no answer', async (body) => {
    server = await modelServer((response) => response.end(body));
    await expect(client(server.url).complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  test('a client that goes away ends the request at the server', async () => {
    server = await modelServer(() => undefined);
    const controller = new AbortController();
    const asked = client(server.url).complete(REQUEST, controller.signal);
    setTimeout(() => { controller.abort(); }, 50);
    await expect(asked).rejects.toThrow();
    await new Promise((wait) => { setTimeout(wait, 50); });
    expect(server.abandoned()).toBe(1);
  });

  test('a server that does not answer is given up', async () => {
    server = await modelServer(() => undefined);
    await expect(client(server.url, { firstByteSeconds: 1 }).complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_timeout' });
  }, 10_000);
});

describe('what is sent again', () => {
  test('a request that found no connection is, and then refused', async () => {
    server = await modelServer(() => undefined);
    const { url } = server;
    await server.close();
    await expect(client(url).complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  test('a request that may have been received is not', async () => {
    server = await modelServer((response) => { response.socket?.destroy(); });
    await expect(client(server.url).complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_failed' });
    expect(server.requests).toHaveLength(1);
  });

  test('embeddings are after a server was busy', async () => {
    let count = 0;
    server = await modelServer((response) => {
      count += 1;
      if (count < 3) response.writeHead(503).end();
      else response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }], usage: { prompt_tokens: 3 } }));
    });
    await expect(client(server.url).embed({ model: 'e', input: 'x' }, never())).resolves.toMatchObject({ data: [{ embedding: [1, 2] }], usage: { prompt_tokens: 3, total_tokens: 3 } });
  });
});

describe('a stream', () => {
  test('gives its chunks in order, however the bytes were cut', async () => {
    const text = events(chunk({ role: 'assistant', content: '' }), chunk({ content: 'Grüße 👋' }), chunk({}, 'stop'), { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }, '[DONE]');
    const bytes = Buffer.from(text);
    server = await modelServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let at = 0;
      const timer = setInterval(() => {
        response.write(bytes.subarray(at, at + 97));
        at += 97;
        if (at >= bytes.length) { clearInterval(timer); response.end(); }
      }, 1);
    });
    const chunks = await collect(client(server.url).stream(REQUEST, never()));
    expect(chunks.map(({ choices }) => choices[0]?.delta.content)).toEqual(['', 'Grüße 👋', undefined, undefined]);
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 });
  });

  test('uses its connection again after the end', async () => {
    server = await modelServer((response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events(chunk({ content: 'a' }, 'stop'), '[DONE]')));
    const asked = client(server.url, { connections: 1 });
    for (let round = 0; round < 4; round += 1) await collect(asked.stream(REQUEST, never()));
    expect(server.connections()).toBe(1);
  });

  test.each([
    ['ends without [DONE]', events(chunk({ content: 'a' }))],
    ['is broken JSON', `${events(chunk({ content: 'a' }))}data: {"choices":\n\n${events('[DONE]')}`],
    ['carries an error event', events(chunk({ content: 'a' }), { error: { message: 'engine died' } }, '[DONE]')],
  ])('that %s fails after what came before', async (_case, text) => {
    server = await modelServer((response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text));
    const seen: ChatChunk[] = [];
    const reading = (async () => { for await (const one of client((server as ModelServer).url).stream(REQUEST, never())) seen.push(one); })();
    await expect(reading).rejects.toMatchObject({ code: 'upstream_failed' });
    expect(seen.length).toBeLessThanOrEqual(1);
  });

  test('that falls silent is given up', async () => {
    server = await modelServer((response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).write(events(chunk({ content: 'a' }))); });
    await expect(collect(client(server.url).stream(REQUEST, never()))).rejects.toMatchObject({ code: 'upstream_timeout' });
    await new Promise((wait) => { setTimeout(wait, 50); });
    expect(server.abandoned()).toBe(1);
  });

  test('that nobody reads any more ends at the server', async () => {
    server = await modelServer((response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }).write(events(chunk({ content: 'a' }))); });
    for await (const _one of client(server.url).stream(REQUEST, never())) break;
    await new Promise((wait) => { setTimeout(wait, 50); });
    expect(server.abandoned()).toBe(1);
  });
});

describe('the circuit breaker', () => {
  test('refuses at once after failures in a row, tries one request later, and closes when it is answered', async () => {
    let well = false;
    let now = 0;
    server = await modelServer((response) => { if (well) response.end(JSON.stringify(completion('Hi'))); else response.writeHead(500).end(); });
    const asked = client(server.url, {}, () => now);
    for (let round = 0; round < 5; round += 1) await expect(asked.complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_failed' });
    await expect(asked.complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(server.requests).toHaveLength(5);
    expect(asked.breakerState()).toBe('open');
    now = 5_001;
    well = true;
    expect(asked.breakerState()).toBe('half-open');
    await expect(asked.complete(REQUEST, never())).resolves.toBeDefined();
    expect(asked.breakerState()).toBe('closed');
  });

  test('does not count requests that the server refuses, nor clients that go away', async () => {
    server = await modelServer((response, body) => { if (body.includes('wait')) return; response.writeHead(400).end('{}'); });
    const asked = client(server.url);
    for (let round = 0; round < 6; round += 1) await expect(asked.complete(REQUEST, never())).rejects.toMatchObject({ code: 'upstream_refused' });
    for (let round = 0; round < 6; round += 1) await expect(asked.complete({ model: 'm', messages: [{ role: 'user', content: 'wait' }] }, AbortSignal.timeout(10))).rejects.toThrow();
    expect(asked.breakerState()).toBe('closed');
  });
});
