import { Duration, type RemovalPolicy, Token, type aws_kms as kms, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { ServiceFunction } from '../core/service-function';

/** Properties of a SecretRotation. */
export interface SecretRotationProps {
  /** Field of the JSON secret that gets a new random value; the others stay as they are. @default 'value' */
  readonly field?: string;
  /** How many characters the value has, 16 to 4096. @default 48 */
  readonly length?: number;
  /** Characters that must not occur in it. @default - none is excluded */
  readonly excludeCharacters?: string;
  /** Key of the function's log group; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the log group when the stack goes. @default RemovalPolicy.DESTROY */
  readonly removalPolicy?: RemovalPolicy;
}

/** A function that gives secrets a new random value in the four steps of Secrets Manager. One can serve many secrets of its stack. */
export class SecretRotation extends Construct {
  /**
   * The function; it may rotate the secrets that were given to it, and nothing else.
   * @internal
   */
  public readonly _rotationFunction: ServiceFunction;
  /** Field of the JSON secret that it renews. */
  public readonly field: string;
  /** How many characters the value has. */
  public readonly length: number;
  /** Characters that do not occur in it. */
  public readonly excludeCharacters: string;

  /** @throws PlatformError when the length is out of range */
  constructor(scope: Construct, id: string, props: SecretRotationProps = {}) {
    super(scope, id);
    this.field = props.field ?? 'value';
    this.length = props.length ?? 48;
    this.excludeCharacters = props.excludeCharacters ?? '';
    if (!Token.isUnresolved(this.length) && !(Number.isInteger(this.length) && this.length >= 16 && this.length <= 4096)) {
      throwProblems([{ code: 'SecretLengthOutOfRange', what: "'length' must be 16 to 4096", got: this.length, where: this.node.path, fix: 'choose a whole number of characters in this range' }]);
    }
    this._rotationFunction = new ServiceFunction(this, 'Function', {
      service: 'secret-rotation',
      description: 'Gives secrets a new random value',
      environment: { SECRET_KIND: 'random', SECRET_FIELD: this.field, SECRET_LENGTH: String(this.length), EXCLUDE_CHARACTERS: this.excludeCharacters },
      timeout: Duration.minutes(2),
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
  }
}
