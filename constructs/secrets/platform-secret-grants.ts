import { Stack, aws_iam as iam, type aws_kms as kms, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { READ_ACTIONS, READ_KEY_ACTIONS, ROTATE_ACTIONS, WRITE_ACTIONS, WRITE_KEY_ACTIONS } from './perms';

/** Permissions on a secret. They land in the policy of the one they are given to, never in those of the secret or its key. */
export class PlatformSecretGrants {
  /** For any secret. */
  public static fromSecret(secret: secretsmanager.ISecret): PlatformSecretGrants {
    return new PlatformSecretGrants(secret);
  }

  private constructor(private readonly secret: secretsmanager.ISecret) {}

  /** Lets read the value. */
  public read(grantee: iam.IGrantable): iam.Grant {
    return this.actions(grantee, READ_ACTIONS, READ_KEY_ACTIONS);
  }

  /** Lets store a new current value, but not read one. */
  public write(grantee: iam.IGrantable): iam.Grant {
    return this.actions(grantee, WRITE_ACTIONS, WRITE_KEY_ACTIONS);
  }

  /** Lets a rotation function take the four steps of a rotation. */
  public rotate(grantee: iam.IGrantable): iam.Grant {
    return this.actions(grantee, ROTATE_ACTIONS, WRITE_KEY_ACTIONS);
  }

  private actions(grantee: iam.IGrantable, actions: string[], keyActions: string[]): iam.Grant {
    const grant = iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.secret.secretArn] });
    return this.secret.encryptionKey === undefined ? grant : grant.combine(this.useKey(grantee, keyActions, this.secret.encryptionKey));
  }

  private useKey(grantee: iam.IGrantable, actions: string[], key: kms.IKey): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(this.secret).region}.amazonaws.com`, 'kms:EncryptionContext:SecretARN': this.secret.secretArn } },
    });
  }
}
