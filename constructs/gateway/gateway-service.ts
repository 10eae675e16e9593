import { Duration, Stack, aws_applicationautoscaling as appscaling, aws_cloudwatch as cloudwatch, aws_ecs as ecs, type aws_iam as iam, type aws_logs as logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GATEWAY_ENV } from '../../lib/contract/gateway';
import { PORTS } from '../../lib/contract/ports';
import { throwProblems } from '../../lib/contract/platform-error';
import { GROUPS_CLAIM, SCOPE_CLAIM, TENANT_CLAIM } from '../../lib/contract/scopes';
import { recordWeakening } from '../core/justification';
import { applySchedule, deploymentAlarms, scalableTasks, serviceLog } from '../inference/container-service';
import { alarmActions } from '../inference/engine-errors';
import { PlatformCluster } from '../inference/platform-cluster';
import { permissionsOf } from '../inference/task-roles';
import { SecurityGroupRole, SubnetTier } from '../network/isolated-network-base';
import { canaryRole } from './canary-role';
import { GatewayServiceBase, type GatewayServiceAttributes, type IGatewayService } from './gateway-base';
import { GatewayLoadBalancer } from './gateway-load-balancer';
import { gatewayProblems } from './gateway-problems';
import type { GatewayServiceProps } from './gateway-props';
import { weakenedSettings } from './gateway-settings';
import { GATEWAY_CONTAINER, GatewayTask } from './gateway-task';

/**
 * The AI gateway on Fargate behind an internal load balancer: TLS on every hop, unprivileged on a read-only root, two or more tasks in
 * different zones, deployments that roll back on errors. It reaches the inference server and the vector store, nothing reaches those but it.
 */
export class GatewayService extends GatewayServiceBase {
  /** A gateway that another stack or app made. */
  public static fromGatewayServiceAttributes(scope: Construct, id: string, attributes: GatewayServiceAttributes): IGatewayService {
    class Import extends GatewayServiceBase {
      public readonly loadBalancerArn = attributes.loadBalancerArn;
      public readonly loadBalancerDnsName = attributes.loadBalancerDnsName;
      public readonly loadBalancerFullName = attributes.loadBalancerFullName;
    }
    return new Import(scope, id);
  }

  public readonly loadBalancerArn: string;
  public readonly loadBalancerDnsName: string;
  public readonly loadBalancerFullName: string;
  /** ARN of the HTTPS listener. */
  public readonly listenerArn: string;
  /** Role of the code in the container: grant to it what the gateway needs, such as the vector store. */
  public readonly taskRole: iam.IRole;
  /** The ECS service, for constructs that take one. */
  public readonly service: ecs.IBaseService;
  /** Name of the ECS service. */
  public readonly serviceName: string;
  /** Name of the ECS cluster. */
  public readonly clusterName: string;
  /** Log of the gateway. */
  public readonly logGroup: logs.ILogGroup;
  /** True while the image is not published: the service is deployed and held at zero tasks. */
  public readonly held: boolean;
  private readonly balancer: GatewayLoadBalancer;

