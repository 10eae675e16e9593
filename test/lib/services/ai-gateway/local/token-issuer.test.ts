import { createPublicKey, verify } from 'node:crypto';
import { demoClients, startTokenIssuer, type TokenIssuer } from '../../../../../lib/services/ai-gateway/local/token-issuer';
import { SCOPES } from '../../../../../lib/contract/scopes';

const clients = demoClients();
const [acme, globex, reviewer] = clients;
const time = Date.parse('2026-01-01T00:00:00Z');
let issuer: TokenIssuer;
beforeAll(async () => { issuer = await startTokenIssuer({ audience: 'ai-gateway', clients, now: () => time }); });
afterAll(() => issuer.close());

interface Jwk { readonly kid: string; readonly alg: string; readonly kty: string; readonly d?: string }

const json = async (path: string): Promise<Record<string, unknown>> => (await fetch(`${issuer.url}${path}`)).json() as Promise<Record<string, unknown>>;
const keys = async (from = issuer): Promise<readonly Jwk[]> => ((await (await fetch(`${from.url}/jwks.json`)).json()) as { keys: Jwk[] }).keys;
const ask = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${issuer.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
};
const basic = (id = '', secret = ''): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
const opened = (token: unknown): { header: Record<string, unknown>; claims: Record<string, unknown> } => {
  const [header = '', claims = ''] = String(token).split('.');
  const read = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: read(header), claims: read(claims) };
};
const isSignedBy = (token: string, jwk: Jwk | undefined): boolean => {
  const [header, claims, signature = ''] = token.split('.');
  return jwk !== undefined && verify('sha256', Buffer.from(`${header}.${claims}`), { key: createPublicKey({ key: { ...jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
};

test('discovery names the issuer itself and where its keys and tokens are', async () => {
  expect(await json('/.well-known/openid-configuration')).toMatchObject({ issuer: issuer.url, jwks_uri: `${issuer.url}/jwks.json`, token_endpoint: `${issuer.url}/oauth2/token`, grant_types_supported: ['client_credentials'] });
});

test('a client gets a token that is signed by the published key and says whose it is', async () => {
  const { status, body, headers } = await ask({ grant_type: 'client_credentials' }, basic(acme?.id, acme?.secret));
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
  const { header, claims } = opened(body.access_token);
  const [key] = await keys();
  expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: key?.kid });
  expect(isSignedBy(String(body.access_token), key)).toBe(true);
  expect(claims).toMatchObject({
    iss: issuer.url, aud: 'ai-gateway', sub: 'acme-app', client_id: 'acme-app', tenant: 'acme', 'cognito:groups': ['developers'], token_use: 'access', iat: time / 1_000, exp: time / 1_000 + 3_600,
    scope: 'inference/invoke inference/embed vectors/read vectors/write models/read',
  });
});

test('credentials may stand in the form, and fewer scopes may be asked for', async () => {
  const { body } = await ask({ grant_type: 'client_credentials', client_id: globex?.id ?? '', client_secret: globex?.secret ?? '', scope: 'models/read' });
  expect(opened(body.access_token).claims).toMatchObject({ tenant: 'globex', scope: 'models/read' });
});

test.each<[string, number, string, Record<string, string>, Record<string, string>]>([
  ['a wrong secret', 401, 'invalid_client', { grant_type: 'client_credentials' }, basic(acme?.id, 'wrong')],
  ['another client’s secret', 401, 'invalid_client', { grant_type: 'client_credentials' }, basic(acme?.id, globex?.secret)],
  ['no secret', 401, 'invalid_client', { grant_type: 'client_credentials' }, basic(acme?.id, '')],
  ['an unknown client', 401, 'invalid_client', { grant_type: 'client_credentials' }, basic('nobody', acme?.secret)],
  ['a name of JavaScript', 401, 'invalid_client', { grant_type: 'client_credentials' }, basic('__proto__', acme?.secret)],
  ['no credentials', 401, 'invalid_client', { grant_type: 'client_credentials' }, {}],
  ['credentials given twice', 401, 'invalid_client', { grant_type: 'client_credentials', client_id: acme?.id ?? '', client_secret: acme?.secret ?? '' }, basic(acme?.id, acme?.secret)],
  ['another grant', 400, 'unsupported_grant_type', { grant_type: 'password' }, basic(acme?.id, acme?.secret)],
  ['no grant', 400, 'unsupported_grant_type', {}, basic(acme?.id, acme?.secret)],
  ['a scope that is not the client’s', 400, 'invalid_scope', { grant_type: 'client_credentials', scope: 'models/read platform/admin' }, basic(acme?.id, acme?.secret)],
])('%s is answered with %d %s', async (_name, status, error, form, headers) => {
  const answer = await ask(form, headers);
  expect(answer).toMatchObject({ status, body: { error } });
  expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="token"' : null);
});

test('a body that is no form, or too large, is refused', async () => {
  const headers = basic(acme?.id, acme?.secret);
  expect((await fetch(`${issuer.url}/oauth2/token`, { method: 'POST', body: '{"grant_type":"client_credentials"}', headers: { ...headers, 'content-type': 'application/json' } })).status).toBe(400);
  expect((await ask({ grant_type: 'client_credentials', padding: 'x'.repeat(9_000) }, headers)).status).toBe(400);
  expect((await fetch(`${issuer.url}/other`)).status).toBe(404);
});

test('private parts of keys are not published', async () => {
  for (const key of await keys()) expect(Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name))).toEqual([]);
});

test('after a rotation both keys are published, until the old one is withdrawn', async () => {
  const before = issuer.issue('acme-app');
  issuer.rotate();
  const after = issuer.issue('acme-app');
  const [old, fresh] = await keys();
  expect([isSignedBy(before, old), isSignedBy(after, fresh), isSignedBy(after, old)]).toEqual([true, true, false]);
  issuer.withdraw();
  expect((await keys()).map(({ kid }) => kid)).toEqual([fresh?.kid]);
});

test('RSA keys work as well', async () => {
  const other = await startTokenIssuer({ audience: 'a', clients, algorithm: 'RS256' });
  const token = other.issue('acme-app', { tenant: 'forged', exp: 1 });
  expect(opened(token)).toMatchObject({ header: { alg: 'RS256' }, claims: { tenant: 'forged', exp: 1 } });
  expect(isSignedBy(token, (await keys(other))[0])).toBe(true);
  await other.close();
});

test('the demonstration has two tenants, a reviewer who cannot use models, and secrets that nobody can guess', () => {
  expect(new Set(clients.map(({ tenant }) => tenant))).toEqual(new Set(['acme', 'globex']));
  expect(reviewer).toMatchObject({ groups: ['reviewers'], scopes: expect.not.arrayContaining(['inference/invoke']) });
  expect(new Set([...clients, ...demoClients()].map(({ secret }) => secret)).size).toBe(6);
  for (const { secret, scopes } of clients) {
    expect(secret).toMatch(/^[\w-]{32}$/);
    for (const scope of scopes) expect(Object.hasOwn(SCOPES, scope)).toBe(true);
  }
});
