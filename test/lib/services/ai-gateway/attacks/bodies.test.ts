import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { VectorStore } from '../../../../../lib/services/ai-gateway/core/ports';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { Watch, type Answered } from './no-internals';
import { answersIn, connected, request, sendRaw, type RawAnswer } from './raw-socket';

let gateway: Running;
let token: string;
const watch = new Watch();
const stored: unknown[] = [];
const store: VectorStore = {
  query: (_tenant, query) => { stored.push(query); return Promise.resolve([]); },
  upsert: (_tenant, _collection, _model, items) => { stored.push(items); return Promise.resolve(items.length); },
  close: () => Promise.resolve(),
};
const LIMIT = 256 * 1_024;
beforeAll(async () => {
  gateway = await gatewayUnderTest({
    model: { remember: 1_000 },
    vectorStore: store,
    config: { models: [{ name: 'echo', tools: ['weather'] }, { name: 'echo-embedding', kind: 'embedding' }], tools: [{ name: 'weather', risk: 'low' }], limits: { bodyBytes: LIMIT, receiveSeconds: 1 } },
  });
  token = gateway.token();
});
afterAll(() => gateway.close());

async function post(body: string | Uint8Array, path = '/v1/chat/completions', headers: Readonly<Record<string, string>> = {}): Promise<Answered & { readonly code: string }> {
  const response = await fetch(`${gateway.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }, body: body as RequestInit['body'] });
  const answer = { status: response.status, headers: response.headers, text: await response.text() };
  return { ...answer, code: watch.look(answer) };
}

const chat = (more: string): string => `{"model":"echo","messages":[{"role":"user","content":"Hello"}]${more}}`;
const codeOf = async (...args: Parameters<typeof post>): Promise<string> => (await post(...args)).code;

describe('names that reach a prototype', () => {
  const PROPERTIES = new Set(Object.getOwnPropertyNames(Object.prototype));
  const clean = (): void => {
    expect(Object.getOwnPropertyNames(Object.prototype).filter((name) => !PROPERTIES.has(name))).toEqual([]);
    for (const name of ['polluted', 'admin', 'tenant', 'isAdmin']) expect(name in {}).toBe(false);
    expect(Object.keys([]).concat(Object.keys(() => undefined))).toEqual([]);
  };
  const EVIL = ['"__proto__":{"polluted":1}', '"\\u005f_proto__":{"polluted":1}', '"\\u005F\\u005Fproto\\u005f\\u005f":{"polluted":1}', '"__pr\\u006fto__":{"polluted":1}', '"__proto__" : {"polluted":1}', '"__proto__"\n\t:{"polluted":1}', '"__proto__":null', '"constructor":{"prototype":{"polluted":1}}', '"\\u0063onstructor":{"proto\\u0074ype":{"polluted":1}}', '"constructor" :{"a":1,"prototype":[]}'];
  const PLACES: readonly (readonly [string, string, (evil: string) => string])[] = [
    ['the body', '/v1/chat/completions', (evil) => chat(`,${evil}`)],
    ['the beginning of the body', '/v1/chat/completions', (evil) => `{${evil},${chat('').slice(1)}`],
    ['a message', '/v1/chat/completions', (evil) => `{"model":"echo","messages":[{"role":"user","content":"a",${evil}}]}`],
    ['a part of a message', '/v1/chat/completions', (evil) => `{"model":"echo","messages":[{"role":"user","content":[{"type":"text","text":"a",${evil}}]}]}`],
    ['the schema of a tool', '/v1/chat/completions', (evil) => chat(`,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{${evil}}}}}]`)],
    ['the schema of the answer', '/v1/chat/completions', (evil) => chat(`,"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object","$defs":{"x":{${evil}}}}}}`)],
    ['metadata', '/v1/chat/completions', (evil) => chat(`,"metadata":{${evil}}`)],
    ['biases', '/v1/chat/completions', (evil) => chat(`,"logit_bias":{${evil}}`)],
    ['options of a stream', '/v1/chat/completions', (evil) => chat(`,"stream":true,"stream_options":{${evil}}`)],
    ['a request for embeddings', '/v1/embeddings', (evil) => `{"model":"echo-embedding","input":"a",${evil}}`],
    ['a filter', '/v1/vectors/query', (evil) => `{"collection":"c","query":"a","filter":{${evil}}}`],
    ['metadata of an item', '/v1/vectors/upsert', (evil) => `{"collection":"c","items":[{"id":"1","text":"a","metadata":{${evil}}}]}`],
  ];

  test.each(PLACES)('are refused in %s, however they are written', async (_place, path, body) => {
    for (const evil of EVIL) expect([await codeOf(body(evil), path), evil]).toEqual(['invalid_json', evil]);
    clean();
    expect(stored).toEqual([]);
  });

  test('are ordinary names where they reach nothing', async () => {
    const { status } = await post(chat(',"metadata":{"constructor":"a","prototype":"b","toString":"c","hasOwnProperty":"d","__defineGetter__":"e","valueOf":"f","then":"g","toJSON":"h"}'));
    expect(status).toBe(200);
    expect(await codeOf('{"collection":"c","query":"a","filter":{"constructor":"x","hasOwnProperty":null,"toString":1}}', '/v1/vectors/query')).toBe('200');
    clean();
    stored.length = 0;
  });

  test('as values are texts like others', async () => {
    expect((await post(chat(',"user":"__proto__"'))).status).toBe(200);
    for (const name of ['__proto__', 'constructor', 'toString']) expect(await codeOf(JSON.stringify({ ...question('a'), model: name }))).toMatch(/model_not_found|invalid_request/);
    for (const name of ['__proto__', 'constructor', 'toString']) expect(await codeOf(JSON.stringify(question('a', { tools: [{ type: 'function', function: { name } }] })))).toBe('tool_not_allowed');
  });
});

describe('a body made to exhaust', () => {
  const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

  test.each<[string, string, string]>([
    ['lists in lists', chat(`,"metadata":${nested('[', ']', 100_000)}`), 'invalid_json'],
    ['objects in objects', chat(`,"metadata":${nested('{"a":', '}', 40_000)}`), 'invalid_json'],
    ['brackets that never close', '['.repeat(LIMIT - 10), 'invalid_json'],
    ['a schema of a tool as deep as may be', chat(`,"tools":[{"type":"function","function":{"name":"weather","parameters":${nested('{"properties":{"a":', '}}', 28).replace('1', '{}')}}}]`), '200'],
    ['a schema of a tool that is deeper', chat(`,"tools":[{"type":"function","function":{"name":"weather","parameters":${nested('{"a":', '}', 70)}}}]`), 'invalid_json'],
    ['20,000 names', `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join()},${chat('').slice(1)}`, 'unknown_field'],
    ['20,000 names in a free structure', chat(`,"metadata":{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":"1"`).join()}}`), 'invalid_request'],
    ['50,000 messages', `{"model":"echo","messages":[${Array.from({ length: 50_000 }, () => '{}').join()}]}`, 'invalid_request'],
    ['the same name 30,000 times', `{${'"model":"echo",'.repeat(15_000)}"messages":[]}`, 'invalid_request'],
    ['a number of 200,000 digits', chat(`,"seed":${'9'.repeat(200_000)}`), 'invalid_request'],
    ['a number beyond all numbers', chat(',"max_tokens":1e999999999'), 'invalid_request'],
    ['a number below all numbers', chat(',"temperature":1e-999999999'), '200'],
    ['a negative zero', chat(',"temperature":-0'), '200'],
    ['more tokens than there are', chat(',"max_tokens":9007199254740993'), 'invalid_request'],
    ['choices without end', chat(',"n":1e9'), 'invalid_request'],
    ['blanks alone', ' '.repeat(LIMIT - 10), 'invalid_json'],
    ['quotes alone', '"'.repeat(LIMIT - 10), 'invalid_json'],
    ['backslashes in a text that never ends', `"${'\\'.repeat(LIMIT - 10)}`, 'invalid_json'],
    ['a name of 100,000 letters', chat(`,"${'a'.repeat(100_000)}":1`), 'unknown_field'],
  ])('is answered at once: %s', async (_case, body, code) => {
    const before = process.cpuUsage();
    expect(await codeOf(body)).toBe(code);
    const { user, system } = process.cpuUsage(before);
    // A generous bar: an accident of complexity would be far beyond it.
    expect((user + system) / 1_000).toBeLessThan(1_500);
  });

  test('is not inflated: compressed bodies are refused by their header', async () => {
    const bomb = Buffer.alloc(4 * 2 ** 20, 'a');
    for (const [encoding, packed] of [['gzip', gzipSync(bomb)], ['br', brotliCompressSync(bomb.subarray(0, 2 ** 20))], ['deflate', deflateSync(bomb)], ['GZIP', gzipSync('{}')], ['gzip, gzip', gzipSync('{}')], ['identity', Buffer.from(chat(''))], ['x-unknown', Buffer.from(chat(''))]] as const) {
      expect([encoding, await codeOf(packed, undefined, { 'content-encoding': encoding })]).toEqual([encoding, 'unsupported_media_type']);
    }
    expect(await codeOf(gzipSync(chat('')))).toBe('invalid_json');
  });

  test('is not read further than the limit', async () => {
    expect(await codeOf(`${chat('')}${' '.repeat(LIMIT)}`)).toBe('body_too_large');
    expect(await codeOf(`${chat('').slice(0, -1)}${' '.repeat(LIMIT - chat('').length)}}`)).toBe('200');
  });

  test('is cut where its chunks pass the limit, without having said how long it is', async () => {
    const [written, answers] = await flood();
    expect(answers.map(({ status }) => status)).toEqual([413]);
    expect(written).toBeLessThan(8 * LIMIT);
  });
});

