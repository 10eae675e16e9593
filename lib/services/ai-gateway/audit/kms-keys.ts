import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { AUDIT_KEY_PURPOSE } from '../../../contract/gateway-audit';
import type { AuditKeys } from './keys';

/** Refusals by which KMS says that a data key is not what it is taken for; any other one says nothing about it. */
const FOREIGN_CIPHERTEXT = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

/**
 * Data keys of one KMS key. Each is bound to its purpose and its chain by the encryption context, which IAM can judge and CloudTrail records.
 * A data key that names another KMS key is not opened: whoever can write to the trail could bring a key of his own along.
 * @param keyArn ARN of the key
 * @param timeoutMilliseconds for one call, its retries included
 */
export function kmsAuditKeys(kms: KMSClient, keyArn: string, timeoutMilliseconds = 5_000): AuditKeys {
  const context = (chain: string) => ({ purpose: AUDIT_KEY_PURPOSE, chain });
  return {
    generate: async (chain) => {
      const { Plaintext, CiphertextBlob } = await kms.send(
        new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext: context(chain) }),
        { abortSignal: AbortSignal.timeout(timeoutMilliseconds) },
      );
      if (Plaintext?.length !== 32 || CiphertextBlob === undefined || CiphertextBlob.length === 0) throw new Error('KMS gave no data key of 32 bytes');
      return { plaintext: Buffer.from(Plaintext), wrapped: Buffer.from(CiphertextBlob), keyId: keyArn };
    },
    unwrap: async (wrapped, keyId, chain) => {
      if (keyId !== keyArn) return undefined;
      try {
        const { Plaintext } = await kms.send(
          new DecryptCommand({ KeyId: keyArn, CiphertextBlob: wrapped, EncryptionContext: context(chain) }),
          { abortSignal: AbortSignal.timeout(timeoutMilliseconds) },
        );
        return Plaintext?.length === 32 ? Buffer.from(Plaintext) : undefined;
      } catch (error) {
        if (error instanceof Error && FOREIGN_CIPHERTEXT.has(error.name)) return undefined;
        throw error;
      }
    },
  };
}
