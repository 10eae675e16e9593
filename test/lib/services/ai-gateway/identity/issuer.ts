import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { TokenSettings } from '../../../../../lib/services/ai-gateway/identity/authenticator';
import { createAuthenticator } from '../../../../../lib/services/ai-gateway/identity/authenticator';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';

/** jose is an ES module, which jest's own loader does not read. */
declare const nativeRequire: (path: string) => unknown;
export const jose = nativeRequire('jose') as typeof import('jose', { with: { 'resolution-mode': 'import' } });

export const ISSUER = 'https://login.example.com/pool-1';
export const CLIENT = '1h57kf5cpq17m0eml12EXAMPLE';
export const SETTINGS: TokenSettings = { issuer: ISSUER, audience: ` api://ai , ${CLIENT}`, tenantClaim: 'tenant', groupsClaim: 'cognito:groups' };

export interface Signer { readonly kid: string; readonly alg: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly jwk: Record<string, unknown> }

function signer(kid: string, alg: string, { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): Signer {
  return { kid, alg, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

export const rsa = (kid: string, alg = 'RS256', modulusLength = 2_048): Signer => signer(kid, alg, generateKeyPairSync('rsa', { modulusLength }));
export const elliptic = (kid: string): Signer => signer(kid, 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }));
export const edwards = (kid: string): Signer => signer(kid, 'EdDSA', generateKeyPairSync('ed25519'));

export const first = rsa('first');
export const second = elliptic('second');

/** Seconds since 1970, so many from now. */
export const seconds = (offset: number): number => Math.floor(Date.now() / 1_000) + offset;

/** Claims of an access token as Cognito writes them. */
export const claims = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: ISSUER, sub: 'person-1', client_id: CLIENT, token_use: 'access', tenant: 'acme', 'cognito:groups': ['ml'],
  scope: 'inference/invoke models/read', iat: seconds(-5), exp: seconds(600), ...change,
});

/** A token made by jose, with the payload as it stands. */
export async function sign(payload: object = claims(), by: Signer = first, header: Record<string, unknown> = {}): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  const { crit } = header;
  const signature = new jose.CompactSign(bytes).setProtectedHeader({ alg: by.alg, kid: by.kid, typ: 'JWT', ...header });
  return signature.sign(by.privateKey, Array.isArray(crit) ? { crit: Object.fromEntries(crit.map((name: unknown) => [String(name), false])) } : undefined);
}

export const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** An issuer within this process: what it publishes, how often it was asked, whether it answers; and a clock that can be moved. */
export function sample(settings: Partial<TokenSettings> = {}) {
  const issuer = { keys: [first.jwk, second.jwk] as unknown[], asked: [] as string[], up: true, document: undefined as unknown };
  const clock = { now: Date.now() };
  const world = {
    now: () => clock.now,
    fetch: async (url: string): Promise<ArrayBuffer> => {
      issuer.asked.push(url);
      if (!issuer.up) throw new Error('connect ECONNREFUSED');
      const found = issuer.document ?? { issuer: settings.issuer ?? ISSUER, jwks_uri: `${settings.issuer ?? ISSUER}/keys` };
      return new TextEncoder().encode(JSON.stringify(url.endsWith('/openid-configuration') ? found : { keys: issuer.keys })).buffer;
    },
  };
  const { authenticate } = createAuthenticator({ ...SETTINGS, ...settings }, world);
  /** The principal, or the code of the refusal. */
  const ask = async (header: string | undefined) => {
    try {
      return await authenticate(header);
    } catch (error) {
      if (GatewayError.isGatewayError(error)) return error.code;
      throw error;
    }
  };
  return { issuer, clock, authenticate, ask, bearer: (token: string) => ask(`Bearer ${token}`) };
}
