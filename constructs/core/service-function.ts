import { join } from 'node:path';
import { Duration, RemovalPolicy, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from './acknowledge';
import { FailureQueue } from './failure-queue';
import { WorkloadRole } from './workload-role';

/** Context key: how many executions each function reserves. Unset in new accounts, whose quota of 10 leaves nothing to reserve. */
export const RESERVED_CONCURRENCY_CONTEXT = 'secure-ai-platform:reservedConcurrency';

const BUNDLED = join(__dirname, '../../lib/services/bundled');

/** Properties of a ServiceFunction. */
export interface ServiceFunctionProps {
  /** Folder under lib/services/functions whose bundle it runs. */
  readonly service: string;
  /** What the function does, in one line. */
  readonly description: string;
  /** Environment variables; never a secret, only ARNs to read one by. @default - none */
  readonly environment?: { readonly [name: string]: string };
  /** How long one invocation may take. @default Duration.minutes(1) */
  readonly timeout?: Duration;
  /** Memory in MiB. @default 256 */
  readonly memorySize?: number;
  /** Key of the log group; its policy must admit CloudWatch Logs (the `logs` key of DataKeys does). @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the log group when the stack goes. @default RemovalPolicy.DESTROY */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A Lambda function of the platform: bundled without Docker, Node.js 24 on arm64, its own role and log group,
 * failed asynchronous events kept in a queue. It may write to its own log group and nothing else until something is granted.
 */
export class ServiceFunction extends Construct {
  /** The Lambda function, for permissions and triggers. */
  public readonly function: lambda.IFunction;
  /** The function's own role: grant to it what the function needs. */
  public readonly role: WorkloadRole;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    this.role = new WorkloadRole(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description: `Runs: ${props.description}` });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      encryptionKey: props.logEncryptionKey,
      retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
    });
    const reserved: unknown = this.node.tryGetContext(RESERVED_CONCURRENCY_CONTEXT);
    const failedEvents = new FailureQueue(this, 'FailedEvents');
    const code = lambda.Code.fromAsset(join(BUNDLED, props.service));
    const { s3Location } = code.bind(this);
    // Written as CloudFormation takes it: the higher construct orders the function after its role a second time, which validators rightly warn of.
    const resource = new lambda.CfnFunction(this, 'Resource', {
      code: { s3Bucket: s3Location?.bucketName, s3Key: s3Location?.objectKey, s3ObjectVersion: s3Location?.objectVersion },
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X.name,
      architectures: [lambda.Architecture.ARM_64.name],
      description: props.description,
      environment: props.environment === undefined ? undefined : { variables: { ...props.environment } },
      timeout: (props.timeout ?? Duration.minutes(1)).toSeconds(),
      memorySize: props.memorySize ?? 256,
      reservedConcurrentExecutions: typeof reserved === 'number' ? reserved : undefined,
      role: this.role.roleArn,
      loggingConfig: { logGroup: logGroup.logGroupName, logFormat: lambda.LoggingFormat.JSON },
      deadLetterConfig: { targetArn: failedEvents.queueArn },
    });
    code.bindToResource(resource);
    failedEvents.grantSendMessages(this.role);
    logGroup.grantWrite(this.role).applyBefore(resource);
    this.function = lambda.Function.fromFunctionAttributes(this, 'Function', { functionArn: resource.attrArn, role: this.role, sameEnvironment: true });
    acknowledge(resource, {
      findings: [finding('Nist', 'LambdaInsideVPC'), finding('Hipaa', 'LambdaInsideVPC')],
      reason: 'It calls AWS APIs only and must have no network path to the data tier, which a VPC connection would give it',
      expires: '2027-11-30',
    });
    if (props.environment !== undefined) {
      acknowledge(resource, {
        findings: [finding('SecureAi', 'LambdaEnvironmentCustomerKey')],
        reason: 'Its environment holds names, numbers and ARNs, never a secret, and is encrypted with a key of AWS; a key of ours would have to admit every function',
        expires: '2027-11-30',
      });
    }
    if (typeof reserved !== 'number') {
      acknowledge(resource, {
        findings: [finding('Nist', 'LambdaConcurrency'), finding('Hipaa', 'LambdaConcurrency'), finding('SecureAi', 'LambdaReservedConcurrency')],
        reason: 'A new account has a quota of 10 executions, of which none can be reserved; set functions.reservedConcurrency where the quota is higher',
        expires: '2027-11-30',
      });
    }
  }
}
