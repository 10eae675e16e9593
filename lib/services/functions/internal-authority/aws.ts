import { type ACMClient, DeleteCertificateCommand, ImportCertificateCommand, ResourceInUseException, ResourceNotFoundException } from '@aws-sdk/client-acm';
import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CertificateImports, CertificateVault } from './internal-authority';

export function secretsManagerVault(secretsManager: SecretsManagerClient): CertificateVault {
  return {
    async store(secretArn, value) {
      await secretsManager.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString: value }));
    },
  };
}

export function acmImports(acm: ACMClient): CertificateImports {
  return {
    async import({ certificate, privateKey, chain }, tags, existingArn) {
      const { CertificateArn } = await acm.send(new ImportCertificateCommand({
        Certificate: Buffer.from(certificate),
        PrivateKey: Buffer.from(privateKey),
        CertificateChain: Buffer.from(chain),
        // ACM refuses tags on a certificate that is imported again.
        ...(existingArn === undefined ? { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } : { CertificateArn: existingArn }),
      }));
      if (CertificateArn === undefined) throw new Error('ACM imported the certificate but gave no ARN');
      return CertificateArn;
    },
    async delete(arn) {
      try {
        await acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));
        return 'deleted';
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return 'deleted';
        if (error instanceof ResourceInUseException) return 'in-use';
        throw error;
      }
    },
  };
}
