import { Aws, Fn, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { PlatformEndpoint } from './platform-endpoint';

/** Buckets of AWS that workloads in the network may need besides the layers of ECR images, which are always admitted. */
export enum AwsOwnedBuckets {
  /** Answers of custom resources and wait conditions that run in the VPC. Anyone's stack can be answered through them, so leave them closed unless needed. */
  CLOUDFORMATION_RESPONSES = 'cloudformationResponses',
  /** Package repositories of Amazon Linux 2023, for `dnf` at boot; better to bake an image. */
  AL2023_REPOSITORIES = 'al2023Repositories',
  /** Package of the CloudWatch agent. */
  CLOUDWATCH_AGENT = 'cloudwatchAgent',
  /** Update repository of Bottlerocket; exists in the China Regions only. */
  BOTTLEROCKET_UPDATES = 'bottlerocketUpdates',
}

/** Whose principals and resources the endpoints admit. */
export interface EndpointPerimeter {
  /** The organisation, or undefined for this account alone. */
  readonly organizationId?: string;
  /** Accounts of AWS from whose repositories hosts pull images. */
  readonly awsImageAccounts?: readonly string[];
}

/**
 * Actions that name no resource, so that a request may carry no `aws:ResourceAccount`. They act on the caller's own account, whoever
 * calls, so admitting them for our own principals opens nothing; without them instances cannot join and images cannot be pulled.
 */
const ACTIONS_WITHOUT_RESOURCE: Readonly<Record<string, readonly string[]>> = {
  ecs: ['ecs:DiscoverPollEndpoint'],
  'ecs-agent': ['ecs:DiscoverPollEndpoint'],
  'ecs-telemetry': ['ecs:DiscoverPollEndpoint'],
  'ecr.api': ['ecr:GetAuthorizationToken'],
  'ecr.dkr': ['ecr:GetAuthorizationToken'],
  monitoring: ['cloudwatch:PutMetricData'],
  sts: ['sts:GetCallerIdentity'],
  xray: ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  ssmmessages: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
  ec2messages: ['ec2messages:AcknowledgeMessage', 'ec2messages:DeleteMessage', 'ec2messages:FailMessage', 'ec2messages:GetEndpoint', 'ec2messages:GetMessages', 'ec2messages:SendReply'],
  'guardduty-data': ['guardduty:SendSecurityTelemetry'],
};

/** Policy of an interface endpoint: our principals on our resources, AWS's own services, and AWS-owned resources that this service cannot do without. */
export function interfaceEndpointStatements(scope: IConstruct, endpoint: PlatformEndpoint, perimeter: EndpointPerimeter): iam.PolicyStatement[] {
  const statements = [ownPrincipalsToOwnResources(scope, perimeter), awsServicePrincipals(['*'])];
  const withoutResource = ACTIONS_WITHOUT_RESOURCE[endpoint.service];
  if (withoutResource !== undefined) {
    statements.push(allow('AllowOwnPrincipalsActionsWithoutResource', [...withoutResource], ['*'], { StringEquals: ownPrincipal(scope, perimeter) }));
  }
  const owned = awsOwnedResources(scope, endpoint);
  if (owned !== undefined) {
    statements.push(allow('AllowOwnPrincipalsToAwsOwnedResources', owned.actions, owned.resources, { StringEquals: ownPrincipal(scope, perimeter) }));
  }
  const imageAccounts = perimeter.awsImageAccounts ?? [];
  if (endpoint.service.startsWith('ecr.') && imageAccounts.length > 0) {
    statements.push(allow('AllowOwnPrincipalsToPullAwsImages', ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], ['*'], {
      StringEquals: { ...ownPrincipal(scope, perimeter), 'aws:ResourceAccount': [...imageAccounts] },
    }));
  }
  return statements;
}

