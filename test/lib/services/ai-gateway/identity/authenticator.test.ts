import { PlatformError } from '../../../../../lib/contract/platform-error';
import { createAuthenticator } from '../../../../../lib/services/ai-gateway/identity/authenticator';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import { claims, CLIENT, edwards, elliptic, first, ISSUER, rsa, sample, second, seconds, SETTINGS, sign } from './issuer';

const MINUTE = 60_000;

describe('a valid token', () => {
  test('says who asks, with the scopes that the platform knows', async () => {
    const principal = await sample().bearer(await sign(claims({ scope: 'inference/invoke tenant/acme openid constructor vectors/read' })));
    expect(principal).toEqual({ tenant: 'acme', subject: 'person-1', groups: ['ml'], scopes: new Set(['inference/invoke', 'vectors/read']) });
    expect(Object.isFrozen(principal)).toBe(true);
  });

  test.each([
    ['RS256', first], ['ES256', second], ['EdDSA', edwards('ed')], ['RS512', rsa('strong', 'RS512')],
  ])('may be signed with %s', async (_, by) => {
    const { issuer, bearer } = sample();
    issuer.keys = [by.jwk];
    expect(await bearer(await sign(claims(), by))).toMatchObject({ tenant: 'acme' });
  });

  test('may be signed with a key that names no algorithm, as some issuers publish theirs', async () => {
    const { issuer, bearer } = sample();
    issuer.keys = [{ ...first.jwk, alg: undefined }, { ...second.jwk, alg: undefined, use: undefined }];
    expect(await bearer(await sign())).toMatchObject({ tenant: 'acme' });
    expect(await bearer(await sign(claims(), second))).toMatchObject({ tenant: 'acme' });
    expect(await bearer(await sign(claims(), first, { alg: 'RS384' }))).toMatchObject({ tenant: 'acme' });
  });

  test.each([['Bearer '], ['bearer '], ['BEARER '], ['Bearer    ']])('may stand after %j', async (scheme) => {
    expect(await sample().ask(`${scheme}${await sign()}`)).toMatchObject({ tenant: 'acme' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['its client id, as Cognito writes access tokens', { client_id: CLIENT }],
    ['its audience', { aud: 'api://ai', client_id: undefined, token_use: undefined }],
    ['one of its audiences', { aud: ['https://other.example.com', 'api://ai'] }],
    ['its audience, whoever asked for it', { aud: 'api://ai', client_id: 'somebody-else' }],
  ])('is for this gateway by %s', async (_, change) => expect(await sample().bearer(await sign(claims(change)))).toMatchObject({ tenant: 'acme' }));

  test.each<[unknown, readonly string[]]>([[['a', 'b', 'a'], ['a', 'b']], ['a b', ['a', 'b']], ['', []], [[], []], [undefined, []], [null, []], [['__proto__', 'constructor'], ['__proto__', 'constructor']]])(
    'with the groups claim %j is in the groups %j', async (groups, expected) => {
      expect(await sample().bearer(await sign(claims({ 'cognito:groups': groups })))).toMatchObject({ groups: expected });
    });

  test('has the scopes of its groups where the operator maps them, and of no other mapping', async () => {
    const { bearer } = sample({ groupScopes: { ml: ['vectors/write', 'unknown/scope'], admins: ['platform/admin'] }, scopeClaim: 'granted' });
    expect(await bearer(await sign(claims({ 'cognito:groups': ['ml', 'constructor', '__proto__'] })))).toMatchObject({ scopes: new Set(['vectors/write']) });
  });

  test('without a subject speaks for its client', async () => {
    expect(await sample().bearer(await sign(claims({ sub: undefined })))).toMatchObject({ subject: CLIENT });
  });
});

describe('a repeated token', () => {
  test('is answered at once, and with the same principal', async () => {
    const { authenticate } = sample();
    const header = `Bearer ${await sign()}`;
    const verified = await authenticate(header);
    expect(authenticate(header)).toBe(verified);
  });

  test('is verified once when it comes many times at the same moment', async () => {
    const { authenticate } = sample();
    const header = `Bearer ${await sign()}`;
    const [one, ...others] = await Promise.all(Array.from({ length: 50 }, () => authenticate(header)));
    expect(others.every((other) => other === one)).toBe(true);
  });

  test('is verified anew after a minute, and refused once it has expired', async () => {
    const { authenticate, clock, ask } = sample();
    const header = `Bearer ${await sign(claims({ exp: seconds(30) }))}`;
    const verified = await authenticate(header);
    clock.now += 29_000;
    expect(authenticate(header)).toBe(verified);
    clock.now += 2_000;
    expect(authenticate(header)).not.toBe(verified);
    const longer = `Bearer ${await sign()}`;
    const remembered = await authenticate(longer);
    clock.now += MINUTE + 1;
    expect(authenticate(longer)).toBeInstanceOf(Promise);
    expect(await ask(longer)).toEqual(remembered);
  });

  test('is found by all of its text: one that differs in its last character is another', async () => {
    const { authenticate, ask } = sample();
    const token = await sign();
    await authenticate(`Bearer ${token}`);
    for (const other of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, `${token}A`, token.slice(0, -1), `${token} `]) expect(await ask(`Bearer ${other}`)).toBe('invalid_token');
  });

  test('that was refused is judged again, not remembered', async () => {
    const { issuer, bearer, clock } = sample();
    const other = elliptic('third');
    const token = await sign(claims(), other);
    expect(await bearer(token)).toBe('invalid_token');
    issuer.keys = [other.jwk];
    clock.now += 11_000;
    expect(await bearer(token)).toMatchObject({ tenant: 'acme' });
  });
});

describe('while the issuer is away', () => {
  test('a token that is remembered works, another is answered with 503 and not with 401', async () => {
    const { issuer, bearer, clock } = sample();
    const [known, unknown] = [await sign(), await sign(claims({ sub: 'person-2' }), edwards('new'))];
    await bearer(known);
    issuer.up = false;
    clock.now += 59_000;
    expect(await bearer(known)).toMatchObject({ subject: 'person-1' });
    expect(await bearer(unknown)).toBe('identity_unavailable');
  });

  test('nobody can sign in who was never seen, garbage is still garbage, and all works again once it is back', async () => {
    const { issuer, bearer, clock } = sample();
    issuer.up = false;
    const token = await sign();
    expect(await bearer(token)).toBe('identity_unavailable');
    expect(await bearer('a.b.c')).toBe('invalid_token');
    issuer.up = true;
    clock.now += 1_001;
    expect(await bearer(token)).toMatchObject({ tenant: 'acme' });
  });

  test('it is asked once a second, however many requests come', async () => {
    const { issuer, bearer, clock } = sample();
    issuer.up = false;
    const token = await sign();
    for (let request = 0; request < 20; request++) expect(await bearer(token)).toBe('identity_unavailable');
    expect(issuer.asked).toHaveLength(1);
    clock.now += 1_001;
    await bearer(token);
    expect(issuer.asked).toHaveLength(2);
  });

  test('its keys serve on for a quarter of an hour', async () => {
    const { issuer, bearer, clock } = sample();
    await bearer(await sign());
    issuer.up = false;
    for (let minute = 1; minute < 15; minute++) {
      clock.now += MINUTE;
      expect(await bearer(await sign(claims({ sub: `person-${minute}`, exp: seconds(3_600) })))).toMatchObject({ tenant: 'acme' });
    }
    clock.now += MINUTE;
    expect(await bearer(await sign(claims({ sub: 'late', exp: seconds(3_600) })))).toBe('identity_unavailable');
  });

  test.each<[string, Partial<ReturnType<typeof sample>['issuer']>]>([
    ['a discovery document of another issuer', { document: { issuer: 'https://evil.example.com', jwks_uri: 'https://evil.example.com/keys' } }],
    ['keys in the clear', { document: { issuer: ISSUER, jwks_uri: 'http://login.example.com/keys' } }],
    ['keys on the loopback of this machine', { document: { issuer: ISSUER, jwks_uri: 'http://127.0.0.1/keys' } }],
    ['keys in a file', { document: { issuer: ISSUER, jwks_uri: 'file:///etc/keys' } }],
    ['nothing', { document: [] }],
  ])('and so while it answers with %s', async (_, change) => {
    const { issuer, bearer } = sample();
    Object.assign(issuer, change);
    expect(await bearer(await sign())).toBe('identity_unavailable');
  });

  test('the refusals tell a client what to do', () => {
    const { authenticate } = sample();
    expect(() => authenticate('Bearer x')).toThrow(expect.objectContaining({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }));
    expect(() => authenticate(undefined)).toThrow(expect.objectContaining({ status: 401, headers: { 'www-authenticate': 'Bearer' } }));
  });

  test('what failed is for the log, not for the client', async () => {
    const { issuer, authenticate } = sample();
    issuer.up = false;
    const error: unknown = await Promise.resolve(authenticate(`Bearer ${await sign()}`)).catch((cause: unknown) => cause);
    expect(GatewayError.isGatewayError(error) && [error.status, error.headers['retry-after'], JSON.stringify(error.body()).includes('ECONNREFUSED')]).toEqual([503, '1', false]);
  });
});

describe('the keys of the issuer', () => {
  test('are fetched anew beside the work, so that a new key is known before a token names it and a withdrawn one is refused', async () => {
    const { issuer, bearer, clock } = sample();
    const old = await sign(claims({ exp: seconds(3_600) }));
    await bearer(old);
    issuer.keys = [second.jwk];
    clock.now += 5 * MINUTE + 1;
    await bearer(old);
    await new Promise(setImmediate);
    clock.now += MINUTE + 1;
    expect(await bearer(old)).toBe('invalid_token');
    const before = issuer.asked.length;
    expect(await bearer(await sign(claims(), second))).toMatchObject({ tenant: 'acme' });
    expect(issuer.asked).toHaveLength(before);
  });

  test('are looked up at once when a token names a new one, and not again and again for forged ones', async () => {
    const { issuer, bearer, clock } = sample();
    await bearer(await sign());
    const rotated = rsa('rotated');
    issuer.keys = [rotated.jwk];
    expect(await bearer(await sign(claims(), rotated))).toMatchObject({ tenant: 'acme' });
    const before = issuer.asked.length;
    for (let forged = 0; forged < 20; forged++) expect(await bearer(await sign(claims(), { ...second, kid: `forged-${forged}` }))).toBe('invalid_token');
    expect(issuer.asked).toHaveLength(before + 1);
    clock.now += 11_000;
    await bearer(await sign(claims(), { ...second, kid: 'forged' }));
    expect(issuer.asked).toHaveLength(before + 2);
  });

  test('that are weak, broken, symmetric or meant for encryption count for nothing, and the others still do', async () => {
    const weak = rsa('weak', 'RS256', 1_024);
    const sealing = rsa('sealing');
    const { issuer, bearer } = sample();
    issuer.keys = [null, 'key', {}, { kty: 'RSA', kid: 'broken', n: '!', e: 'AQAB' }, { kty: 'oct', kid: 'secret', k: 'c2VjcmV0' }, weak.jwk, { ...sealing.jwk, use: 'enc' }, { ...second.jwk, alg: 'RS256', kid: 'mixed' }, first.jwk];
    expect(await bearer(await sign())).toMatchObject({ tenant: 'acme' });
    for (const by of [sealing, { ...second, kid: 'mixed' }]) expect(await bearer(await sign(claims(), by))).toBe('invalid_token');
  });
});

describe('the settings', () => {
  test.each([
    ['http://login.example.com'], ['http://localhost.example.com'], ['http://127.0.0.1.example.com'], ['ftp://localhost'], ['localhost'], ['https://user:word@login.example.com'], ['http://0.0.0.0'], [''],
  ])('with the issuer %j are refused', (issuer) => expect(() => createAuthenticator({ ...SETTINGS, issuer })).toThrow(PlatformError));

  test('without an audience, or with keys in the clear, are refused with all that is wrong', () => {
    const thrown = (() => { try { createAuthenticator({ issuer: 'http://a.example', audience: ' ,', jwksUri: 'http://a.example/keys' }); } catch (error) { return error; } })();
    expect(PlatformError.isPlatformError(thrown) && thrown.problems.map(({ code }) => code)).toEqual(['TokenIssuerNotProtected', 'TokenIssuerNotProtected', 'TokenAudienceMissing']);
  });

  test.each([['http://localhost:9000'], ['http://127.0.0.1:9000/issuer'], ['http://[::1]:9000']])('may name a local issuer in the clear: %s', async (issuer) => {
    expect(await sample({ issuer }).bearer(await sign(claims({ iss: issuer })))).toMatchObject({ tenant: 'acme' });
  });

  test('may name where the keys are', async () => {
    const { issuer, bearer } = sample({ jwksUri: 'https://keys.example.com/all' });
    await bearer(await sign());
    expect(issuer.asked).toEqual(['https://keys.example.com/all']);
  });
});
