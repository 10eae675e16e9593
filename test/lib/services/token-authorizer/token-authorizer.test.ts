import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTokenAuthorizer, type AuthorizationPolicy } from '../../../../lib/services/functions/token-authorizer/token-authorizer';
import { tokenVerifier } from '../../../../lib/services/token-verification/token-verifier';

const ISSUER = 'https://login.example.com/tenant';
const AUDIENCE = 'api://ai';
const STAGE = 'arn:aws:execute-api:eu-west-1:111122223333:api1/live';
const POLICY: AuthorizationPolicy = {
  tenantClaim: 'org',
  groupsClaim: 'groups',
  groupScopes: { ml: ['inference/invoke', 'models/read'], admins: ['platform/admin'] },
  routeScopes: { 'POST/v1/chat/completions': 'inference/invoke', 'GET/v1/models': 'models/read', 'POST/v1/vectors/upsert': 'vectors/write' },
};

interface Signer { readonly kid: string; readonly privateKey: KeyObject; readonly jwk: object }
const rsa = (kid: string): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
};
const first = rsa('first');
const second = rsa('second');
const elliptic = ((): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid: 'elliptic', privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'elliptic', alg: 'ES256', use: 'sig' } };
})();

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (offset: number): number => Math.floor(Date.now() / 1_000) + offset;
const claims = (change: object = {}): object => ({ iss: ISSUER, aud: AUDIENCE, sub: 'person-1', org: 'acme', groups: ['ml'], iat: seconds(-5), nbf: seconds(-5), exp: seconds(600), ...change });

function token(payload: object = claims(), signer: Signer = first, header: object = {}): string {
  const input = `${encode({ alg: 'RS256', typ: 'JWT', kid: signer.kid, ...header })}.${encode(payload)}`;
  const key = signer === elliptic ? { key: signer.privateKey, dsaEncoding: 'ieee-p1363' as const } : signer.privateKey;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** The issuer's server on the loopback: which keys it publishes, and how often it was asked. */
const issuer = { keys: [first.jwk, elliptic.jwk] as object[], asked: 0, up: true };
let server: Server;
let jwksUri: string;
beforeAll(async () => {
  server = createServer((_, response) => {
    issuer.asked++;
    response.statusCode = issuer.up ? 200 : 503;
    response.end(JSON.stringify({ keys: issuer.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => Object.assign(issuer, { keys: [first.jwk, elliptic.jwk], asked: 0, up: true }));

async function fetchOk(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the issuer answered ${response.status}`);
  return response.arrayBuffer();
}

function sample(policy: Partial<AuthorizationPolicy> = {}) {
  const clock = { now: Date.now() };
  const authorize = createTokenAuthorizer(tokenVerifier({ issuer: ISSUER, audience: AUDIENCE, jwksUri }, { fetch: fetchOk, now: () => clock.now }), { ...POLICY, ...policy });
  const ask = (jwt: string, route = 'POST/v1/chat/completions') => authorize({ type: 'TOKEN', authorizationToken: `Bearer ${jwt}`, methodArn: `${STAGE}/${route}` });
  return { authorize, ask, clock };
}

const resourcesOf = (result: Awaited<ReturnType<ReturnType<typeof sample>['ask']>>): unknown => result.policyDocument.Statement[0];

describe('a valid token', () => {
  test('is allowed the routes of its groups, whichever was asked for, and names tenant and subject', async () => {
    const { ask } = sample();
    for (const route of ['POST/v1/chat/completions', 'GET/v1/models', 'POST/v1/vectors/upsert']) {
      await expect(ask(token(), route)).resolves.toEqual({
        principalId: 'person-1',
        policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${STAGE}/POST/v1/chat/completions`, `${STAGE}/GET/v1/models`] }] },
        context: { tenant: 'acme', subject: 'person-1' },
      });
    }
  });

  test('may be signed with an elliptic curve', async () => {
    expect(resourcesOf(await sample().ask(token(claims(), elliptic, { alg: 'ES256' })))).toMatchObject({ Effect: 'Allow' });
  });

  test.each([[[]], [['unknown']], [['__proto__', 'constructor']], [undefined], ['admins']])('with the groups %j is denied every route', async (groups) => {
    expect(resourcesOf(await sample().ask(token(claims({ groups }))))).toEqual({ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: `${STAGE}/*` });
  });

  test('does not hold the scopes it names itself unless the policy trusts them', async () => {
    const own = token(claims({ groups: [], scope: 'inference/invoke unknown/scope' }));
    expect(resourcesOf(await sample().ask(own))).toMatchObject({ Effect: 'Deny' });
    expect(resourcesOf(await sample({ scopeClaim: 'scope' }).ask(own))).toMatchObject({ Effect: 'Allow', Resource: [`${STAGE}/POST/v1/chat/completions`] });
    expect(resourcesOf(await sample({ scopeClaim: 'scp' }).ask(token(claims({ groups: [], scp: ['models/read'] }))))).toMatchObject({ Resource: [`${STAGE}/GET/v1/models`] });
  });
});

