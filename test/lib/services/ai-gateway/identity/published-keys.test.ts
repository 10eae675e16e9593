import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { PublishedTokenKeys } from '../../../../../lib/contract/token-keys';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import { createAuthenticator } from '../../../../../lib/services/ai-gateway/identity/authenticator';
import { PUBLISHED_KEYS_URI, publishedKeys } from '../../../../../lib/services/ai-gateway/identity/published-keys';
import { publishTokenKeys } from '../../../../../lib/services/functions/token-keys/token-keys';
import { ISSUER, SETTINGS, claims, first, rsa, second, sign } from './issuer';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-keys-AbCdEf';
const MINUTE = 60_000;

const published = (change: Partial<Record<keyof PublishedTokenKeys, unknown>> = {}): string => JSON.stringify({ issuer: ISSUER, checkedAt: new Date().toISOString(), keys: [first.jwk, second.jwk], ...change });

/** A gateway that reads an issuer's keys from a secret: its text, or the fault of whoever asks for it; and a clock that can be moved. */
function sample(text: string | undefined = published()) {
  const state: { text: string | undefined; fault: Error | undefined; now: number; readonly asked: unknown[] } = { text, fault: undefined, now: Date.now(), asked: [] };
  const secrets = {
    send: (command: unknown) => {
      state.asked.push(command instanceof GetSecretValueCommand ? command.input.SecretId : command);
      return state.fault === undefined ? Promise.resolve({ SecretString: state.text }) : Promise.reject(state.fault);
    },
  } as unknown as Pick<SecretsManagerClient, 'send'>;
  const world = publishedKeys(secrets, ARN, ISSUER, () => state.now);
  const { authenticate } = createAuthenticator({ ...SETTINGS, jwksUri: PUBLISHED_KEYS_URI }, world);
  /** The subject of a token, or how it is refused. */
  const bearer = async (token: string): Promise<string> => {
    try {
      return (await authenticate(`Bearer ${token}`)).subject;
    } catch (error) {
      if (!GatewayError.isGatewayError(error)) throw error;
      return `${error.status} ${error.code}`;
    }
  };
  return { state, world, bearer };
}

test('a token is judged by the keys of its issuer in the secret, and by no other', async () => {
  const { bearer, state } = sample();
  expect(await bearer(await sign())).toBe('person-1');
  expect(await bearer(await sign(claims(), second))).toBe('person-1');
  expect(await bearer(await sign(claims(), { ...rsa('first'), kid: 'first' }))).toBe('401 invalid_token');
  expect(await bearer(await sign(claims({ iss: 'https://other.example' })))).toBe('401 invalid_token');
  expect(new Set(state.asked)).toEqual(new Set([ARN]));
});

test('what the publishing function writes is what is read', async () => {
  let written: string | undefined;
  await publishTokenKeys({ issuer: ISSUER, jwksUri: `${ISSUER}/keys` }, {
    fetch: () => Promise.resolve(new TextEncoder().encode(JSON.stringify({ keys: [first.jwk] })).buffer),
    now: Date.now,
    stored: () => Promise.resolve(undefined),
    store: (value) => { written = value; return Promise.resolve(); },
  });
  expect(await sample(written).bearer(await sign())).toBe('person-1');
});

test.each<[string, string | undefined]>([
  ['keys of another issuer', published({ issuer: `${ISSUER}/` })],
  ['no issuer', published({ issuer: undefined })],
  ['keys that are no list', published({ keys: { first: first.jwk } })],
  ['no date', published({ checkedAt: undefined })],
  ['a date that is none', published({ checkedAt: 'yesterday' })],
  ['what is there before anything was published', '{"notPublishedYet":"x"}'],
  ['a list', '[]'],
  ['null', 'null'],
  ['no JSON', '{'],
  ['nothing', ''],
  ['bytes instead of a text', undefined],
])('a secret with %s lets nobody in, and calls nobody’s token wrong', async (_case, text) => {
  const { bearer, state } = sample();
  state.text = text;
  expect(await bearer(await sign())).toBe('503 identity_unavailable');
});

test('keys count until nobody has confirmed them for three hours', async () => {
  const { bearer, state } = sample(published({ checkedAt: new Date(Date.now() - 184 * MINUTE).toISOString() }));
  expect(await bearer(await sign())).toBe('person-1');
  const stale = sample(published({ checkedAt: new Date(state.now - 186 * MINUTE).toISOString() }));
  expect(await stale.bearer(await sign())).toBe('503 identity_unavailable');
});

test('an empty list of keys is an answer: no token is valid', async () => {
  expect(await sample(published({ keys: [] })).bearer(await sign())).toBe('401 invalid_token');
});

test('a secret that cannot be read is asked for again, not before a second has passed, and tells nothing of itself', async () => {
  const { bearer, state, world } = sample();
  state.fault = Object.assign(new Error(`User: arn:aws:sts::111122223333:assumed-role/x is not authorized on ${ARN}`), { name: 'AccessDeniedException' });
  const token = await sign();
  expect([await bearer(token), await bearer(token), state.asked.length]).toEqual(['503 identity_unavailable', '503 identity_unavailable', 1]);
  state.fault = undefined;
  state.now += 1_001;
  expect(await bearer(token)).toBe('person-1');
  await expect(world.fetch('https://login.example.com/keys')).rejects.toThrow('only the published keys are read');
});

test('a new key is known as soon as a token names it, and a withdrawn one is refused within sixteen minutes', async () => {
  const { bearer, state } = sample(published({ keys: [first.jwk] }));
  expect(await bearer(await sign())).toBe('person-1');
  state.text = published({ keys: [second.jwk] });
  expect(await bearer(await sign(claims(), second))).toBe('person-1');
  const old = await sign(claims({ exp: Math.floor(Date.now() / 1_000) + 7_200 }));
  state.now += 16 * MINUTE;
  state.text = published({ keys: [second.jwk], checkedAt: new Date(state.now).toISOString() });
  expect(await bearer(old)).toBe('401 invalid_token');
});

test('asks for the secret with a time limit', async () => {
  let signal: unknown;
  const secrets = { send: (_command: unknown, options: { readonly abortSignal?: unknown }) => { signal = options.abortSignal; return Promise.resolve({ SecretString: published() }); } } as unknown as Pick<SecretsManagerClient, 'send'>;
  await publishedKeys(secrets, ARN, ISSUER).fetch(PUBLISHED_KEYS_URI);
  expect(signal).toBeInstanceOf(AbortSignal);
});
