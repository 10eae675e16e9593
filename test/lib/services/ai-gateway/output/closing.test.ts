import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatOpenAI } from '@langchain/openai';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import type { ErrorCode } from '../../../../../lib/services/ai-gateway/core/error-codes';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import { closingOf } from '../../../../../lib/services/ai-gateway/output/closing';

const STREAM = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'local' };
const FAILURES: readonly ErrorCode[] = ['invalid_model_output', 'upstream_failed', 'upstream_timeout', 'guard_failed', 'internal_error'];

let server: Server;
let baseURL: string;

/** Sends two pieces of content and ends as the first path segment says. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const code = (request.url?.split('/')[1] ?? '') as ErrorCode;
    const closing = closingOf(new GatewayError(code), STREAM, [0]);
    const opening = ['Once', ' upon'].map((content) => ({ ...STREAM, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { role: 'assistant', content } }] }));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of [...opening, ...closing.events]) response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end(closing.done ? 'data: [DONE]\n\n' : '');
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
});

const openai = (code: ErrorCode): OpenAI => new OpenAI({ baseURL: `${baseURL}/${code}`, apiKey: 'none', maxRetries: 0 });
const question = { model: 'local', messages: [{ role: 'user' as const, content: 'x' }] };

/** What a client has by the end, and what it throws. */
async function read(chunks: AsyncIterable<OpenAI.ChatCompletionChunk>): Promise<{ text: string; finish: unknown; error?: unknown }> {
  let text = '';
  let finish: unknown;
  try {
    for await (const { choices: [choice] } of chunks) {
      text += choice?.delta.content ?? '';
      finish = choice?.finish_reason ?? finish;
    }
    return { text, finish };
  } catch (error) {
    return { text, finish, error };
  }
}

test('a denied stream ends for the openai SDK as a filtered answer', async () => {
  const stream = await openai('output_denied').chat.completions.create({ ...question, stream: true });
  expect(await read(stream)).toEqual({ text: 'Once upon', finish: 'content_filter' });
  const completion = await openai('output_denied').chat.completions.stream(question).finalChatCompletion();
  expect(completion.choices[0]).toMatchObject({ finish_reason: 'content_filter', message: { content: 'Once upon' } });
});

test('a denied stream is no answer for a client that parses structured output', async () => {
  await expect(openai('output_denied').chat.completions.stream({ ...question, response_format: zodResponseFormat(z.object({ a: z.string() }), 'x') }).finalChatCompletion()).rejects.toThrow();
});

test.each(FAILURES)('a stream that ends with %s throws an APIError with that code in the openai SDK, after what came before', async (code) => {
  const { text, finish, error } = await read(await openai(code).chat.completions.create({ ...question, stream: true }));
  expect({ text, finish }).toEqual({ text: 'Once upon', finish: undefined });
  expect(error).toBeInstanceOf(OpenAI.APIError);
  expect(error).toMatchObject({ code, type: new GatewayError(code).body().error.type });
});

test('LangChain hands over a denied answer with its finish reason, and throws for a failure', async () => {
  const model = (code: ErrorCode): ChatOpenAI => new ChatOpenAI({ model: 'local', apiKey: 'none', maxRetries: 0, streamUsage: false, configuration: { baseURL: `${baseURL}/${code}` } });
  let text = '';
  let finish: unknown;
  for await (const chunk of await model('output_denied').stream('x')) {
    text += chunk.text;
    finish = (chunk.response_metadata as { finish_reason?: string }).finish_reason ?? finish;
  }
  expect({ text, finish }).toEqual({ text: 'Once upon', finish: 'content_filter' });
  await expect((async () => { for await (const _chunk of await model('upstream_failed').stream('x')) continue; })()).rejects.toMatchObject({ code: 'upstream_failed' });
});

test('every choice that is still open is closed, and none where all have ended', () => {
  expect(closingOf(new GatewayError('output_denied'), STREAM, [0, 2])).toEqual({
    events: [{ ...STREAM, object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: 'content_filter' }, { index: 2, delta: {}, finish_reason: 'content_filter' }] }], done: true,
  });
  expect(closingOf(new GatewayError('output_denied'), STREAM, [])).toEqual({ events: [], done: true });
});

test('a failure says nothing but its code and its sentence, and no [DONE] follows it', () => {
  expect(closingOf(new GatewayError('upstream_failed', { cause: new Error('secret') }), STREAM, [0])).toEqual({
    events: [{ error: { message: 'The model failed while it answered.', type: 'api_error', param: null, code: 'upstream_failed' } }], done: false,
  });
});
