import { tableOf } from '../template/table';

/** Where the texts of policies stand, by type of resource: data, so that a type more is a line more. */

/** A policy resource that is attached to roles, users and groups. */
export interface AttachedType {
  readonly document: string;
  /** Properties that name whom it is attached to, each one name or a list. */
  readonly to: { readonly [property: string]: 'AWS::IAM::Role' | 'AWS::IAM::User' | 'AWS::IAM::Group' };
}

const LISTS = { Roles: 'AWS::IAM::Role', Users: 'AWS::IAM::User', Groups: 'AWS::IAM::Group' } as const;

export const ATTACHED_TYPES: { readonly [type: string]: AttachedType } = tableOf<AttachedType>({
  'AWS::IAM::GroupPolicy': { document: 'PolicyDocument', to: { GroupName: 'AWS::IAM::Group' } },
  'AWS::IAM::ManagedPolicy': { document: 'PolicyDocument', to: LISTS },
  'AWS::IAM::Policy': { document: 'PolicyDocument', to: LISTS },
  'AWS::IAM::RolePolicy': { document: 'PolicyDocument', to: { RoleName: 'AWS::IAM::Role' } },
  'AWS::IAM::UserPolicy': { document: 'PolicyDocument', to: { UserName: 'AWS::IAM::User' } },
});

/** A policy resource of something that requests are about. */
export interface ResourcePolicyType {
  readonly document: string;
  /** Property that names the resource, or a list of them. @default - it speaks for every resource of the types; what it names in `Resource` is what it is about */
  readonly target?: string;
  /** The document is one statement. */
  readonly oneStatement?: boolean;
  /** Types of the target. */
  readonly of: readonly string[];
}

export const RESOURCE_POLICY_TYPES: { readonly [type: string]: ResourcePolicyType } = tableOf<ResourcePolicyType>({
  'AWS::Bedrock::ResourcePolicy': { document: 'PolicyDocument', target: 'ResourceArn', of: ['AWS::Bedrock::Guardrail', 'AWS::Bedrock::KnowledgeBase'] },
  'AWS::CloudTrail::ResourcePolicy': { document: 'ResourcePolicy', target: 'ResourceArn', of: ['AWS::CloudTrail::Channel', 'AWS::CloudTrail::EventDataStore'] },
  'AWS::DynamoDB::ResourcePolicy': { document: 'PolicyDocument', target: 'ResourceArn', of: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'] },
  'AWS::ECR::RegistryPolicy': { document: 'PolicyText', of: ['AWS::ECR::Repository'] },
  'AWS::EventSchemas::RegistryPolicy': { document: 'Policy', target: 'RegistryName', of: ['AWS::EventSchemas::Registry'] },
  'AWS::Events::EventBusPolicy': { document: 'Statement', target: 'EventBusName', oneStatement: true, of: ['AWS::Events::EventBus'] },
  'AWS::Kinesis::ResourcePolicy': { document: 'ResourcePolicy', target: 'ResourceArn', of: ['AWS::Kinesis::Stream', 'AWS::Kinesis::StreamConsumer'] },
  'AWS::Lex::ResourcePolicy': { document: 'Policy', target: 'ResourceArn', of: ['AWS::Lex::Bot', 'AWS::Lex::BotAlias'] },
  'AWS::Logs::ResourcePolicy': { document: 'PolicyDocument', of: ['AWS::Logs::LogGroup'] },
  'AWS::MSK::ClusterPolicy': { document: 'Policy', target: 'ClusterArn', of: ['AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster'] },
  'AWS::S3::BucketPolicy': { document: 'PolicyDocument', target: 'Bucket', of: ['AWS::S3::Bucket'] },
  'AWS::S3Express::BucketPolicy': { document: 'PolicyDocument', target: 'Bucket', of: ['AWS::S3Express::DirectoryBucket'] },
  'AWS::S3ObjectLambda::AccessPointPolicy': { document: 'PolicyDocument', target: 'ObjectLambdaAccessPoint', of: ['AWS::S3ObjectLambda::AccessPoint'] },
  'AWS::S3Tables::TableBucketPolicy': { document: 'ResourcePolicy', target: 'TableBucketARN', of: ['AWS::S3Tables::TableBucket'] },
  'AWS::S3Tables::TablePolicy': { document: 'ResourcePolicy', target: 'TableARN', of: ['AWS::S3Tables::Table'] },
  'AWS::S3Vectors::VectorBucketPolicy': { document: 'Policy', target: 'VectorBucketArn', of: ['AWS::S3Vectors::VectorBucket'] },
  'AWS::SNS::TopicInlinePolicy': { document: 'PolicyDocument', target: 'TopicArn', of: ['AWS::SNS::Topic'] },
  'AWS::SNS::TopicPolicy': { document: 'PolicyDocument', target: 'Topics', of: ['AWS::SNS::Topic'] },
  'AWS::SQS::QueueInlinePolicy': { document: 'PolicyDocument', target: 'Queue', of: ['AWS::SQS::Queue'] },
  'AWS::SQS::QueuePolicy': { document: 'PolicyDocument', target: 'Queues', of: ['AWS::SQS::Queue'] },
  'AWS::SecretsManager::ResourcePolicy': { document: 'ResourcePolicy', target: 'SecretId', of: ['AWS::SecretsManager::Secret'] },
});
