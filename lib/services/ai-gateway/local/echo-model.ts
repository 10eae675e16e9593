import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ChatRequest, FinishReason, ToolCall } from '../openai/types';
import { echoAnswer, limited, pieces, promptTokens, tokensOf } from './echo-answer';
import { fnv1a, hashedEmbedding } from './hashed-embedding';
import { listenOnLoopback, readBody, sendJson, type LoopbackServer } from './loopback-server';

/** What the model does with one request instead of echoing it well and at once. Everything may be left out. */
export interface EchoBehaviour {
  readonly content?: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly finishReason?: FinishReason;
  /** Answers with this error. */
  readonly status?: number;
  /** Before the answer begins. */
  readonly delayMilliseconds?: number;
  /** Between the pieces of a stream. */
  readonly pieceMilliseconds?: number;
  /** Characters of one piece of a stream. @default 16 */
  readonly pieceCharacters?: number;
  /** The connection breaks after so many pieces of a stream; of an answer in one, after the first half. */
  readonly breakAfterPieces?: number;
  /** Nothing more comes after so many pieces, and the connection stays. */
  readonly stallAfterPieces?: number;
  /** Sent in place of the body, whatever it is. */
  readonly raw?: string;
}

export interface EchoModelSettings {
  /** @default 0 - any free port */
  readonly port?: number;
  /** Names that /v1/models lists; any name is answered. @default ['echo', 'echo-embedding'] */
  readonly models?: readonly string[];
  /** Of an embedding when the request names none. @default 256 */
  readonly dimensions?: number;
  readonly behaviour?: (request: ChatRequest) => EchoBehaviour | undefined;
  /** Keeps so many of the last bodies. @default 0 */
  readonly remember?: number;
}

export interface EchoModel extends Pick<LoopbackServer, 'url' | 'port' | 'close'> {
  /** Bodies of the last requests, the newest last. */
  received(): readonly unknown[];
  /** Requests that are being answered. */
  active(): number;
}

const MAX_BODY_BYTES = 64 * 2 ** 20;
/** A date in the past, the same for all answers: what the model says depends on the request alone. */
const CREATED = 1_700_000_000;

const chatBody = z.looseObject({ model: z.string(), messages: z.array(z.looseObject({ role: z.string() })).min(1) });
const texts = z.union([z.string().transform((text) => [text]), z.array(z.string()), z.array(z.number()).transform((tokens) => [tokens.join(' ')]), z.array(z.array(z.number())).transform((lists) => lists.map((tokens) => tokens.join(' ')))]);
const embeddingBody = z.looseObject({ model: z.string(), input: texts, dimensions: z.int().min(1).max(16_000).nullish(), encoding_format: z.enum(['float', 'base64']).nullish() });

/** An OpenAI-compatible server without a model: it answers with what it was told, always in the same way. For laptops, tests and measurements. */
export async function startEchoModel(settings: EchoModelSettings = {}): Promise<EchoModel> {
  const { models = ['echo', 'echo-embedding'], dimensions = 256, behaviour = () => undefined, remember = 0 } = settings;
  const bodies: unknown[] = [];
  let active = 0;

  const read = async (request: IncomingMessage): Promise<unknown> => {
    const body = await readBody(request, MAX_BODY_BYTES);
    let parsed: unknown;
    try { parsed = JSON.parse(body ?? ''); } catch { return undefined; }
    if (remember > 0) bodies.push(parsed);
    if (bodies.length > remember) bodies.shift();
    return parsed;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = `${request.method ?? ''} ${request.url?.split('?', 1)[0] ?? ''}`;
    switch (route) {
      case 'GET /health': response.writeHead(200).end(); return;
      case 'GET /v1/models': sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model', created: CREATED, owned_by: 'local' })) }); return;
      case 'POST /v1/chat/completions': {
        const body = chatBody.safeParse(await read(request));
        if (!body.success) { refuse(response, 400); return; }
        // The fields that are read further on are checked where they are read, or belong to the client of the gateway, which checks them.
        const asked = body.data as unknown as ChatRequest;
        await chat(asked, behaviour(asked) ?? {}, response);
        return;
      }
      case 'POST /v1/embeddings': {
        const body = embeddingBody.safeParse(await read(request));
        if (body.success) embed(body.data, dimensions, response);
        else refuse(response, 400);
        return;
      }
      default: refuse(response, 404);
    }
  };

  const server = await listenOnLoopback(async (request, response) => {
    active += 1;
    response.once('close', () => { active -= 1; });
    await answer(request, response);
  }, settings.port);
  return { url: server.url, port: server.port, close: () => server.close(), received: () => bodies, active: () => active };
}

