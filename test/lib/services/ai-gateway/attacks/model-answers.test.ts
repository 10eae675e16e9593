import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { chunk, completion, events, modelServer, type ModelServer } from '../upstream/model-server';
import { errorCode, internalsIn } from './no-internals';

/** A model that was taken over, or a server between that breaks what it passes on. What it says has to come out as an answer or as a refusal, whatever it is. */
let gateway: Running;
let model: ModelServer;
let answer: (response: ServerResponse, stream: boolean) => void;

beforeAll(async () => {
  model = await modelServer((response, body) => {
    if (body.includes('Are you well?')) response.writeHead(200).end(body.includes('"stream":true') ? events(chunk({ content: 'yes' }, 'stop'), '[DONE]') : JSON.stringify(completion('yes')));
    else answer(response, body.includes('"stream":true'));
  });
  const enough = { requestsPerMinute: 1e6, tokensPerMinute: 1e12, tokensPerDay: 1e12 };
  gateway = await gatewayUnderTest({
    modelUrl: model.url,
    config: { models: [{ name: 'echo', tools: ['weather'] }, { name: 'echo-embedding', kind: 'embedding' }], tools: [{ name: 'weather', risk: 'low' }], budgets: { tenant: enough, principal: enough } },
  });
});
afterAll(async () => {
  await gateway.close();
  await model.close();
});

interface Outcome {
  /** Status, or for a stream that began what it ended with. */
  readonly end: string;
  readonly content: string;
  readonly calls: readonly { readonly id: string; readonly function: { readonly name: string; readonly arguments: string } }[];
  readonly text: string;
}

const TOOLS = { tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }] };
const SECRETS = (): string[] => [model.url.slice(7), 'secret-of-the-server'];

/** Asks once without and once with a stream, and holds both answers to the shape that clients read. */
async function ask(whole: unknown, stream: string, more: Readonly<Record<string, unknown>> = TOOLS): Promise<readonly [Outcome, Outcome]> {
  answer = (response, streamed) => { response.writeHead(200, { 'content-type': streamed ? 'text/event-stream' : 'application/json' }).end(streamed ? stream : typeof whole === 'string' || Buffer.isBuffer(whole) ? whole : JSON.stringify(whole)); };
  const outcomes = [await askOnce(false, more), await askOnce(true, more)] as const;
  // The gateway serves on, and the next caller gets an answer of its own.
  expect((await gateway.ask(question('Are you well?'))).text).toContain('"yes"');
  return outcomes;
}

async function askOnce(stream: boolean, more: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const { status, headers, text } = await gateway.ask(question('Hello', { ...more, stream }));
  expect([...headers.keys()].filter((name) => !/^(?:cache-control|connection|content-length|content-type|date|keep-alive|ratelimit(?:-policy)?|retry-after|transfer-encoding|x-.*)$/.test(name))).toEqual([]);
  expect(headers.get('x-evil')).toBeNull();
  expect(internalsIn({ status, headers, text: status === 200 ? '' : text }, SECRETS())).toEqual([]);
  if (status !== 200) {
    const code = errorCode({ status, headers, text });
    expect(code).toMatch(/^(?:upstream_failed|output_denied|invalid_model_output|guard_failed)$/);
    return { end: code, content: '', calls: [], text };
  }
  return stream ? streamed(text) : wholeAnswer(text);
}

interface Choice { readonly index: number; readonly finish_reason: string | null; readonly message?: Message; readonly delta?: Message }
interface Message { readonly content?: string | null; readonly tool_calls?: Outcome['calls'] }

function wholeAnswer(text: string): Outcome {
  const { object, choices, usage } = JSON.parse(text) as { object: string; choices: Choice[]; usage: Record<string, unknown> };
  expect(object).toBe('chat.completion');
  for (const count of Object.values(usage)) expect(Number.isSafeInteger(count) && Number(count) >= 0).toBe(true);
  for (const { message } of choices) expect([null, 'string']).toContain(message?.content === null ? null : typeof message?.content);
  return { end: choices[0]?.finish_reason ?? '', content: choices.map(({ message }) => message?.content ?? '').join(''), calls: choices.flatMap(({ message }) => message?.tool_calls ?? []), text };
}

