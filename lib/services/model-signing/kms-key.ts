import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { GetPublicKeyCommand, KMSInvalidSignatureException, SignCommand, VerifyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { PlatformError } from '../../contract/platform-error';
import { digestOf, type SigningKey, type VerifyingKey } from './key';

/** The part of the client that is used: a test gives its own. */
export type KmsSender = Pick<KMSClient, 'send'>;

const ALGORITHM = { sha256: 'ECDSA_SHA_256', sha384: 'ECDSA_SHA_384', sha512: 'ECDSA_SHA_512' } as const;

/**
 * A signing key of KMS; the private half never leaves it. Needs kms:GetPublicKey, and kms:Sign or kms:Verify for what is done with it.
 * @param keyId ARN of the key, or ARN or name of an alias
 */
export async function kmsKey(kms: KmsSender, keyId: string): Promise<SigningKey & VerifyingKey> {
  const publicKey = await fetchPublicKey(kms, keyId);
  const digest = digestOf(publicKey);
  // A statement can be longer than the 4,096 bytes that KMS takes as a message, so its digest is sent.
  const request = (message: Buffer) => ({ KeyId: keyId, Message: createHash(digest).update(message).digest(), MessageType: 'DIGEST', SigningAlgorithm: ALGORITHM[digest] }) as const;
  return {
    publicKey,
    sign: async (message) => {
      const { Signature } = await kms.send(new SignCommand(request(message)));
      if (Signature === undefined) throw new Error('KMS answered Sign without a signature');
      return Buffer.from(Signature);
    },
    verify: async (message, signature) => {
      try {
        const { SignatureValid } = await kms.send(new VerifyCommand({ ...request(message), Signature: signature }));
        return SignatureValid === true;
      } catch (error) {
        if (error instanceof KMSInvalidSignatureException) return false;
        throw error;
      }
    },
  };
}

async function fetchPublicKey(kms: KmsSender, keyId: string): Promise<KeyObject> {
  const { PublicKey, KeyUsage } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  if (PublicKey === undefined || KeyUsage !== 'SIGN_VERIFY') {
    throw new PlatformError([{ code: 'ModelKeyUnsupported', what: 'the KMS key must have the usage SIGN_VERIFY', got: KeyUsage, where: keyId, fix: "give the model registry's signing key" }]);
  }
  return createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
}
