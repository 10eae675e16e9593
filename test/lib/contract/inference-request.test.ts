import Ajv, { type ValidateFunction } from 'ajv';
import { DEFAULT_REQUEST_LIMITS, ROUTES, approvalDecisionSchema, chatCompletionSchema, embeddingSchema, vectorQuerySchema, vectorUpsertSchema, type JsonSchema } from '../../../lib/contract/inference-request';
import { SCOPES } from '../../../lib/contract/scopes';

/** The schemas say draft 4, which ajv no longer reads by name; the keyword test below shows that no draft reads them otherwise. */
function validator(schema: JsonSchema): ValidateFunction {
  const { $schema: _, ...rest } = schema;
  return new Ajv({ strict: false }).compile(rest);
}

const chat = validator(chatCompletionSchema(DEFAULT_REQUEST_LIMITS));
const embedding = validator(embeddingSchema(DEFAULT_REQUEST_LIMITS));
const query = validator(vectorQuerySchema(DEFAULT_REQUEST_LIMITS));
const upsert = validator(vectorUpsertSchema(DEFAULT_REQUEST_LIMITS));
const decision = validator(approvalDecisionSchema());

const MESSAGES = [{ role: 'user', content: 'Hello!' }];
const BASE = { model: 'meta-llama/Llama-3.1-8B-Instruct', messages: MESSAGES };
const WEATHER = { name: 'get_weather', description: 'Current temperature of a place', parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'], additionalProperties: false }, strict: true };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

describe('chat completions that OpenAI clients send are accepted', () => {
  test.each<[string, object]>([
    ['the smallest', BASE],
    ['a conversation', { ...BASE, messages: [{ role: 'developer', content: 'Be brief.' }, { role: 'system', content: '' }, ...MESSAGES, { role: 'assistant', content: 'Hi', refusal: null, annotations: [] }, { role: 'user', name: 'kim', content: '' }] }],
    ['sampling', { ...BASE, temperature: 0.7, top_p: 1, n: 2, seed: -3, presence_penalty: -2, frequency_penalty: 2, max_tokens: 256, max_completion_tokens: 8_192, stop: ['\n', 'END'], logit_bias: { 50256: -100 }, logprobs: true, top_logprobs: 5 }],
    ['a stream with usage', { ...BASE, stream: true, stream_options: { include_usage: true } }],
    ['options set to null', { ...BASE, temperature: null, stop: null, tools: null, response_format: null, stream_options: null, seed: null, user: null, tool_choice: null, reasoning_effort: null }],
    ['one stop text', { ...BASE, stop: '###' }],
    ['tools', { ...BASE, tools: [{ type: 'function', function: WEATHER }], tool_choice: 'auto', parallel_tool_calls: false }],
    ['a tool that is named', { ...BASE, tools: [{ type: 'function', function: { name: 'now' } }], tool_choice: { type: 'function', function: { name: 'now' } } }],
    ['a tool\'s answer', { ...BASE, messages: [...MESSAGES, { role: 'assistant', content: null, tool_calls: [{ id: 'call_abc', type: 'function', function: { name: 'get_weather', arguments: '{"location":"Oslo"}' } }] }, { role: 'tool', tool_call_id: 'call_abc', content: '7' }] }],
    ['the older functions', { ...BASE, functions: [WEATHER], function_call: { name: 'get_weather' }, messages: [...MESSAGES, { role: 'function', name: 'get_weather', content: '7' }] }],
    ['a JSON schema', { ...BASE, response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: { type: 'object', properties: { n: { type: 'integer' } } } } } }],
    ['a JSON object', { ...BASE, response_format: { type: 'json_object' } }],
    ['text and an image', { ...BASE, messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: PIXEL, detail: 'low' } }] }] }],
    ['sound and a file', { ...BASE, messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } }, { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } }] }] }],
    ['everything else that the API names', { ...BASE, user: 'u-1', safety_identifier: 's', prompt_cache_key: 'k', prompt_cache_retention: '24h', metadata: { team: 'search' }, store: false, service_tier: 'auto', reasoning_effort: 'low', verbosity: 'medium', modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'mp3' }, prediction: { type: 'content', content: 'code' }, web_search_options: {} }],
    ['the options that vLLM adds', { ...BASE, top_k: 40, min_p: 0.05, repetition_penalty: 1.1, min_tokens: 1, ignore_eos: false, skip_special_tokens: true }],
    ['a prompt as long as the limit', { ...BASE, messages: [{ role: 'user', content: 'x'.repeat(DEFAULT_REQUEST_LIMITS.maxContentCharacters) }] }],
    ['as many messages as the limit', { ...BASE, messages: Array.from({ length: DEFAULT_REQUEST_LIMITS.maxMessages }, () => MESSAGES[0]) }],
    ['markup, code and attacks in the text', { ...BASE, messages: [{ role: 'user', content: "<script>alert(1)</script> '; DROP TABLE x; -- ${jndi:ldap://x} ../../etc/passwd http://169.254.169.254/" }] }],
  ])('%s', (_, body) => {
    chat(body);
    expect(chat.errors).toBeNull();
  });
});

