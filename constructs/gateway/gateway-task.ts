import { Token, aws_ecs as ecs, aws_iam as iam, type aws_kms as kms, type aws_logs as logs, type aws_s3 as s3, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GATEWAY_ENV, GATEWAY_USER } from '../../lib/contract/gateway';
import { AUDIT_KEY_PURPOSE } from '../../lib/contract/gateway-audit';
import { PORTS } from '../../lib/contract/ports';
import { acknowledge, finding } from '../core/acknowledge';
import type { WorkloadRole } from '../core/workload-role';
import { awslogs, environmentOf } from '../inference/container-service';
import type { PinnedImage } from '../inference/pinned-image';
import { allowKey, allowObjects, allowSecret, executionRole, permissionsOf, taskRole } from '../inference/task-roles';
import type { IGatewayStateTable } from './gateway-state-table-base';
import { GatewayStateTableGrants } from './gateway-state-table-grants';

/** Name of the gateway's container. */
export const GATEWAY_CONTAINER = 'gateway';

/** Properties of a GatewayTask. */
export interface GatewayTaskProps {
  readonly image: PinnedImage;
  readonly log: logs.ILogGroup;
  readonly cpu: number;
  readonly memoryMib: number;
  readonly arm64: boolean;
  readonly tlsSecret: secretsmanager.ISecret;
  readonly auditBucket?: s3.IBucket;
  readonly auditPrefix: string;
  readonly auditKey?: kms.IKey;
  readonly tokenKeysSecret?: secretsmanager.ISecret;
  readonly stateTable?: IGatewayStateTable;
  /** Values for the names of lib/contract/gateway, and what the caller adds. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The gateway's task: one container, unprivileged, on a read-only root. */
export class GatewayTask extends Construct {
  public readonly role: WorkloadRole;
  public readonly definition: ecs.CfnTaskDefinition;

  constructor(scope: Construct, id: string, props: GatewayTaskProps) {
    super(scope, id);
    this.role = taskRole(this, 'Role', 'AI gateway: reads its certificate, keeps budgets and approvals, writes audit records, and what is granted to it');
    allowSecret(this.role, props.tlsSecret);
    if (props.auditBucket !== undefined) {
      allowObjects(this.role, props.auditBucket, props.auditPrefix, ['s3:PutObject'], 'The wildcard is the name of an audit record below the one prefix that the gateway may write, and not read');
    }
    if (props.auditKey !== undefined) {
      // Decrypt, because S3 asks for it on the parts of a large upload.
      allowKey(this.role, props.auditKey, 's3', ['kms:Decrypt', 'kms:GenerateDataKey']);
      allowSealing(this.role, props.auditKey);
    }
    if (props.tokenKeysSecret !== undefined) allowSecret(this.role, props.tokenKeysSecret);
    if (props.stateTable !== undefined) GatewayStateTableGrants.fromGatewayStateTable(props.stateTable).use(this.role);
    const execution = executionRole(this, 'ExecutionRole', [props.image], props.log);
    const env = GATEWAY_ENV;
    this.definition = new ecs.CfnTaskDefinition(this, 'Resource', {
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(props.cpu),
      memory: String(props.memoryMib),
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: props.arm64 ? 'ARM64' : 'X86_64' },
      taskRoleArn: this.role.roleArn,
      executionRoleArn: execution.roleArn,
      volumes: [{ name: 'scratch' }],
      containerDefinitions: [{
        name: GATEWAY_CONTAINER,
        image: props.image.uri,
        essential: true,
        user: GATEWAY_USER,
        privileged: false,
        readonlyRootFilesystem: true,
        linuxParameters: { capabilities: { drop: ['ALL'] }, initProcessEnabled: true },
        mountPoints: [{ sourceVolume: 'scratch', containerPath: '/tmp', readOnly: false }],
        portMappings: [{ name: GATEWAY_CONTAINER, containerPort: PORTS.gateway, protocol: 'tcp' }],
        environment: environmentOf({
          NODE_OPTIONS: heapOption(props.memoryMib),
          ...props.environment,
          [env.port]: String(PORTS.gateway),
          [env.tlsSecretArn]: props.tlsSecret.secretArn,
          [env.auditBucket]: props.auditBucket?.bucketName,
          [env.auditPrefix]: props.auditBucket === undefined ? undefined : props.auditPrefix,
          [env.auditKeyArn]: props.auditKey?.keyArn,
          [env.tokenKeysSecretArn]: props.tokenKeysSecret?.secretArn,
          [env.stateTable]: props.stateTable?.tableName,
        }),
        stopTimeout: 120,
        logConfiguration: awslogs(this, props.log, GATEWAY_CONTAINER),
      }],
    });
    this.definition.node.addDependency(permissionsOf(this.role), permissionsOf(execution));
    acknowledge(this.definition, {
      findings: [finding('AwsSolutions', 'ECS2')],
      reason: 'The variables hold names, addresses and ARNs; the container reads its private key from Secrets Manager with the task role',
      expires: '2027-11-30',
    });
  }
}

/** Two thirds of the task's memory for the heap of Node.js, the rest for buffers: by itself it takes the memory of the machine for its own, which on Fargate may be more than the task's. */
function heapOption(memoryMib: number): string | undefined {
  return Token.isUnresolved(memoryMib) ? undefined : `--max-old-space-size=${Math.floor((memoryMib * 2) / 3)}`;
}

/** Data keys that seal what was said, asked for directly and for this purpose only. What is sealed the gateway cannot open again: it may not decrypt but through S3. */
function allowSealing(role: WorkloadRole, key: kms.IKey): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:EncryptionContext:purpose': AUDIT_KEY_PURPOSE }, Null: { 'kms:ViaService': 'true' } },
  }));
}
