import type { Grant, Requirement, Selector } from '../requirement';
import { arn, decryptsBy, functionGrants, grant, of, STATE_TABLE_USE, writesLog } from './grants';

const ROLE = 'AWS::IAM::Role';
const FIX = 'take away what the role may do beyond the list, or narrow it to the resources and conditions of the list';
const SECRETS_KEY = 'Foundation/Keys/Secrets/Resource';
const CLUSTER = 'Inference/Cluster/Cluster/Resource';
const REGISTRY = 'Models/Registry/Resource/Resource';
const SECRETS = ['Secrets/Authority/Gateway/Secret/Resource', 'Secrets/Authority/Inference/Secret/Resource'];
const SECRET_ARNS = SECRETS.map((path) => of(path, 'Ref'));
const TOKEN_KEYS = of('Inference/TokenKeys/Secret/Resource', 'Ref');
const IMAGE_PULLS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

interface Role {
  readonly path: string;
  readonly name: string;
  readonly title: string;
  readonly controls?: readonly string[];
  readonly may: readonly Grant[];
  /** Not in every deployment. */
  readonly optional?: true;
}

/** Opens the secrets of the internal authority, each for itself. */
const OPENS_SECRETS: readonly Grant[] = SECRET_ARNS.map((secret) => decryptsBy(SECRETS_KEY, 'secretsmanager', ['kms:Decrypt', 'kms:GenerateDataKey'], { 'kms:EncryptionContext:SecretARN': secret }));

