import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Jwk, Jwks } from 'aws-jwt-verify/jwk';
import { IssuerUnavailable, parseAnswer } from './issuer-unavailable';

const RSA_ALGORITHMS: readonly string[] = ['RS256', 'RS384', 'RS512'];
const CURVE_ALGORITHMS: Readonly<Record<string, string>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };
const SMALLEST_MODULUS = 2_048;

/** The algorithms that a token may name. All are asymmetric; PSS and `none` are not among them. */
export const ALGORITHMS: ReadonlySet<string> = new Set([...RSA_ALGORITHMS, ...Object.values(CURVE_ALGORITHMS), 'EdDSA']);

/**
 * The issuer's keys that can verify a signature. Keys of other uses, weak, malformed or symmetric ones are left out, and one that is broken
 * does not take the others with it: a token that names it names an unknown key. Throws IssuerUnavailable when
 * the document is no key set at all.
 */
export function parseSignatureKeys(document: ArrayBuffer): Jwks {
  const { keys } = parseAnswer(document);
  if (!Array.isArray(keys)) throw new IssuerUnavailable('the issuer answered with no key set');
  return { keys: keys.flatMap((key: unknown) => signatureKey(key) ?? []) };
}

/** Whether the algorithm in a token's header goes with the key it names. */
export function isAlgorithmOf(key: Jwk, algorithm: string): boolean {
  return key.alg === undefined ? key.kty === 'RSA' && RSA_ALGORITHMS.includes(algorithm) : key.alg === algorithm;
}

function signatureKey(key: unknown): Jwk | undefined {
  if (typeof key !== 'object' || key === null) return undefined;
  const { kty, kid, use, alg, n, e, crv, x, y } = Object.fromEntries(Object.entries(key));
  if (typeof kty !== 'string' || typeof kid !== 'string' || kid === '' || (use !== undefined && use !== 'sig')) return undefined;
  const material = Object.fromEntries(Object.entries({ n, e, crv, x, y }).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const possible = algorithmsOf({ kty, ...material });
  const only = possible.length === 1 ? possible[0] : undefined;
  if (possible.length === 0 || (alg !== undefined && (typeof alg !== 'string' || !possible.includes(alg)))) return undefined;
  const algorithm = typeof alg === 'string' ? alg : only;
  return { kty, kid, use: 'sig', ...material, ...(algorithm === undefined ? {} : { alg: algorithm }) };
}

function algorithmsOf(jwk: { readonly [member: string]: string }): readonly string[] {
  const key = importKey(jwk);
  switch (key?.asymmetricKeyType) {
    case 'rsa': return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_MODULUS ? RSA_ALGORITHMS : [];
    case 'ec': return [CURVE_ALGORITHMS[key.asymmetricKeyDetails?.namedCurve ?? '']].filter((algorithm) => algorithm !== undefined);
    case 'ed25519': return ['EdDSA'];
    default: return [];
  }
}

function importKey(jwk: { readonly [member: string]: string }): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