  constructor(scope: Construct, id: string, props: GatewayServiceProps) {
    super(scope, id);
    const minTasks = props.minTasks ?? 2;
    const maxTasks = props.maxTasks ?? Math.max(10, minTasks);
    throwProblems(gatewayProblems(props, minTasks, maxTasks, this.node.path));
    for (const { control, justification } of weakenedSettings(props.settings ?? {})) recordWeakening(this, control, justification);
    const { network, certificate, accessLogsBucket, sslPolicy, removalPolicy, logEncryptionKey } = props;
    this.held = !props.image.published;
    this.balancer = new GatewayLoadBalancer(this, 'LoadBalancer', { network, certificate, accessLogsBucket, sslPolicy, removalPolicy, canary: props.canary !== undefined });
    this.loadBalancerArn = this.balancer.loadBalancer.ref;
    this.loadBalancerDnsName = this.balancer.loadBalancer.attrDnsName;
    this.loadBalancerFullName = this.balancer.loadBalancer.attrLoadBalancerFullName;
    this.listenerArn = this.balancer.listener.ref;

    this.logGroup = serviceLog(this, 'Log', props);
    const task = this.task(props, this.logGroup);
    this.taskRole = task.role;
    const cluster = props.cluster ?? new PlatformCluster(this, 'Cluster', { vpc: network.vpc, logEncryptionKey }).cluster;
    this.clusterName = cluster.clusterName;
    const service = this.ecsService(props, cluster, task, this.errorAlarm(props), this.held ? 0 : props.desiredTasks ?? minTasks);
    this.serviceName = service.attrName;
    this.service = ecs.FargateService.fromFargateServiceAttributes(this, 'Service', { cluster, serviceArn: service.ref });
    this.scale(props, service, minTasks, maxTasks);
    this.anomalyAlarm(props);
  }

