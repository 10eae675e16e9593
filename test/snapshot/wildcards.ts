import type { AssemblyStack } from '../../lib/report/assembly';
import { isObject, listAt, objectAt, textAt } from '../../lib/report/json';
import { constructPaths } from '../../lib/report/resources';
import type { Environment } from './assembly';

/** Where statements stand, by resource type. In a key policy the resource `*` is the key itself, in a secret's policy the secret. */
const POLICIES: Readonly<Record<string, { readonly document: string; readonly self: boolean }>> = {
  'AWS::IAM::ManagedPolicy': { document: 'PolicyDocument', self: false },
  'AWS::IAM::Policy': { document: 'PolicyDocument', self: false },
  'AWS::S3::BucketPolicy': { document: 'PolicyDocument', self: false },
  'AWS::SQS::QueuePolicy': { document: 'PolicyDocument', self: false },
  'AWS::SNS::TopicPolicy': { document: 'PolicyDocument', self: false },
  'AWS::EC2::VPCEndpoint': { document: 'PolicyDocument', self: false },
  'AWS::KMS::Key': { document: 'KeyPolicy', self: true },
  'AWS::SecretsManager::ResourcePolicy': { document: 'ResourcePolicy', self: true },
  'AWS::ECR::Repository': { document: 'RepositoryPolicyText', self: true },
};

/** Every Allow of a stack with a wildcard in an action, a resource or a principal, as `<type> <path>: <actions> on <resources>`. */
export function unscopedStatements(stack: AssemblyStack): string[] {
  const pathOf = constructPaths(stack);
  return Object.entries(objectAt(stack.template, 'Resources')).flatMap(([logicalId, resource]) => {
    const type = textAt(resource, 'Type') ?? '';
    const policy = POLICIES[type];
    if (policy === undefined) return [];
    return listAt(objectAt(resource, 'Properties', policy.document), 'Statement').flatMap((statement) => {
      if (!isObject(statement) || statement['Effect'] !== 'Allow') return [];
      const actions = list(statement['Action'] ?? statement['NotAction']);
      const resources = policy.self ? [] : list(statement['Resource'] ?? statement['NotResource']);
      const wild = [...actions, ...resources].some((value) => value.includes('*')) || JSON.stringify(statement['Principal'] ?? '').match(/^("\*"|\{"AWS":"\*"\})$/) !== null;
      return wild ? [`${type} ${pathOf(logicalId)}: ${actions.join(', ')} on ${resources.join(', ') || 'itself'}`] : [];
    });
  });
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}

/** A wildcard that is meant. */
interface Unscoped {
  /** Matched against a whole line of `unscopedStatements`. */
  readonly pattern: RegExp;
  /** Why AWS offers nothing narrower, or why nothing narrower is wanted. */
  readonly reason: string;
  /** Where it occurs. @default - everywhere */
  readonly only?: Environment;
}

const KMS_USE = String.raw`kms:(?:Decrypt|DescribeKey|Encrypt|GenerateDataKey\*|ReEncrypt\*|RetireGrant)`;

export const UNSCOPED: readonly Unscoped[] = [
  {
    pattern: new RegExp(String.raw`^AWS::KMS::Key Foundation/Keys/\w+/Resource: ${KMS_USE}(?:, ${KMS_USE})* on itself$`),
    reason: 'GenerateDataKey* and ReEncrypt* are the families that AWS documents for services; what they are for is limited by conditions, and the resource is the key itself',
  },
  {
    pattern: /^AWS::EC2::VPCEndpoint Network\/Network\/(?:Endpoints|GatewayEndpoints)\/\w+\/Resource: \* on \*$/,
    reason: 'an endpoint policy grants nothing, it caps; conditions hold it to principals and resources of this account or organisation, or to AWS services themselves',
  },
  {
    pattern: /^AWS::EC2::VPCEndpoint Network\/Network\/GatewayEndpoints\/S3\/Resource: s3:GetObject, s3:ListBucket on \*$/,
    reason: 'what AWS services read through the endpoint in their own name; a condition admits service principals only',
  },
  {
    pattern: /^AWS::EC2::VPCEndpoint Network\/Network\/GatewayEndpoints\/S3\/Resource: s3:GetObject on .*starport-layer-bucket\/\*"\]\]\}$/,
    reason: 'layers of ECR images lie in a bucket of AWS, under names that nobody knows before',
  },
  {
    pattern: /^AWS::EC2::VPCEndpoint Network\/Network\/Endpoints\/\w+\/Resource: (?:ecr:GetAuthorizationToken|ecs:DiscoverPollEndpoint) on \*$/,
    reason: 'these actions name no resource, so no resource condition can match; the principal is still held to the account',
  },
  {
    pattern: /^AWS::S3::BucketPolicy Foundation\/Archive\/\w+\/Policy\/Resource: s3:PutObject on .*\/\*"\]\]\}$/,
    reason: 'AWS chooses the keys of the logs that it delivers; the statement is held to a service principal and to this account',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy \w+\/SecureBucketEmptier\/Role\/Permissions\/Resource: (?:s3:(?:AbortMultipartUpload|BypassGovernanceRetention|DeleteObject|DeleteObjectVersion)(?:, )?)+ on (?:\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w+","Arn"\]\},"\/\*"\]\]\}(?:, )?)+$/,
    reason: 'objects are named by key; it empties these buckets, and only while they carry the tag that says so',
    only: 'dev',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Network\/Network\/Settings\/Handler\/Role\/Permissions\/Resource: ec2:DescribeManagedPrefixLists, ec2:DescribeSecurityGroups on \*$/,
    reason: 'EC2 has no resource type for its Describe actions',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Secrets\/Authority\/Function\/Role\/Permissions\/Resource: (?:acm:AddTagsToCertificate|acm:DeleteCertificate), acm:ImportCertificate on .*:certificate\/\*"\]\]\}$/,
    reason: 'ACM chooses the ARN of a certificate when it is imported; a tag condition holds both statements to the certificates of this authority',
    only: 'dev',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Inference\/Capacity\/HostRole\/Permissions\/Resource: (?:ecs:Poll, ecs:StartTelemetrySession on .*:container-instance\/.*\/\*"\]\]\}|ecs:DiscoverPollEndpoint on \*)$/,
    reason: 'ECS names container instances when they register, within the one cluster; DiscoverPollEndpoint has no resource type',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Inference\/Inference\/Task\/Role\/Permissions\/Resource: s3:GetObject on .*\/models\/[^/]+\/[^/]+\/\*"\]\]\}$/,
    reason: 'objects are named by key; one version of one model',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Inference\/(?:Inference|Gateway)\/Task\/ExecutionRole\/Permissions\/Resource: ecr:GetAuthorizationToken on \*$/,
    reason: 'the action has no resource type; what may be pulled with the token is held to one repository',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Inference\/Gateway\/Task\/Role\/Permissions\/Resource: s3:PutObject on .*\/gateway\/\*"\]\]\}$/,
    reason: 'objects are named by key; audit records of the gateway only',
  },
  {
    pattern: /^AWS::IAM::ManagedPolicy Inference\/Gateway\/CanaryRole\/Permissions\/Resource: elasticloadbalancing:Describe\w+(?:, elasticloadbalancing:Describe\w+)* on \*$/,
    reason: 'Elastic Load Balancing has no resource type for its Describe actions',
    only: 'prod',
  },
];