function emptier(template: string, buckets: readonly string[]): Role {
  const arns = buckets.map((path) => of(path));
  return {
    path: `${template}/SecureBucketEmptier/Role/Resource`, name: `emptier-${template.toLowerCase()}`, title: `the function that empties buckets touches those of ${template} only`, optional: true,
    may: [
      ...functionGrants(`${template}/SecureBucketEmptier`),
      grant(['s3:GetBucketPolicy', 's3:GetBucketTagging', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions', 's3:PutBucketPolicy'], arns),
      grant(['s3:AbortMultipartUpload', 's3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'], arns.map((bucket) => `${bucket}/*`)),
    ],
  };
}

function execution(service: string, repositories: readonly string[]): Role {
  return {
    path: `Inference/${service}/Task/ExecutionRole/Resource`, name: `${service.toLowerCase()}-start`, title: `starting ${service.toLowerCase()} tasks pulls their images and writes their log, and nothing else`, controls: ['IAM-02', 'IAM-08'],
    may: [grant(IMAGE_PULLS, repositories.map((path) => of(path))), grant(['ecr:GetAuthorizationToken'], ['*']), writesLog(`Inference/${service}/Log/Resource`)],
  };
}

function renewal(service: string): Role {
  return {
    path: `Inference/Renew${service}/Role/Resource`, name: `renew-${service.toLowerCase()}`, title: `renewing ${service.toLowerCase()} updates its service and keeps failed calls, and nothing else`,
    may: [
      grant(['ecs:UpdateService'], [arn('ecs', `service/${of(CLUSTER, 'Ref')}/${of(`Inference/${service}/Resource`, 'Name')}`)]),
      grant(['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], [of(`Inference/Renew${service}/FailedCalls/Resource`)]),
    ],
  };
}

const ROLES: readonly Role[] = [
  emptier('Foundation', ['Foundation/Archive/AccessLogs/Resource', 'Foundation/Archive/Delivered/Resource', 'Foundation/Archive/Trails/Resource', 'Foundation/AuditRecords/Resource']),
  emptier('Data', ['Data/Lake/Raw/Bucket/Resource', 'Data/Lake/Curated/Bucket/Resource', 'Data/Lake/Quarantine/Bucket/Resource']),
  emptier('Models', [REGISTRY]),
  { path: 'Foundation/Trail/Role/Resource', name: 'trail', title: 'CloudTrail writes its log group, and nothing else', controls: ['LOG-04'], may: [writesLog('Foundation/Trail/Events/Resource')] },
  { path: 'Network/Network/FlowLogs/Role/Resource', name: 'flow-logs', title: 'flow logs write their log group, and nothing else', controls: ['NET-07'], may: [writesLog('Network/Network/FlowLogs/Resource', 'logs:DescribeLogStreams'), writesLog('Network/Network/FlowLogs/*/Resource', 'logs:DescribeLogStreams')] },
  {
    path: 'Network/Network/Settings/Handler/Role/Resource', name: 'network-settings', title: 'the network settings function closes the default security group, and nothing else', controls: ['NET-08'],
    may: [
      ...functionGrants('Network/Network/Settings/Handler'), grant(['ec2:DescribeManagedPrefixLists', 'ec2:DescribeSecurityGroups'], ['*']),
      grant(['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'], [arn('ec2', `security-group/${of('Network/Network/Vpc/Resource', 'DefaultSecurityGroup')}`)]),
    ],
  },
  {
    path: 'Secrets/Authority/Function/Role/Resource', name: 'authority', title: 'issuing certificates writes the secrets of the authority without reading them', controls: ['IAM-01'],
    may: [
      ...functionGrants('Secrets/Authority/Function'), grant(['kms:GetPublicKey', 'kms:Sign'], [of('Secrets/Authority/Resource')]), grant(['secretsmanager:PutSecretValue'], SECRET_ARNS), ...OPENS_SECRETS,
      grant(['acm:AddTagsToCertificate', 'acm:ImportCertificate'], [arn('acm', 'certificate/*')], { StringEquals: { 'aws:RequestTag/secure-ai-platform:authority': of('Secrets/Authority/Resource', 'Ref') } }),
      grant(['acm:DeleteCertificate', 'acm:ImportCertificate'], [arn('acm', 'certificate/*')], { StringEquals: { 'aws:ResourceTag/secure-ai-platform:authority': of('Secrets/Authority/Resource', 'Ref') } }),
    ],
  },
  {
    path: 'Secrets/Authority/Rotation/Role/Resource', name: 'rotation', title: 'renewing certificates touches the secrets of the authority, and no others', controls: ['IAM-01'],
    may: [
      ...functionGrants('Secrets/Authority/Rotation'), grant(['kms:GetPublicKey', 'kms:Sign'], [of('Secrets/Authority/Resource')]), ...OPENS_SECRETS,
      grant(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], SECRET_ARNS),
    ],
  },
  {
    path: 'Vectors/Store/Schema/Migration/Role/Resource', name: 'schema', title: 'migrating the schema of the vector store opens its master secret, and no other', controls: ['IAM-01', 'DAT-09'],
    may: [
      ...functionGrants('Vectors/Store/Schema/Migration'),
      grant(['rds-data:BeginTransaction', 'rds-data:CommitTransaction', 'rds-data:ExecuteStatement', 'rds-data:RollbackTransaction'], [of('Vectors/Store/Cluster/Resource', 'DBClusterArn')]),
      grant(['secretsmanager:GetSecretValue'], [of('Vectors/Store/Cluster/Resource', 'MasterUserSecret.SecretArn')]), decryptsBy('Foundation/Keys/Vectors/Resource', 'secretsmanager'),
    ],
  },
  { path: 'Identity/Identity/PreToken/Role/Resource', name: 'tokens', title: 'the function that completes tokens writes its log, and nothing else', may: functionGrants('Identity/Identity/PreToken') },
  {
    path: 'Inference/Capacity/HostRole/Resource', name: 'hosts', title: 'instances register with their cluster, and do nothing else', controls: ['IAM-02'],
    may: [
      grant(['ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'], [of(CLUSTER)]),
      grant(['ecs:Poll', 'ecs:StartTelemetrySession'], [arn('ecs', `container-instance/${of(CLUSTER, 'Ref')}/*`)], { ArnEquals: { 'ecs:cluster': of(CLUSTER) } }), grant(['ecs:DiscoverPollEndpoint'], ['*']),
    ],
  },
  {
    path: 'Inference/Capacity/Teardown/Handler/Role/Resource', name: 'teardown', title: 'the teardown function deletes the Auto Scaling group, and nothing else',
    may: [...functionGrants('Inference/Capacity/Teardown/Handler'), grant(['autoscaling:DeleteAutoScalingGroup'], [of('Inference/Capacity/AutoScalingGroup', 'AutoScalingGroupARN')])],
  },
  {
    path: 'Inference/Inference/Task/Role/Resource', name: 'inference', title: 'inference tasks read models and their certificate, and nothing else', controls: ['IAM-01', 'IAM-02'],
    may: [
      grant(['s3:GetObject'], [of(REGISTRY, 'Arn', '/models/*')]), grant(['s3:ListBucket'], [of(REGISTRY)], { StringLike: { 's3:prefix': 'models/*' } }), decryptsBy('Foundation/Keys/Models/Resource', 's3'),
      grant(['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Verify'], [of('Models/Registry/SigningKey/Resource')]),
      grant(['secretsmanager:GetSecretValue'], [of('Secrets/Authority/Inference/Certificate/Default', 'SecretArn')]), decryptsBy(SECRETS_KEY, 'secretsmanager'),
    ],
  },
  execution('Inference', ['Models/Registry/Inference/Resource', 'Models/Registry/InferenceInit/Resource']),
  {
    path: 'Inference/Gateway/Task/Role/Resource', name: 'gateway', title: 'gateway tasks read their certificate and the keys of the token issuer, keep budgets and approvals, seal and write audit records and query the vector store as its application, and nothing else', controls: ['IAM-01', 'IAM-02', 'DAT-09'],
    may: [
      grant(['secretsmanager:GetSecretValue'], [of('Secrets/Authority/Gateway/Certificate/Default', 'SecretArn'), of('Inference/TokenKeys/Published/Default', 'SecretArn')]), decryptsBy(SECRETS_KEY, 'secretsmanager'),
      STATE_TABLE_USE, decryptsBy('Foundation/Keys/Audit/Resource', 'dynamodb', ['kms:Decrypt'], { 'kms:EncryptionContext:aws:dynamodb:tableName': of('Inference/GatewayState/Resource', 'Ref') }),
      grant(['kms:GenerateDataKey'], [of('Foundation/Keys/Audit/Resource')], { StringEquals: { 'kms:EncryptionContext:purpose': 'gateway-audit' }, Null: { 'kms:ViaService': 'true' } }),
      grant(['s3:PutObject'], [of('Foundation/AuditRecords/Resource', 'Arn', '/gateway/*')]), decryptsBy('Foundation/Keys/Audit/Resource', 's3', ['kms:Decrypt', 'kms:GenerateDataKey']),
      grant(['rds-db:connect'], [arn('rds-db', `dbuser:${of('Vectors/Store/Cluster/Resource', 'DBClusterResourceId')}/vectors_app`)]),
    ],
  },
  execution('Gateway', ['Models/Registry/Gateway/Resource']),
  {
    path: 'Inference/TokenKeys/Publisher/Role/Resource', name: 'token-keys', title: 'the function that publishes the keys of the token issuer writes their secret, and nothing else', controls: ['IAM-01'],
    may: [
      ...functionGrants('Inference/TokenKeys/Publisher'), grant(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], [TOKEN_KEYS]),
      decryptsBy(SECRETS_KEY, 'secretsmanager', ['kms:Decrypt', 'kms:GenerateDataKey'], { 'kms:EncryptionContext:SecretARN': TOKEN_KEYS }),
    ],
  },
  renewal('Inference'),
  renewal('Gateway'),
  {
    path: 'Inference/Gateway/CanaryRole/Resource', name: 'canary', title: 'canary deployments move targets of the gateway, and nothing else', optional: true,
    may: [
      grant(['elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'], ['*']),
      grant(['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'], [of('Inference/Gateway/LoadBalancer/*Targets', 'TargetGroupArn')]),
      grant(['elasticloadbalancing:ModifyListener'], [of('Inference/Gateway/LoadBalancer/Listener', 'ListenerArn')]), grant(['elasticloadbalancing:ModifyRule'], [of('Inference/Gateway/LoadBalancer/Production', 'Ref')]),
    ],
  },
  {
    path: 'Api/Api/IntegrationTls/Function/Role/Resource', name: 'integration-tls', title: 'the function that sets the TLS of integrations changes integrations, and nothing else', optional: true,
    may: [...functionGrants('Api/Api/IntegrationTls/Function'), grant(['apigateway:GET', 'apigateway:PATCH'], ['arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Api/Api/Resource.Ref}/resources/*/methods/*/integration'])],
  },
  {
    path: 'Api/Api/Logs/Account/Role/Resource', name: 'api-logs', title: 'the function that sets the logging role of API Gateway passes that role, and no other',
    may: [
      ...functionGrants('Api/Api/Logs/Account'), grant(['apigateway:GET', 'apigateway:PATCH'], ['arn:${AWS::Partition}:apigateway:${AWS::Region}::/account']),
      grant(['iam:PassRole'], [of('Api/Api/Logs/AccountRole/Resource')], { StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' } }),
    ],
  },
];

function onlyThat({ path, name, title, controls = ['IAM-03'], may, optional }: Role): Requirement {
  const roles: Selector = { type: ROLE, path };
  return {
    id: `IAM-03.${name}-only`, controls: [...new Set([...controls, 'IAM-03'])], title, fix: FIX, ...(optional === true ? { whenAbsent: 'not-applicable' } : {}),
    question: { kind: 'denied', principals: roles, actions: ['*'], resources: { arns: ['*'] }, unless: may },
  };
}

/** What each role of the platform may do at most. */
export const PERMISSION_PROMISES: readonly Requirement[] = ROLES.map(onlyThat);
