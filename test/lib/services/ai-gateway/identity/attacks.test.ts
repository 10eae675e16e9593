import { createHmac, createSecretKey, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import { claims, CLIENT, edwards, elliptic, encode, first, ISSUER, jose, rsa, sample, second, seconds, sign, type Signer } from './issuer';

const pem = first.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const hmac = (input: string, secret: string | Buffer): string => `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
const handmade = (header: string, payload: string, by: Signer = first): string => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signBytes('sha256', Buffer.from(input), by.kid === 'second' ? { key: by.privateKey, dsaEncoding: 'ieee-p1363' } : by.privateKey).toString('base64url')}`;
};
const header = JSON.stringify({ alg: 'RS256', kid: 'first' });
const replaced = async (part: number, text: string): Promise<string> => (await sign()).split('.').map((old, index) => (index === part ? text : old)).join('.');

test('the handmade tokens of this file are good ones where nothing is wrong with them', async () => {
  expect(await sample().bearer(handmade(header, JSON.stringify(claims())))).toMatchObject({ tenant: 'acme' });
});

describe('is refused with invalid_token:', () => {
  test.each<[string, () => string | Promise<string>]>([
    ['the algorithm none', async () => replaced(0, encode({ alg: 'none', kid: 'first' }))],
    ['the algorithm none without a signature', () => new jose.UnsecuredJWT(claims()).encode()],
    ['the algorithm NONE in other letters', async () => replaced(0, encode({ alg: 'nOnE', kid: 'first' }))],
    ['no algorithm', async () => replaced(0, encode({ kid: 'first' }))],
    ['an algorithm that is a list', async () => replaced(0, encode({ alg: ['RS256'], kid: 'first' }))],
    ['an HMAC made with the public key in PEM', () => hmac(`${encode({ alg: 'HS256', kid: 'first' })}.${encode(claims())}`, pem)],
    ['an HMAC made with the public key in PEM, by jose', () => new jose.SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(createSecretKey(Buffer.from(pem)))],
    ['an HMAC made with the JSON of the key', () => hmac(`${encode({ alg: 'HS256', kid: 'first' })}.${encode(claims())}`, JSON.stringify(first.jwk))],
    ['an HMAC that calls itself RS256', () => hmac(`${encode(header)}.${encode(claims())}`, pem)],
    ['an HMAC with an empty secret', () => hmac(`${encode({ alg: 'HS256', kid: 'first' })}.${encode(claims())}`, '')],
    ['PS256, which no key of the issuer is for', () => sign(claims(), { ...first, alg: 'PS256' })],
    ['RS512 with a key for RS256', () => sign(claims(), { ...first, alg: 'RS512' })],
    ['ES256 with a key for RS256', () => handmade(JSON.stringify({ alg: 'ES256', kid: 'first' }), JSON.stringify(claims()))],
    ['EdDSA of a key that the issuer does not have', () => sign(claims(), edwards('first'))],
    ['RS256 that names an elliptic key', () => sign(claims(), { ...first, kid: 'second' })],
    ['ES256 that names an RSA key', () => sign(claims(), { ...second, kid: 'first' })],
    ['an elliptic signature of zeros', async () => `${(await sign(claims(), second)).split('.').slice(0, 2).join('.')}.${Buffer.alloc(64).toString('base64url')}`],
    ['an empty signature', () => replaced(2, '')],
    ['another key under the same id', () => sign(claims(), { ...rsa('other'), kid: 'first' })],
    ['an expiry in the past', () => sign(claims({ exp: seconds(-60) }))],
    ['no expiry', () => sign(claims({ exp: undefined }))],
    ['an expiry that is text', () => sign(claims({ exp: String(seconds(600)) }))],
    ['an expiry beyond all numbers', () => handmade(header, JSON.stringify(claims()).replace(/"exp":\d+/, '"exp":1e999'))],
    ['an expiry of null', () => sign(claims({ exp: null }))],
    ['a beginning in the future', () => sign(claims({ nbf: seconds(120) }))],
    ['a beginning that is text', () => sign(claims({ nbf: 'now' }))],
    ['another audience', () => sign(claims({ aud: 'https://other.example.com', client_id: undefined }))],
    ['another audience, although asked for by a client of ours', () => sign(claims({ aud: 'https://other.example.com' }))],
    ['an empty audience', () => sign(claims({ aud: [] }))],
    ['an audience that is an object', () => sign(claims({ aud: { 'api://ai': true } }))],
    ['audience and client in one text', () => sign(claims({ aud: `api://ai,${CLIENT}` }))],
    ['another client', () => sign(claims({ client_id: 'another' }))],
    ['neither audience nor client', () => sign(claims({ client_id: undefined }))],
    ['another issuer', () => sign(claims({ iss: 'https://evil.example.com' }))],
    ['the issuer with a slash more', () => sign(claims({ iss: `${ISSUER}/` }))],
    ['the issuer in other letters', () => sign(claims({ iss: ISSUER.toUpperCase() }))],
    ['the issuer as a list', () => sign(claims({ iss: [ISSUER] }))],
    ['no issuer', () => sign(claims({ iss: undefined }))],
    ['an id token', () => sign(claims({ token_use: 'id', aud: CLIENT }))],
    ['a token for some new use', () => sign(claims({ token_use: 'refresh' }))],
    ['a use that is a list', () => sign(claims({ token_use: ['access'] }))],
    ['a refresh token of Keycloak', () => sign(claims({ typ: 'Refresh', token_use: undefined }))],
    ['a logout token', () => sign(claims(), first, { typ: 'logout+jwt' })],
    ['a proof of possession', () => sign(claims(), first, { typ: 'application/dpop+jwt' })],
    ['an extension that must be understood', () => sign(claims(), first, { crit: ['exp'], exp: seconds(600) })],
    ['a payload that is not encoded', () => handmade(JSON.stringify({ alg: 'RS256', kid: 'first', b64: false, crit: ['b64'] }), JSON.stringify(claims()))],
    ['a key that the token brings along', () => sign(claims(), second, { kid: 'brought', jwk: second.jwk })],
    ['a foreign key brought along under a known id', () => { const by = elliptic('first'); return sign(claims(), by, { jwk: by.jwk }); }],
    ['a place where its keys are', () => sign(claims(), { ...second, kid: 'far' }, { jku: 'https://evil.example.com/keys', x5u: 'https://evil.example.com/chain' })],
    ['no key id', () => sign(claims(), first, { kid: undefined })],
    ['a key id that is a number', async () => replaced(0, encode({ alg: 'RS256', kid: 1 }))],
    ['a key id of 10,000 characters', () => sign(claims(), { ...first, kid: 'k'.repeat(10_000) })],
    ['no tenant', () => sign(claims({ tenant: undefined }))],
    ['an empty tenant', () => sign(claims({ tenant: '' }))],
    ['several tenants', () => sign(claims({ tenant: ['acme', 'globex'] }))],
    ['a tenant that is an object', () => sign(claims({ tenant: { toString: 'acme' } }))],
    ['no subject', () => sign(claims({ sub: undefined, client_id: undefined, aud: 'api://ai' }))],
    ['an empty subject', () => sign(claims({ sub: '' }))],
    ['a subject with a line break', () => sign(claims({ sub: 'person\nadmin' }))],
    ['a subject of half a character', () => sign(claims({ sub: '\ud800' }))],
    ['a subject without an end', () => sign(claims({ sub: 's'.repeat(257) }))],
    ['groups as an object', () => sign(claims({ 'cognito:groups': { reviewers: true } }))],
    ['groups as a number', () => sign(claims({ 'cognito:groups': 7 }))],
    ['groups that are no text', () => sign(claims({ 'cognito:groups': ['ml', { toString: 'reviewers' }] }))],
    ['groups that are kept elsewhere', () => sign(claims({ 'cognito:groups': undefined, _claim_names: { 'cognito:groups': 'src1' } }))],
    ['scopes as a list', () => sign(claims({ scope: ['inference/invoke'] }))],
    ['a payload that was changed', () => replaced(1, encode(claims({ tenant: 'globex' })))],
    ['a payload that is a list', () => handmade(header, '[]')],
    ['a payload that is no JSON', () => handmade(header, '{')],
    ['a payload that nests without an end', () => handmade(header, `${'{"a":'.repeat(1_500)}1${'}'.repeat(1_500)}`)],
    ['a header that is null', () => replaced(0, encode('null'))],
    ['a token within a token', async () => handmade(header, JSON.stringify(await sign()))],
    ['an encrypted token', () => new jose.EncryptJWT(claims()).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'first' }).encrypt(createSecretKey(Buffer.alloc(32)))],
    ['two tokens', async () => `${await sign()} ${await sign()}`],
    ['two tokens with a comma between', async () => `${await sign()}, ${await sign()}`],
    ['a fourth part', async () => `${await sign()}.AAAA`],
    ['padding', async () => `${await sign()}==`],
    ['garbage at its end', async () => `${await sign()}#`],
    ['a character more, which a lax decoder would skip', async () => `${await sign()}A`],
    ['a line break in it', async () => (await sign()).replace('.', '.\n')],
    ['an invisible character in it', async () => (await sign()).replace('.', '\u200b.')],
    ['a NUL at its end', async () => `${await sign()}\u0000`],
    ['a wide blank before it', async () => `\u3000${await sign()}`],
    ['the other alphabet of base64', async () => (await sign()).replace(/-/g, '+').replace(/_/g, '/').replace(/A/, '+')],
    ['20,000 characters', () => sign(claims({ more: 'x'.repeat(16_384) }))],
  ])('%s', async (_, token) => expect(await sample().bearer(await token())).toBe('invalid_token'));

  test.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Token a.b.c', 'Bearer\ta.b.c', 'Bearer\u00a0a.b.c', ' Bearer a.b.c', 'Bearer: a.b.c', 'Bearer=a.b.c', 'a.b.c', 'Bearer ..', 'Bearer Bearer a.b.c', undefined])(
    'the header %j', async (value) => expect(await sample().ask(value)).toBe('invalid_token'));

  test.each(['x\'; drop table t', 'acme/globex', 'acme\n', 'acme ', ' acme', 'ácme', 'acme\u200b', '__proto__', '-acme', 'a'.repeat(64), '"); permit(principal,action,resource);//', '${jndi:ldap://x}', '*', '\u0000'])(
    'the tenant %j', async (tenant) => expect(await sample().bearer(await sign(claims({ tenant })))).toBe('invalid_token'));

  test.each(['../../first', '/dev/null', "first' OR '1'='1", 'https://evil.example.com/keys', '__proto__', 'constructor', 'toString', 'first\u0000', 'FIRST', ' first', '|cat /etc/passwd'])(
    'the key id %j, and only the issuer was asked for keys', async (kid) => {
      const { issuer, bearer } = sample();
      expect(await bearer(await sign(claims(), { ...first, kid }))).toBe('invalid_token');
      expect(issuer.asked.every((url) => url.startsWith(`${ISSUER}/`))).toBe(true);
    });
});