describe('is answered with 401', () => {
  const [header = '', payload = '', signature = ''] = token().split('.');
  const tampered = encode({ ...claims(), groups: ['admins'] });
  const publicPem = Buffer.from(JSON.stringify(first.jwk));
  const hmacInput = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'first' })}.${payload}`;
  test.each<[string, () => string]>([
    ['another issuer', () => token(claims({ iss: 'https://evil.example.com' }))],
    ['the issuer with a slash more', () => token(claims({ iss: `${ISSUER}/` }))],
    ['no issuer', () => token(claims({ iss: undefined }))],
    ['another audience', () => token(claims({ aud: 'some-other-app' }))],
    ['no audience', () => token(claims({ aud: undefined }))],
    ['an expiry in the past', () => token(claims({ exp: seconds(-60) }))],
    ['no expiry', () => token(claims({ exp: undefined }))],
    ['an expiry that is no number', () => token(claims({ exp: 'never' }))],
    ['a beginning in the future', () => token(claims({ nbf: seconds(120) }))],
    ['no subject', () => token(claims({ sub: undefined }))],
    ['no tenant', () => token(claims({ org: undefined }))],
    ['a tenant that is none', () => token(claims({ org: "x'; drop table" }))],
    ['several tenants', () => token(claims({ org: ['acme', 'globex'] }))],
    ['the algorithm none', () => `${encode({ alg: 'none', typ: 'JWT', kid: 'first' })}.${payload}.${signature}`],
    ['the algorithm none and a made-up signature', () => `${encode({ alg: 'none', kid: 'first' })}.${payload}.AA`],
    ['an HMAC made with the public key', () => `${hmacInput}.${createHmac('sha256', publicPem).update(hmacInput).digest('base64url')}`],
    ['another algorithm of the same key type', () => token(claims(), first, { alg: 'RS512' })],
    ['an algorithm of another key type', () => token(claims(), first, { alg: 'ES256' })],
    ['a payload that was changed', () => `${header}.${tampered}.${signature}`],
    ['a signature of another key', () => token(claims(), { ...second, kid: 'first' })],
    ['a key that brings itself along', () => token(claims(), second, { jwk: second.jwk, kid: 'second' })],
    ['a key id that is unknown', () => token(claims(), second)],
    ['no key id', () => token(claims(), first, { kid: undefined })],
    ['a payload that is no JSON', () => `${header}.AAAA.${signature}`],
  ])('%s', async (_, jwt) => expect(sample().ask(jwt())).rejects.toThrow(/^Unauthorized$/));

  test.each<[string, unknown]>([
    ['nothing', null], ['no token', { type: 'TOKEN', methodArn: `${STAGE}/GET/v1/models` }], ['another scheme', { authorizationToken: `Basic ${token()}`, methodArn: `${STAGE}/GET/v1/models` }],
    ['two tokens', { authorizationToken: `Bearer ${token()} ${token()}`, methodArn: `${STAGE}/GET/v1/models` }], ['no scheme', { authorizationToken: token(), methodArn: `${STAGE}/GET/v1/models` }],
    ['a token of more than 16 KiB', { authorizationToken: `Bearer ${'a'.repeat(16_384)}.b.c`, methodArn: `${STAGE}/GET/v1/models` }], ['no method', { authorizationToken: `Bearer ${token()}` }],
    ['a method that is none', { authorizationToken: `Bearer ${token()}`, methodArn: '*' }],
  ])('%s', async (_, event) => expect(sample().authorize(event)).rejects.toThrow(/^Unauthorized$/));
});

describe('the keys of the issuer', () => {
  test('are asked for once, not for each token', async () => {
    const { ask } = sample();
    await Promise.all([ask(token()), ask(token()), ask(token())]);
    await ask(token());
    expect(issuer.asked).toBe(1);
  });

  test('are looked up at once when a token names a new one', async () => {
    const { ask } = sample();
    await ask(token());
    issuer.keys = [second.jwk];
    expect(resourcesOf(await ask(token(claims(), second)))).toMatchObject({ Effect: 'Allow' });
    expect(issuer.asked).toBe(2);
  });

  test('are not asked for again and again by forged tokens', async () => {
    const { ask, clock } = sample();
    await ask(token());
    for (let forged = 0; forged < 20; forged++) await expect(ask(token(claims(), { ...second, kid: `forged-${forged}` }))).rejects.toThrow('Unauthorized');
    expect(issuer.asked).toBe(2);
    await expect(ask(token())).resolves.toBeDefined();
    clock.now += 11_000;
    await expect(ask(token(claims(), second))).rejects.toThrow('Unauthorized');
    expect(issuer.asked).toBe(3);
  });

  test('that the issuer has withdrawn are dropped after a while', async () => {
    const { ask, clock } = sample();
    await ask(token());
    issuer.keys = [second.jwk];
    await expect(ask(token())).resolves.toBeDefined();
    clock.now += 16 * 60_000;
    await expect(ask(token())).rejects.toThrow('Unauthorized');
  });

  test('that cannot be had deny with an error of their own, and are tried again', async () => {
    const { ask } = sample();
    issuer.up = false;
    await expect(ask(token())).rejects.toThrow('the issuer answered 503');
    issuer.up = true;
    await expect(ask(token())).resolves.toBeDefined();
  });
});

describe('the discovery document', () => {
  const discovering = (document: unknown, fetched: string[] = []) => tokenVerifier({ issuer: ISSUER, audience: AUDIENCE }, {
    fetch: async (url) => {
      fetched.push(url);
      return new TextEncoder().encode(JSON.stringify(url.endsWith('openid-configuration') ? document : { keys: [first.jwk] })).buffer;
    },
    now: Date.now,
  });

  test('says where the keys are', async () => {
    const fetched: string[] = [];
    await expect(discovering({ issuer: ISSUER, jwks_uri: 'https://keys.example.com/all' }, fetched)(token())).resolves.toMatchObject({ sub: 'person-1' });
    expect(fetched).toEqual([`${ISSUER}/.well-known/openid-configuration`, 'https://keys.example.com/all']);
  });

  test.each<[string, unknown]>([
    ['of another issuer', { issuer: 'https://evil.example.com', jwks_uri: 'https://keys.example.com' }], ['without keys', { issuer: ISSUER }],
    ['with keys in the clear', { issuer: ISSUER, jwks_uri: 'http://keys.example.com' }], ['that is nothing', null],
  ])('%s is refused', async (_, document) => expect(discovering(document)(token())).rejects.toThrow('the discovery document'));
});
