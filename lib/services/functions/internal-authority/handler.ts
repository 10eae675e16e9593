import { setTimeout } from 'node:timers/promises';
import { ACMClient } from '@aws-sdk/client-acm';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { acmImports, secretsManagerVault } from './aws';
import { internalAuthorityHandler } from './dispatch';
import { authorityLogic, importedCertificateLogic, serviceCertificateLogic } from './internal-authority';
import { kmsSigner } from './kms-signer';

const retries = { maxAttempts: 6 };
const sleep = (seconds: number): Promise<void> => setTimeout(seconds * 1000);

const signer = kmsSigner(new KMSClient(retries), process.env.SIGNING_KEY_ARN ?? '');
const vault = secretsManagerVault(new SecretsManagerClient(retries));
const imports = acmImports(new ACMClient(retries));
const environment = { signer, now: () => new Date() };

export const handler = internalAuthorityHandler({
  'Custom::InternalAuthority': authorityLogic(environment),
  'Custom::ServiceCertificate': serviceCertificateLogic(environment, vault),
  'Custom::ImportedCertificate': importedCertificateLogic(environment, imports, sleep),
});
