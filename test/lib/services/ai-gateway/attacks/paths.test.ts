import fc from 'fast-check';
import { ROUTES } from '../../../../../lib/contract/inference-request';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { Watch } from './no-internals';
import { request, sendRaw, type RawExchange } from './raw-socket';

let gateway: Running;
let token: string;
const watch = new Watch();
beforeAll(async () => {
  gateway = await gatewayUnderTest({ model: { remember: 100 } });
  token = gateway.token();
});
afterAll(() => gateway.close());

const BODY = JSON.stringify(question('Hello'));

/** With a good token and a good body, so that the target alone is what is judged. */
async function ask(method: string, target: string, answers = 1): Promise<RawExchange> {
  const headers = ['host: gateway', `authorization: Bearer ${token}`, 'content-type: application/json', 'connection: close'];
  const exchange = await sendRaw(gateway.url, request(`${method} ${target} HTTP/1.1`, headers, method === 'POST' ? BODY : ''), { answers });
  for (const { status, headers: given, body } of exchange.answers) if (method !== 'HEAD') watch.look({ status, headers: given, text: body });
  return exchange;
}

const status = ({ answers, closed }: RawExchange): number | 'closed' | 'open' => answers[0]?.status ?? (closed ? 'closed' : 'open');

test.each([
  ['GET', '/v1/models'], ['GET', '/v1/models?limit=5'], ['GET', '/prod/v1/models'], ['POST', '/v1/chat/completions'], ['POST', '/stage-2_B/v1/chat/completions'], ['GET', '/healthz'],
])('%s %s is served', async (method, target) => {
  expect(status(await ask(method, target))).toBe(200);
});

/** Ways to write a route that some other reader might take for it, or that some server might lead elsewhere. */
const TARGETS: readonly string[] = [
  // encodings
  '/v1/%63hat/completions', '/v1/chat%2fcompletions', '/v1/chat%2Fcompletions', '/%76%31/models', '/v1%2fmodels', '/v1/models%00', '/v1/models%20', '/v1/models%0d%0aX:%20y', '/v1/models%23', '/v1/models%3f', '/v1/mod%u0065ls', '/v1/mod%c0%a5ls',
  '/v1/%2563hat/completions', '/v1/models%', '/v1/models%zz', '/%', '/prod/v1/%6dodels', '/pr%6fd/v1/models',
  // slashes, dots, backslashes
  '//v1/models', '/v1//models', '/v1/models/', '/v1/models//', '///v1/models', '/v1/./models', '/v1/../v1/models', '/./v1/models', '/v1/models/.', '/v1/models/..', '/v1/models..', '/v1/models.', '/v1/models.json', '/../../etc/passwd', '/v1/..%2f..%2fetc/passwd', '/v1\\models', '\\v1\\models', '/v1/\\models', '/prod//v1/models', '//prod/v1/models', '/prod/v1/models/', '/prod/v1//models',
  // parameters of a segment, fragments, brackets
  '/v1/models;a=b', '/v1;a/models', '/v1/models;', '/;/v1/models', '/v1/models#x', '/v1/models#', '/#/v1/models', '/v1/{proxy+}', '/v1/:model', '/v1/*', '/v1/models|id', '/v1/models`', "/v1/models'", '/v1/models"', '/v1/models<x>', '/v1/models^', '/v1/models@evil', '/v1/models:80', '/v1/models,', '/v1/models&a', '/v1/models=',
  // letters
  '/V1/models', '/v1/Models', '/v1/MODELS', '/PROD/V1/MODELS', '/v1/mod\xe9ls', '/v1/\xef\xbd\x8dodels', '/v1/mode\xc5\xbfs', '/v1/mode\xe2\x80\x8bls', '/v1/models\xc2\xa0', '\x00', '/v1/models\x00', '/v1/mod\x7fels', '/v1/mod\tels', '/v1/models\x0b',
  // forms of a target
  '*', '', 'v1/models', 'http://gateway/v1/models', 'https://gateway/v1/models', 'http://evil.example/v1/models', 'HTTP://gateway/v1/models', 'http:///v1/models', 'http:/v1/models', 'file:///etc/passwd', 'gateway:443', '//gateway/v1/models', 'http://user:password@gateway/v1/models', '?', '?/v1/models', '/?/v1/models', '#', '.', '..', '~', '/~',
  // prefixes and neighbours
  '/', '/v1', '/v1/', '/v1/v1/models', '/a/b/v1/models', '/a/v1/v1/models', '/prod', '/prod/', '/prod/healthz', '/prod/metrics', '/v1/healthz', '/healthz/', '/healthz/x', '/Healthz', '/health', '/metrics', '/v1/metrics', '/v2/models', '/v1/models/echo', '/v1/completions', '/v1/chat', '/v1/chat/completions/x', '/v1/vectors', '/v1/vectors/delete', '/v1/responses', '/v1/files', '/v1/audio/speech', '/v1/admin', '/admin', '/debug', '/env', '/tokenize', '/version', '/docs', '/openapi.json', '/favicon.ico', '/robots.txt', '/.env', '/.git/config', '/.well-known/openid-configuration', '/console', '/server-status', '/actuator/health', '/__proto__', '/constructor', '/v1/__proto__', '/v1/constructor', '/v1/toString',
  `/${'a'.repeat(129)}/v1/models`, '/-/v1/models/x', `/v1/${'a/'.repeat(400)}`, `/v1/${'a'.repeat(12_000)}`, `/${'/'.repeat(5_000)}`, `/${'../'.repeat(3_000)}`, `/v1/models/${'%2e'.repeat(3_000)}`,
];

