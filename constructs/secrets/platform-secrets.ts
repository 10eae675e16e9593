import { RemovalPolicy, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PlatformError } from '../../lib/contract/platform-error';
import { PlatformSecret, type PlatformSecretOptions } from './platform-secret';
import type { IPlatformSecret } from './platform-secret-base';
import { SecretRotation } from './secret-rotation';

/** Properties of PlatformSecrets. */
export interface PlatformSecretsProps {
  /** Key that encrypts the secrets. */
  readonly encryptionKey: kms.IKey;
  /** The secrets, by a name in PascalCase that is also their id in the construct tree. */
  readonly secrets: { [name: string]: PlatformSecretOptions };
  /** Key of the rotation function's log group. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** What happens to the secrets when their stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** A set of secrets that share one rotation function. */
export class PlatformSecrets extends Construct {
  private readonly secrets: Map<string, PlatformSecret>;

  constructor(scope: Construct, id: string, props: PlatformSecretsProps) {
    super(scope, id);
    const rotation = new SecretRotation(this, 'Rotation', { logEncryptionKey: props.logEncryptionKey });
    this.secrets = new Map(Object.entries(props.secrets).map(([name, options]) => [
      name,
      new PlatformSecret(this, name, { ...options, rotation, encryptionKey: props.encryptionKey, removalPolicy: props.removalPolicy }),
    ]));
  }

  /**
   * The secret of that name.
   * @throws PlatformError when there is none
   */
  public secret(name: string): IPlatformSecret {
    const secret = this.secrets.get(name);
    if (secret === undefined) {
      throw new PlatformError([{ code: 'PlatformSecretMissing', what: 'there must be a secret of that name', got: name, where: this.node.path, fix: `add it to secrets, which are ${[...this.secrets.keys()].join(', ') || 'none'}` }]);
    }
    return secret;
  }
}
