import { tableOf } from '../template/table';

/** What requests can be about, by type of resource: data, so that a type more is a line more. */
export interface ProtectedType {
  /** Prefix of its actions. */
  readonly service: string;
  /** Attribute that returns its ARN (`Ref` where Ref does), or a pattern with `${P}` partition, `${R}` region, `${A}` account, `${Ref}` and other attributes or properties. */
  readonly arn: string;
  /** What follows the ARN for what lies below it. @default none */
  readonly below?: readonly string[];
  /** Path of its own policy. @default - it has none of its own */
  readonly policy?: string;
  /** Properties with a name by which others call it, besides Ref and its attributes. */
  readonly name?: string;
  /**
   * What holds where no policy is written. `account`: the service writes one that leaves all to the account; `elsewhere`: what decides stands in no policy.
   * @default - nothing is granted by the resource
   */
  readonly without?: 'account' | 'elsewhere';
}

function regional(service: string, resource: string): string {
  return `arn:\${P}:${service}:\${R}:\${A}:${resource}`;
}

export const PROTECTED_TYPES: { readonly [type: string]: ProtectedType } = tableOf<ProtectedType>({
  'AWS::ApiGateway::RestApi': { service: 'execute-api', arn: regional('execute-api', '${Ref}'), below: ['/*'], policy: 'Policy', without: 'elsewhere' },
  'AWS::ApiGatewayV2::Api': { service: 'execute-api', arn: regional('execute-api', '${Ref}'), below: ['/*'], without: 'elsewhere' },
  'AWS::Backup::BackupVault': { service: 'backup', arn: 'BackupVaultArn', policy: 'AccessPolicy' },
  'AWS::Backup::LogicallyAirGappedBackupVault': { service: 'backup', arn: 'BackupVaultArn', policy: 'AccessPolicy' },
  'AWS::Bedrock::Agent': { service: 'bedrock', arn: 'AgentArn' },
  'AWS::Bedrock::Guardrail': { service: 'bedrock', arn: 'GuardrailArn' },
  'AWS::Bedrock::KnowledgeBase': { service: 'bedrock', arn: 'KnowledgeBaseArn' },
  'AWS::CloudFront::Distribution': { service: 'cloudfront', arn: 'arn:${P}:cloudfront::${A}:distribution/${Ref}' },
  'AWS::CloudTrail::Channel': { service: 'cloudtrail', arn: 'ChannelArn' },
  'AWS::CloudTrail::EventDataStore': { service: 'cloudtrail', arn: 'EventDataStoreArn' },
  'AWS::CloudTrail::Trail': { service: 'cloudtrail', arn: 'Arn' },
  'AWS::CodeArtifact::Domain': { service: 'codeartifact', arn: 'Arn', policy: 'PermissionsPolicyDocument' },
  'AWS::CodeArtifact::Repository': { service: 'codeartifact', arn: 'Arn', policy: 'PermissionsPolicyDocument' },
  'AWS::CodeBuild::Project': { service: 'codebuild', arn: 'Arn' },
  'AWS::Cognito::UserPool': { service: 'cognito-idp', arn: 'Arn' },
  'AWS::DynamoDB::GlobalTable': { service: 'dynamodb', arn: 'Arn', below: ['/index/*', '/stream/*'], policy: 'Replicas.*.ResourcePolicy.PolicyDocument' },
  'AWS::DynamoDB::Table': { service: 'dynamodb', arn: 'Arn', below: ['/index/*', '/stream/*'], policy: 'ResourcePolicy.PolicyDocument' },
  'AWS::ECR::Repository': { service: 'ecr', arn: 'Arn', policy: 'RepositoryPolicyText' },
  'AWS::ECR::PublicRepository': { service: 'ecr-public', arn: 'Arn', policy: 'RepositoryPolicyText' },
  'AWS::ECS::Cluster': { service: 'ecs', arn: 'Arn' },
  'AWS::EFS::FileSystem': { service: 'elasticfilesystem', arn: 'Arn', policy: 'FileSystemPolicy' },
  'AWS::EKS::Cluster': { service: 'eks', arn: 'Arn' },
  'AWS::Elasticsearch::Domain': { service: 'es', arn: 'Arn', below: ['/*'], policy: 'AccessPolicies' },
  'AWS::EventSchemas::Registry': { service: 'schemas', arn: 'RegistryArn', name: 'RegistryName' },
  'AWS::Events::EventBus': { service: 'events', arn: 'Arn', policy: 'Policy' },
  'AWS::IAM::Role': { service: 'iam', arn: 'Arn', policy: 'AssumeRolePolicyDocument', without: 'elsewhere' },
  'AWS::KMS::Key': { service: 'kms', arn: 'Arn', policy: 'KeyPolicy', without: 'account' },
  'AWS::KMS::ReplicaKey': { service: 'kms', arn: 'Arn', policy: 'KeyPolicy', without: 'account' },
  'AWS::Kinesis::Stream': { service: 'kinesis', arn: 'Arn', below: ['/consumer/*'] },
  'AWS::Kinesis::StreamConsumer': { service: 'kinesis', arn: 'ConsumerARN' },
  'AWS::KinesisFirehose::DeliveryStream': { service: 'firehose', arn: 'Arn' },
  'AWS::Lambda::Alias': { service: 'lambda', arn: 'Ref' },
  'AWS::Lambda::Function': { service: 'lambda', arn: 'Arn', below: [':*'] },
  'AWS::Lambda::Version': { service: 'lambda', arn: 'Ref' },
  'AWS::Lex::Bot': { service: 'lex', arn: 'Arn' },
  'AWS::Lex::BotAlias': { service: 'lex', arn: 'Arn' },
  'AWS::Logs::LogGroup': { service: 'logs', arn: 'Arn' },
  'AWS::MSK::Cluster': { service: 'kafka', arn: 'Ref' },
  'AWS::MSK::ServerlessCluster': { service: 'kafka', arn: 'Arn' },
  'AWS::OpenSearchServerless::Collection': { service: 'aoss', arn: 'Arn' },
  'AWS::OpenSearchService::Domain': { service: 'es', arn: 'Arn', below: ['/*'], policy: 'AccessPolicies' },
  'AWS::RDS::DBCluster': { service: 'rds', arn: 'DBClusterArn' },
  'AWS::RDS::DBInstance': { service: 'rds', arn: 'DBInstanceArn' },
  'AWS::S3::AccessPoint': { service: 's3', arn: 'Arn', below: ['/object/*'], policy: 'Policy' },
  'AWS::S3::Bucket': { service: 's3', arn: 'Arn', below: ['/*'] },
  'AWS::S3Express::DirectoryBucket': { service: 's3express', arn: 'Arn', below: ['/*'] },
  'AWS::S3ObjectLambda::AccessPoint': { service: 's3-object-lambda', arn: 'Arn', below: ['/object/*'], name: 'Name' },
  'AWS::S3Tables::Table': { service: 's3tables', arn: 'TableARN' },
  'AWS::S3Tables::TableBucket': { service: 's3tables', arn: 'TableBucketARN', below: ['/*'] },
  'AWS::S3Vectors::Index': { service: 's3vectors', arn: 'IndexArn' },
  'AWS::S3Vectors::VectorBucket': { service: 's3vectors', arn: 'VectorBucketArn', below: ['/*'], name: 'VectorBucketName' },
  'AWS::SNS::Topic': { service: 'sns', arn: 'Ref' },
  'AWS::SQS::Queue': { service: 'sqs', arn: 'Arn' },
  'AWS::SSM::Parameter': { service: 'ssm', arn: regional('ssm', 'parameter${/Ref}') },
  'AWS::SageMaker::Endpoint': { service: 'sagemaker', arn: 'Ref' },
  'AWS::SageMaker::Model': { service: 'sagemaker', arn: 'Ref' },
  'AWS::SageMaker::ModelPackageGroup': { service: 'sagemaker', arn: 'ModelPackageGroupArn', policy: 'ModelPackageGroupPolicy' },
  'AWS::SageMaker::NotebookInstance': { service: 'sagemaker', arn: 'Ref' },
  'AWS::SecretsManager::Secret': { service: 'secretsmanager', arn: 'Ref', name: 'Name' },
  'AWS::StepFunctions::StateMachine': { service: 'states', arn: 'Ref' },
});
