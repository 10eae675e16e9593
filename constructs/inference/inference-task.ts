import { Token, aws_ecs as ecs, type aws_kms as kms, type aws_logs as logs, type aws_s3 as s3, type aws_secretsmanager as secretsmanager, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { INFERENCE_INIT_ENV, INFERENCE_USER } from '../../lib/contract/inference-init';
import { PORTS } from '../../lib/contract/ports';
import { acknowledge, finding } from '../core/acknowledge';
import type { WorkloadRole } from '../core/workload-role';
import { awslogs, environmentOf } from './container-service';
import { GpuLaunch, type IGpuCapacity } from './gpu-capacity-base';
import { SIGNATURE_CHECK_ACTIONS } from './perms';
import type { PinnedImage } from './pinned-image';
import { CACHE_DIRECTORY, MODEL_DIRECTORY, SERVER_ENVIRONMENT, TLS_DIRECTORY, healthCheck, serverCommand, type ServerOptions } from './server-command';
import { allowKey, allowObjects, allowSecret, executionRole, permissionsOf, taskRole } from './task-roles';

/** Name of the container that serves the model. */
export const SERVER_CONTAINER = 'server';

/** Share of an instance's memory that a task may ask for: the rest is the operating system's and the agent's. */
const REGISTERED_MEMORY = 0.9;

/** Properties of an InferenceTask. */
export interface InferenceTaskProps extends ServerOptions {
  readonly capacity: IGpuCapacity;
  readonly log: logs.ILogGroup;
  readonly verifierImage: PinnedImage;
  readonly serverImage: PinnedImage;
  readonly modelBucket: s3.IBucket;
  readonly modelPrefix: string;
  readonly modelKey: kms.IKey;
  readonly signingKey: kms.IKey;
  readonly tlsSecret: secretsmanager.ISecret;
  readonly modelLoadSeconds: number;
}

/** One version of the inference task: its roles and its definition. A first container verifies the weights, the server starts only after it. */
export class InferenceTask extends Construct {
  public readonly role: WorkloadRole;
  public readonly definition: ecs.CfnTaskDefinition;

  constructor(scope: Construct, id: string, props: InferenceTaskProps) {
    super(scope, id);
    this.role = verifierRole(this, props);
    const execution = executionRole(this, 'ExecutionRole', [props.verifierImage, props.serverImage], props.log);
    const { shape, launch, instanceType } = props.capacity;
    const share = props.gpus / shape.gpus;
    const managed = launch === GpuLaunch.MANAGED_INSTANCES;
    this.definition = new ecs.CfnTaskDefinition(this, 'Resource', {
      requiresCompatibilities: [launch],
      networkMode: 'awsvpc',
      cpu: String(Math.floor(shape.vcpus * 1024 * share)),
      memory: String(Math.floor(shape.memoryGib * 1024 * REGISTERED_MEMORY * share)),
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: instanceType.architecture === 'arm64' ? 'ARM64' : 'X86_64' },
      taskRoleArn: this.role.roleArn,
      executionRoleArn: execution.roleArn,
      // A volume begins as a copy of what the first container's image has at its path, with that owner: see the README.
      volumes: ['model', 'tls'].map((name) => (managed ? { name } : { name, dockerVolumeConfiguration: { scope: 'task', driver: 'local' } })),
      containerDefinitions: [this.verifier(props), this.server(props)],
    });
    this.definition.node.addDependency(permissionsOf(this.role), permissionsOf(execution));
    acknowledge(this.definition, {
      findings: [finding('AwsSolutions', 'ECS2')],
      reason: 'The variables hold paths, names and ARNs; the private key is read from Secrets Manager by the first container with the task role',
      expires: '2027-11-30',
    });
  }

  private verifier(props: InferenceTaskProps): ecs.CfnTaskDefinition.ContainerDefinitionProperty {
    const env = INFERENCE_INIT_ENV;
    return {
      name: 'verifier',
      image: props.verifierImage.uri,
      essential: false,
      ...hardening(props),
      environment: environmentOf({
        [env.modelBucket]: props.modelBucket.bucketName,
        [env.modelPrefix]: props.modelPrefix,
        [env.signingKeyArn]: props.signingKey.keyArn,
        [env.modelDirectory]: MODEL_DIRECTORY,
        [env.tlsSecretArn]: props.tlsSecret.secretArn,
        [env.tlsDirectory]: TLS_DIRECTORY,
      }),
      mountPoints: mounts(false),
      linuxParameters: { capabilities: { drop: ['ALL'] } },
      logConfiguration: awslogs(this, props.log, 'verifier'),
    };
  }

  private server(props: InferenceTaskProps): ecs.CfnTaskDefinition.ContainerDefinitionProperty {
    return {
      name: SERVER_CONTAINER,
      image: props.serverImage.uri,
      essential: true,
      ...hardening(props),
      // No start timeout: large weights take their time, and without one the agent waits for the verifier to end.
      dependsOn: [{ containerName: 'verifier', condition: 'SUCCESS' }],
      entryPoint: ['vllm', 'serve'],
      command: serverCommand(props),
      environment: environmentOf(SERVER_ENVIRONMENT),
      portMappings: [{ name: 'inference', containerPort: PORTS.inference, protocol: 'tcp' }],
      resourceRequirements: [{ type: 'GPU', value: String(props.gpus) }],
      mountPoints: mounts(true),
      linuxParameters: {
        capabilities: { drop: ['ALL'] },
        sharedMemorySize: Math.max(1024, Math.floor(props.capacity.shape.memoryGib * 1024 * 0.2)),
        // Docker makes a tmpfs writable for everyone. Compilers put libraries into the cache and load them from there, so only it may hold code.
        tmpfs: [
          { containerPath: '/tmp', size: 1024, mountOptions: ['rw', 'noexec', 'nosuid', 'nodev'] },
          { containerPath: CACHE_DIRECTORY, size: 4096, mountOptions: ['rw', 'exec', 'nosuid', 'nodev'] },
        ],
      },
      healthCheck: healthCheck(props.modelLoadSeconds),
      // Longer than the server takes to end its answers.
      stopTimeout: 120,
      logConfiguration: awslogs(this, props.log, SERVER_CONTAINER),
    };
  }
}