const isRoute = (target: string): boolean => ROUTES.some(({ path }) => path === target);

test.each(TARGETS.map((target) => [target.length > 60 ? `${target.slice(0, 40)}… of ${target.length}` : JSON.stringify(target), target]))('%s leads nowhere', async (_shown, target) => {
  const before = gateway.model.received().length;
  const [got, posted] = [await ask('GET', target), await ask('POST', target)];
  expect([status(got), status(posted)].every((code) => code === 400 || code === 404 || code === 405 || code === 'closed')).toBe(true);
  expect(got.answers.length).toBeLessThanOrEqual(1);
  expect(gateway.model.received()).toHaveLength(before);
});

test('a target that does not fit is refused as what it is, and the connection ends', async () => {
  const { answers, closed } = await ask('GET', `/v1/${'a'.repeat(40_000)}`, 2);
  expect([answers[0]?.status, closed]).toEqual([431, true]);
});

test.each([
  ['HEAD', '/v1/models', 405], ['OPTIONS', '/v1/models', 405], ['TRACE', '/v1/models', 405], ['DELETE', '/v1/models', 405], ['PUT', '/v1/chat/completions', 405], ['PATCH', '/v1/chat/completions', 405], ['GET', '/v1/chat/completions', 405], ['POST', '/v1/models', 405],
  ['PROPFIND', '/v1/models', 405], ['MKCOL', '/v1/models', 405], ['PURGE', '/v1/models', 405], ['SEARCH', '/v1/models', 405], ['LINK', '/v1/models', 405], ['M-SEARCH', '/v1/models', 405], ['SUBSCRIBE', '/v1/models', 405], ['BIND', '/v1/models', 405], ['QUERY', '/v1/models', 405],
  ['POST', '/healthz', 404], ['OPTIONS', '*', 404], ['TRACE', '/', 404],
  ['FOO', '/v1/models', 400], ['get', '/v1/models', 400], ['POST\t', '/v1/models', 400], ['GET/', '/v1/models', 400], ['\x00GET', '/v1/models', 400], ['PRI', '*', 400],
  ['CONNECT', 'gateway:443', 'closed'], ['CONNECT', '/v1/models', 'closed'], ['CONNECT', 'http://evil.example/', 'closed'],
] as const)('%j %s is answered with %s', async (method, target, expected) => {
  if (method === 'HEAD') {
    // The one answer whose length is not that of its body.
    const { rest } = await sendRaw(gateway.url, request(`HEAD ${target} HTTP/1.1`, ['host: gateway', `authorization: Bearer ${token}`, 'connection: close']));
    expect(rest).toMatch(/^HTTP\/1\.1 405 [^]*\r\n\r\n$/);
    return;
  }
  expect(status(await ask(method, target))).toBe(expected);
});

test('whatever is put into a path, only the routes themselves are served', async () => {
  const piece = fc.constantFrom('/', '//', '/v1', 'v1', '/models', 'models', '/prod', '.', '..', '/..', '%2f', '%2e', '%', '\\', ';', '?', '#', '*', '@', ':', 'a', 'A', '\u00e9', '&', '+', '~', '|', '{', '}');
  await fc.assert(fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), async (pieces) => {
    const target = pieces.join('');
    const path = target.split('?')[0] ?? '';
    const staged = /^\/(?!v1\/)[\w-]{1,128}(\/v1\/.*)$/.exec(path)?.[1] ?? path;
    const expected = isRoute(staged) ? [200] : [400, 404, 405, 'closed'];
    expect(expected).toContain(status(await ask('GET', target)));
  }), { numRuns: 150 });
}, 20_000);

test('no refusal holds anything of the inside', () => {
  expect(watch.found).toEqual([]);
  expect(watch.seen).toBeGreaterThan(300);
});
