import { Duration, Size, TimeZone, aws_applicationautoscaling as appscaling, aws_certificatemanager as acm, aws_ec2 as ec2, type aws_kms as kms, type aws_s3 as s3, type aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GatewayService, GatewayStateTable } from '../../constructs/gateway';
import { TokenKeys, type IPlatformIdentity } from '../../constructs/identity';
import { GpuCapacity, GpuHostImage, GpuInferenceService, ManagedGpuCapacity, PinnedImage, PlatformCluster, type IGpuCapacity, type InferenceCanary, type ServiceSchedule } from '../../constructs/inference';
import type { IModelRegistry } from '../../constructs/model-registry';
import type { IIsolatedNetwork } from '../../constructs/network';
import { ServiceRedeployment, type IPlatformSecret } from '../../constructs/secrets';
import type { IVectorStore } from '../../constructs/vector-store';
import type { PlatformConfig } from '../config/schema';
import { NAMESPACE } from './network-stack';
import { PlatformStack, retention } from './platform-stack';

/** Properties of the InferenceStack. */
export interface InferenceStackProps {
  readonly network: IIsolatedNetwork;
  readonly registry: IModelRegistry;
  readonly identity: IPlatformIdentity;
  readonly vectorStore?: IVectorStore;
  readonly modelKey: kms.IKey;
  readonly auditKey: kms.IKey;
  readonly secretsKey: kms.IKey;
  readonly logEncryptionKey: kms.IKey;
  readonly autoScalingRoleArn?: string;
  readonly gatewayCertificate: IPlatformSecret;
  readonly inferenceCertificate: IPlatformSecret;
  /** Certificate of the internal authority for the load balancer. @default - the public one of the configuration */
  readonly loadBalancerCertificate?: acm.ICertificate;
  readonly accessLogsBucket: s3.IBucket;
  readonly auditBucket: s3.IBucket;
  readonly alarmTopic?: sns.ITopic;
}

type ImageName = keyof NonNullable<PlatformConfig['inference']['images']>;

/** Name of an image's repository in the registry. */
const REPOSITORIES: { readonly [image in ImageName]: string } = { inference: 'inference', inferenceInit: 'inference-init', gateway: 'gateway' };

/** GPU inference and the AI gateway in front of it. */
export class InferenceStack extends PlatformStack {
  public readonly gateway: GatewayService;

  constructor(scope: Construct, config: PlatformConfig, props: InferenceStackProps) {
    super(scope, 'Inference', 'GPU inference and the AI gateway in front of it', config);
    const { network, registry, logEncryptionKey, alarmTopic } = props;
    const { model } = config.models;
    const cluster = new PlatformCluster(this, 'Cluster', { vpc: network.vpc, logEncryptionKey });
    const common = { network, logEncryptionKey, alarmTopic, logRetention: retention(config.audit.retentionDays.application), removalPolicy: this.removalPolicy };
    const inference = new GpuInferenceService(this, 'Inference', {
      ...common,
      capacity: this.capacity(props, cluster),
      verifierImage: this.image(registry, 'inferenceInit'),
      serverImage: this.image(registry, 'inference'),
      modelBucket: registry.bucket,
      modelPrefix: modelPrefix(model.name, model.version),
      modelKey: props.modelKey,
      signingKey: registry.signingKey,
      tlsSecret: props.inferenceCertificate.secret,
      servedModelName: model.name,
      maxModelLength: config.inference.contextLength,
      minTasks: config.inference.minTasks,
      maxTasks: config.inference.maxTasks,
      schedule: this.schedule(),
      canary: this.candidate(registry),
      namespaceName: NAMESPACE,
    });
    const stateTable = new GatewayStateTable(this, 'GatewayState', { network, encryptionKey: props.auditKey, removalPolicy: this.removalPolicy });
    // The network has no way to the issuer, be it Cognito or another.
    const tokenKeys = new TokenKeys(this, 'TokenKeys', { identity: props.identity, encryptionKey: props.secretsKey, alarmTopic, logEncryptionKey });
    this.gateway = new GatewayService(this, 'Gateway', {
      ...common,
      cluster: cluster.cluster,
      image: this.image(registry, 'gateway'),
      certificate: props.loadBalancerCertificate ?? this.publicCertificate(),
      tlsSecret: props.gatewayCertificate.secret,
      accessLogsBucket: props.accessLogsBucket,
      tokenIssuer: props.identity.issuerUrl,
      tokenAudience: props.identity.audience,
      tenantClaim: props.identity.tenantClaim,
      groupsClaim: props.identity.groupsClaim,
      scopeClaim: props.identity.scopeClaim ?? '',
      groupScopes: props.identity.groupScopes,
      tokenKeysSecret: tokenKeys.secret,
      inferenceUrl: inference.endpointUrl,
      modelName: model.name,
      vectorStoreHost: props.vectorStore?.endpointHost,
      vectorStorePort: props.vectorStore?.endpointPort,
      vectorStoreDatabase: props.vectorStore?.databaseName,
      vectorStoreUser: props.vectorStore?.applicationUser,
      auditBucket: props.auditBucket,
      auditKey: props.auditKey,
      stateTable,
      settings: config.gateway.settings,
      cpu: config.gateway.cpu,
      memoryMib: config.gateway.memoryMib,
      minTasks: config.gateway.minTasks,
      maxTasks: config.gateway.maxTasks,
      canary: this.gatewayCanary(),
    });
    props.vectorStore?.grants.connect(this.gateway.taskRole);
    for (const [id, { serviceName, clusterName }] of [['RenewInference', inference], ['RenewGateway', this.gateway]] as const) new ServiceRedeployment(this, id, { serviceName, clusterName });
  }

