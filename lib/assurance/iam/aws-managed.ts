import { parsePolicy } from './parse-policy';
import type { Policy } from './policy';

/** State of knowledge of the documents below. AWS may change a policy at any time. */
export const AWS_MANAGED_POLICIES_AS_OF = '2025-01';

interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly effect?: 'Deny';
}

const LOGS = ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents'].map((name) => `logs:${name}`);
const PULL_IMAGES = ['GetAuthorizationToken', 'BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage'].map((name) => `ecr:${name}`);
const TRACES = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets', 'GetSamplingStatisticSummaries'].map((name) => `xray:${name}`);
const NETWORK_INTERFACES = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface', 'AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'].map((name) => `ec2:${name}`);
const INSTANCE_CORE = [
  ...['DescribeAssociation', 'GetDeployablePatchSnapshotForInstance', 'GetDocument', 'DescribeDocument', 'GetManifest', 'GetParameter', 'GetParameters', 'ListAssociations', 'ListInstanceAssociations'].map((name) => `ssm:${name}`),
  ...['PutInventory', 'PutComplianceItems', 'PutConfigurePackageResult', 'UpdateAssociationStatus', 'UpdateInstanceAssociationStatus', 'UpdateInstanceInformation'].map((name) => `ssm:${name}`),
  ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`),
  ...['AcknowledgeMessage', 'DeleteMessage', 'FailMessage', 'GetEndpoint', 'GetMessages', 'SendReply'].map((name) => `ec2messages:${name}`),
];
const ORGANIZATION_READING = ['DescribeAccount', 'DescribeOrganization', 'DescribeOrganizationalUnit', 'DescribePolicy', 'ListChildren', 'ListParents', 'ListPoliciesForTarget', 'ListRoots', 'ListPolicies', 'ListTargetsForPolicy'].map(
  (name) => `organizations:${name}`,
);

/** By path and name. What a document allows, in the order of its statements. */
const DOCUMENTS: { readonly [name: string]: readonly Grant[] } = {
  AdministratorAccess: everywhere('*'),
  AWSDenyAll: [{ actions: ['*'], resources: ['*'], effect: 'Deny' }],
  IAMFullAccess: everywhere('iam:*', ...ORGANIZATION_READING),
  IAMReadOnlyAccess: everywhere('iam:GenerateCredentialReport', 'iam:GenerateServiceLastAccessedDetails', 'iam:Get*', 'iam:List*', 'iam:SimulateCustomPolicy', 'iam:SimulatePrincipalPolicy'),
  IAMUserChangePassword: [
    { actions: ['iam:ChangePassword'], resources: ['arn:aws:iam::*:user/${aws:username}'] },
    { actions: ['iam:GetAccountPasswordPolicy'], resources: ['*'] },
  ],
  AmazonS3FullAccess: everywhere('s3:*', 's3-object-lambda:*'),
  AmazonS3ReadOnlyAccess: everywhere('s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'),
  AmazonSQSFullAccess: everywhere('sqs:*'),
  AmazonKinesisFullAccess: everywhere('kinesis:*'),
  AmazonKinesisReadOnlyAccess: everywhere('kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*'),
  AmazonRekognitionFullAccess: everywhere('rekognition:*'),
  AmazonTextractFullAccess: everywhere('textract:*'),
  AmazonPollyFullAccess: everywhere('polly:*'),
  AWSCloudFormationFullAccess: everywhere('cloudformation:*'),
  AWSStepFunctionsFullAccess: everywhere('states:*'),
  AmazonAPIGatewayAdministrator: [{ actions: ['apigateway:*'], resources: ['arn:aws:apigateway:*::/*'] }],
  AmazonAPIGatewayInvokeFullAccess: [{ actions: ['execute-api:Invoke', 'execute-api:ManageConnections'], resources: ['arn:aws:execute-api:*:*:*'] }],
  AmazonSSMManagedInstanceCore: everywhere(...INSTANCE_CORE),
  AmazonSSMReadOnlyAccess: everywhere('ssm:Describe*', 'ssm:Get*', 'ssm:List*'),
  AmazonEKSFargatePodExecutionRolePolicy: everywhere(...PULL_IMAGES),
  AmazonElasticFileSystemClientReadWriteAccess: everywhere('elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:DescribeMountTargets'),
  AWSXRayDaemonWriteAccess: everywhere(...TRACES),
  AWSXrayWriteOnlyAccess: everywhere(...TRACES),
  'service-role/AWSAppSyncPushToCloudWatchLogs': everywhere(...LOGS),
  'service-role/AWSLambdaBasicExecutionRole': everywhere(...LOGS),
  'service-role/AWSLambdaRole': everywhere('lambda:InvokeFunction'),
  'service-role/AWSLambdaVPCAccessExecutionRole': everywhere(...LOGS, ...NETWORK_INTERFACES),
  'service-role/AWSLambdaSQSQueueExecutionRole': everywhere('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...LOGS),
  'service-role/AWSLambdaDynamoDBExecutionRole': everywhere('dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams', ...LOGS),
  'service-role/AWSLambdaKinesisExecutionRole': everywhere(
    ...['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards', 'ListStreams', 'SubscribeToShard'].map((name) => `kinesis:${name}`),
    ...LOGS,
  ),
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': everywhere(...LOGS, 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:FilterLogEvents'),
  'service-role/AmazonECSTaskExecutionRolePolicy': everywhere(...PULL_IMAGES, 'logs:CreateLogStream', 'logs:PutLogEvents'),
  'service-role/AmazonRDSEnhancedMonitoringRole': [
    { actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], resources: ['arn:aws:logs:*:*:log-group:RDS*'] },
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents'], resources: ['arn:aws:logs:*:*:log-group:RDS*:log-stream:*'] },
  ],
};

/**
 * Policies that AWS manages and whose documents are short and settled, by path and name (`service-role/AWSLambdaBasicExecutionRole`). Whatever is not among them stays unresolved,
 * so that what depends on it is unknown; hand in its document to `awsManagedPolicy` to have it judged.
 */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, Policy> = new Map(Object.entries(DOCUMENTS).map(([name, grants]) => [name, parsePolicy(document(grants), name)]));

function everywhere(...actions: readonly string[]): readonly Grant[] {
  return [{ actions, resources: ['*'] }];
}

function document(grants: readonly Grant[]): unknown {
  return { Version: '2012-10-17', Statement: grants.map(({ actions, resources, effect = 'Allow' }) => ({ Effect: effect, Action: actions, Resource: resources })) };
}