/** Policy of the S3 gateway. */
export function s3GatewayStatements(scope: IConstruct, perimeter: EndpointPerimeter, buckets: readonly AwsOwnedBuckets[], systemsManager: boolean): iam.PolicyStatement[] {
  const region = Stack.of(scope).region;
  const objects = (...names: string[]) => names.map((name) => `arn:${Aws.PARTITION}:s3:::${name}/*`);
  const statements = [
    ownPrincipalsToOwnResources(scope, perimeter),
    // Services read for us; a write by a service principal is a presigned answer to CloudFormation, which is admitted below where it is wanted.
    awsServicePrincipals(['s3:GetObject', 's3:ListBucket']),
    // ECR presigns the layers with an account of its own, so no condition on the principal can match.
    allow('AllowEcrLayers', ['s3:GetObject'], objects(`prod-${region}-starport-layer-bucket`)),
  ];
  if (systemsManager) {
    statements.push(allow('AllowSystemsManagerAgent', ['s3:GetObject'], objects(`aws-ssm-${region}`, `amazon-ssm-${region}`, `amazon-ssm-packages-${region}`,
      `${region}-birdwatcher-prod`, `aws-ssm-document-attachments-${region}`, `patch-baseline-snapshot-${region}`)));
  }
  if (buckets.includes(AwsOwnedBuckets.CLOUDFORMATION_RESPONSES)) {
    statements.push(allow('AllowCloudFormationResponses', ['s3:PutObject'],
      objects(`cloudformation-waitcondition-${region}`, `cloudformation-custom-resource-response-${withoutDashes(region)}`)));
  }
  const readable = [
    ...(buckets.includes(AwsOwnedBuckets.AL2023_REPOSITORIES) ? [`al2023-repos-${region}-de612dc2`, `al2023-${region}`] : []),
    ...(buckets.includes(AwsOwnedBuckets.CLOUDWATCH_AGENT) ? [`amazoncloudwatch-agent-${region}`] : []),
    ...(buckets.includes(AwsOwnedBuckets.BOTTLEROCKET_UPDATES) ? [`bottlerocket-updates-${region}`] : []),
  ];
  if (readable.length > 0) statements.push(allow('AllowAwsPackages', ['s3:GetObject'], objects(...readable)));
  return statements;
}

/** Policy of the DynamoDB gateway. */
export function dynamoDbGatewayStatements(scope: IConstruct, perimeter: EndpointPerimeter): iam.PolicyStatement[] {
  return [ownPrincipalsToOwnResources(scope, perimeter)];
}

function ownPrincipalsToOwnResources(scope: IConstruct, perimeter: EndpointPerimeter): iam.PolicyStatement {
  const ownResource: Record<string, string> = perimeter.organizationId === undefined ? { 'aws:ResourceAccount': Stack.of(scope).account } : { 'aws:ResourceOrgID': perimeter.organizationId };
  // An endpoint policy grants nothing; it caps. What a role may do is the role's policy.
  return allow('AllowOwnPrincipalsToOwnResources', ['*'], ['*'], { StringEquals: { ...ownPrincipal(scope, perimeter), ...ownResource } });
}

function ownPrincipal(scope: IConstruct, perimeter: EndpointPerimeter): Record<string, string> {
  return perimeter.organizationId === undefined ? { 'aws:PrincipalAccount': Stack.of(scope).account } : { 'aws:PrincipalOrgID': perimeter.organizationId };
}

function awsServicePrincipals(actions: string[]): iam.PolicyStatement {
  return allow('AllowAwsServicePrincipals', actions, ['*'], { Bool: { 'aws:PrincipalIsAWSService': 'true' } });
}

/** Resources of AWS whose ARN has no account: the organisation or account of the resource can never match. */
function awsOwnedResources(scope: IConstruct, endpoint: PlatformEndpoint): { readonly actions: string[]; readonly resources: string[] } | undefined {
  const region = Stack.of(scope).region;
  switch (endpoint.service) {
    case 'ssm':
      return {
        actions: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:GetManifest', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        resources: [`arn:${Aws.PARTITION}:ssm:${region}::parameter/aws/*`, `arn:${Aws.PARTITION}:ssm:${region}::document/*`],
      };
    case 'bedrock-runtime':
      return { actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], resources: [`arn:${Aws.PARTITION}:bedrock:*::foundation-model/*`] };
    default:
      return undefined;
  }
}

function allow(sid: string, actions: string[], resources: string[], conditions?: Record<string, Record<string, string | string[]>>): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.ALLOW, principals: [new iam.AnyPrincipal()], actions, resources, conditions });
}

function withoutDashes(region: string): string {
  return Token.isUnresolved(region) ? Fn.join('', Fn.split('-', region)) : region.replaceAll('-', '');
}
