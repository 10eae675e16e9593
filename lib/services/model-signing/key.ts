import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { PlatformError } from '../../contract/platform-error';

/** A key that judges signatures. */
export interface VerifyingKey {
  readonly publicKey: KeyObject;
  /** Whether the signature (ECDSA, DER) over the message is this key's. */
  verify(message: Buffer, signature: Buffer): Promise<boolean>;
}

/** A key that signs. */
export interface SigningKey {
  readonly publicKey: KeyObject;
  sign(message: Buffer): Promise<Buffer>;
}

/** Curves of OpenSSF Model Signing with the digest that belongs to each, by the names of node:crypto. */
const CURVE_DIGEST: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' };

/** The digest with which a key signs. Throws when the key is not an elliptic curve key of P-256, P-384 or P-521. */
export function digestOf(key: KeyObject): 'sha256' | 'sha384' | 'sha512' {
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  const digest = CURVE_DIGEST[curve];
  if (digest === undefined) {
    throw new PlatformError([{ code: 'ModelKeyUnsupported', what: 'the key must be an elliptic curve key of P-256, P-384 or P-521', got: curve || key.asymmetricKeyType, fix: 'create one: openssl ecparam -name prime256v1 -genkey -noout' }]);
  }
  return digest;
}

/** SHA-256 over the PEM of the public key, in hex: how the reference tool names a key. */
export function keyHint(publicKey: KeyObject): string {
  return createHash('sha256').update(publicKey.export({ type: 'spki', format: 'pem' })).digest('hex');
}

/** A private key in PEM that lies on this machine. */
export function pemSigningKey(pem: string): SigningKey {
  const privateKey = readPem(() => createPrivateKey(pem), 'private');
  const digest = digestOf(privateKey);
  return { publicKey: createPublicKey(privateKey), sign: (message) => Promise.resolve(sign(digest, message, privateKey)) };
}

/** A public key in PEM. */
export function pemVerifyingKey(pem: string): VerifyingKey {
  return publicVerifyingKey(readPem(() => createPublicKey(pem), 'public'));
}

export function publicVerifyingKey(publicKey: KeyObject): VerifyingKey {
  const digest = digestOf(publicKey);
  return { publicKey, verify: (message, signature) => Promise.resolve(verify(digest, message, publicKey, signature)) };
}

function readPem(read: () => KeyObject, kind: string): KeyObject {
  try {
    return read();
  } catch {
    throw new PlatformError([{ code: 'ModelKeyUnreadable', what: `the ${kind} key must be an unencrypted PEM`, fix: `give the path of a PEM file with a ${kind} key` }]);
  }
}
