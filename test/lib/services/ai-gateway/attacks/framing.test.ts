import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { Watch } from './no-internals';
import { connected, request, sendRaw, type RawExchange } from './raw-socket';

/** Requests whose end, or whose beginning, two readers might see in different places. */
let gateway: Running;
let token: string;
const watch = new Watch();
beforeAll(async () => {
  gateway = await gatewayUnderTest({
    model: { remember: 10_000, behaviour: ({ messages }) => ({ delayMilliseconds: JSON.stringify(messages).includes('slowly') ? 150 : 0, ...(JSON.stringify(messages).includes('fail') ? { status: 500 } : {}) }) },
    config: { limits: { concurrentRequests: 16 } },
  });
  token = gateway.token();
});
afterAll(() => gateway.close());

const POST = 'POST /v1/chat/completions HTTP/1.1';
const headers = (): string[] => ['host: gateway', `authorization: Bearer ${token}`, 'content-type: application/json'];
const body = (text: string): string => JSON.stringify(question(text));
const chat = (text: string, more: Readonly<Record<string, unknown>> = {}): string => request(POST, headers(), JSON.stringify(question(text, more)));
const chunks = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const received = (text: string): number => gateway.model.received().filter((asked) => JSON.stringify(asked).includes(text)).length;

/** What would run if anybody took the end of the outer request for the beginning of another. */
const INNER = 'smuggled';
const OUTER = 'outer';
const inner = (): string => chat(INNER);

async function send(bytes: string | readonly string[], answers = 2): Promise<RawExchange> {
  const exchange = await sendRaw(gateway.url, bytes, { answers, milliseconds: 400 });
  for (const answer of exchange.answers) watch.look({ status: answer.status, headers: answer.headers, text: answer.body });
  return exchange;
}

/** A whole request in chunks that holds another one, with these headers on top. */
const both = (more: readonly string[], content: string): string => request(POST, [...headers(), ...more], content);
const length = (text: string): string => `content-length: ${text.length}`;
const CHUNKED = 'transfer-encoding: chunked';