/** What holds for both containers. ECS Managed Instances do not take Docker's security options. */
function hardening({ capacity }: InferenceTaskProps): Pick<ecs.CfnTaskDefinition.ContainerDefinitionProperty, 'user' | 'privileged' | 'readonlyRootFilesystem' | 'dockerSecurityOptions'> {
  return {
    user: INFERENCE_USER,
    privileged: false,
    readonlyRootFilesystem: true,
    dockerSecurityOptions: capacity.launch === GpuLaunch.EC2 ? ['no-new-privileges'] : undefined,
  };
}

function mounts(readOnly: boolean): ecs.CfnTaskDefinition.MountPointProperty[] {
  return [{ sourceVolume: 'model', containerPath: MODEL_DIRECTORY, readOnly }, { sourceVolume: 'tls', containerPath: TLS_DIRECTORY, readOnly }];
}

/** One model version, the key that signed it, one certificate: a task cannot read another model or another service's key. */
function verifierRole(scope: Construct, props: InferenceTaskProps): WorkloadRole {
  const role = taskRole(scope, 'Role', 'Inference task: reads and verifies one model version');
  allowObjects(role, props.modelBucket, props.modelPrefix, ['s3:GetObject'], 'The wildcard is the file name below the prefix of the one model version that the task serves');
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [props.modelBucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': [`${props.modelPrefix}/*`] } },
  }));
  allowKey(role, props.modelKey, 's3', ['kms:Decrypt']);
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: SIGNATURE_CHECK_ACTIONS, resources: [props.signingKey.keyArn] }));
  allowSecret(role, props.tlsSecret);
  return role;
}

/** Whether a prefix names one model version: no leading or trailing slash, and nothing that a policy or a shell would read as a pattern. */
export function isModelPrefix(prefix: string): boolean {
  return Token.isUnresolved(prefix) || /^[\w.-]+(\/[\w.-]+)*$/.test(prefix);
}
