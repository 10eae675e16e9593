import { Aws, Names, Stack, Token, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_iam as iam, aws_logs as logs, aws_route53resolver as resolver, type aws_sns as sns } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import type { Problem } from '../../lib/contract/platform-error';
import { recordWeakening, type Justification } from '../core/justification';
import type { NetworkLogsProps } from './flow-logs';
import type { PlatformEndpoint } from './platform-endpoint';

/** What happens to a name that is not on the allow-list. */
export class DnsFirewallMode {
  /** The name does not exist (NXDOMAIN). The default. */
  public static block(): DnsFirewallMode {
    return new DnsFirewallMode(undefined);
  }

  /** The name is resolved and the query is logged as an alert: DNS becomes a way out. For finding out what a workload asks for. */
  public static alertOnly(justification: Justification): DnsFirewallMode {
    return new DnsFirewallMode(justification);
  }

  private constructor(
    /** Why names are not blocked. @default - they are blocked */
    public readonly weakening?: Justification,
  ) {}
}

/** Between 100 and 9900, whose ends Firewall Manager uses. */
const ASSOCIATION_PRIORITY = 1000;
const METRIC_NAMESPACE = 'SecureAiPlatform/Network';
const METRIC_NAME = 'DnsQueriesBlocked';

/** Properties of DnsFirewall. */
export interface DnsFirewallProps extends NetworkLogsProps {
  readonly endpoints: readonly PlatformEndpoint[];
  readonly dynamoDb: boolean;
  readonly allowedDomains: readonly string[];
  readonly mode: DnsFirewallMode;
  readonly alarmTopic?: sns.ITopic;
}

/**
 * Resolves the names that the network needs and no others, and logs every query. When the firewall itself fails, nothing is resolved: that is
 * how a new VPC is born. `AWS::Route53Resolver::FirewallConfig` would say so again, but CloudFormation refuses to create that type.
 */
export class DnsFirewall extends Construct {
  readonly logGroup: logs.LogGroup;
  private readonly vpcId: string;

