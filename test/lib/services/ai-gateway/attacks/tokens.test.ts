import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { startTokenIssuer, type TokenIssuer } from '../../../../../lib/services/ai-gateway/local/token-issuer';
import { CLIENTS, gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { Watch } from './no-internals';
import { request, sendRaw, type RawAnswer } from './raw-socket';

/** The authenticator has tests of its own; these see that the edge asks it, before anything else, whatever the door. */
let gateway: Running;
let foreign: TokenIssuer;
let published: JsonWebKey;
const watch = new Watch();

beforeAll(async () => {
  gateway = await gatewayUnderTest({ model: { remember: 100 } });
  foreign = await startTokenIssuer({ audience: 'tests', clients: CLIENTS });
  const { keys } = await (await fetch(`${gateway.issuer.url}/jwks.json`)).json() as { keys: JsonWebKey[] };
  published = keys[0] ?? {};
});
afterAll(async () => {
  await gateway.close();
  await foreign.close();
});

const SECRET = 'the harbour at midnight';
const BODY = JSON.stringify(question(SECRET));
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (offset: number): number => Math.floor(Date.now() / 1_000) + offset;
const payloadOf = (token: string): string => token.split('.')[1] ?? '';
const signatureOf = (token: string): string => token.split('.')[2] ?? '';
const withHeader = (header: object, token = gateway.token()): string => `${encode(header)}.${payloadOf(token)}.${signatureOf(token)}`;
const hmac = (header: object, secret: string): string => {
  const input = `${encode(header)}.${payloadOf(gateway.token())}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const kid = (): string => String(published.kid);
const bearer = (token: string): string[] => [`authorization: Bearer ${token}`];

const REFUSED: readonly (readonly [string, () => readonly string[]])[] = [
  ['no token', () => []],
  ['an empty header', () => ['authorization:']],
  ['a scheme alone', () => ['authorization: Bearer']],
  ['another scheme', () => [`authorization: Basic ${Buffer.from('alice:a').toString('base64')}`]],
  ['garbage', () => bearer('garbage')],
  ['bytes beyond ASCII', () => bearer('\xff\xfe.\x80.\xe9')],
  ['the algorithm none', () => bearer(withHeader({ alg: 'none', kid: kid() }))],
  ['the algorithm none, not signed', () => bearer(`${encode({ alg: 'none' })}.${payloadOf(gateway.token())}.`)],
  ['HS256 with the public key in PEM', () => bearer(hmac({ alg: 'HS256', kid: kid() }, createPublicKey({ key: published, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()))],
  ['HS256 with the JSON of the public key', () => bearer(hmac({ alg: 'HS256', kid: kid() }, JSON.stringify(published)))],
  ['an expired token', () => bearer(gateway.issuer.issue('alice', { exp: seconds(-120) }))],
  ['a token that begins later', () => bearer(gateway.issuer.issue('alice', { nbf: seconds(600) }))],
  ['another audience', () => bearer(gateway.issuer.issue('alice', { aud: 'elsewhere', client_id: 'elsewhere' }))],
  ['a foreign issuer', () => bearer(foreign.issue('alice'))],
  ['a foreign issuer that gives itself the right name', () => bearer(foreign.issue('alice', { iss: gateway.issuer.url }))],
  ['another tenant written into it', () => {
    const token = gateway.token();
    const claims = { ...JSON.parse(Buffer.from(payloadOf(token), 'base64url').toString()) as object, tenant: 'globex' };
    return bearer(`${token.split('.')[0] ?? ''}.${encode(claims)}.${signatureOf(token)}`);
  }],
  ...['../../../../dev/null', '/etc/passwd', "' UNION SELECT 'key' --", 'http://evil.example/jwks', '\u0000', '__proto__', 'constructor', ''].map((id): readonly [string, () => readonly string[]] => [`the key id ${JSON.stringify(id)}`, () => bearer(withHeader({ alg: 'ES256', kid: id }))]),
  ['a key brought along', () => bearer(withHeader({ alg: 'ES256', jwk: published, jku: 'http://evil.example/jwks', x5u: 'http://evil.example/x' }, foreign.issue('alice')))],
  ['a token for another use', () => bearer(gateway.issuer.issue('alice', { token_use: 'id' }))],
  ['no tenant', () => bearer(gateway.issuer.issue('alice', { tenant: undefined }))],
  ['a good token, then a bad one', () => [...bearer(gateway.token()), ...bearer('garbage')]],
  ['a bad token, then a good one', () => [...bearer('garbage'), ...bearer(gateway.token())]],
  ['a good token twice', () => [...bearer(gateway.token()), ...bearer(gateway.token())]],
  ['a good token in other headers', () => [`x-authorization: Bearer ${gateway.token()}`, `proxy-authorization: Bearer ${gateway.token()}`, `cookie: authorization=${gateway.token()}; access_token=${gateway.token()}`, `api-key: ${gateway.token()}`]],
  ['what a proxy might say of the caller', () => ['x-forwarded-user: alice', 'x-amzn-oidc-identity: alice', 'x-tenant: acme', 'x-original-url: /healthz']],
];

const ask = async (headers: readonly string[], target = '/v1/chat/completions', body = BODY): Promise<RawAnswer | undefined> => {
  const { answers } = await sendRaw(gateway.url, request(`POST ${target} HTTP/1.1`, ['host: gateway', 'content-type: application/json', ...headers], body), { answers: 1 });
  const [answer] = answers;
  if (answer !== undefined) watch.look({ status: answer.status, headers: answer.headers, text: answer.body });
  return answer;
};

function expectRefused(answer: RawAnswer | undefined): void {
  expect(answer?.status).toBe(401);
  expect(answer?.headers['www-authenticate']).toMatch(/^Bearer\b/);
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ error: { code: 'invalid_token', type: 'authentication_error', param: null } });
  expect(gateway.model.received()).toEqual([]);
  expect(gateway.records).toEqual([]);
}

test.each(REFUSED)('401 in OpenAI’s shape, and nothing reaches model or record: %s', async (_case, headers) => {
  expectRefused(await ask(headers()));
});

test.each(['?access_token=', '?authorization=Bearer%20', '?token=', '?Authorization=Bearer+', '?api_key='])('a token in the query %s is no token', async (query) => {
  expectRefused(await ask([], `/v1/chat/completions${query}${gateway.token()}`));
});

test('a token in the body is no token', async () => {
  expectRefused(await ask([], undefined, JSON.stringify({ ...question(SECRET), authorization: `Bearer ${gateway.token()}`, access_token: gateway.token() })));
});

test.each(['/v1/embeddings', '/v1/vectors/query', '/v1/vectors/upsert', '/v1/approvals', '/prod/v1/chat/completions'])('no token opens %s either', async (path) => {
  expectRefused(await ask([], path));
  expectRefused(await ask(bearer(foreign.issue('alice')), path));
});

test('a good token without the scope is refused with what it lacks, and a body is not even looked at', async () => {
  const answer = await ask(bearer(gateway.token('rita')), undefined, '{"not json');
  expect([answer?.status, answer?.headers['www-authenticate']]).toEqual([403, 'Bearer error="insufficient_scope", scope="inference/invoke"']);
  expect(gateway.model.received()).toEqual([]);
});

test('refusals hold nothing of the inside, and the log holds neither tokens nor what was asked', async () => {
  expect(watch.found).toEqual([]);
  expect(watch.seen).toBeGreaterThan(REFUSED.length);
  const log = gateway.log.join('');
  expect(log).toContain('invalid_token');
  expect(log).not.toContain(SECRET);
  expect(log).not.toMatch(/eyJ[\w-]{10}/);
});

test('the same request with a good token is served, so that it was the token', async () => {
  expect((await ask(bearer(gateway.token())))?.status).toBe(200);
  expect(gateway.model.received()).toHaveLength(1);
});