function streamed(text: string): Outcome {
  // As the laxest reader sees it: any line end is one, those of Unicode too.
   
  const lines = text.split(/\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/).filter((line) => line !== '');
  expect(lines.filter((line) => !line.startsWith('data: '))).toEqual([]);
  const data = lines.map((line) => line.slice(6));
  expect(data.filter((line) => line === '[DONE]').length).toBeLessThanOrEqual(1);
  const bodies = data.filter((line) => line !== '[DONE]').map((line) => JSON.parse(line) as { choices?: Choice[]; error?: { code: string } });
  const error = bodies.find((body) => body.error !== undefined)?.error;
  expect(data.at(-1) === '[DONE]').toBe(error === undefined);
  const choices = bodies.flatMap((body) => body.choices ?? []);
  return {
    end: error?.code ?? choices.findLast(({ finish_reason: reason }) => reason !== null)?.finish_reason ?? '',
    content: choices.map(({ delta }) => delta?.content ?? '').join(''), calls: choices.flatMap(({ delta }) => delta?.tool_calls ?? []), text,
  };
}

const call = (fields: object): object => ({ tool_calls: [{ index: 0, type: 'function', ...fields }] });
const both = (message: object, finish: unknown = 'stop'): readonly [unknown, string] => [
  { choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }] },
  events({ choices: [{ index: 0, delta: message, finish_reason: null }] }, { choices: [{ index: 0, delta: {}, finish_reason: finish }] }, '[DONE]'),
];

describe('what is said cannot become more than a text:', () => {
  test.each<[string, string]>([
    ['the end of a stream', 'a\n\ndata: [DONE]\n\ndata: {"choices":[]}\n\nb'], ['an event', 'a\r\n\r\nevent: error\r\ndata: {"error":{"message":"x"}}\r\n\r\n'], ['carriage returns', 'a\r\rdata: [DONE]\r\r'], ['a comment and a time to come again', '\n: ping\nretry: 1\nid: 7\n\n'],
    ['line ends of Unicode', 'a\u2028data: [DONE]\u2029b\u0085c\x0bd\x0ce\x1cf\x1dg\x1eh'], ['quotes and braces', '"}}]}\n\ndata: {"choices":[{"index":0,"delta":{"content":"evil"}}]}'], ['a NUL', 'a\0b'], ['halves of characters', 'a\ud83d b\ude00 c'], ['marks of direction', '\u202eabc\u2066\u200f'], ['the end of JSON', '\\"}],"usage":{"total_tokens":0}}'], ['markup', '</script><script>alert(1)</script>'], ['headers', 'HTTP/1.1 200 OK\r\nset-cookie: a=b\r\n\r\n'],
  ])('%s', async (_case, said) => {
    const [whole, stream] = await ask(...both({ content: said }));
    expect(whole.content).toBe(stream.content);
    expect(stream.end).toBe('stop');
    expect(whole.content.replace(/[^a-z]/g, '')).not.toBe('');
  });

  test('a text that comes byte by byte, cut within its characters', async () => {
    const bytes = Buffer.from(events(chunk({ content: 'grüße 😀 \n\ndata: [DONE]' }, 'stop'), '[DONE]'));
    answer = (response) => {
      response.writeHead(200);
      for (const byte of bytes) response.write(Buffer.from([byte]));
      response.end();
    };
    expect(await askOnce(true, {})).toMatchObject({ end: 'stop', content: 'grüße 😀 \n\ndata: [DONE]' });
  });
});

