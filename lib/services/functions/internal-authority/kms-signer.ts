import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from './certificate';

/** Signs with a key that never leaves KMS. */
export function kmsSigner(kms: KMSClient, keyId: string): Signer {
  return {
    async publicKey() {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (PublicKey === undefined) throw new Error(`KMS gave no public key for ${keyId}`);
      return PublicKey;
    },
    async sign(content) {
      const digest = createHash('sha256').update(content).digest();
      const { Signature } = await kms.send(new SignCommand({ KeyId: keyId, Message: digest, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }));
      if (Signature === undefined) throw new Error(`KMS gave no signature by ${keyId}`);
      return Signature;
    },
  };
}