describe('chat completions are refused with', () => {
  const part = (value: object): object => ({ ...BASE, messages: [{ role: 'user', content: [value] }] });
  test.each<[string, unknown]>([
    ['no body', null], ['a list', []], ['no model', { messages: MESSAGES }], ['no messages', { model: 'm' }], ['no message', { ...BASE, messages: [] }],
    ['a model that is a path', { ...BASE, model: '../../etc' }], ['a model that is a list', { ...BASE, model: ['m'] }], ['an empty model', { ...BASE, model: '' }],
    ['an unknown field', { ...BASE, chat_template: '{{ evil }}' }], ['guided decoding by another name', { ...BASE, guided_regex: '(a+)+$' }], ['an unknown role', { ...BASE, messages: [{ role: 'root', content: 'x' }] }],
    ['a message without a role', { ...BASE, messages: [{ content: 'x' }] }], ['an unknown field of a message', { ...BASE, messages: [{ role: 'user', content: 'x', tenant: 'y' }] }], ['content that is a number', { ...BASE, messages: [{ role: 'user', content: 7 }] }],
    ['a prompt beyond the limit', { ...BASE, messages: [{ role: 'user', content: 'x'.repeat(DEFAULT_REQUEST_LIMITS.maxContentCharacters + 1) }] }],
    ['a part beyond the limit', part({ type: 'text', text: 'x'.repeat(DEFAULT_REQUEST_LIMITS.maxContentCharacters + 1) })],
    ['too many messages', { ...BASE, messages: Array.from({ length: DEFAULT_REQUEST_LIMITS.maxMessages + 1 }, () => MESSAGES[0]) }],
    ['too many tokens', { ...BASE, max_tokens: DEFAULT_REQUEST_LIMITS.maxOutputTokens + 1 }], ['too many tokens by the newer name', { ...BASE, max_completion_tokens: 1e9 }], ['no tokens', { ...BASE, max_tokens: 0 }],
    ['half a token', { ...BASE, max_tokens: 1.5 }], ['tokens as text', { ...BASE, max_tokens: '10' }], ['many answers', { ...BASE, n: 100 }], ['a hot temperature', { ...BASE, temperature: 2.1 }], ['a cold temperature', { ...BASE, temperature: -0.1 }],
    ['a penalty out of range', { ...BASE, presence_penalty: 3 }], ['top_p beyond one', { ...BASE, top_p: 1.01 }], ['a stream that is text', { ...BASE, stream: 'true' }], ['many stops', { ...BASE, stop: Array.from({ length: 17 }, () => 'x') }],
    ['an image to fetch', part({ type: 'image_url', image_url: { url: 'http://169.254.169.254/latest/meta-data' } })], ['an image to read', part({ type: 'image_url', image_url: { url: 'file:///etc/passwd' } })], ['an image with a script', part({ type: 'image_url', image_url: { url: 'data:image/svg+xml;base64,AA==' } })],
    ['an unknown part', part({ type: 'video_url', video_url: { url: 'https://x' } })], ['a tool with a hostile name', { ...BASE, tools: [{ type: 'function', function: { name: 'a b;c' } }] }],
    ['too many tools', { ...BASE, tools: Array.from({ length: 129 }, () => ({ type: 'function', function: { name: 'f' } })) }], ['an unknown tool type', { ...BASE, tools: [{ type: 'computer', function: { name: 'f' } }] }],
    ['an unknown format', { ...BASE, response_format: { type: 'xml' } }], ['a bias out of range', { ...BASE, logit_bias: { 1: 101 } }], ['much metadata', { ...BASE, metadata: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v'])) }],
  ])('%s', (_, body) => expect(chat(body)).toBe(false));
});

test('a limit of one\'s own holds', () => {
  const strict = validator(chatCompletionSchema({ ...DEFAULT_REQUEST_LIMITS, maxOutputTokens: 10, maxContentCharacters: 5, maxMessages: 1 }));
  expect([strict({ model: 'm', messages: [{ role: 'user', content: '12345' }], max_tokens: 10 }), strict({ model: 'm', messages: [{ role: 'user', content: '123456' }] }), strict({ model: 'm', messages: MESSAGES, max_tokens: 11 })]).toEqual([true, false, false]);
});

describe('embeddings', () => {
  test.each<[string, object]>([
    ['a text', { model: 'm', input: 'text' }], ['texts', { model: 'm', input: ['a', 'b'], encoding_format: 'base64', dimensions: 256, user: 'u' }], ['token ids', { model: 'm', input: [1, 2, 3] }], ['lists of token ids', { model: 'm', input: [[1], [2]] }],
  ])('of %s are accepted', (_, body) => expect(embedding(body)).toBe(true));

  test.each<[string, unknown]>([
    ['nothing', { model: 'm' }], ['an empty text', { model: 'm', input: '' }], ['an empty list', { model: 'm', input: [] }], ['too many texts', { model: 'm', input: Array.from({ length: 257 }, () => 'a') }],
    ['a text beyond the limit', { model: 'm', input: 'x'.repeat(500_001) }], ['an object', { model: 'm', input: { a: 1 } }], ['an unknown field', { model: 'm', input: 'a', truncate: true }], ['an unknown format', { model: 'm', input: 'a', encoding_format: 'hex' }],
  ])('of %s are refused', (_, body) => expect(embedding(body)).toBe(false));
});

describe('vectors', () => {
  test.each<[string, boolean, object]>([
    ['a search by text', true, { collection: 'docs', query: 'how?', top_k: 5, filter: { lang: 'en', year: 2026, draft: false } }], ['a search by vector', true, { collection: 'docs', vector: [0.1, -0.2], include_vectors: true }],
    ['a search for nothing', false, { collection: 'docs' }], ['a search in nothing', false, { query: 'x' }], ['a search for another tenant', false, { collection: 'docs', query: 'x', tenant: 'globex' }],
    ['a search for too many', false, { collection: 'docs', query: 'x', top_k: 101 }], ['a collection that is a path', false, { collection: '../docs', query: 'x' }], ['a filter with operators', false, { collection: 'docs', query: 'x', filter: { a: { $gt: 1 } } }],
  ])('%s: %s', (_, accepted, body) => expect(query(body)).toBe(accepted));

  test.each<[string, boolean, object]>([
    ['texts', true, { collection: 'docs', items: [{ id: '1', text: 'a', metadata: { lang: 'en', none: null } }, { id: '2', text: 'b', vector: [1] }] }], ['no items', false, { collection: 'docs', items: [] }],
    ['an item without text', false, { collection: 'docs', items: [{ id: '1' }] }], ['an item for another tenant', false, { collection: 'docs', items: [{ id: '1', text: 'a', tenant: 'globex' }] }],
    ['too many items', false, { collection: 'docs', items: Array.from({ length: 257 }, () => ({ id: '1', text: 'a' })) }], ['a vector of texts', false, { collection: 'docs', items: [{ id: '1', text: 'a', vector: ['1'] }] }],
  ])('%s: %s', (_, accepted, body) => expect(upsert(body)).toBe(accepted));
});

describe('decisions about what waits', () => {
  test.each<[string, boolean, unknown]>([
    ['approval', true, { id: 'a1', decision: 'approve', reason: 'checked with the owner' }], ['rejection', true, { id: 'a1', decision: 'reject', reason: 'x' }],
    ['no reason', false, { id: 'a1', decision: 'approve' }], ['an empty reason', false, { id: 'a1', decision: 'approve', reason: '' }], ['another word', false, { id: 'a1', decision: 'Approve', reason: 'x' }],
    ['a decision in the name of another', false, { id: 'a1', decision: 'approve', reason: 'x', decidedBy: 'kim' }], ['several at once', false, { id: ['a1', 'a2'], decision: 'approve', reason: 'x' }], ['nothing', false, null],
  ])('%s: %s', (_, accepted, body) => expect(decision(body)).toBe(accepted));
});

describe('the schemas', () => {
  const schemas = ROUTES.flatMap((route) => (route.schema === undefined ? [] : [[route.path, route.schema(DEFAULT_REQUEST_LIMITS)] as const]));
  const SAME_IN_ALL_DRAFTS = new Set(['$schema', 'title', 'type', 'properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum', 'maxProperties', 'pattern', 'enum', 'anyOf']);

  /** Every schema inside a schema. */
  function* schemasIn(schema: unknown): Generator<Record<string, unknown>> {
    if (typeof schema !== 'object' || schema === null) return;
    if (Array.isArray(schema)) {
      for (const item of schema) yield* schemasIn(item);
      return;
    }
    const keywords = schema as Record<string, unknown>;
    yield keywords;
    for (const [keyword, value] of Object.entries(keywords)) {
      if (keyword === 'properties') for (const property of Object.values(value as object)) yield* schemasIn(property);
      if (['items', 'anyOf', 'additionalProperties'].includes(keyword)) yield* schemasIn(value);
    }
  }

  test.each(schemas)('%s uses only keywords that draft 4 and its successors read alike', (_, schema) => {
    for (const part of schemasIn(schema)) {
      for (const keyword of Object.keys(part)) expect(SAME_IN_ALL_DRAFTS).toContain(keyword);
      if (part.required !== undefined) expect((part.required as string[]).length).toBeGreaterThan(0);
    }
  });

  test.each(schemas)('%s bounds every text and list, and closes every object that it describes', (_, schema) => {
    for (const part of schemasIn(schema)) {
      if (part.type === 'string' && part.enum === undefined) expect(part.maxLength).toBeGreaterThan(0);
      if (part.type === 'array') expect(part.maxItems).toBeGreaterThan(0);
      if (part.properties !== undefined) expect(part.additionalProperties).toBe(false);
    }
  });

  test.each(schemas)('%s stays far below the 400 KB that a model may have', (_, schema) => expect(JSON.stringify(schema).length).toBeLessThan(40_000));
});

test('every path has a scope of its own, and every method with a body a model', () => {
  for (const route of ROUTES) {
    expect(Object.keys(SCOPES)).toContain(route.scope);
    expect(route.schema !== undefined && route.model !== undefined).toBe(route.method === 'POST');
  }
  const paths = new Map(ROUTES.map(({ path, scope }) => [path, scope]));
  for (const { path, scope } of ROUTES) expect(paths.get(path)).toBe(scope);
  expect(new Set(paths.values()).size).toBe(paths.size);
});
