import { everyKeyCase, keyCases, type KeyPlace } from './key-cases';
import { one } from './resources';
import { ruleNamed, type RuleTable } from './rule-table';

const DEFAULT = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID';
/** Of each rule that wants a key of the customer, where; and what it does besides. */
const PLACES: readonly (readonly [string, KeyPlace, Partial<RuleTable>?])[] = [
  ['SqsQueueCustomerKey', { type: 'AWS::SQS::Queue', path: 'KmsMasterKeyId' }],
  ['SnsTopicCustomerKey', { type: 'AWS::SNS::Topic', path: 'KmsMasterKeyId' }],
  ['SecretCustomerKey', { type: 'AWS::SecretsManager::Secret', path: 'KmsKeyId' }],
  ['EventsBusCustomerKey', { type: 'AWS::Events::EventBus', path: 'KmsKeyIdentifier' }],
  ['OpenSearchCustomerKey', { type: 'AWS::OpenSearchService::Domain', path: 'EncryptionAtRestOptions.KmsKeyId' }],
  ['RdsStorageCustomerKey', { type: 'AWS::RDS::DBCluster', path: 'KmsKeyId' }, { skip: { 'an instance of a cluster': one('AWS::RDS::DBInstance', 'DBClusterIdentifier: c') } }],
  [
    'RdsMasterSecretCustomerKey',
    { type: 'AWS::RDS::DBInstance', path: 'MasterUserSecret.KmsKeyId', around: 'ManageMasterUserPassword: true, %' },
    { skip: { 'a password that RDS does not manage': one('AWS::RDS::DBInstance', 'ManageMasterUserPassword: false') } },
  ],
  [
    'RdsInsightsCustomerKey',
    { type: 'AWS::RDS::DBInstance', path: 'PerformanceInsightsKMSKeyId', around: 'EnablePerformanceInsights: true, %' },
    { skip: { 'a database without insights': one('AWS::RDS::DBInstance') } },
  ],
  ['DynamoDbTableCustomerKey', { type: 'AWS::DynamoDB::Table', path: 'SSESpecification.KMSMasterKeyId' }, {
    fail: { 'a replica of a global table without key': one('AWS::DynamoDB::GlobalTable', 'Replicas: [{SSESpecification: {KMSMasterKeyId: alias/mine}}, {Region: eu-west-1}]') },
    pass: { 'a global table whose replicas each have one': one('AWS::DynamoDB::GlobalTable', 'Replicas: [{SSESpecification: {KMSMasterKeyId: alias/mine}}]') },
  }],
  ['ElastiCacheCustomerKey', { type: 'AWS::ElastiCache::ReplicationGroup', path: 'KmsKeyId' }],
  ['MemoryDbCustomerKey', { type: 'AWS::MemoryDB::Cluster', path: 'KmsKeyId' }],
  [
    'NeptuneEncrypted',
    { type: 'AWS::Neptune::DBCluster', path: 'KmsKeyId', around: 'StorageEncrypted: true, %' },
    { fail: { 'a cluster that is not encrypted': one('AWS::Neptune::DBCluster', 'KmsKeyId: alias/mine') } },
  ],
  [
    'DocDbEncrypted',
    { type: 'AWS::DocDB::DBCluster', path: 'KmsKeyId', around: 'StorageEncrypted: true, %' },
    { fail: { 'a cluster that is not encrypted': one('AWS::DocDB::DBCluster', 'KmsKeyId: alias/mine, StorageEncrypted: false') } },
  ],
  ['RedshiftCustomerKey', { type: 'AWS::Redshift::Cluster', path: 'KmsKeyId' }],
  ['EbsVolumeCustomerKey', { type: 'AWS::EC2::Volume', path: 'KmsKeyId', around: 'Encrypted: true, %' }],
  ['EfsCustomerKey', { type: 'AWS::EFS::FileSystem', path: 'KmsKeyId' }],
  [
    'FsxCustomerKey',
    { type: 'AWS::FSx::FileSystem', path: 'KmsKeyId' },
    { skip: { 'scratch storage': one('AWS::FSx::FileSystem', 'LustreConfiguration: {DeploymentType: SCRATCH_2}') } },
  ],
  ['KinesisStreamCustomerKey', { type: 'AWS::Kinesis::Stream', path: 'StreamEncryption.KeyId', around: '%' }],
  [
    'FirehoseStreamCustomerKey',
    { type: 'AWS::KinesisFirehose::DeliveryStream', path: 'DeliveryStreamEncryptionConfigurationInput.KeyARN' },
    { skip: { 'a stream that reads from another': one('AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamType: KinesisStreamAsSource') } },
  ],
  ['MskClusterEncrypted', { type: 'AWS::MSK::Cluster', path: 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId' }, {
    fail: { 'clients without TLS': one(
      'AWS::MSK::Cluster',
      'EncryptionInfo: {EncryptionAtRest: {DataVolumeKMSKeyId: alias/mine}, EncryptionInTransit: {ClientBroker: TLS_PLAINTEXT}}',
    ) },
  }],
  ['MqBrokerCustomerKey', { type: 'AWS::AmazonMQ::Broker', path: 'EncryptionOptions.KmsKeyId' }],
  ['BackupVaultCustomerKey', { type: 'AWS::Backup::BackupVault', path: 'EncryptionKeyArn' }],
  ['CodeBuildCustomerKey', { type: 'AWS::CodeBuild::Project', path: 'EncryptionKey' }],
  [
    'CodePipelineCustomerKey',
    { type: 'AWS::CodePipeline::Pipeline', path: 'ArtifactStore.EncryptionKey.Id' },
    { fail: { 'a store of one region without key': one('AWS::CodePipeline::Pipeline', 'ArtifactStores: [{Region: eu-west-1, ArtifactStore: {}}]') } },
  ],
  ['KendraIndexCustomerKey', { type: 'AWS::Kendra::Index', path: 'ServerSideEncryptionConfiguration.KmsKeyId' }],
  ['EcsFargateStorageCustomerKey', { type: 'AWS::ECS::Cluster', path: 'Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId' }],
  ['EksSecretsCustomerKey', { type: 'AWS::EKS::Cluster', path: 'Provider.KeyArn', around: 'EncryptionConfig: [{Resources: [secrets], %}]' }, {
    fail: {
      'a second item without a key': one('AWS::EKS::Cluster', 'EncryptionConfig: [{Resources: [secrets], Provider: {KeyArn: alias/mine}}, {Resources: [secrets]}]'),
      'an item about nothing': one('AWS::EKS::Cluster', 'EncryptionConfig: [{Resources: [], Provider: {KeyArn: alias/mine}}]'),
    },
    unknown: { 'resources that are not told': one('AWS::EKS::Cluster', 'EncryptionConfig: [{Resources: !ImportValue x, Provider: {KeyArn: alias/mine}}]') },
  }],
  ['LogGroupCustomerKey', { type: 'AWS::Logs::LogGroup', path: 'KmsKeyId' }],
  ['CloudTrailCustomerKey', { type: 'AWS::CloudTrail::Trail', path: 'KMSKeyId' }],
  [
    'CloudTrailStoreKept',
    { type: 'AWS::CloudTrail::EventDataStore', path: 'KmsKeyId' },
    { fail: { 'a store that one call deletes': one('AWS::CloudTrail::EventDataStore', 'KmsKeyId: alias/mine, TerminationProtectionEnabled: false') } },
  ],
  ['S3BucketDefaultEncryptionCustomerKey', { type: 'AWS::S3::Bucket', path: DEFAULT }],
  [
    'S3VectorsCustomerKey',
    { type: 'AWS::S3Vectors::VectorBucket', path: 'EncryptionConfiguration.KmsKeyArn' },
    { skip: { 'an index that leaves it to its bucket': one('AWS::S3Vectors::Index') } },
  ],
  ['StateMachineCustomerKey', { type: 'AWS::StepFunctions::StateMachine', path: 'EncryptionConfiguration.KmsKeyId' }],
];
/** Members beside the key, in the same object. */
const BESIDE: { readonly [rule: string]: (properties: string) => string } = {
  KinesisStreamCustomerKey: (text) => text.replace('StreamEncryption: {', 'StreamEncryption: {EncryptionType: KMS, '),
  FirehoseStreamCustomerKey: (text) => text.replace('Input: {', 'Input: {KeyType: CUSTOMER_MANAGED_CMK, '),
  MqBrokerCustomerKey: (text) => text.replace('EncryptionOptions: {', 'EncryptionOptions: {UseAwsOwnedKey: false, '),
  S3BucketDefaultEncryptionCustomerKey: (text) => text.replace('ServerSideEncryptionByDefault: {', "ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', "),
  S3VectorsCustomerKey: (text) => text.replace('EncryptionConfiguration: {', "EncryptionConfiguration: {SseType: 'aws:kms', "),
  StateMachineCustomerKey: (text) => text.replace('EncryptionConfiguration: {', 'EncryptionConfiguration: {Type: CUSTOMER_MANAGED_KMS_KEY, '),
};

for (const [id, place, more] of PLACES) keyCases(ruleNamed(id), place, more, BESIDE[id]);
everyKeyCase(ruleNamed('LogGroupCustomerKey'), { type: 'AWS::Logs::LogGroup', path: 'KmsKeyId' });
