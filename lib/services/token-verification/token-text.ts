import { ALGORITHMS } from './signature-keys';

/** What a token must say of itself to be worth a look at the issuer's keys. */
export interface TokenExpectations {
  readonly issuer: string;
  /** Values of the header's `typ`, in lower case, without `application/`. @default - any */
  readonly types?: readonly string[];
}

const LONGEST_KEY_ID = 256;

/**
 * Reads a token without verifying it, to refuse at once what no key could make right: three parts in canonical base64url, an asymmetric algorithm,
 * a key id, no `crit` (this verifier understands no extension), the expected issuer, and an expiry. So such tokens never cause a request to the issuer.
 * Keys that a token brings along (`jwk`, `jku`, `x5u`, `x5c`) are not read.
 */
export function isPlausible(token: string, { issuer, types }: TokenExpectations): boolean {
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0 || !isCanonical(signature)) return false;
  const { alg, kid, crit, typ } = jsonPart(header);
  if (typeof alg !== 'string' || !ALGORITHMS.has(alg) || crit !== undefined) return false;
  if (typeof kid !== 'string' || kid === '' || kid.length > LONGEST_KEY_ID) return false;
  if (types !== undefined && typ !== undefined && (typeof typ !== 'string' || !types.includes(typ.toLowerCase().replace('application/', '')))) return false;
  const { iss, exp } = jsonPart(payload);
  return iss === issuer && typeof exp === 'number';
}

function jsonPart(part: string): Readonly<Record<string, unknown>> {
  if (!isCanonical(part)) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? Object.fromEntries(Object.entries(parsed)) : {};
  } catch {
    return {};
  }
}

/** Node skips what is not base64url, and bits that belong to no byte: without this, one token could be written in many ways. */
function isCanonical(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}
