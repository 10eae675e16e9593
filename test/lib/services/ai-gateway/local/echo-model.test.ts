import Ajv from 'ajv';
import { startEchoModel, type EchoBehaviour, type EchoModel } from '../../../../../lib/services/ai-gateway/local/echo-model';
import { hashedEmbedding } from '../../../../../lib/services/ai-gateway/local/hashed-embedding';
import { schemaInstance } from '../../../../../lib/services/ai-gateway/local/schema-instance';
import type { ChatChunk, ChatCompletion } from '../../../../../lib/services/ai-gateway/openai/types';

let behaviour: EchoBehaviour | undefined;
let model: EchoModel;
beforeAll(async () => { model = await startEchoModel({ behaviour: () => behaviour, remember: 2 }); });
afterAll(() => model.close());
beforeEach(() => { behaviour = undefined; });

const user = (content: unknown) => ({ model: 'echo', messages: [{ role: 'system', content: 'be kind' }, { role: 'user', content }] });
const post = (path: string, body: unknown, signal?: AbortSignal): Promise<Response> => fetch(`${model.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal });
const complete = async (body: unknown): Promise<ChatCompletion> => (await (await post('/v1/chat/completions', body)).json()) as ChatCompletion;
const stream = async (body: object): Promise<ChatChunk[]> => {
  const text = await (await post('/v1/chat/completions', { ...body, stream: true })).text();
  const events = text.split('\n\n').filter((event) => event !== '').map((event) => event.replace(/^data: /, ''));
  expect(events.pop()).toBe('[DONE]');
  return events.map((event) => JSON.parse(event) as ChatChunk);
};
const tools = [{ type: 'function', function: { name: 'weather', parameters: {} } }];

describe('a chat completion', () => {
  test('repeats the last message of the user, always in the same way', async () => {
    const answer = await complete(user('hello \ud83d\ude00'));
    expect(answer.choices).toEqual([{ index: 0, message: { role: 'assistant', content: 'hello \ud83d\ude00', refusal: null }, logprobs: null, finish_reason: 'stop' }]);
    expect(answer.usage).toEqual({ prompt_tokens: 12, completion_tokens: 2, total_tokens: 14 });
    expect(await complete(user('hello \ud83d\ude00'))).toEqual(answer);
    expect((await complete(user([{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }]))).choices[0]?.message.content).toBe('ab');
  });

  test('streamed, gives the same text, and usage on request', async () => {
    const text = 'one two three \ud83d\ude00\ud83d\ude00 '.repeat(20);
    const chunks = await stream({ ...user(text), stream_options: { include_usage: true } });
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(text);
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    expect(chunks.at(-2)?.choices).toEqual([{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: (await complete(user(text))).usage });
    expect((await stream(user('x'))).every((chunk) => chunk.usage === undefined)).toBe(true);
  });

  test('ends at the maximum of tokens, and gives as many choices as asked for', async () => {
    const answer = await complete({ ...user('abcdefgh'), max_tokens: 1, n: 2 });
    expect(answer.choices.map(({ index, message, finish_reason: reason }) => [index, message.content, reason])).toEqual([[0, 'abcd', 'length'], [1, 'abcd', 'length']]);
    expect(answer.usage?.completion_tokens).toBe(2);
  });

  test('calls a tool that is offered and asked for, streamed and not, and then says what the tool said', async () => {
    const asked = { ...user('Please call weather with {"city":"Bern","note":"a } in \\" quotes"} now'), tools };
    const expected = { id: expect.stringMatching(/^call_/), type: 'function', function: { name: 'weather', arguments: '{"city":"Bern","note":"a } in \\" quotes"}' } };
    const { choices: [choice] } = await complete(asked);
    expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null, tool_calls: [expected] } });
    const deltas = (await stream(asked)).flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(deltas[0]).toMatchObject({ index: 0, id: expect.stringMatching(/^call_/), function: { name: 'weather', arguments: '' } });
    expect(deltas.map((delta) => delta.function?.arguments).join('')).toBe(expected.function.arguments);
    const after = { ...asked, messages: [...asked.messages, choice?.message, { role: 'tool', tool_call_id: 'x', content: 'sunny' }] };
    expect((await complete(after)).choices[0]?.message.content).toBe('sunny');
  });

  test.each([[{ ...user('call weather with {}') }], [{ ...user('call shell with {}'), tools }], [{ ...user('call weather with {} '), tools, tool_choice: 'none' }], [{ ...user('call weather with {"a"'), tools }]])('%j calls nothing', async (body) => {
    expect((await complete(body)).choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: expect.stringContaining('call ') } });
  });

  test('gives JSON when JSON is asked for', async () => {
    const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 3 }, kind: { enum: ['a', 'b'] } }, required: ['n', 'kind'], additionalProperties: false };
    expect((await complete({ ...user('x'), response_format: { type: 'json_schema', json_schema: { name: 's', schema } } })).choices[0]?.message.content).toBe('{"n":3,"kind":"a"}');
    expect((await complete({ ...user('x'), response_format: { type: 'json_object' } })).choices[0]?.message.content).toBe('{"echo":"x"}');
  });

  test('is refused when it is none', async () => {
    for (const body of [{}, { model: 'x', messages: [] }, { messages: [{ role: 'user' }] }, [], 'x']) expect((await post('/v1/chat/completions', body)).status).toBe(400);
    expect((await post('/v1/other', {})).status).toBe(404);
  });
});

describe('a behaviour', () => {
  test('may be an error, another text, a call, or anything at all', async () => {
    behaviour = { status: 503 };
    expect((await post('/v1/chat/completions', user('x'))).status).toBe(503);
    behaviour = { content: 'other', finishReason: 'content_filter' };
    expect((await complete(user('x'))).choices[0]).toMatchObject({ message: { content: 'other' }, finish_reason: 'content_filter' });
    behaviour = { toolCalls: [{ id: '1', type: 'function', function: { name: 'not_offered', arguments: '{' } }] };
    expect((await complete(user('x'))).choices[0]?.message.tool_calls).toHaveLength(1);
    behaviour = { raw: 'data: nonsense\n\n' };
    expect(await (await post('/v1/chat/completions', { ...user('x'), stream: true })).text()).toBe('data: nonsense\n\n');
  });

  test('may be to break off, streaming or not', async () => {
    behaviour = { breakAfterPieces: 2 };
    for (const body of [user('long enough'), { ...user('long enough'), stream: true }]) await expect(post('/v1/chat/completions', body).then((response) => response.text())).rejects.toThrow();
  });

  test('may be to fall silent, until the client goes', async () => {
    behaviour = { stallAfterPieces: 2 };
    const gone = new AbortController();
    const response = await post('/v1/chat/completions', { ...user('x'), stream: true }, gone.signal);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    expect(model.active()).toBe(1);
    gone.abort();
    while (model.active() > 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
  });
});

test('the last bodies are remembered, no more', async () => {
  for (const text of ['1', '2', '3']) await complete(user(text));
  expect(model.received()).toEqual([user('2'), user('3')]);
});

test('lists its models and its health', async () => {
  expect(await (await fetch(`${model.url}/v1/models`)).json()).toMatchObject({ object: 'list', data: [{ id: 'echo', object: 'model' }, { id: 'echo-embedding' }] });
  expect((await fetch(`${model.url}/health`)).status).toBe(200);
});

describe('an embedding', () => {
  const cosine = (one: readonly number[], other: readonly number[]): number => one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  const of = (text: string): number[] => hashedEmbedding(text, 1_024);

  test('has the length one, the dimensions asked for, and one place for each input', async () => {
    const body = (await (await post('/v1/embeddings', { model: 'e', input: ['a', 'b'], dimensions: 8 })).json()) as { data: { index: number; embedding: number[] }[]; usage: unknown };
    expect(body.data.map(({ index, embedding }) => [index, embedding.length, Math.round(cosine(embedding, embedding) * 1e6) / 1e6])).toEqual([[0, 8, 1], [1, 8, 1]]);
    expect(body.usage).toEqual({ prompt_tokens: 2, total_tokens: 2 });
  });

  test('in base64 is the same in single precision', async () => {
    const ask = async (format: string) => ((await (await post('/v1/embeddings', { model: 'e', input: 'hello', encoding_format: format })).json()) as { data: [{ embedding: never }] }).data[0].embedding;
    const bytes = Buffer.from(await ask('base64'), 'base64');
    const numbers = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
    expect(numbers).toEqual(Array.from(Float32Array.from(await ask('float'))));
  });

  test.each([['invoice for March', 'invoices of march', 'a walk in the hills'], ['Wie lange läuft der Vertrag?', 'Laufzeit des Vertrags: lange', 'the cat sat'], ['請求書 三月', '三月 請求書', '天気']])('%j is nearer to %j than to %j', (text, near, far) => {
    expect(cosine(of(text), of(near))).toBeGreaterThan(cosine(of(text), of(far)) + 0.1);
  });

  test('of a text without words has a direction, too', () => {
    for (const text of ['', ' ', '!?']) expect(cosine(of(text), of(text))).toBeCloseTo(1);
  });

  test.each([{}, { model: 'e' }, { model: 'e', input: 1 }, { model: 'e', input: 'x', dimensions: 0 }])('%j is refused', async (body) => {
    expect((await post('/v1/embeddings', body)).status).toBe(400);
  });
});

describe('an instance of a schema', () => {
  const ajv = new Ajv({ strict: false });
  test.each<[object]>([
    [{ type: 'string', minLength: 10 }], [{ type: 'string', maxLength: 2 }], [{ type: 'integer', minimum: 5, multipleOf: 4 }], [{ type: 'number', exclusiveMinimum: 0 }], [{ type: 'integer', maximum: -3 }], [{ type: 'boolean' }],
    [{ type: 'null' }], [{ enum: [3] }], [{ const: { a: 1 } }], [{ type: ['string', 'null'] }], [{ type: 'array', items: { type: 'integer' }, minItems: 2 }], [{ type: 'array', prefixItems: [{ type: 'string' }], minItems: 1 }],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }], [{ type: 'object', properties: { a: { $ref: '#/$defs/x' } }, required: ['a'], $defs: { x: { type: 'array', items: {}, minItems: 1 } } }],
    [{ allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }, { required: ['b'], properties: { b: { type: 'integer' } } }] }], [{ type: 'object', required: ['anything'] }], [{}],
    [{ type: 'object', properties: { next: { anyOf: [{ type: 'null' }, { $ref: '#' }] } }, required: ['next'] }],
  ])('%j matches it', (schema) => {
    expect(ajv.validate(schema, schemaInstance(schema))).toBe(true);
  });

  test.each([[{ $ref: '#' }], [{ type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }], [{ allOf: [{ $ref: '#' }] }], [{ $ref: '#/nowhere' }], ['x'], [null]])('%j ends', (schema) => {
    expect(() => schemaInstance(schema)).not.toThrow();
  });
});
