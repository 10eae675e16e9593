import { Duration, aws_applicationautoscaling as appscaling, aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import type { RemovalPolicy, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_servicediscovery as servicediscovery, aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PORTS } from '../../lib/contract/ports';
import { throwProblems } from '../../lib/contract/platform-error';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from '../network/isolated-network-base';
import { applySchedule, deploymentAlarms, scalableTasks, serviceLog, type ServiceSchedule } from './container-service';
import { EngineErrors } from './engine-errors';
import { GpuCapacity } from './gpu-capacity';
import { GpuLaunch, type IGpuCapacity } from './gpu-capacity-base';
import { GpuInferenceServiceBase, type GpuInferenceServiceAttributes, type IGpuInferenceService } from './gpu-inference-service-base';
import { InferenceDiscovery } from './inference-discovery';
import { inferenceProblems } from './inference-problems';
import { InferenceTask, type InferenceTaskProps } from './inference-task';
import type { PinnedImage } from './pinned-image';
import { PlatformCluster } from './platform-cluster';

/** A second version beside the first, under the same name: it gets `tasks` of all tasks' share of requests. */
export interface InferenceCanary {
  /** Server image of the new version. @default - that of the service */
  readonly serverImage?: PinnedImage;
  /** Prefix of the new model version. @default - that of the service */
  readonly modelPrefix?: string;
  /** Tasks of the new version; each needs GPUs of its own. @default 1 */
  readonly tasks?: number;
}

/** Properties of a GpuInferenceService. */
export interface GpuInferenceServiceProps {
  /** Network whose GPU subnets and `INFERENCE` security group the tasks use. */
  readonly network: IIsolatedNetwork;
  /** Image of the first container, which verifies the weights and fetches the certificate (environment: lib/contract/inference-init). */
  readonly verifierImage: PinnedImage;
  /** Image of the server: vLLM, prepared for user 2000 of group 0. */
  readonly serverImage: PinnedImage;
  /** Bucket that holds the model. */
  readonly modelBucket: s3.IBucket;
  /** One model version in it, `models/<name>/<version>`, without a trailing slash. The task can read nothing else. */
  readonly modelPrefix: string;
  /** Key of the model bucket, and of the volumes that hold copies of the weights; its policy must admit EC2 Auto Scaling (the `models` key of DataKeys does). */
  readonly modelKey: kms.IKey;
  /** Asymmetric key whose signature the model must carry. */
  readonly signingKey: kms.IKey;
  /** Secret with the certificate for `inference.<namespace>`, its private key and authority, for server and client use. */
  readonly tlsSecret: secretsmanager.ISecret;
  /** Name by which clients ask for the model. */
  readonly servedModelName: string;
  /** Instances that the tasks run on, made elsewhere. @default - a GpuCapacity in a cluster of its own */
  readonly capacity?: IGpuCapacity;
  /** Cluster for the default capacity, which becomes its only capacity provider. @default - one of its own, with Container Insights */
  readonly cluster?: ecs.ICluster;
  /** Instance type of the default capacity. @default - g6.xlarge */
  readonly instanceType?: ec2.InstanceType;
  /** Most instances of the default capacity. @default - one more than the tasks need */
  readonly maxInstances?: number;
  /** Service-linked role that starts the default capacity's instances: the one that the policy of `modelKey` names, `autoScalingRoleArn` of DataKeys. Another cannot use the key. @default - the account's AWSServiceRoleForAutoScaling */
  readonly autoScalingRoleArn?: string;
  /** GPUs of each task; the model is split over them. @default - all of an instance */
  readonly gpusPerTask?: number;
  /** Longest prompt and answer together, in tokens. @default - what the model says */
  readonly maxModelLength?: number;
  /** More arguments for vLLM. Those that concern TLS, listening, request logs or a model's own code are refused. @default - none */
  readonly serverArguments?: string[];
  /** How long a model may take to load before its task counts as failed, at most 55 minutes. @default Duration.minutes(15) */
  readonly modelLoadTimeout?: Duration;
  /** Fewest tasks. Zero saves the instances; nothing then starts a task but a schedule, a metric that exists without tasks, or a person. @default 1 */
  readonly minTasks?: number;
  /** Most tasks. @default - minTasks, at least 1 */
  readonly maxTasks?: number;
  /** Tasks that a deployment starts with; it resets what scaling had reached. @default - minTasks */
  readonly desiredTasks?: number;
  /** What the number of tasks follows, on average for each task: for instance the requests that wait. @default - processor use */
  readonly scalingMetric?: cloudwatch.IMetric;
  /** Value of the metric that scaling keeps to. @default 60 */
  readonly scalingTarget?: number;
  /** When the service runs at all: off at night, say. @default - always */
  readonly schedule?: ServiceSchedule;
  /** A new version beside the current one. @default - none */
  readonly canary?: InferenceCanary;
  /** Private DNS namespace of the network to be found in. @default - a new one, `namespaceName` */
  readonly namespace?: servicediscovery.IPrivateDnsNamespace;
  /** Name of the namespace that is made. @default platform.internal */
  readonly namespaceName?: string;
  /** Topic that hears of engine errors and of instances. @default - none */
  readonly alarmTopic?: sns.ITopic;
  /** Key of the log groups; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the service's log group when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * vLLM on GPU instances in isolated subnets, reachable from the gateway only and only with a client certificate. A first container
 * verifies the weights against their signature; the server starts after it, unprivileged, on a read-only root, with no capability.
 */
export class GpuInferenceService extends GpuInferenceServiceBase implements ec2.IConnectable {
  /** An inference service that another stack or app made. */
  public static fromGpuInferenceServiceAttributes(scope: Construct, id: string, attributes: GpuInferenceServiceAttributes): IGpuInferenceService {
    class Import extends GpuInferenceServiceBase {
      public readonly endpointUrl = attributes.endpointUrl;
      public readonly serviceName = attributes.serviceName;
      public readonly clusterName = attributes.clusterName;
    }
    return new Import(scope, id);
  }

  public readonly endpointUrl: string;
  public readonly serviceName: string;
  public readonly clusterName: string;
  /** The ECS service, for constructs that take one. */
  public readonly service: ecs.IBaseService;
  /** Where the tasks run. */
  public readonly capacity: IGpuCapacity;
  /** Role of the code in the containers. */
  public readonly taskRole: iam.IRole;
  /** Log of both containers. */
  public readonly logGroup: logs.ILogGroup;
  /** Security group of the tasks, port of the server. The network's rules are complete: only the gateway comes in. */
  public readonly connections: ec2.Connections;
  /** True while an image is not published: the service is deployed and held at zero tasks. */
  public readonly held: boolean;
  private readonly engineErrors: EngineErrors;

  constructor(scope: Construct, id: string, props: GpuInferenceServiceProps) {
    super(scope, id);
    const minTasks = props.minTasks ?? 1;
    const maxTasks = props.maxTasks ?? Math.max(1, minTasks);
    throwProblems(inferenceProblems(props, minTasks, maxTasks, this.node.path));
    const securityGroup = props.network.securityGroup(SecurityGroupRole.INFERENCE);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(PORTS.inference) });
    this.held = !props.verifierImage.published || !props.serverImage.published;
    this.capacity = props.capacity ?? this.defaultCapacity(props, maxTasks);
    this.clusterName = this.capacity.cluster.clusterName;
    this.logGroup = serviceLog(this, 'Log', props);
    this.engineErrors = new EngineErrors(this, 'EngineErrors', { log: this.logGroup, alarmTopic: props.alarmTopic });
    const discovery = new InferenceDiscovery(this, 'Discovery', { vpc: props.network.vpc, namespace: props.namespace, namespaceName: props.namespaceName });
    this.endpointUrl = `https://${discovery.hostName}:${PORTS.inference}`;

    const taskProps = this.taskProps(props);
    const task = new InferenceTask(this, 'Task', taskProps);
    this.taskRole = task.role;
    const desiredTasks = this.held ? 0 : props.desiredTasks ?? minTasks;
    const service = this.ecsService('Resource', props, task, discovery, desiredTasks, maxTasks);
    this.serviceName = service.attrName;
    this.service = ecs.Ec2Service.fromEc2ServiceAttributes(this, 'Service', { cluster: this.capacity.cluster, serviceArn: service.ref });
    this.scale(props, service, minTasks, maxTasks);

    if (props.canary !== undefined) {
      const serverImage = props.canary.serverImage ?? props.serverImage;
      const canary = new InferenceTask(this, 'CanaryTask', { ...taskProps, serverImage, modelPrefix: props.canary.modelPrefix ?? props.modelPrefix });
      const tasks = this.held || !serverImage.published ? 0 : props.canary.tasks ?? 1;
      this.ecsService('Canary', props, canary, discovery, tasks, tasks);
    }
  }

  /** Log lines that tell of a dead engine or a GPU fault, summed over five minutes unless told otherwise. */
  public metricEngineErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.engineErrors.metric(options);
  }

  private defaultCapacity(props: GpuInferenceServiceProps, maxTasks: number): GpuCapacity {
    const { network, logEncryptionKey } = props;
    return new GpuCapacity(this, 'Capacity', {
      network,
      cluster: props.cluster ?? new PlatformCluster(this, 'Cluster', { vpc: network.vpc, logEncryptionKey }).cluster,
      volumeKey: props.modelKey,
      instanceType: props.instanceType,
      maxInstances: props.maxInstances ?? maxTasks + (props.canary?.tasks ?? (props.canary === undefined ? 0 : 1)) + 1,
      autoScalingRoleArn: props.autoScalingRoleArn,
      notificationTopic: props.alarmTopic,
      logEncryptionKey,
    });
  }

  private taskProps(props: GpuInferenceServiceProps): InferenceTaskProps {
    const { verifierImage, serverImage, modelBucket, modelPrefix, modelKey, signingKey, tlsSecret, servedModelName, maxModelLength, serverArguments } = props;
    const gpus = props.gpusPerTask ?? this.capacity.shape.gpus;
    if (gpus < 1 || gpus > this.capacity.shape.gpus || !Number.isInteger(gpus)) {
      throwProblems([{
        code: 'InferenceGpusPerTask',
        what: `'gpusPerTask' must be a whole number from 1 to the ${this.capacity.shape.gpus} of one instance`,
        got: gpus,
        where: this.node.path,
        fix: 'a task runs on one instance: choose a larger instance type or fewer GPUs',
      }]);
    }
    const modelLoadSeconds = (props.modelLoadTimeout ?? Duration.minutes(15)).toSeconds();
    return { capacity: this.capacity, log: this.logGroup, verifierImage, serverImage, modelBucket, modelPrefix, modelKey, signingKey, tlsSecret, servedModelName, maxModelLength, serverArguments, gpus, modelLoadSeconds };
  }

  private ecsService(id: string, props: GpuInferenceServiceProps, task: InferenceTask, discovery: InferenceDiscovery, desiredCount: number, maxTasks: number): ecs.CfnService {
    const ec2Launch = this.capacity.launch === GpuLaunch.EC2;
    const { maxInstances } = this.capacity;
    // A new task beside the old ones needs an instance of its own; without one, the old task must go first.
    const surge = maxInstances === undefined || maxInstances > maxTasks;
    const service = new ecs.CfnService(this, id, {
      cluster: this.capacity.cluster.clusterArn,
      taskDefinition: task.definition.ref,
      // Never a launch type: tasks of such a service start no instance.
      capacityProviderStrategy: [{ capacityProvider: this.capacity.capacityProviderName, weight: 1 }],
      desiredCount,
      deploymentConfiguration: {
        minimumHealthyPercent: surge ? 100 : 0,
        maximumPercent: surge ? 200 : 100,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        alarms: deploymentAlarms(this, [this.engineErrors.alarm.alarmName]),
      },
      availabilityZoneRebalancing: 'DISABLED',
      placementStrategies: ec2Launch ? [{ type: 'spread', field: 'attribute:ecs.availability-zone' }] : undefined,
      networkConfiguration: {
        awsvpcConfiguration: {
          assignPublicIp: ec2Launch ? undefined : 'DISABLED',
          subnets: props.network.vpc.selectSubnets(props.network.subnets(SubnetTier.GPU)).subnetIds,
          securityGroups: this.connections.securityGroups.map((group) => group.securityGroupId),
        },
      },
      serviceRegistries: [{ registryArn: discovery.registryArn }],
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
    });
    // On deletion the service goes first, then the provider leaves the cluster, then the instances go.
    service.node.addDependency(this.capacity.attached, props.network.endpointsReady);
    return service;
  }

  private scale(props: GpuInferenceServiceProps, service: ecs.CfnService, minTasks: number, maxTasks: number): void {
    if (!this.held && maxTasks === minTasks && props.schedule === undefined) return;
    const target = scalableTasks(this, service, this.clusterName, this.held ? 0 : minTasks, this.held ? 0 : maxTasks);
    if (this.held) return;
    if (props.schedule !== undefined) applySchedule(target, props.schedule, minTasks, maxTasks);
    if (maxTasks === minTasks) return;
    target.scaleToTrackMetric('Load', {
      targetValue: props.scalingTarget ?? 60,
      ...(props.scalingMetric === undefined
        ? { predefinedMetric: appscaling.PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION }
        : { customMetric: props.scalingMetric }),
      // A GPU instance takes minutes to come and is paid for while it does: go slowly both ways.
      scaleOutCooldown: Duration.minutes(10),
      scaleInCooldown: Duration.minutes(15),
    });
  }
}
