import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { parseSignatureKeys } from '../../../../lib/services/token-verification/signature-keys';
import { publishTokenKeys, type KeySource } from '../../../../lib/services/functions/token-keys/token-keys';

const ISSUER = 'https://issuer.example/pool';
const KEYS = `${ISSUER}/.well-known/jwks.json`;
const START = Date.parse('2026-11-22T10:00:00Z');
const MINUTE = 60_000;

const rsa: JsonWebKey = { ...generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
const other: JsonWebKey = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid: 'two', alg: 'ES256', use: 'sig' };

/** An issuer and a secret, as they change. */
function world(documents: Record<string, unknown>) {
  let stored: string | undefined = '{"notPublishedYet":"x"}';
  let now = START;
  const writes: string[] = [];
  const asked: string[] = [];
  return {
    documents, writes, asked,
    pass: (milliseconds: number) => { now += milliseconds; },
    publish: (source: KeySource = { issuer: ISSUER, jwksUri: KEYS }) => publishTokenKeys(source, {
      fetch: (url) => {
        asked.push(url);
        const document = documents[url];
        return document === undefined ? Promise.reject(new Error('the issuer answered 404')) : Promise.resolve(new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)).buffer);
      },
      now: () => now,
      stored: () => Promise.resolve(stored),
      store: (value) => { stored = value; writes.push(value); return Promise.resolve(); },
    }),
  };
}

const kidsOf = (value: string | undefined) => (JSON.parse(value ?? '{}') as { keys: JsonWebKey[] }).keys.map(({ kid }) => kid);

test('publishes whose keys these are, when the issuer said so, and the keys', async () => {
  const { publish, writes } = world({ [KEYS]: { keys: [rsa, other] } });
  expect(await publish()).toEqual({ keys: 2, written: true });
  expect(JSON.parse(writes[0] ?? '')).toMatchObject({ issuer: ISSUER, checkedAt: '2026-11-22T10:00:00.000Z', keys: [{ kid: 'one', kty: 'RSA', alg: 'RS256' }, { kid: 'two', kty: 'EC', crv: 'P-256', alg: 'ES256' }] });
});

test('what it publishes is a key set that the gateway reads as it is', async () => {
  const { publish, writes } = world({ [KEYS]: { keys: [rsa, other] } });
  await publish();
  expect(parseSignatureKeys(new TextEncoder().encode(writes[0]).buffer).keys.map(({ kid }) => kid)).toEqual(['one', 'two']);
});

test('never publishes a private member, even if the issuer lets one slip', async () => {
  const { publish, writes } = world({ [KEYS]: { keys: [rsa, other] } });
  await publish();
  expect(rsa.d).toBeDefined();
  for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(writes[0]).not.toContain(`"${member}":`);
});

test('finds the keys by the discovery document, which must name this very issuer and an encrypted address', async () => {
  const discovery = `${ISSUER}/.well-known/openid-configuration`;
  const found = world({ [discovery]: { issuer: ISSUER, jwks_uri: 'https://keys.example/set' }, 'https://keys.example/set': { keys: [rsa] } });
  expect(await found.publish({ issuer: ISSUER })).toEqual({ keys: 1, written: true });
  await expect(world({ [discovery]: { issuer: 'https://evil.example', jwks_uri: KEYS }, [KEYS]: { keys: [rsa] } }).publish({ issuer: ISSUER })).rejects.toThrow(/another issuer/);
  await expect(world({ [discovery]: { issuer: ISSUER, jwks_uri: 'http://keys.example/set' } }).publish({ issuer: ISSUER })).rejects.toThrow(/https/);
});

test('does not write the same again, but says every hour that it still holds', async () => {
  const { publish, writes, pass } = world({ [KEYS]: { keys: [rsa] } });
  for (let minutes = 0; minutes <= 120; minutes += 5) {
    await publish();
    pass(5 * MINUTE);
  }
  expect(writes.map((value) => (JSON.parse(value) as { checkedAt: string }).checkedAt)).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z', '2026-11-22T12:00:00.000Z']);
});

test('takes over a new key, and takes out a withdrawn one, the next time it asks', async () => {
  const { publish, writes, pass, documents } = world({ [KEYS]: { keys: [rsa] } });
  await publish();
  for (const keys of [[rsa, other], [other]]) {
    documents[KEYS] = { keys };
    pass(5 * MINUTE);
    expect(await publish()).toMatchObject({ written: true });
  }
  expect(writes.map(kidsOf)).toEqual([['one'], ['one', 'two'], ['two']]);
});

test.each<[string, unknown]>([
  ['no answer', undefined], ['no JSON', '<html>'], ['no set', { error: 'x' }], ['an empty set', { keys: [] }], ['keys that are no keys', { keys: [null, 7, {}, { kid: 'a' }] }],
  ['a symmetric key', { keys: [{ kid: 'a', kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }] }], ['a key for encryption', { keys: [{ kid: 'a', kty: 'RSA', use: 'enc', n: 'x'.repeat(400), e: 'AQAB' }] }],
])('fails on %s and leaves what was published', async (_, document) => {
  const { publish, writes, documents, pass } = world({ [KEYS]: { keys: [rsa] } });
  await publish();
  documents[KEYS] = document;
  pass(5 * MINUTE);
  await expect(publish()).rejects.toThrow();
  expect(writes).toHaveLength(1);
});

test('fails on more than a secret holds', async () => {
  const keys = Array.from({ length: 200 }, (_, index) => ({ ...rsa, kid: `key-${index}` }));
  await expect(world({ [KEYS]: { keys } }).publish()).rejects.toThrow(/larger/);
});