  private capacity(props: InferenceStackProps, { cluster }: PlatformCluster): IGpuCapacity {
    const { instanceType, capacity, capacityJustification, rootVolumeGib, operatingSystem, maxInstances } = this.config.inference;
    const common = { network: props.network, cluster, instanceType: new ec2.InstanceType(instanceType), volumeSize: Size.gibibytes(rootVolumeGib) };
    if (capacity === 'managedInstances' && capacityJustification !== undefined) return new ManagedGpuCapacity(this, 'Capacity', { ...common, justification: capacityJustification });
    return new GpuCapacity(this, 'Capacity', {
      ...common,
      volumeKey: props.modelKey,
      maxInstances,
      image: operatingSystem === 'al2023' ? GpuHostImage.AMAZON_LINUX_2023 : GpuHostImage.BOTTLEROCKET,
      autoScalingRoleArn: props.autoScalingRoleArn,
      notificationTopic: props.alarmTopic,
      logEncryptionKey: props.logEncryptionKey,
    });
  }

  private image(registry: IModelRegistry, name: ImageName): PinnedImage {
    const repository = registry.repository(REPOSITORIES[name]);
    const digest = this.config.inference.images?.[name];
    return digest === undefined ? PinnedImage.unpublished(repository) : PinnedImage.fromDigest(repository, digest);
  }

  private schedule(): ServiceSchedule | undefined {
    const { schedule } = this.config.inference;
    if (schedule === undefined) return undefined;
    return { start: cron(schedule.start), stop: cron(schedule.stop), timeZone: TimeZone.of(schedule.timeZone) };
  }

  private candidate(registry: IModelRegistry): InferenceCanary | undefined {
    const { canary } = this.config.inference;
    if (canary === undefined) return undefined;
    return {
      tasks: canary.tasks,
      serverImage: canary.image === undefined ? undefined : PinnedImage.fromDigest(registry.repository(REPOSITORIES.inference), canary.image),
      modelPrefix: canary.modelVersion === undefined ? undefined : modelPrefix(this.config.models.model.name, canary.modelVersion),
    };
  }

  private gatewayCanary(): { percent: number; bakeTime: Duration } | undefined {
    const { strategy, canaryPercent, bakeMinutes } = this.config.gateway.deployment;
    return strategy === 'canary' ? { percent: canaryPercent, bakeTime: Duration.minutes(bakeMinutes) } : undefined;
  }

  private publicCertificate(): acm.ICertificate {
    const { loadBalancerCertificate } = this.config.api;
    if (loadBalancerCertificate.kind !== 'certificate') throw new Error('the certificate of the internal authority is made in the Secrets stack');
    return acm.Certificate.fromCertificateArn(this, 'LoadBalancerCertificate', loadBalancerCertificate.certificateArn);
  }
}

function modelPrefix(name: string, version: string): string {
  return `models/${name}/${version}`;
}

/** Five cron fields as Application Auto Scaling takes them: one of day and weekday must be `?`. */
function cron(fields: string): appscaling.Schedule {
  const [minute, hour, day, month, weekDay] = fields.trim().split(/\s+/);
  return appscaling.Schedule.cron({ minute, hour, month, ...(weekDay === '*' || weekDay === '?' ? { day } : { weekDay }) });
}