  constructor(scope: Construct, id: string, props: DnsFirewallProps) {
    super(scope, id);
    this.vpcId = props.vpc.vpcId;
    const allowed = new resolver.CfnFirewallDomainList(this, 'Allowed', { domains: domainsOf(this, props) });
    const everything = new resolver.CfnFirewallDomainList(this, 'Everything', { domains: ['*'] });
    if (props.mode.weakening !== undefined) recordWeakening(this, 'DnsFirewallBlocks', props.mode.weakening);
    const rules = new resolver.CfnFirewallRuleGroup(this, 'Resource', {
      firewallRules: [
        // Names that AWS's own names lead to need not be listed: nobody else can make records below them.
        { priority: 100, action: 'ALLOW', firewallDomainListId: allowed.attrId, firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' },
        props.mode.weakening === undefined
          ? { priority: 200, action: 'BLOCK', blockResponse: 'NXDOMAIN', firewallDomainListId: everything.attrId }
          : { priority: 200, action: 'ALERT', firewallDomainListId: everything.attrId },
      ],
    });
    // Without mutation protection, which would keep the stack from being updated or deleted.
    new resolver.CfnFirewallRuleGroupAssociation(this, 'Association', {
      firewallRuleGroupId: rules.attrId, vpcId: props.vpc.vpcId, priority: ASSOCIATION_PRIORITY, mutationProtection: 'DISABLED',
    });
    this.logGroup = this.logQueries(props);
    if (props.alarmTopic !== undefined) this.alarmOn(props.alarmTopic);
  }

  /** Queries that the firewall blocked. Sum over five minutes by default. */
  metricBlockedQueries(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({ namespace: METRIC_NAMESPACE, metricName: METRIC_NAME, dimensionsMap: { VpcId: this.vpcId }, statistic: cloudwatch.Stats.SUM, ...options });
  }

  /** A workload that asks for a name of the world has lost its way, or somebody has found one in. */
  private alarmOn(topic: sns.ITopic): void {
    const alarm = new cloudwatch.Alarm(this, 'BlockedAlarm', {
      metric: this.metricBlockedQueries(),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: 'The DNS firewall blocked a query: a workload asked for a name that is not on the list',
    });
    alarm.addAlarmAction(new actions.SnsAction(topic));
  }

  private logQueries(props: DnsFirewallProps): logs.LogGroup {
    const stack = Stack.of(this);
    const logGroup = new logs.LogGroup(this, 'Queries', { encryptionKey: props.encryptionKey, retention: props.retention, removalPolicy: props.removalPolicy });
    // Written out, because AWS otherwise adds a policy to the account that no stack deletes.
    const delivery = new logs.ResourcePolicy(this, 'Delivery', {
      // Unique in account and Region; the default leaves the stack's name out, and a second deployment would take the policy of the first.
      resourcePolicyName: Names.uniqueResourceName(this, { maxLength: 200, separator: '-' }),
      policyStatements: [new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:logs:${stack.region}:${stack.account}:*` },
        },
      })],
    });
    const config = new resolver.CfnResolverQueryLoggingConfig(this, 'QueryLogging', { destinationArn: logGroup.logGroupArn });
    config.node.addDependency(delivery);
    new resolver.CfnResolverQueryLoggingConfigAssociation(this, 'QueryLoggingAssociation', { resolverQueryLogConfigId: config.attrId, resourceId: props.vpc.vpcId });
    new logs.MetricFilter(this, 'Blocked', {
      logGroup,
      filterPattern: logs.FilterPattern.stringValue('$.firewall_rule_action', '=', 'BLOCK'),
      metricNamespace: METRIC_NAMESPACE,
      metricName: METRIC_NAME,
      metricValue: '1',
      dimensions: { VpcId: '$.vpc_id' },
    });
    return logGroup;
  }
}

/** Says what is wrong with names to be allowed; a name too wide would make the firewall pointless. */
export function domainProblems(domains: readonly string[], where: string): Problem[] {
  const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?';
  const name = new RegExp(`^(\\*\\.)?${label}(\\.${label})+$`, 'i');
  return domains.filter((domain) => !Token.isUnresolved(domain)).flatMap((domain): Problem[] => {
    if (!name.test(domain) || domain.length > 255) {
      return [{ code: 'AllowedDomainInvalid', what: "'allowedDomains' must be domain names of at least two labels, or such a name after '*.'", got: domain, where, fix: 'write it as example.internal or *.example.internal' }];
    }
    if (/^\*\.amazonaws\.(com|com\.cn|eu)$/i.test(domain)) {
      return [{ code: 'AllowedDomainTooWide', what: "'allowedDomains' must not hold all of AWS's names, which include names that anyone can create", got: domain, where, fix: 'choose the interface endpoint instead; its names are allowed with it' }];
    }
    return [];
  });
}

/**
 * The names behind the chosen endpoints, one by one: a wildcard over all AWS names would also resolve load balancers, APIs and
 * buckets elsewhere. Buckets and databases keep a wildcard, because their first label is made at deploy.
 */
function domainsOf(scope: Construct, props: DnsFirewallProps): string[] {
  const { region } = Stack.of(scope);
  // As text where the Region is known, so that a name given twice is seen to be the same.
  const suffix = (Token.isUnresolved(region) ? undefined : RegionInfo.get(region).domainSuffix) ?? Aws.URL_SUFFIX;
  const fill = (name: string) => name.replaceAll('{region}', region).replaceAll('{suffix}', suffix);
  const names = [
    ...props.endpoints.flatMap((endpoint) => endpoint.dnsNames),
    's3.{region}.{suffix}', '*.s3.{region}.{suffix}',
    ...(props.dynamoDb ? ['dynamodb.{region}.{suffix}', '*.ddb.{region}.{suffix}'] : []),
    // Aurora's names; in China the Region comes last.
    '*.{region}.rds.{suffix}', '*.rds.{region}.{suffix}',
    // What instances call themselves.
    '*.{region}.compute.internal',
  ];
  // S3 and EC2 keep their oldest Region's names without a Region in them.
  if (Token.isUnresolved(region) || region === 'us-east-1') names.push('s3.{suffix}', '*.s3.{suffix}', '*.ec2.internal');
  return [...new Set([...names.map(fill), ...props.allowedDomains])];
}
