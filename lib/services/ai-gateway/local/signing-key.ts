import { createHash, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';

/** A key that signs tokens, for the life of the process. */
export interface SigningKey {
  readonly id: string;
  /** As the issuer publishes it. */
  readonly jwk: JsonWebKey;
  /** A JSON web token with these claims. */
  issue(claims: Readonly<Record<string, unknown>>): string;
}

export type SigningAlgorithm = 'ES256' | 'RS256';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function createSigningKey(algorithm: SigningAlgorithm): SigningKey {
  const { publicKey, privateKey } = algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const parts = publicKey.export({ format: 'jwk' });
  // RFC 7638: the members that the kind of key needs, in order of their names.
  const { crv, e, kty, n, x, y } = parts;
  const id = createHash('sha256').update(JSON.stringify(algorithm === 'ES256' ? { crv, kty, x, y } : { e, kty, n })).digest('base64url');
  const header = encode({ alg: algorithm, typ: 'at+jwt', kid: id });
  return {
    id,
    jwk: { ...parts, kid: id, alg: algorithm, use: 'sig' },
    issue: (claims) => {
      const signed = `${header}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    },
  };
}
