import { tableOf } from '../template/table';

/** Where a resource says which key encrypts it at rest. */
export interface EncryptedType {
  /** Path of the key; `*` is every item of a list. */
  readonly key: string;
  /** Path of the switch. @default - it is always encrypted, or never without a key */
  readonly on?: string;
  /** What holds without key, the switch being on. */
  readonly without: string;
  /** Of resources with this property another resource says it. */
  readonly unless?: string;
}

const NOT = 'not encrypted';
const STORAGE = { key: 'KmsKeyId', on: 'StorageEncrypted', without: 'a key of AWS' } as const;
const ENCRYPTED = { key: 'KmsKeyId', on: 'Encrypted', without: 'a key of AWS' } as const;

export const ENCRYPTED_TYPES: { readonly [type: string]: EncryptedType } = tableOf<EncryptedType>({
  'AWS::Backup::BackupVault': { key: 'EncryptionKeyArn', without: 'a key of AWS' },
  'AWS::Bedrock::Agent': { key: 'CustomerEncryptionKeyArn', without: 'a key of AWS' },
  'AWS::Bedrock::Guardrail': { key: 'KmsKeyArn', without: 'a key of AWS' },
  'AWS::CloudTrail::Trail': { key: 'KMSKeyId', without: 'the bucket\'s key' },
  'AWS::DocDB::DBCluster': STORAGE,
  'AWS::DynamoDB::GlobalTable': { key: 'Replicas.*.SSESpecification.KMSMasterKeyId', without: 'a key of AWS' },
  'AWS::DynamoDB::Table': { key: 'SSESpecification.KMSMasterKeyId', without: 'a key of AWS' },
  'AWS::EC2::LaunchTemplate': { key: 'LaunchTemplateData.BlockDeviceMappings.*.Ebs.KmsKeyId', on: 'LaunchTemplateData.BlockDeviceMappings.*.Ebs.Encrypted', without: 'a key of AWS' },
  'AWS::EC2::Volume': ENCRYPTED,
  'AWS::ECR::Repository': { key: 'EncryptionConfiguration.KmsKey', without: 'a key of AWS' },
  'AWS::EFS::FileSystem': ENCRYPTED,
  'AWS::EKS::Cluster': { key: 'EncryptionConfig.*.Provider.KeyArn', without: 'a key of AWS' },
  'AWS::ElastiCache::ReplicationGroup': { key: 'KmsKeyId', on: 'AtRestEncryptionEnabled', without: 'a key of AWS' },
  'AWS::Elasticsearch::Domain': { key: 'EncryptionAtRestOptions.KmsKeyId', on: 'EncryptionAtRestOptions.Enabled', without: 'a key of AWS' },
  'AWS::FSx::FileSystem': { key: 'KmsKeyId', without: 'a key of AWS' },
  'AWS::Kinesis::Stream': { key: 'StreamEncryption.KeyId', without: NOT },
  'AWS::KinesisFirehose::DeliveryStream': { key: 'DeliveryStreamEncryptionConfigurationInput.KeyARN', without: 'a key of AWS, or not at all' },
  'AWS::Lambda::Function': { key: 'KmsKeyArn', without: 'a key of AWS' },
  'AWS::Logs::LogGroup': { key: 'KmsKeyId', without: 'a key of AWS' },
  'AWS::MSK::Cluster': { key: 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId', without: 'a key of AWS' },
  'AWS::Neptune::DBCluster': STORAGE,
  'AWS::OpenSearchService::Domain': { key: 'EncryptionAtRestOptions.KmsKeyId', on: 'EncryptionAtRestOptions.Enabled', without: 'a key of AWS' },
  'AWS::RDS::DBCluster': STORAGE,
  'AWS::RDS::DBInstance': { ...STORAGE, unless: 'DBClusterIdentifier' },
  'AWS::Redshift::Cluster': ENCRYPTED,
  'AWS::S3::Bucket': { key: 'BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.KMSMasterKeyID', without: 'a key of AWS' },
  'AWS::S3Vectors::VectorBucket': { key: 'EncryptionConfiguration.KmsKeyArn', without: 'a key of AWS' },
  'AWS::SNS::Topic': { key: 'KmsMasterKeyId', without: NOT },
  'AWS::SQS::Queue': { key: 'KmsMasterKeyId', without: 'a key of AWS' },
  'AWS::SageMaker::Domain': { key: 'KmsKeyId', without: 'a key of AWS' },
  'AWS::SageMaker::EndpointConfig': { key: 'KmsKeyId', without: 'a key of AWS' },
  'AWS::SageMaker::NotebookInstance': { key: 'KmsKeyId', without: 'a key of AWS' },
  'AWS::SecretsManager::Secret': { key: 'KmsKeyId', without: 'a key of AWS' },
  'AWS::StepFunctions::StateMachine': { key: 'EncryptionConfiguration.KmsKeyId', without: 'a key of AWS' },
});
