import { RemovalPolicy, Stack, Token, aws_elasticloadbalancingv2 as elbv2, aws_iam as iam, type aws_certificatemanager as acm, type aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GATEWAY_HEALTH_PATH } from '../../lib/contract/gateway';
import { PORTS } from '../../lib/contract/ports';
import { acknowledge, finding } from '../core/acknowledge';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from '../network/isolated-network-base';

/** How long a connection may be silent: a model may think for minutes before the next word of a stream. */
const IDLE_SECONDS = 900;

/** Longest time for answers that are under way when a task goes. */
const DRAIN_SECONDS = 120;

/** Where access and connection logs go; AWS tells them apart by file name. */
const LOG_PREFIX = 'gateway';

/** Properties of a GatewayLoadBalancer. */
export interface GatewayLoadBalancerProps {
  readonly network: IIsolatedNetwork;
  readonly certificate: acm.ICertificate;
  readonly accessLogsBucket: s3.IBucket;
  readonly sslPolicy?: elbv2.SslPolicy;
  readonly removalPolicy?: RemovalPolicy;
  /** Whether a second target group takes new versions. */
  readonly canary: boolean;
}

/** The internal load balancer before the gateway: TLS in, TLS on, and no other port. */
export class GatewayLoadBalancer extends Construct {
  public readonly loadBalancer: elbv2.CfnLoadBalancer;
  public readonly listener: elbv2.CfnListener;
  /** The rule that carries production traffic; a canary deployment moves its weights. */
  public readonly rule: elbv2.CfnListenerRule;
  public readonly targets: elbv2.CfnTargetGroup;
  public readonly canaryTargets?: elbv2.CfnTargetGroup;

  constructor(scope: Construct, id: string, props: GatewayLoadBalancerProps) {
    super(scope, id);
    this.loadBalancer = this.balancer(props);
    this.targets = this.targetGroup('Targets', props);
    this.canaryTargets = props.canary ? this.targetGroup('CanaryTargets', props) : undefined;
    this.listener = new elbv2.CfnListener(this, 'Listener', {
      loadBalancerArn: this.loadBalancer.ref,
      port: PORTS.https,
      protocol: 'HTTPS',
      // TLS 1.3 and 1.2 with post-quantum key agreement: which versions API Gateway offers to an integration is not documented.
      sslPolicy: props.sslPolicy ?? elbv2.SslPolicy.TLS13_12_RES_PQ,
      certificates: [{ certificateArn: props.certificate.certificateArn }],
      defaultActions: [{ type: 'fixed-response', fixedResponseConfig: { statusCode: '404', contentType: 'text/plain', messageBody: '' } }],
    });
    if (Token.isUnresolved(props.certificate.certificateArn)) {
      acknowledge(this.listener, {
        findings: [finding('SecureAi', 'ListenerCertificate[unknown]')],
        reason: 'The ARN is told at deployment: the certificate is imported into ACM by the internal authority, or made in another stack',
        expires: '2027-11-30',
      });
    }
    this.rule = new elbv2.CfnListenerRule(this, 'Production', {
      listenerArn: this.listener.ref,
      priority: 1,
      conditions: [{ field: 'path-pattern', pathPatternConfig: { values: ['/*'] } }],
      actions: [{
        type: 'forward',
        forwardConfig: {
          targetGroups: [
            { targetGroupArn: this.targets.ref, weight: 100 },
            ...(this.canaryTargets === undefined ? [] : [{ targetGroupArn: this.canaryTargets.ref, weight: 0 }]),
          ],
        },
      }],
    });
  }

  private balancer(props: GatewayLoadBalancerProps): elbv2.CfnLoadBalancer {
    const keep = props.removalPolicy !== RemovalPolicy.DESTROY;
    const attributes: Readonly<Record<string, string>> = {
      'access_logs.s3.bucket': props.accessLogsBucket.bucketName,
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.prefix': LOG_PREFIX,
      'connection_logs.s3.bucket': props.accessLogsBucket.bucketName,
      'connection_logs.s3.enabled': 'true',
      'connection_logs.s3.prefix': LOG_PREFIX,
      'deletion_protection.enabled': String(keep),
      'idle_timeout.timeout_seconds': String(IDLE_SECONDS),
      'routing.http.desync_mitigation_mode': 'strictest',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
    };
    const balancer = new elbv2.CfnLoadBalancer(this, 'Resource', {
      type: 'application',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: props.network.vpc.selectSubnets(props.network.subnets(SubnetTier.APP)).subnetIds,
      securityGroups: [props.network.securityGroup(SecurityGroupRole.LOAD_BALANCER).securityGroupId],
      loadBalancerAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    });
    this.admitLogDelivery(props.accessLogsBucket, balancer);
    acknowledge(balancer, {
      findings: [finding('Nist', 'ALBWAFEnabled')],
      reason: 'Only the VPC link of the API can reach it, and the web ACL of the API has judged every request before; a second one would read 8 KB of each prompt again',
      expires: '2027-11-30',
    });
    if (!keep) {
      acknowledge(balancer, {
        findings: [finding('Nist', 'ELBDeletionProtectionEnabled'), finding('Hipaa', 'ELBDeletionProtectionEnabled'), finding('SecureAi', 'LoadBalancerDeletionProtected')],
        reason: 'The removal policy says that everything goes with the stack, which deletion protection would stop',
        expires: '2027-11-30',
      });
    }
    return balancer;
  }

  /** A bucket of this stack is told to take the logs, below a path with the account's number; one of another stack must say so in its own policy. */
  private admitLogDelivery(bucket: s3.IBucket, balancer: elbv2.CfnLoadBalancer): void {
    if (Stack.of(bucket) !== Stack.of(this)) return;
    const result = bucket.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'GatewayLoadBalancerLogs',
      principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${LOG_PREFIX}/AWSLogs/${Stack.of(this).account}/*`)],
    }));
    if (result.policyDependable !== undefined) balancer.node.addDependency(result.policyDependable);
  }

  private targetGroup(id: string, { network }: GatewayLoadBalancerProps): elbv2.CfnTargetGroup {
    return new elbv2.CfnTargetGroup(this, id, {
      targetType: 'ip',
      protocol: 'HTTPS',
      port: PORTS.gateway,
      vpcId: network.vpc.vpcId,
      healthCheckProtocol: 'HTTPS',
      healthCheckPath: GATEWAY_HEALTH_PATH,
      healthCheckIntervalSeconds: 15,
      healthCheckTimeoutSeconds: 5,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      matcher: { httpCode: '200' },
      targetGroupAttributes: [
        { key: 'deregistration_delay.timeout_seconds', value: String(DRAIN_SECONDS) },
        // Answers last from milliseconds to minutes, so taking turns would pile them up on some tasks.
        { key: 'load_balancing.algorithm.type', value: 'least_outstanding_requests' },
        { key: 'stickiness.enabled', value: 'false' },
      ],
    });
  }
}