/** Sends chunks as long as the server takes them. */
async function flood(): Promise<readonly [number, readonly RawAnswer[]]> {
  const socket = await connected(gateway.url);
  let received = '';
  let over = false;
  socket.on('data', (data: Buffer) => { received += data.toString('latin1'); });
  socket.on('error', () => undefined).on('close', () => { over = true; });
  socket.write(request('POST /v1/chat/completions HTTP/1.1', ['host: gateway', `authorization: Bearer ${token}`, 'content-type: application/json', 'transfer-encoding: chunked']));
  let written = 0;
  while (!over && written < 64 * LIMIT) {
    if (!socket.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`)) await sleep(1);
    written += 0x8000;
    await new Promise((next) => { setImmediate(next); });
  }
  socket.destroy();
  return [written, answersIn(received).answers];
}

describe('a body that is no JSON of ours', () => {
  const bytes = (...parts: (string | readonly number[])[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
  const text = (...inside: readonly number[]): Buffer => bytes('{"model":"echo","messages":[{"role":"user","content":"', inside, '"}]}');

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'invalid_json'], ['blanks', ' \n\t', 'invalid_json'], ['null', 'null', 'invalid_request'], ['a list', '[]', 'invalid_request'], ['a text', '"model"', 'invalid_request'], ['a number', '1', 'invalid_request'], ['false', 'false', 'invalid_request'],
    ['a comment', chat('').replace(',', ',/* */'), 'invalid_json'], ['a comment of a line', `// \n${chat('')}`, 'invalid_json'], ['a comma too many', `${chat('').slice(0, -1)},}`, 'invalid_json'], ['names without quotes', '{model:"echo"}', 'invalid_json'], ['single quotes', "{'model':'echo'}", 'invalid_json'],
    ['something behind it', `${chat('')}x`, 'invalid_json'], ['a second body', `${chat('')}${chat('')}`, 'invalid_json'], ['lines of bodies', `${chat('')}\n${chat('')}`, 'invalid_json'], ['NaN', chat(',"temperature":NaN'), 'invalid_json'], ['Infinity', chat(',"temperature":Infinity'), 'invalid_json'], ['a hexadecimal number', chat(',"n":0x1'), 'invalid_json'], ['a leading zero', chat(',"n":01'), 'invalid_json'],
    ['a NUL behind it', `${chat('')}\0`, 'invalid_json'], ['a NUL in a text', chat(',"user":"a\0b"'), 'invalid_json'], ['a line break in a text', chat(',"user":"a\nb"'), 'invalid_json'], ['a bad escape', chat(',"user":"\\x41"'), 'invalid_json'], ['half an escape', chat(',"user":"\\u12"'), 'invalid_json'],
    ['bytes that are no UTF-8', text(0xff, 0xfe), 'invalid_json'], ['an overlong slash', text(0xc0, 0xaf), 'invalid_json'], ['half a character', text(0xf0, 0x9f, 0x98), 'invalid_json'], ['a surrogate in UTF-8', text(0xed, 0xa0, 0x80), 'invalid_json'], ['beyond all characters', text(0xf4, 0x90, 0x80, 0x80), 'invalid_json'],
    ['UTF-16', Buffer.from(chat(''), 'utf16le'), 'invalid_json'], ['UTF-16 with a mark', bytes([0xff, 0xfe], ''), 'invalid_json'], ['UTF-32', bytes([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]), 'invalid_json'], ['a form', 'model=echo', 'invalid_json'], ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'invalid_json'],
  ])('is refused: %s', async (_case, body, code) => {
    expect(await codeOf(body)).toBe(code);
  });

  test.each<[string, string | Buffer]>([
    ['half a surrogate pair', chat(',"user":"\\ud800"').replace('Hello', '\\udfff \\ud83d')], ['a NUL as an escape', chat('').replace('Hello', 'a\\u0000b')], ['a mark of the byte order before it', `\ufeff${chat('')}`], ['a name twice, the last of which counts', chat(',"model":"echo"').replace('echo', 'other')],
    ['escaped names', chat('').replace('"model"', '"\\u006dodel"')], ['characters beyond the first plane', chat('').replace('Hello', '😀𝕳')], ['separators of lines', chat('').replace('Hello', '\u2028\u2029\u0085')],
  ])('is read as JSON says: %s', async (_case, body) => {
    expect((await post(body)).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a', 'application/xml', 'application/jsonx', 'application/vnd.api+json', 'text/json', 'application/json, text/plain', 'text/plain; application/json', '*/*', ';', 'application', 'application/', '/json', 'application/json; charset=utf-16', 'application/json;charset="UTF-7"', 'application/json; charset=latin1', 'application/json; charset=utf-32'])('is refused as %j', async (type) => {
    expect(await codeOf(chat(''), undefined, { 'content-type': type })).toBe('unsupported_media_type');
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'APPLICATION/JSON', 'application/json ; charset=UTF8', 'application/json; charset = utf-8', 'application/json; odata=verbose'])('is read as %j', async (type) => {
    expect((await post(chat(''), undefined, { 'content-type': type })).status).toBe(200);
  });

  test('is refused without a type', async () => {
    const { answers } = await sendRaw(gateway.url, request('POST /v1/chat/completions HTTP/1.1', ['host: gateway', `authorization: Bearer ${token}`], chat('')), { answers: 1 });
    expect(answers.map(({ status }) => status)).toEqual([415]);
  });

  test('reaches no model and no store', () => {
    expect(stored).toEqual([]);
  });
});

describe('a request that never arrives', () => {
  const start = (more: readonly string[] = []): string => request('POST /v1/chat/completions HTTP/1.1', ['host: gateway', 'content-type: application/json', ...more]);
  const slowly = (pieces: string): AsyncIterable<string> => (async function* () { for (const piece of pieces) { yield piece; await sleep(100); } })();

  /** Byte by byte, as slowly as keeps a naive clock content; gives how long the server bore it. */
  async function bear(head: string, pieces: string): Promise<{ readonly seconds: number; readonly statuses: readonly number[] }> {
    const socket = await connected(gateway.url);
    let received = '';
    let over = false;
    const began = performance.now();
    socket.on('data', (data: Buffer) => { received += data.toString('latin1'); }).on('error', () => undefined).on('close', () => { over = true; });
    socket.write(head);
    for await (const piece of slowly(pieces)) {
      if (over) break;
      socket.write(piece);
    }
    socket.destroy();
    return { seconds: (performance.now() - began) / 1_000, statuses: answersIn(received).answers.map(({ status }) => status) };
  }

  test('is given up: headers, bodies and chunks that come drop by drop, with a token or without', async () => {
    const authorization = `authorization: Bearer ${token}`;
    const drops = 'x'.repeat(80);
    const results = await Promise.all([
      bear('POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nx-slow: ', drops),
      bear('POST /v1/cha', drops),
      bear(start([authorization, 'content-length: 1000']), drops),
      bear(start(['content-length: 1000']), drops),
      bear(start([authorization, 'transfer-encoding: chunked']).trimEnd(), `\r\n\r\n3e8\r\n${drops}`),
      bear(request('POST /nowhere HTTP/1.1', ['host: gateway', 'content-length: 1000']), drops),
      bear(request('GET /v1/models HTTP/1.1', ['host: gateway', authorization, 'content-length: 1000']), drops),
    ]);
    for (const { seconds } of results) expect(seconds).toBeLessThan(6);
    expect(results.map(({ statuses }) => statuses[0])).toEqual([408, 408, 408, 401, 408, 404, 200]);
    expect(gateway.server.inFlight()).toBe(0);
  }, 20_000);
});

test('no refusal holds anything of the inside', () => {
  expect(watch.found).toEqual([]);
  expect(watch.seen).toBeGreaterThan(200);
});