async function chat(request: ChatRequest, behaviour: EchoBehaviour, response: ServerResponse): Promise<void> {
  if (behaviour.delayMilliseconds !== undefined) await sleep(behaviour.delayMilliseconds);
  if (behaviour.status !== undefined) { refuse(response, behaviour.status); return; }
  if (behaviour.raw !== undefined) { response.writeHead(200, { 'content-type': request.stream === true ? 'text/event-stream' : 'application/json' }).end(behaviour.raw); return; }
  const echoed = echoAnswer(request);
  const toolCalls = behaviour.toolCalls ?? (behaviour.content === undefined ? echoed.toolCalls : []);
  const said = limited(behaviour.content ?? echoed.content ?? '', request.max_completion_tokens ?? request.max_tokens);
  const finishReason = behaviour.finishReason ?? (!said.whole ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop');
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) => index);
  const prompt = promptTokens(request.messages);
  const completion = choices.length * (tokensOf(said.text) + toolCalls.reduce((sum, { function: { name, arguments: text } }) => sum + tokensOf(name) + tokensOf(text), 0));
  const head = { id: `chatcmpl-${fnv1a(said.text).toString(16)}`, created: CREATED, model: request.model };
  const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };

  if (request.stream !== true) {
    const message = { role: 'assistant', content: toolCalls.length > 0 && said.text === '' ? null : said.text, refusal: null, ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}) };
    const body = { ...head, object: 'chat.completion', choices: choices.map((index) => ({ index, message, logprobs: null, finish_reason: finishReason })), usage };
    if (behaviour.breakAfterPieces === undefined) { sendJson(response, 200, body); return; }
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => { response.destroy(); });
    return;
  }

  const event = (fields: object): string => `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...fields })}\n\n`;
  const chunk = (index: number, delta: object, finish: FinishReason | null = null): string => event({ choices: [{ index, delta, logprobs: null, finish_reason: finish }] });
  const events: string[] = [];
  for (const index of choices) {
    events.push(chunk(index, { role: 'assistant', content: '' }));
    for (const content of pieces(said.text, behaviour.pieceCharacters)) events.push(chunk(index, { content }));
    for (const [at, call] of toolCalls.entries()) {
      events.push(chunk(index, { tool_calls: [{ index: at, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }] }));
      for (const text of pieces(call.function.arguments, behaviour.pieceCharacters)) events.push(chunk(index, { tool_calls: [{ index: at, function: { arguments: text } }] }));
    }
    events.push(chunk(index, {}, finishReason));
  }
  if (request.stream_options?.include_usage === true) events.push(event({ choices: [], usage }));
  events.push('data: [DONE]\n\n');
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  await stream(events, behaviour, response);
}

/** Event by event, as fast as the reader takes them; ends early when nobody reads any more. */
async function stream(events: readonly string[], { pieceMilliseconds, breakAfterPieces, stallAfterPieces }: EchoBehaviour, response: ServerResponse): Promise<void> {
  for (const [index, text] of events.entries()) {
    if (response.destroyed || index === stallAfterPieces) return;
    if (index === breakAfterPieces) { response.destroy(); return; }
    if (pieceMilliseconds !== undefined && index > 0) await sleep(pieceMilliseconds);
    if (!response.write(text)) await writable(response);
  }
  response.end();
}

/** Resolves when the reader has caught up, or has gone. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}

function embed({ model, input, dimensions, encoding_format: format }: z.output<typeof embeddingBody>, otherwise: number, response: ServerResponse): void {
  const data = input.map((text, index) => {
    const vector = hashedEmbedding(text, dimensions ?? otherwise);
    return { object: 'embedding', index, embedding: format === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector };
  });
  const tokens = input.reduce((sum, text) => sum + tokensOf(text), 0);
  sendJson(response, 200, { object: 'list', model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } });
}

function refuse(response: ServerResponse, status: number): void {
  sendJson(response, status, { error: { message: `The echo model answers with ${status}.`, type: status < 500 ? 'invalid_request_error' : 'api_error', param: null, code: null } });
}
