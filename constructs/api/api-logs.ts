import { ArnFormat, Duration, Fn, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import { AccountLoggingRole } from './api-options';

/** What the log groups are made from. */
export interface ApiLogsProps {
  readonly restApiId: string;
  readonly stageName: string;
  readonly accountLoggingRole: AccountLoggingRole;
  readonly encryptionKey?: kms.IKey;
  readonly retention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * One line for each request. No header, query string, path parameter or error detail is in it: those can hold a token or content.
 * Claims are named one by one; the ones of a Lambda authorizer come from its context.
 */
export const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  protocol: '$context.protocol',
  sourceIp: '$context.identity.sourceIp',
  status: '$context.status',
  errorType: '$context.error.responseType',
  wafStatus: '$context.waf.status',
  authorizerStatus: '$context.authorizer.status',
  subject: '$context.authorizer.claims.sub',
  clientId: '$context.authorizer.claims.client_id',
  tenant: '$context.authorizer.claims.tenant',
  authorizerPrincipal: '$context.authorizer.principalId',
  authorizerTenant: '$context.authorizer.tenant',
  responseBytes: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  timeToFirstContent: '$context.integration.timeToFirstContent',
  tlsVersion: '$context.tlsVersion',
  cipherSuite: '$context.cipherSuite',
} as const;

/** Where a stage writes, made before the stage so that nothing is left behind unencrypted. */
export class ApiLogs extends Construct {
  public readonly accessLogs: logs.LogGroup;
  /** What the stage does not refer to, and must wait for all the same. */
  public readonly prerequisites: IDependable[];

  constructor(scope: Construct, id: string, props: ApiLogsProps) {
    super(scope, id);
    const group = { encryptionKey: props.encryptionKey, retention: props.retention, removalPolicy: props.removalPolicy };
    this.accessLogs = new logs.LogGroup(this, 'Access', group);
    const execution = new logs.LogGroup(this, 'Execution', {
      ...group,
      // API Gateway writes to a group of exactly this name, and would make it itself: unencrypted, and kept for ever.
      logGroupName: Fn.join('', ['API-Gateway-Execution-Logs_', props.restApiId, '/', props.stageName]),
    });
    this.prerequisites = [execution, ...(props.accountLoggingRole === AccountLoggingRole.CREATE ? [this.createAccountRole(props.encryptionKey)] : [])];
  }

  private createAccountRole(logEncryptionKey: kms.IKey | undefined): IDependable {
    const role = new iam.Role(this, 'AccountRole', {
      // Without a condition, as AWS documents it: API Gateway tries the role before it takes it, and does not say with which context.
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'Lets API Gateway write the logs of all APIs of this account and region',
      // API Gateway refuses a role whose permissions it finds lacking; this policy is the one it documents.
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
    });
    // Other APIs may come to use it, so it stays when the stack goes.
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledge(role, {
      findings: [finding('AwsSolutions', 'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]')],
      reason: 'The account-wide role serves every API of the account, so its log groups cannot be listed; API Gateway checks for these permissions',
      expires: '2027-11-30',
    });
    const handler = new ServiceFunction(this, 'Account', {
      service: 'account-logging-role',
      description: 'Sets the logging role of API Gateway where the account has none',
      timeout: Duration.minutes(3),
      logEncryptionKey,
    });
    handler.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['apigateway:GET', 'apigateway:PATCH'],
      resources: [Stack.of(this).formatArn({ service: 'apigateway', account: '', resource: '/account', arnFormat: ArnFormat.NO_RESOURCE_NAME })],
    }));
    handler.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['iam:PassRole'], resources: [role.roleArn], conditions: { StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' } },
    }));
    return new ServiceResource(this, 'AccountSetting', { handler, resourceType: 'Custom::AccountLoggingRole', properties: { RoleArn: role.roleArn } });
  }
}