  /** Processor use of the tasks, in percent of what they reserve. */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/ECS',
      metricName: 'CPUUtilization',
      statistic: cloudwatch.Stats.AVERAGE,
      dimensionsMap: { ClusterName: this.clusterName, ServiceName: this.serviceName },
      ...options,
    }).attachTo(this);
  }

  private task(props: GatewayServiceProps, log: logs.ILogGroup): GatewayTask {
    const env = GATEWAY_ENV;
    return new GatewayTask(this, 'Task', {
      image: props.image,
      log,
      cpu: props.cpu ?? 1024,
      memoryMib: props.memoryMib ?? 2048,
      arm64: props.cpuArchitecture !== ecs.CpuArchitecture.X86_64,
      tlsSecret: props.tlsSecret,
      auditBucket: props.auditBucket,
      auditPrefix: props.auditPrefix ?? 'gateway',
      auditKey: props.auditKey ?? props.auditBucket?.encryptionKey,
      tokenKeysSecret: props.tokenKeysSecret,
      stateTable: props.stateTable,
      environment: {
        ...props.environment,
        [env.issuer]: props.tokenIssuer,
        [env.audience]: props.tokenAudience,
        [env.jwksUri]: props.tokenKeysSecret === undefined ? props.jwksUri : undefined,
        [env.tenantClaim]: props.tenantClaim ?? TENANT_CLAIM,
        [env.groupsClaim]: props.groupsClaim ?? GROUPS_CLAIM,
        [env.scopeClaim]: props.scopeClaim ?? SCOPE_CLAIM,
        [env.groupScopes]: props.groupScopes === undefined ? undefined : JSON.stringify(props.groupScopes),
        [env.inferenceUrl]: props.inferenceUrl,
        [env.modelName]: props.modelName,
        [env.vectorStoreHost]: props.vectorStoreHost,
        [env.vectorStorePort]: props.vectorStoreHost === undefined ? undefined : String(props.vectorStorePort ?? PORTS.postgres),
        [env.vectorStoreDatabase]: props.vectorStoreDatabase,
        [env.vectorStoreUser]: props.vectorStoreUser,
        [env.settings]: props.settings === undefined ? undefined : Stack.of(this).toJsonString(props.settings),
      },
    });
  }

  /** Counts on the load balancer, whichever target group answers, so that it does not refer to the service that refers to it. */
  private errorAlarm(props: GatewayServiceProps): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, 'ErrorAlarm', {
      metric: this.metricTargetErrors({ period: Duration.minutes(1) }),
      threshold: props.errorThreshold ?? 10,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: 'The AI gateway answers with errors; a deployment that is under way is rolled back',
    });
    alarmActions(alarm, props.alarmTopic);
    return alarm;
  }

  /** A tenant whose tokens jump: a loop, a stolen token, or a new use that its budget should know of. No deployment is stopped by it. */
  private anomalyAlarm(props: GatewayServiceProps): void {
    const alarm = new cloudwatch.Alarm(this, 'TokenAnomalyAlarm', {
      metric: this.metricTokenAnomalies(),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: 'A tenant uses far more tokens than it is used to; the log of the gateway says which',
    });
    alarmActions(alarm, props.alarmTopic, 'No alarmTopic was given; the alarm shows in CloudWatch');
  }

  private ecsService(props: GatewayServiceProps, cluster: ecs.ICluster, task: GatewayTask, alarm: cloudwatch.Alarm, desiredCount: number): ecs.CfnService {
    const { canary, network } = props;
    const { canaryTargets } = this.balancer;
    const role = canaryTargets === undefined ? undefined : canaryRole(this, this.balancer);
    const service = new ecs.CfnService(this, 'Resource', {
      cluster: cluster.clusterArn,
      taskDefinition: task.definition.ref,
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      desiredCount,
      deploymentController: { type: 'ECS' },
      deploymentConfiguration: {
        strategy: canary === undefined ? 'ROLLING' : 'CANARY',
        canaryConfiguration: canary === undefined ? undefined : { canaryPercent: canary.percent ?? 10, canaryBakeTimeInMinutes: (canary.bakeTime ?? Duration.minutes(10)).toMinutes() },
        // How long the old version stays after all traffic has moved, in case an alarm comes late.
        bakeTimeInMinutes: canary === undefined ? undefined : 10,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        // Only rolling deployments have it; a canary ends by its alarm, or when its tasks do not become healthy in time.
        deploymentCircuitBreaker: canary === undefined ? { enable: true, rollback: true } : undefined,
        alarms: deploymentAlarms(this, [alarm.alarmName]),
      },
      availabilityZoneRebalancing: 'ENABLED',
      healthCheckGracePeriodSeconds: 60,
      loadBalancers: [{
        containerName: GATEWAY_CONTAINER,
        containerPort: PORTS.gateway,
        targetGroupArn: this.balancer.targets.ref,
        advancedConfiguration: canaryTargets === undefined || role === undefined ? undefined : {
          alternateTargetGroupArn: canaryTargets.ref,
          productionListenerRule: this.balancer.rule.ref,
          roleArn: role.roleArn,
        },
      }],
      networkConfiguration: {
        awsvpcConfiguration: {
          assignPublicIp: 'DISABLED',
          subnets: network.vpc.selectSubnets(network.subnets(SubnetTier.APP)).subnetIds,
          securityGroups: [network.securityGroup(SecurityGroupRole.GATEWAY).securityGroupId],
        },
      },
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
    });
    // A target group takes tasks only once a listener forwards to it; a canary refers to the rule itself.
    service.node.addDependency(network.endpointsReady, role === undefined ? this.balancer.rule : permissionsOf(role));
    return service;
  }

  private scale(props: GatewayServiceProps, service: ecs.CfnService, minTasks: number, maxTasks: number): void {
    const target = scalableTasks(this, service, this.clusterName, this.held ? 0 : minTasks, this.held ? 0 : maxTasks);
    if (this.held) return;
    if (props.schedule !== undefined) applySchedule(target, props.schedule, minTasks, maxTasks);
    if (maxTasks === minTasks) return;
    target.scaleToTrackMetric('Cpu', { predefinedMetric: appscaling.PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION, targetValue: 60, scaleInCooldown: Duration.minutes(5), scaleOutCooldown: Duration.minutes(1) });
    if (props.canary !== undefined) return;
    target.scaleToTrackMetric('Requests', {
      predefinedMetric: appscaling.PredefinedMetric.ALB_REQUEST_COUNT_PER_TARGET,
      resourceLabel: `${this.loadBalancerFullName}/${this.balancer.targets.attrTargetGroupFullName}`,
      targetValue: props.requestsPerTask ?? 600,
      scaleInCooldown: Duration.minutes(5),
      scaleOutCooldown: Duration.minutes(1),
    });
  }
}