describe('fields that are no fields of ours', () => {
  test.each<[string, unknown]>([
    ['a content that is a number', { content: 5 }], ['a content that is an object', { content: { text: 'x', __proto__: 1 } }], ['a content that is a list', { content: [{ type: 'text', text: 'x' }] }], ['a content that is true', { content: true }], ['no content', {}],
    ['calls that are no list', { content: 'a', tool_calls: { length: 1e9 } }], ['calls that are nothing', { content: 'a', tool_calls: [null, 1, 'x', [], {}] }], ['a call without a function', { content: 'a', tool_calls: [{ id: 'x' }] }], ['a call of a number', { content: 'a', tool_calls: [{ id: 1, function: { name: 2, arguments: 3 } }] }],
    ['an old call of a function', { content: 'a', function_call: { name: 'weather', arguments: '{}' } }], ['another role', { role: 'system', content: 'a' }], ['what it added by itself', { content: 'a', 'x-evil': 'secret-of-the-server', audio: { data: 'secret-of-the-server' }, annotations: ['secret-of-the-server'], reasoning: 7 }],
  ])('are left out, or are no answer: %s', async (_case, message) => {
    const [whole, stream] = await ask(...both(message as object));
    for (const { end, calls, text } of [whole, stream]) {
      expect(end).toMatch(/^(?:stop|content_filter|upstream_failed)$/);
      expect(calls).toEqual([]);
      expect(text).not.toContain('secret-of-the-server');
    }
  });

  test.each<[string, unknown]>([['a text', 'evil\r\nx: y'], ['a number', 7], ['an object', {}], ['a list', ['stop']], ['nothing', null], ['a name of a prototype', '__proto__']])('a reason to finish that is %s does not travel on', async (_case, reason) => {
    const [whole, stream] = await ask(...both({ content: 'a' }, reason));
    expect([whole.end, stream.end]).toEqual(['stop', 'stop']);
  });

  test.each<[string, unknown]>([
    ['negative', { prompt_tokens: -5, completion_tokens: -1, total_tokens: -6 }], ['not numbers', { prompt_tokens: 'NaN', completion_tokens: null, total_tokens: [] }], ['beyond all numbers', { prompt_tokens: 1e308, completion_tokens: 1e308, total_tokens: 1e308 }], ['larger than exact numbers', { prompt_tokens: 2 ** 60, completion_tokens: 2 ** 60 }], ['broken', { prompt_tokens: 1.5, completion_tokens: 2.9 }], ['no object', 'many'], ['a list', [1, 2, 3]],
  ])('counts of tokens that are %s are answered with counts, and settle the budget', async (_case, usage) => {
    const raw = JSON.stringify({ ...completion('a'), usage });
    const [whole, stream] = await ask(raw, events(chunk({ content: 'a' }, 'stop'), { choices: [], usage }, '[DONE]'), { stream_options: null });
    expect([whole.end, stream.end]).toEqual(['stop', 'stop']);
    const { headers } = await gateway.ask(question('Are you well?'));
    expect(Number(headers.get('x-ratelimit-remaining-tokens'))).toBeGreaterThanOrEqual(0);
    // A lie costs no more than the longest request.
    expect(gateway.summaries.filter(({ usage: told }) => told !== undefined && !(Number.isSafeInteger(told.total_tokens) && told.total_tokens <= 20_000_000))).toEqual([]);
    gateway.summaries.length = 0;
  });
});

