import type { aws_kms as kms, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { PlatformSecretGrants } from './platform-secret-grants';

/** A secret of the platform. */
export interface IPlatformSecret extends IConstruct {
  /** Complete ARN of the secret. What uses it is made after the secret has its first real value. */
  readonly secretArn: string;
  /** The secret, for constructs of CDK that take one. */
  readonly secret: secretsmanager.ISecret;
  /** Key that encrypts the secret. @default - the key of Secrets Manager */
  readonly encryptionKey?: kms.IKey;
  /** Permissions on the secret. */
  readonly grants: PlatformSecretGrants;
}