const AMBIGUOUS: readonly (readonly [string, () => string])[] = [
  ['length and chunks, the length longer', () => { const text = `0\r\n\r\n${inner()}`; return both([length(text), CHUNKED], text); }],
  ['chunks and length, the length longer', () => { const text = `0\r\n\r\n${inner()}`; return both([CHUNKED, length(text)], text); }],
  ['length and chunks, the length shorter', () => both([length('{}'), CHUNKED], `${chunks(body(OUTER))}${inner()}`)],
  ['length and chunks in other letters', () => both(['Content-LENGTH: 4', 'Transfer-ENCODING: ChUnKeD'], `${chunks(body(OUTER))}${inner()}`)],
  ['two lengths', () => both([length(body(OUTER)), 'content-length: 0'], `${body(OUTER)}${inner()}`)],
  ['two equal lengths', () => both([length(body(OUTER)), length(body(OUTER))], `${body(OUTER)}${inner()}`)],
  ['a list of lengths', () => both([`content-length: ${body(OUTER).length}, 0`], `${body(OUTER)}${inner()}`)],
  ...['+5', '-1', '0x10', '1e1', '5 5', '٥', '5;', '', ' ', '99999999999999999999999', '\x0b5'].map((value): readonly [string, () => string] => [`the length ${JSON.stringify(value)}`, () => both([`content-length: ${value}`], `{"a":${inner()}`)]),
  ...[
    ['transfer-encoding : chunked', 'a blank before the colon'], ['transfer-encoding\t: chunked', 'a tab before the colon'], ['transfer-encoding: xchunked', 'a coding that is none'], ['transfer-encoding: chunked\x0b', 'a vertical tab'],
    ['transfer-encoding: \x0bchunked', 'a vertical tab before'], ['transfer-encoding: chunked, identity', 'chunks that are not last'], ['transfer-encoding: identity', 'identity'], ['transfer-encoding: identity, chunked', 'identity and chunks'], ['transfer-encoding: chunked, chunked', 'chunks of chunks'],
    ['transfer-encoding: chunked\r\ntransfer-encoding: identity', 'two codings'], ['transfer-encoding: chunked\r\ntransfer-encoding: chunked', 'chunks twice'], ['transfer-encoding: "chunked"', 'quotes'], ['transfer-encoding: chunked;q=1', 'a parameter'], ['transfer-encoding: gzip, chunked', 'compressed chunks'],
    ['transfer-encoding:\r\n chunked', 'a folded line'], ['transfer-encoding: chun\r\n ked', 'a folded word'], ['transfer_encoding: chunked', 'an underscore'], ['transfer-encoding: cow', 'a cow'], ['transfer-encoding:', 'nothing'], ['transfer-encoding\r\n: chunked', 'a broken name'], [' transfer-encoding: chunked', 'a blank before the name'],
    ['x: y\ntransfer-encoding: chunked', 'a bare line feed before'], ['x: y\rtransfer-encoding: chunked', 'a bare carriage return before'], ['transfer-encoding: chunked\n', 'a bare line feed after'], ['transfer-encoding: chunked\0', 'a NUL'], ['transfer\0-encoding: chunked', 'a NUL in the name'], ['transfer-encoding: \x80chunked', 'a high byte'],
  ].map(([line = '', name = '']): readonly [string, () => string] => [`coding with ${name}`, () => both([line, 'content-length: 6'], `${chunks(body(OUTER))}${inner()}`)]),
  ...['zz', '', '-1', '0x5', ' 5', '5 ', '+5', '5\t', '١', '10000000000000000', '5;\n', '5\n', '5\r'].map((size): readonly [string, () => string] => [`a chunk of ${JSON.stringify(size)}`, () => both([CHUNKED], `${size}\r\n${body(OUTER)}\r\n0\r\n\r\n${inner()}`)]),
  ['a chunk shorter than told', () => both([CHUNKED], `${(body(OUTER).length + 2).toString(16)}\r\n${body(OUTER)}\r\n0\r\n\r\n${inner()}`)],
  ['a chunk longer than told', () => both([CHUNKED], `4\r\n${body(OUTER)}\r\n0\r\n\r\n${inner()}`)],
  ['a flood of chunk extensions', () => both([CHUNKED], `4;${'a=b;'.repeat(20_000)}\r\n{"a"\r\n0\r\n\r\n${inner()}`)],
  ['many chunks with an extension each', () => both([CHUNKED], `${`1;${'x'.repeat(200)}\r\n \r\n`.repeat(400)}0\r\n\r\n${inner()}`)],
  ['an extension with a line feed', () => both([CHUNKED], `4;a\nb\r\n{"a"\r\n0\r\n\r\n${inner()}`)],
  ['trailers that frame again', () => both([CHUNKED], `4\r\n{"a"\r\n0\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${inner()}`)],
  ['a flood of trailers', () => both([CHUNKED], `4\r\n{"a"\r\n0\r\n${'x: y\r\n'.repeat(20_000)}\r\n${inner()}`)],
  ['chunks in HTTP/1.0', () => request('POST /v1/chat/completions HTTP/1.0', [...headers(), CHUNKED, 'connection: keep-alive'], `${chunks(body(OUTER))}${inner()}`)],
  ['bare line feeds', () => chat(OUTER).replaceAll('\r\n', '\n') + inner()],
  ['one bare line feed', () => chat(OUTER).replace('\r\n', '\n') + inner()],
  ['a bare line feed that ends the headers', () => chat(OUTER).replace('\r\n\r\n', '\r\n\n') + inner()],
  ['a bare carriage return', () => chat(OUTER).replace('host: gateway\r\n', 'host: gateway\r') + inner()],
  ['a folded header', () => request(POST, [...headers(), 'x-note: a\r\n b'], body(OUTER)) + inner()],
  ['a first line that is folded', () => request(`POST /v1/chat/completions\r\n HTTP/1.1`, headers(), body(OUTER)) + inner()],
  ...['x note: a', ' x-note: a', 'x-note : a', ': a', 'x-note', 'x(note): a', 'x@note: a', '"x": a', 'x-n\xf6te: a', 'x-note: a\0b', 'x\0: a', 'x-note: a\x08', 'x-note: \x7f'].map((line): readonly [string, () => string] => [`the header ${JSON.stringify(line)}`, () => request(POST, [...headers(), line], body(OUTER)) + inner()]),
  ['a header of 100 KB', () => request(POST, [...headers(), `x: ${'a'.repeat(100_000)}`], body(OUTER)) + inner()],
  ['5,000 headers', () => request(POST, [...headers(), ...Array.from({ length: 5_000 }, (_, index) => `x${index}: a`)], body(OUTER)) + inner()],
  ['as many small headers as fit', () => request(POST, [...headers(), ...Array.from({ length: 3_000 }, () => 'a:')], body(OUTER)) + inner()],
  ['no host', () => request(POST, headers().slice(1), body(OUTER)) + inner()],
  ['two hosts', () => request(POST, [...headers(), 'host: elsewhere'], body(OUTER)) + inner()],
  ['a list of hosts', () => request(POST, ['host: gateway, elsewhere', ...headers().slice(1)], body(OUTER)) + inner()],
  ...['HTTP/0.9', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/3.0', 'HTTP/1', 'HTTP/11.1', 'http/1.1', 'HTTP/1.1 x', 'HTTPS/1.1', 'ICE/1.0', 'RTSP/1.0', ''].map((version): readonly [string, () => string] => [`the version ${JSON.stringify(version)}`, () => request(`POST /v1/chat/completions ${version}`, headers(), body(OUTER)) + inner()]),
  ['a preface of HTTP/2', () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${inner()}`],
  ['a handshake of TLS', () => `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${inner()}`],
  ['a header of a proxy', () => `PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n${inner()}`],
  ['an answer instead of a request', () => `HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n${inner()}`],
  ['a garbage line', () => `\x00\x01\x02\r\n\r\n${inner()}`],
  ['an expectation that is unknown', () => request(POST, [...headers(), 'expect: 200-maybe'], body(OUTER))],
  ['two content types', () => request(POST, [...headers(), 'content-type: text/plain'], body(OUTER))],
];

test.each(AMBIGUOUS)('refused, and nothing of it is run: %s', async (_case, bytes) => {
  const { answers, closed } = await send(bytes());
  expect(answers.map(({ status }) => status >= 400 && status < 500)).toEqual(answers.map(() => true));
  if (answers.length === 0) expect(closed).toBe(true);
  expect(received(INNER)).toBe(0);
  expect(received(OUTER)).toBe(0);
});

describe('is one request, whatever it holds:', () => {
  test.each<[string, (text: string) => string]>([
    ['a length, with a request in a text', (text) => chat(`${text} ${INNER} POST /v1/models HTTP/1.1`)],
    ['chunks', (text) => request(POST, [...headers(), CHUNKED], chunks(body(text)))],
    ['chunks told with a tab', (text) => request(POST, [...headers(), 'transfer-encoding:\tchunked'], chunks(body(text)))],
    ['chunks told in capitals', (text) => request(POST, [...headers(), 'TRANSFER-ENCODING: CHUNKED'], chunks(body(text)))],
    ['a chunk with an extension', (text) => request(POST, [...headers(), CHUNKED], chunks(body(text)).replace('\r\n', ';a="b"\r\n'))],
    ['a chunk for each byte', (text) => request(POST, [...headers(), CHUNKED], `${[...body(text)].map((byte) => `1\r\n${byte}\r\n`).join('')}0\r\n\r\n`)],
    ['blank lines before it', (text) => `\r\n\r\n${chat(text)}`],
    ['an upgrade to HTTP/2', (text) => request(POST, [...headers(), 'connection: upgrade, http2-settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAARAAAAAAAIAAAAA'], body(text))],
    ['an upgrade to a socket', (text) => request(POST, [...headers(), 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='], body(text))],
    ['an announced body', (text) => request(POST, [...headers(), 'expect: 100-continue'], body(text))],
    ['a header with bytes of Latin-1', (text) => request(POST, [...headers(), 'x-note: \xe9'], body(text))],
  ])('%s', async (name, bytes) => {
    const text = `single ${name.replaceAll(' ', '-')} end`;
    const { answers, closed } = await send(bytes(text), 1);
    expect(answers.map(({ status }) => status)).toEqual([200]);
    expect(closed).toBe(false);
    expect(received(text)).toBe(1);
  });
});

describe('requests one behind the other', () => {
  const nobody = (): string => request(POST, ['host: gateway', 'content-type: application/json'], body('nobody'));
  const said = ({ body: text }: RawExchange['answers'][number]): string => /[a-z]+ly-\d/.exec(text)?.[0] ?? text.slice(0, 40);

  test('are answered in their order, each with its own answer, whichever is ready first', async () => {
    const texts = ['slowly-1', 'quickly-2', 'slowly-3', 'quickly-4'];
    const { answers, rest } = await sendRaw(gateway.url, texts.map((text) => chat(text)).join(''), { answers: 4 });
    expect(answers.map(said)).toEqual(texts);
    expect(rest).toBe('');
  });

  test('streams among them end before the next answer begins', async () => {
    const { answers } = await sendRaw(gateway.url, chat('slowly-1', { stream: true }) + chat('quickly-2') + chat('quickly-3', { stream: true }), { answers: 3 });
    expect(answers.map(({ headers: given }) => given['content-type']?.split(';')[0])).toEqual(['text/event-stream', 'application/json', 'text/event-stream']);
    expect(answers.map(({ body: text }) => text.match(/\[DONE\]/g)?.length ?? 0)).toEqual([1, 0, 1]);
    expect(answers[1]?.body).toContain('quickly-2');
  });

  test('refusals among them do not move the others', async () => {
    const { answers } = await sendRaw(gateway.url, chat('slowly-1') + nobody() + request('GET /x HTTP/1.1', headers()) + request(POST, headers(), '{"model":1}') + chat('fail') + chat('quickly-6'), { answers: 6 });
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 400, 502, 200]);
    expect(answers.at(-1)?.body).toContain('quickly-6');
  });

  test('on a connection that stays open after errors each is judged anew', async () => {
    const { answers } = await sendRaw(gateway.url, [request(POST, headers(), '{"model":1}'), nobody(), chat('quickly-3'), nobody()], { answers: 4 });
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 200, 401]);
    expect(received('nobody')).toBe(0);
  });

  test('behind a body that could not be read are not read at all', async () => {
    const { answers, closed } = await sendRaw(gateway.url, request(POST, headers(), '{"model":') + chat('never-read'));
    expect([answers.map(({ status }) => status), closed]).toEqual([[400], true]);
    expect(received('never-read')).toBe(0);
  });

  test('garbage behind an answer that is under way is not written into it', async () => {
    const { answers, rest, closed } = await sendRaw(gateway.url, `${chat('slowly-1', { stream: true })}GARBAGE\r\n\r\n`, { milliseconds: 1_000 });
    expect(closed).toBe(true);
    expect([answers.map(({ status }) => status), rest]).toEqual([[], '']);
  });

  test('of a client that goes away are given up, and their places are free again', async () => {
    for (let round = 0; round < 3; round += 1) {
      const socket = await connected(gateway.url);
      socket.on('error', () => undefined);
      socket.write(Array.from({ length: 12 }, (_, index) => chat(`slowly-${index}`)).join(''));
      await sleep(60);
      expect(gateway.server.inFlight()).toBeGreaterThan(1);
      socket.destroy();
      for (let wait = 0; wait < 100 && gateway.server.inFlight() > 0; wait += 1) await sleep(10);
      expect(gateway.server.inFlight()).toBe(0);
    }
    expect((await gateway.ask(question('Are you there?'))).status).toBe(200);
  });
});

test('no refusal holds anything of the inside', () => {
  expect(watch.found.filter((fault) => !/no JSON/.test(fault))).toEqual([]);
  // Node itself refuses a request without a host, and an expectation that it does not know, with an empty body.
  expect(watch.found.filter((fault) => /no JSON/.test(fault))).toHaveLength(2);
});