describe('choices', () => {
  const choices = (indexes: readonly unknown[]): readonly [unknown, string] => [
    { choices: indexes.map((index) => ({ index, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' })) },
    events(...indexes.map((index) => ({ choices: [{ index, delta: { content: 'a' }, finish_reason: 'stop' }] })), '[DONE]'),
  ];

  test.each<[string, readonly unknown[]]>([
    ['with a negative index', [-1]], ['with a broken one', [0.5]], ['with one beyond all numbers', [1e308]], ['with a text', ['0']], ['without one', [undefined]], ['with a huge one', [4_294_967_295]], ['that repeat an index', [0, 0, 0]], ['that were not asked for', [0, 1, 2, 3, 4, 5, 6, 7]], ['of which there are 10,000', Array.from({ length: 10_000 }, (_, index) => index)], ['of which there are none', []],
  ])('%s are those that were asked for, or no answer', async (_case, indexes) => {
    const outcomes = await ask(...choices(indexes), {});
    for (const { end, text } of outcomes) {
      expect(end).toMatch(/^(?:stop|upstream_failed)$/);
      if (end === 'stop') expect([...text.matchAll(/"index":(\d+)/g)].every(([, index]) => index === '0')).toBe(true);
      expect(text.length).toBeLessThan(4_000);
    }
  });
});

describe('calls of tools', () => {
  test.each<[string, object]>([
    ['whose name breaks a line', { id: 'a', function: { name: 'weather\r\nx-evil: 1', arguments: '{}' } }], ['whose name is of a prototype', { id: 'a', function: { name: '__proto__', arguments: '{}' } }], ['whose name is a property of all objects', { id: 'a', function: { name: 'constructor', arguments: '{}' } }], ['of a tool that was not offered', { id: 'a', function: { name: 'rm', arguments: '{}' } }],
    ['whose arguments are no JSON', { id: 'a', function: { name: 'weather', arguments: '{"a":' } }], ['whose arguments are a list', { id: 'a', function: { name: 'weather', arguments: '[]' } }], ['whose arguments nest without end', { id: 'a', function: { name: 'weather', arguments: `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}` } }], ['whose arguments say a name twice', { id: 'a', function: { name: 'weather', arguments: '{"a":1,"a":2}' } }],
  ])('%s are taken out', async (_case, one) => {
    const outcomes = await ask(...both(call(one), 'tool_calls'));
    for (const { end, calls } of outcomes) {
      expect(end).toMatch(/^(?:content_filter|upstream_failed|output_denied)$/);
      expect(calls).toEqual([]);
    }
  });

  test('whose arguments name a prototype change none, here or there', async () => {
    const [whole, stream] = await ask(...both(call({ id: 'a', function: { name: 'weather', arguments: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}' } }), 'tool_calls'));
    expect('polluted' in {}).toBe(false);
    expect(whole.calls.map(({ function: { arguments: text } }) => text)).toEqual(stream.calls.map(({ function: { arguments: text } }) => text));
  });

  test.each(['a\r\nx-evil: 1', '"}', '', 'x'.repeat(10_000), '../..', '\u2028', '__proto__'])('with the id %j get one that is an id', async (id) => {
    for (const { calls } of await ask(...both(call({ id, function: { name: 'weather', arguments: '{}' } }), 'tool_calls'))) {
      expect(calls).toHaveLength(1);
      expect(calls[0]?.id).toMatch(/^[\w.:-]{1,128}$/);
    }
  });

  test.each<[string, unknown]>([['negative', -1], ['huge', 1e15], ['broken', 0.5], ['a text', '0'], ['beyond all numbers', 1e308]])('with an index that is %s are one call', async (_case, index) => {
    const [, stream] = await ask(completion('a'), events(chunk({ tool_calls: [{ index, id: 'a', function: { name: 'weather', arguments: '{}' } }] }), chunk({}, 'tool_calls'), '[DONE]'));
    expect(stream.calls.map(({ id }) => id)).toEqual(['a']);
    expect(stream.text).toContain('"tool_calls":[{"index":0,');
  });

  test('in a flood of 10,000 end the answer, in good time', async () => {
    const calls = Array.from({ length: 10_000 }, (_, index) => ({ index, id: `c${index}`, type: 'function', function: { name: 'weather', arguments: '{}' } }));
    const before = process.cpuUsage();
    const outcomes = await ask({ choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: calls }, finish_reason: 'tool_calls' }] }, events(chunk({ tool_calls: calls }), ...calls.map((one) => chunk({ tool_calls: [one] })), chunk({}, 'tool_calls'), '[DONE]'));
    const { user, system } = process.cpuUsage(before);
    for (const { end, calls: released } of outcomes) expect([end, released]).toEqual([expect.stringMatching(/output_denied|content_filter/), []]);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});

describe('what is no answer at all', () => {
  test.each<[string, string, string]>([
    ['nothing', '', ''], ['no JSON', 'secret-of-the-server', events('secret-of-the-server')], ['null', 'null', events('null')], ['a list', '[]', events('[]')], ['an error', '{"error":{"message":"secret-of-the-server"}}', events('{"error":{"message":"secret-of-the-server"}}')], ['choices that are no list', '{"choices":{"0":{}}}', events('{"choices":{"0":{}}}')], ['choices that are nothing', '{"choices":[null]}', events('{"choices":[null]}')],
    ['a body that nests', `{"choices":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, events(`{"choices":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)], ['a page', '<html>secret-of-the-server</html>', '<html>secret-of-the-server</html>'], ['half of it', '{"choices":[{"index":0,"message":{"content":"a', 'data: {"choices":[{"index":0,"delta":{"content":"a'], ['a stream that was not asked for', events(chunk({ content: 'a' }), '[DONE]'), ''], ['an end alone', '[DONE]', events('[DONE]')], ['bytes', '\x00\x01\xff', '\x00\x01\xff\n\n'], ['fields without data', ': a\n\n', 'event: ping\nid: 1\nretry: x\n\n'], ['a broken event', '{', 'data: {"choices"\n\ndata: [DONE]\n\n'],
  ])('%s is told as a failure, without a word of it', async (_case, whole, stream) => {
    for (const { end, text } of await ask(whole, stream)) {
      expect(end).toBe('upstream_failed');
      expect(text).not.toContain('secret-of-the-server');
    }
  });

  test('an event of 5 MB is no answer, and an answer of 5 MB is one', async () => {
    const said = 'lorem ipsum '.repeat(440_000);
    const [whole, stream] = await ask(completion(said), events(chunk({ content: said }, 'stop'), '[DONE]'), {});
    expect(whole.end).toBe('stop');
    expect(stream.end).toBe('upstream_failed');
  }, 20_000);

  test('a line that never ends is cut, and so are comments without end', async () => {
    for (const piece of ['x'.repeat(65_536), `: ${'x'.repeat(65_534)}\n`]) {
      let sent = 0;
      answer = (response) => {
        response.writeHead(200);
        const more = (): void => {
          while (!response.destroyed && sent < 64 * 2 ** 20) {
            sent += piece.length;
            if (!response.write(piece)) { response.once('drain', more); return; }
          }
        };
        more();
      };
      expect((await askOnce(true, {})).end).toBe('upstream_failed');
      expect(sent).toBeLessThan(32 * 2 ** 20);
    }
  }, 20_000);

  test.each<[string, (response: ServerResponse) => void]>([
    ['its headers', (response) => { response.writeHead(500, { 'set-cookie': 'a=b', 'x-evil': '1', server: 'vllm', 'x-powered-by': 'x', 'www-authenticate': 'Basic realm="secret-of-the-server"', location: 'http://10.0.0.1/' }).end('secret-of-the-server'); }],
    ['a compressed answer', (response) => { response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(4 * 2 ** 20, 'a'))); }],
    ['another place', (response) => { response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(); }],
    ['no content', (response) => { response.writeHead(204).end(); }],
    ['a part of it', (response) => { response.writeHead(206).end(JSON.stringify(completion('secret-of-the-server'))); }],
    ['a demand for a token', (response) => { response.writeHead(401).end('secret-of-the-server'); }],
    ['a broken connection', (response) => { response.destroy(); }],
    ['something that is not HTTP', (response) => { response.socket?.end('SSH-2.0-secret-of-the-server\r\n'); }],
    ['a length that is a lie', (response) => { response.writeHead(200, { 'content-length': 5_000 }).write('{'); response.socket?.end(); }],
    ['headers that break lines', (response) => { response.socket?.end('HTTP/1.1 200 OK\r\nx-evil: a\r\n b\r\ncontent-length: 2\r\n\r\n{}'); }],
  ])('%s of the server stay behind', async (_case, say) => {
    answer = say;
    for (const stream of [false, true]) expect((await askOnce(stream, {})).end).toMatch(/^upstream_failed$/);
    expect((await gateway.ask(question('Are you well?'))).status).toBe(200);
  });
});

describe('embeddings', () => {
  test.each<[string, unknown]>([
    ['that are texts', { data: [{ index: 0, embedding: 'the password is secret-of-the-server' }] }], ['that hold no numbers', { data: [{ embedding: ['a'] }] }], ['that are beyond all numbers', '{"data":[{"embedding":[1e999]}]}'], ['of another number', { data: [] }], ['more than were asked for', { data: Array.from({ length: 5 }, () => ({ embedding: [1] })) }], ['that are none', { data: [null] }], ['that are an object', { data: { 0: {} } }], ['nested', { data: [{ embedding: [[1]] }] }],
  ])('%s are no answer', async (_case, body) => {
    answer = (response) => { response.writeHead(200).end(typeof body === 'string' ? body : JSON.stringify(body)); };
    for (const format of ['float', 'base64']) {
      const { status, headers, text } = await gateway.ask({ model: 'echo-embedding', input: 'a', encoding_format: format }, { path: '/v1/embeddings' });
      expect(errorCode({ status, headers, text })).toBe('upstream_failed');
      expect(internalsIn({ status, headers, text }, SECRETS())).toEqual([]);
    }
    expect((await gateway.ask(question('Are you well?'))).status).toBe(200);
  });
});

test('the log holds nothing of what the model said', () => {
  const log = gateway.log.join('');
  expect(log).not.toContain('secret-of-the-server');
  expect(log).not.toContain('lorem ipsum');
  expect(log).not.toContain('internal_error');
});