describe('hostile claims in a token that the issuer did sign', () => {
  test('of two claims with one name the last counts, as RFC 7519 has it', async () => {
    const twice = JSON.stringify(claims()).replace('{', '{"tenant":"globex",');
    expect(await sample().bearer(handmade(header, twice))).toMatchObject({ tenant: 'acme' });
    const wrongLast = JSON.stringify(claims()).replace(/}$/, ',"iss":"https://evil.example.com"}');
    expect(await sample().bearer(handmade(header, wrongLast))).toBe('invalid_token');
  });

  test('with names of the prototype change nothing', async () => {
    const payload = JSON.stringify(claims({ tenant: undefined })).replace('{', '{"__proto__":{"tenant":"globex","polluted":true},"constructor":{"prototype":{"tenant":"globex"}},');
    expect(await sample().bearer(handmade(header, payload))).toBe('invalid_token');
    expect(await sample({ tenantClaim: '__proto__' }).bearer(await sign())).toBe('invalid_token');
    expect(await sample({ tenantClaim: 'constructor' }).bearer(await sign())).toBe('invalid_token');
    expect('polluted' in {}).toBe(false);
  });

  test('keys that a good token brings along or points at are not fetched and not used', async () => {
    const { issuer, bearer } = sample();
    const good = await sign(claims(), first, { jku: 'https://evil.example.com/keys', x5u: 'https://evil.example.com/chain', jwk: second.jwk });
    expect(await bearer(good)).toMatchObject({ tenant: 'acme' });
    expect(issuer.asked.filter((url) => url.includes('evil'))).toEqual([]);
  });
});

