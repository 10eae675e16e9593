import { ArnFormat, Aws, Fn, RemovalPolicy, Stack, aws_kms as kms, aws_logs as logs, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { WebAclOptions } from './api-options';
import { bodySizeStatement } from './body-size';

/** What the web ACL is made from. */
export interface ApiWebAclProps {
  readonly options: WebAclOptions;
  readonly maxBodyBytes: number;
  readonly logEncryptionKey?: kms.IKey;
  readonly logRetention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/** Header names that hold credentials: nowhere in the log, nowhere in a sample. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key'];

/**
 * Rules of AWS's managed groups that read the body. A prompt may well hold markup, paths, addresses or exploit code; the AI gateway judges it.
 * They count instead of blocking; the same groups' rules for headers, paths and query strings block.
 */
const BODY_RULES: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY'],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY'],
};

/** The web ACL of an API: reputation, rates, known attacks and size, logged without credentials or content. */
export class ApiWebAcl extends Construct {
  public readonly webAcl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: ApiWebAclProps) {
    super(scope, id);
    this.webAcl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: rules(props).map((rule, priority) => ({ ...rule, priority })),
      visibilityConfig: visibility('WebAcl'),
      associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: 'KB_64' } } },
      dataProtectionConfig: {
        dataProtections: [
          { action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: SECRET_HEADERS } },
          { action: 'SUBSTITUTION', field: { fieldType: 'QUERY_STRING' } },
          { action: 'SUBSTITUTION', field: { fieldType: 'BODY' } },
        ],
      },
    });
    this.addLogs(props);
  }

  private addLogs(props: ApiWebAclProps): void {
    const stack = Stack.of(this);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      // WAF takes only names with this prefix. The stack's UUID keeps a retained group out of the way of the next deployment.
      logGroupName: Fn.join('-', ['aws-waf-logs', this.node.addr.slice(-8), Fn.select(2, Fn.split('/', Aws.STACK_ID))]),
      encryptionKey: props.logEncryptionKey,
      retention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      logDestinationConfigs: [stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      redactedFields: [...SECRET_HEADERS.map((name) => ({ singleHeader: { Name: name } })), { queryString: {} }],
    });
  }
}

type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority'>;

function rules(props: ApiWebAclProps): Rule[] {
  const { requestsPerIp = 2_000, requestsPerToken = 1_000, blockAnonymousIps = false } = props.options;
  return [
    managed('AWSManagedRulesAmazonIpReputationList'),
    ...(blockAnonymousIps ? [managed('AWSManagedRulesAnonymousIpList')] : []),
    tooMany('RatePerIp', { limit: requestsPerIp, aggregateKeyType: 'IP', evaluationWindowSec: 300 }),
    tooMany('RatePerToken', {
      limit: requestsPerToken,
      aggregateKeyType: 'CUSTOM_KEYS',
      customKeys: [{ header: { name: 'authorization', textTransformations: [{ priority: 0, type: 'NONE' }] } }],
      evaluationWindowSec: 300,
    }),
    { name: 'BodySize', action: { block: { customResponse: { responseCode: 413 } } }, statement: bodySizeStatement(props.maxBodyBytes), visibilityConfig: visibility('BodySize') },
    managed('AWSManagedRulesKnownBadInputsRuleSet'),
    managed('AWSManagedRulesCommonRuleSet'),
  ];
}

function managed(name: string): Rule {
  const ruleActionOverrides = (BODY_RULES[name] ?? []).map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...(ruleActionOverrides.length > 0 ? { ruleActionOverrides } : {}) } },
    visibilityConfig: visibility(name),
  };
}

/** 429 is what API clients know to wait and try again for. */
function tooMany(name: string, rateBasedStatement: wafv2.CfnWebACL.RateBasedStatementProperty): Rule {
  return { name, action: { block: { customResponse: { responseCode: 429 } } }, statement: { rateBasedStatement }, visibilityConfig: visibility(name) };
}

/** Metrics, but no samples: a sample is a request, shown to whoever may look at the console. */
function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
