import { RemovalPolicy, type aws_kms as kms, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import type { IPlatformSecret } from './platform-secret-base';
import { PlatformSecretGrants } from './platform-secret-grants';
import { MONTHLY, scheduleProblems, scheduleRotation } from './rotation-schedule';
import { sealSecret } from './secret-policy';
import { SecretRotation } from './secret-rotation';

/** What can be chosen for one secret. */
export interface PlatformSecretOptions {
  /** What the secret is for. Not secret itself. @default - none */
  readonly description?: string;
  /** Fields of the JSON secret beside the random one, such as a user name. They stand in the template: nothing secret. @default - none */
  readonly fields?: { [name: string]: string };
  /** ARNs, with `*` and `?`, of the only roles that may read the value. The function that rotates it is added. @default - IAM policies of the account say who may */
  readonly readers?: string[];
  /** When the value is renewed: a cron expression of Secrets Manager, at a full hour UTC. @default 'cron(0 3 1 * ? *)' - monthly */
  readonly rotationSchedule?: string;
}

/** Properties of a PlatformSecret. */
export interface PlatformSecretProps extends PlatformSecretOptions {
  /** Key that encrypts the secret. */
  readonly encryptionKey: kms.IKey;
  /** The function that renews the value; it also says which field is random. In the same stack. @default - one of its own */
  readonly rotation?: SecretRotation;
  /** Key of the log group of a rotation function of its own. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** What happens to the secret when its stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** Attributes of a secret that exists already. */
export interface PlatformSecretAttributes {
  /** Complete ARN of the secret. */
  readonly secretArn: string;
  /** Key that encrypts it. @default - the key of Secrets Manager; readers get no permission on a key */
  readonly encryptionKey?: kms.IKey;
}

/** A JSON secret with a random field: encrypted with a customer key, closed to other accounts, renewed on schedule. Its value is in no template and no log. */
export class PlatformSecret extends Construct implements IPlatformSecret {
  /** A secret that exists already; neither its policy nor its rotation is touched. */
  public static fromPlatformSecretAttributes(scope: Construct, id: string, attributes: PlatformSecretAttributes): IPlatformSecret {
    return new ImportedPlatformSecret(scope, id, attributes);
  }

  public readonly secretArn: string;
  public readonly secret: secretsmanager.ISecret;
  public readonly encryptionKey?: kms.IKey;
  public readonly grants: PlatformSecretGrants;

  /** @throws PlatformError when the schedule is not a cron expression, or a field is given that is to be random */
  constructor(scope: Construct, id: string, props: PlatformSecretProps) {
    super(scope, id);
    const field = props.rotation?.field ?? 'value';
    throwProblems([
      ...scheduleProblems(props.rotationSchedule, this.node.path),
      ...(props.fields?.[field] === undefined ? [] : [{ code: 'SecretFieldInTemplate', what: 'the random field must not be given a value', got: field, where: this.node.path, fix: 'leave it out of fields; its value would stand in the template' }]),
    ]);
    const rotation = props.rotation ?? new SecretRotation(this, 'Rotation', { logEncryptionKey: props.logEncryptionKey });
    const secret = new secretsmanager.Secret(this, 'Secret', {
      description: props.description,
      encryptionKey: props.encryptionKey,
      generateSecretString: { secretStringTemplate: JSON.stringify(props.fields ?? {}), generateStringKey: field, passwordLength: rotation.length, excludeCharacters: `${rotation.excludeCharacters}"'\\\`` },
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    this.secret = secret;
    this.secretArn = secret.secretArn;
    this.encryptionKey = props.encryptionKey;
    this.grants = PlatformSecretGrants.fromSecret(secret);
    sealSecret(this, secret, props.readers === undefined ? undefined : [...props.readers, rotation._rotationFunction.role.roleArn]);
    scheduleRotation(this, secret, rotation._rotationFunction, props.rotationSchedule ?? MONTHLY);
    const resource = secret.node.defaultChild;
    if (resource !== undefined) this.node.defaultChild = resource;
  }
}

class ImportedPlatformSecret extends Construct implements IPlatformSecret {
  public readonly secretArn: string;
  public readonly secret: secretsmanager.ISecret;
  public readonly encryptionKey?: kms.IKey;
  public readonly grants: PlatformSecretGrants;

  constructor(scope: Construct, id: string, attributes: PlatformSecretAttributes) {
    super(scope, id);
    this.secret = secretsmanager.Secret.fromSecretAttributes(this, 'Secret', { secretCompleteArn: attributes.secretArn, encryptionKey: attributes.encryptionKey });
    this.secretArn = attributes.secretArn;
    this.encryptionKey = attributes.encryptionKey;
    this.grants = PlatformSecretGrants.fromSecret(this.secret);
  }
}