test('10,000 malformed tokens are refused with invalid_token, and nothing else happens', async () => {
  const { bearer, issuer } = sample();
  const good = await sign();
  await bearer(good);
  const asked = issuer.asked.length;
  const random = fc.sample(fc.tuple(fc.nat(good.length - 1), fc.nat(5), fc.nat(63), fc.string({ unit: 'binary', maxLength: 20 })), { numRuns: 10_000, seed: 7 });
  const answers = new Map<string, number>();
  for (const [at, kind, letter, text] of random) {
    const other = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charAt(letter);
    const [head = '', body = '', tail = ''] = good.split('.');
    const mangled = [
      `${good.slice(0, at)}${good.charAt(at) === other ? '.' : other}${good.slice(at + 1)}`, good.slice(0, at), `${good.slice(0, at)}${text}x${good.slice(at)}`,
      `${encode(text)}.${body}.${tail}`, `${head}.${encode(JSON.stringify(text))}.${tail}`, text,
    ][kind] ?? '';
    const answer = await bearer(mangled);
    const kindOf = typeof answer === 'string' ? answer : 'principal';
    answers.set(kindOf, (answers.get(kindOf) ?? 0) + 1);
  }
  expect([...answers]).toEqual([['invalid_token', 10_000]]);
  // A changed key id is the one fault that only the issuer can tell, and it is asked once in ten seconds.
  expect(issuer.asked.length - asked).toBeLessThanOrEqual(1);
});

test('a token that another tenant’s issuer signed with an RSA key of its own is refused, however alike', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  expect(await sample().bearer(await sign(claims(), { ...first, privateKey, publicKey }))).toBe('invalid_token');
});
