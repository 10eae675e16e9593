import { propertyTables } from './property-table';
import { kept, one } from './resources';

const OPENSEARCH = 'AWS::OpenSearchService::Domain';
const LOG_GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:x';
const logs = (kind: string, rest: string): string => `LogPublishingOptions: {${kind}: {${rest}}}`;
const OPEN = '!ImportValue x';

propertyTables({
  SqsQueueEncrypted: {
    type: 'AWS::SQS::Queue',
    good: ['KmsMasterKeyId: alias/aws/sqs', 'SqsManagedSseEnabled: true', ''],
    bad: ['SqsManagedSseEnabled: false'],
    open: [`SqsManagedSseEnabled: ${OPEN}`],
  },
  SnsSubscriptionEncrypted: { type: 'AWS::SNS::Subscription', good: ['Protocol: https', 'Protocol: lambda'], bad: ['Protocol: http'] },
  KinesisStreamEncrypted: {
    type: 'AWS::Kinesis::Stream',
    good: ['StreamEncryption: {EncryptionType: KMS, KeyId: alias/aws/kinesis}'],
    bad: ['', 'StreamEncryption: {EncryptionType: KMS}'],
  },
  FirehoseStreamEncrypted: {
    type: 'AWS::KinesisFirehose::DeliveryStream', good: [
      'DeliveryStreamEncryptionConfigurationInput: {KeyType: AWS_OWNED_CMK}',
      'DeliveryStreamType: KinesisStreamAsSource',
    ], bad: ['', 'DeliveryStreamType: DirectPut'], open: [`DeliveryStreamEncryptionConfigurationInput: {KeyType: ${OPEN}}`],
  },
  OpenSearchEncryptedAtRest: {
    type: OPENSEARCH,
    good: ['EncryptionAtRestOptions: {Enabled: true}'],
    bad: ['', 'EncryptionAtRestOptions: {Enabled: false}'],
    pass: { 'a domain of the older type': one('AWS::Elasticsearch::Domain', 'EncryptionAtRestOptions: {Enabled: true}') },
  },
  OpenSearchNodeToNodeEncrypted: { type: OPENSEARCH, good: ['NodeToNodeEncryptionOptions: {Enabled: true}'], bad: ['', 'NodeToNodeEncryptionOptions: {Enabled: false}'] },
  OpenSearchForcesHttps: { type: OPENSEARCH, good: ['DomainEndpointOptions: {EnforceHTTPS: true}'], bad: ['', 'DomainEndpointOptions: {EnforceHTTPS: false}'] },
  OpenSearchModernTls: {
    type: OPENSEARCH,
    good: ['DomainEndpointOptions: {TLSSecurityPolicy: Policy-Min-TLS-1-2-PFS-2023-10}'],
    bad: ['', 'DomainEndpointOptions: {TLSSecurityPolicy: Policy-Min-TLS-1-0-2019-07}'],
  },
  OpenSearchAudited: {
    type: OPENSEARCH, good: [logs('AUDIT_LOGS', `Enabled: true, CloudWatchLogsLogGroupArn: '${LOG_GROUP}'`)], bad: [
      '',
      logs('AUDIT_LOGS', 'Enabled: true'),
      logs('AUDIT_LOGS', `Enabled: false, CloudWatchLogsLogGroupArn: '${LOG_GROUP}'`),
      logs('AUDIT_LOGS', 'Enabled: true, CloudWatchLogsLogGroupArn: 123'),
      logs('AUDIT_LOGS', 'Enabled: true, CloudWatchLogsLogGroupArn: []'),
    ],
  },
  OpenSearchApplicationLogged: {
    type: OPENSEARCH,
    good: [logs('ES_APPLICATION_LOGS', `Enabled: true, CloudWatchLogsLogGroupArn: '${LOG_GROUP}'`)],
    bad: ['', logs('AUDIT_LOGS', `Enabled: true, CloudWatchLogsLogGroupArn: '${LOG_GROUP}'`)],
  },
  OpenSearchAccessControlled: {
    type: OPENSEARCH,
    good: ['AdvancedSecurityOptions: {Enabled: true}'],
    bad: ['', "AdvancedSecurityOptions: {Enabled: 'false'}", 'AdvancedSecurityOptions: {Enabled: true, AnonymousAuthEnabled: true}'],
  },
  OpenSearchInVpc: { type: OPENSEARCH, good: ['VPCOptions: {SubnetIds: [subnet-1]}'], bad: ['', 'VPCOptions: {SubnetIds: []}'], open: [`VPCOptions: ${OPEN}`] },
  OpenSearchServerlessCustomerKey: {
    type: 'AWS::OpenSearchServerless::SecurityPolicy', good: [`Type: encryption, Policy: '{"AWSOwnedKey": false, "KmsARN": "arn:aws:kms:eu-west-1:111122223333:key/1"}'`], bad: [
      `Type: encryption, Policy: '{"AWSOwnedKey": true}'`,
      `Type: encryption, Policy: '{"Rules": []}'`,
    ],
    open: [
      `Type: encryption, Policy: ${OPEN}`,
      "Type: encryption, Policy: 'no JSON'",
    ], skip: { 'a policy of networks': one('AWS::OpenSearchServerless::SecurityPolicy', "Type: network, Policy: '[]'") },
  },
  OpenSearchServerlessNotPublic: {
    type: 'AWS::OpenSearchServerless::SecurityPolicy', good: [
      `Type: network, Policy: '[{"AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}]'`,
      `Type: network, Policy: '[{"SourceServices": ["bedrock.amazonaws.com"]}]'`,
    ],
    bad: [
      `Type: network, Policy: '[{"AllowFromPublic": true}]'`,
      `Type: network, Policy: '[{"AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}, {"AllowFromPublic": true}]'`,
      `Type: network, Policy: '[{"AllowFromPublic": false}]'`,
    ], open: [`Type: network, Policy: ${OPEN}`, `Type: ${OPEN}, Policy: '[]'`],
    skip: { 'a policy of keys': one('AWS::OpenSearchServerless::SecurityPolicy', "Type: encryption, Policy: '{}'") },
  },
  OpenSearchServerlessNamesPrincipals: {
    type: 'AWS::OpenSearchServerless::AccessPolicy', good: [`Type: data, Policy: '[{"Rules": [], "Principal": ["arn:aws:iam::111122223333:role/reader"]}]'`], bad: [
      `Type: data, Policy: '[{"Rules": [], "Principal": ["arn:aws:iam::111122223333:role/*", "*"]}]'`,
      `Type: data, Policy: '[{"Principal": ["arn:aws:iam::111122223333:*"]}]'`,
    ],
    open: [`Type: data, Policy: ${OPEN}`, `Type: data, Policy: '[{"Rules": []}]'`],
  },
  ElastiCacheEncryptedAtRest: { type: 'AWS::ElastiCache::ReplicationGroup', good: ['AtRestEncryptionEnabled: true'], bad: ['', 'AtRestEncryptionEnabled: false'] },
  ElastiCacheForcesTls: {
    type: 'AWS::ElastiCache::ReplicationGroup',
    good: ['TransitEncryptionEnabled: true', 'TransitEncryptionEnabled: true, TransitEncryptionMode: required'],
    bad: ['', 'TransitEncryptionEnabled: true, TransitEncryptionMode: preferred'],
  },
  ElastiCacheAuthenticates: {
    type: 'AWS::ElastiCache::ReplicationGroup',
    good: ['UserGroupIds: [g]', 'AuthToken: x'],
    bad: ['', 'UserGroupIds: []'],
    open: ['UserGroupIds: !Ref Missing'],
    fail: { 'a serverless cache without group': one('AWS::ElastiCache::ServerlessCache') },
  },
  MemoryDbForcesTls: { type: 'AWS::MemoryDB::Cluster', good: ['TLSEnabled: true', ''], bad: ['TLSEnabled: false'] },
  MemoryDbAuthenticates: { type: 'AWS::MemoryDB::Cluster', good: ['ACLName: users'], bad: ['ACLName: open-access', ''] },
  NeptuneIamAuthentication: { type: 'AWS::Neptune::DBCluster', good: ['IamAuthEnabled: true'], bad: ['', 'IamAuthEnabled: false'] },
  NeptuneKept: {
    type: 'AWS::Neptune::DBCluster', good: ['EnableCloudwatchLogsExports: [audit], BackupRetentionPeriod: 7, DeletionProtection: true'], bad: [
      '',
      'EnableCloudwatchLogsExports: [slowquery], BackupRetentionPeriod: 7, DeletionProtection: true',
      'EnableCloudwatchLogsExports: [audit], BackupRetentionPeriod: 1, DeletionProtection: true',
    ],
    open: ['EnableCloudwatchLogsExports: [audit], BackupRetentionPeriod: 7, DeletionProtection: !ImportValue x'], skip: { 'one that goes with its stack': kept('AWS::Neptune::DBCluster', 'DeletionPolicy: Delete') },
  },
  DocDbKept: {
    type: 'AWS::DocDB::DBCluster', good: ['EnableCloudwatchLogsExports: [audit, profiler], BackupRetentionPeriod: 7, DeletionProtection: true'], bad: ['', 'EnableCloudwatchLogsExports: [audit], BackupRetentionPeriod: 7'], open: ['EnableCloudwatchLogsExports: !Ref Missing, BackupRetentionPeriod: 7, DeletionProtection: true'],
    skip: { 'one that goes with its stack': kept('AWS::DocDB::DBCluster', 'DeletionPolicy: Delete') },
  },
  DocDbForcesTls: {
    type: 'AWS::DocDB::DBCluster', good: [], bad: [], open: [], skip: { 'the default group, which forces it': one('AWS::DocDB::DBCluster') },
    pass: { 'a group that leaves it': one(
      'AWS::DocDB::DBCluster',
      'DBClusterParameterGroupName: !Ref G',
      "G: {Type: 'AWS::DocDB::DBClusterParameterGroup', Properties: {Parameters: {audit_logs: enabled}}}",
    ) },
    fail: { 'a group that switches it off': one(
      'AWS::DocDB::DBCluster',
      'DBClusterParameterGroupName: !Ref G',
      "G: {Type: 'AWS::DocDB::DBClusterParameterGroup', Properties: {Parameters: {tls: disabled}}}",
    ) },
    unknown: { 'a switch from elsewhere': one(
      'AWS::DocDB::DBCluster',
      'DBClusterParameterGroupName: !Ref G',
      "G: {Type: 'AWS::DocDB::DBClusterParameterGroup', Properties: {Parameters: {tls: !ImportValue x}}}",
    ) },
  },
  RedshiftEncrypted: { type: 'AWS::Redshift::Cluster', good: ['Encrypted: true'], bad: ['', 'Encrypted: false'] },
  RedshiftNotPublic: { type: 'AWS::Redshift::Cluster', good: ['PubliclyAccessible: false', ''], bad: ['PubliclyAccessible: true'] },
  RedshiftForcesTls: {
    type: 'AWS::Redshift::Cluster', good: [], bad: [''], open: ['ClusterParameterGroupName: elsewhere'],
    pass: { 'a group': one(
      'AWS::Redshift::Cluster',
      'ClusterParameterGroupName: !Ref G',
      "G: {Type: 'AWS::Redshift::ClusterParameterGroup', Properties: {Parameters: [{ParameterName: a, ParameterValue: b}, {ParameterName: require_ssl, ParameterValue: 'true'}]}}",
    ) },
    fail: { 'a group that does not': one(
      'AWS::Redshift::Cluster',
      'ClusterParameterGroupName: !Ref G',
      "G: {Type: 'AWS::Redshift::ClusterParameterGroup', Properties: {Parameters: [{ParameterName: require_ssl, ParameterValue: 'false'}]}}",
    ) },
  },
  RedshiftAudited: {
    type: 'AWS::Redshift::Cluster',
    good: ['LoggingProperties: {BucketName: b}', 'LoggingProperties: {LogDestinationType: cloudwatch}'],
    bad: [''],
    open: [`LoggingProperties: ${OPEN}`],
  },
  RedshiftRoutesThroughVpc: { type: 'AWS::Redshift::Cluster', good: ['EnhancedVpcRouting: true'], bad: ['', 'EnhancedVpcRouting: false'] },
  RedshiftBackedUp: { type: 'AWS::Redshift::Cluster', good: ['AutomatedSnapshotRetentionPeriod: 1', ''], bad: ['AutomatedSnapshotRetentionPeriod: 0'] },
  RedshiftManagedPassword: { type: 'AWS::Redshift::Cluster', good: ['ManageMasterPassword: true'], bad: ['', 'ManageMasterPassword: false'] },
  EbsVolumeEncrypted: { type: 'AWS::EC2::Volume', good: ['Encrypted: true'], bad: ['', 'Encrypted: false'] },
  InstanceVolumesCustomerKey: {
    type: 'AWS::EC2::LaunchTemplate', good: ['LaunchTemplateData: {BlockDeviceMappings: [{Ebs: {Encrypted: true, KmsKeyId: alias/mine}}, {VirtualName: ephemeral0}]}'], open: [`LaunchTemplateData: {BlockDeviceMappings: ${OPEN}}`],
    bad: [
      '',
      'LaunchTemplateData: {BlockDeviceMappings: [{Ebs: {Encrypted: true}}]}',
      'LaunchTemplateData: {BlockDeviceMappings: [{Ebs: {Encrypted: true, KmsKeyId: alias/mine}}, {Ebs: {VolumeSize: 8}}]}',
    ],
    pass: { 'a launch configuration, which cannot name a key': one('AWS::AutoScaling::LaunchConfiguration', 'BlockDeviceMappings: [{Ebs: {Encrypted: true}}]') }, fail: { 'an instance with volumes of its image': one('AWS::EC2::Instance') }, skip: { 'an instance of a launch template': one('AWS::EC2::Instance', 'LaunchTemplate: {LaunchTemplateId: lt}') },
  },
  EfsEncrypted: { type: 'AWS::EFS::FileSystem', good: ['Encrypted: true'], bad: ['', 'Encrypted: false'] },
  EfsBackedUp: { type: 'AWS::EFS::FileSystem', good: ['BackupPolicy: {Status: ENABLED}'], bad: ['', 'BackupPolicy: {Status: DISABLED}'] },
  DaxClusterEncrypted: { type: 'AWS::DAX::Cluster', good: ['SSESpecification: {SSEEnabled: true}'], bad: ['', 'SSESpecification: {SSEEnabled: false}'] },
  DaxClusterForcesTls: { type: 'AWS::DAX::Cluster', good: ['ClusterEndpointEncryptionType: TLS'], bad: ['', 'ClusterEndpointEncryptionType: NONE'] },
  DynamoDbTableEncrypted: { type: 'AWS::DynamoDB::Table', good: ['SSESpecification: {SSEEnabled: true}'], bad: ['', 'SSESpecification: {SSEEnabled: false}'] },
  DynamoDbTableRecoverable: {
    type: 'AWS::DynamoDB::Table',
    good: ['PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}'],
    bad: ['', 'PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: false}'],
    fail: { 'a replica without': one('AWS::DynamoDB::GlobalTable', 'Replicas: [{Region: eu-west-1}]') },
  },
  DynamoDbTableDeletionProtected: {
    type: 'AWS::DynamoDB::Table', good: [], bad: [], open: [], skip: {
      'one that goes with its stack': kept('AWS::DynamoDB::Table', 'DeletionPolicy: Delete'),
      'one of which the template does not say': one('AWS::DynamoDB::Table'),
    },
    pass: { 'a table that is kept': kept('AWS::DynamoDB::Table', 'DeletionPolicy: Retain', 'DeletionProtectionEnabled: true') }, fail: { 'a table that is kept': kept('AWS::DynamoDB::Table', 'DeletionPolicy: Retain') }, unknown: { 'a switch from elsewhere': kept('AWS::DynamoDB::Table', 'DeletionPolicy: Retain', `DeletionProtectionEnabled: ${OPEN}`) },
  },
  AthenaWorkGroupEnforced: {
    type: 'AWS::Athena::WorkGroup', good: ["WorkGroupConfiguration: {ResultConfiguration: {EncryptionConfiguration: {EncryptionOption: SSE_KMS, KmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1'}}}"],
    bad: [
      '',
      'WorkGroupConfiguration: {EnforceWorkGroupConfiguration: false, ResultConfiguration: {EncryptionConfiguration: {EncryptionOption: SSE_KMS, KmsKey: alias/mine}}}',
      'WorkGroupConfiguration: {ResultConfiguration: {EncryptionConfiguration: {EncryptionOption: SSE_S3}}}',
    ],
  },
  GlueSecurityConfigurationEncrypts: {
    type: 'AWS::Glue::SecurityConfiguration', open: [`EncryptionConfiguration: ${OPEN}`],
    good: ['EncryptionConfiguration: {CloudWatchEncryption: {CloudWatchEncryptionMode: SSE-KMS, KmsKeyArn: alias/mine}, JobBookmarksEncryption: {JobBookmarksEncryptionMode: CSE-KMS, KmsKeyArn: alias/mine}, S3Encryptions: [{S3EncryptionMode: SSE-KMS, KmsKeyArn: alias/mine}]}'],
    bad: [
      '',
      'EncryptionConfiguration: {CloudWatchEncryption: {CloudWatchEncryptionMode: SSE-KMS, KmsKeyArn: alias/mine}, JobBookmarksEncryption: {JobBookmarksEncryptionMode: CSE-KMS, KmsKeyArn: alias/mine}}',
      'EncryptionConfiguration: {CloudWatchEncryption: {CloudWatchEncryptionMode: DISABLED}, JobBookmarksEncryption: {JobBookmarksEncryptionMode: CSE-KMS, KmsKeyArn: alias/mine}, S3Encryptions: [{S3EncryptionMode: SSE-KMS, KmsKeyArn: alias/mine}]}',
    ],
  },
  GlueCatalogEncrypted: {
    type: 'AWS::Glue::DataCatalogEncryptionSettings', good: ['DataCatalogEncryptionSettings: {EncryptionAtRest: {CatalogEncryptionMode: SSE-KMS, SseAwsKmsKeyId: alias/mine}, ConnectionPasswordEncryption: {ReturnConnectionPasswordEncrypted: true, KmsKeyId: alias/mine}}'],
    bad: [
      '',
      'DataCatalogEncryptionSettings: {EncryptionAtRest: {CatalogEncryptionMode: SSE-KMS, SseAwsKmsKeyId: alias/mine}}',
      'DataCatalogEncryptionSettings: {EncryptionAtRest: {CatalogEncryptionMode: DISABLED}, ConnectionPasswordEncryption: {ReturnConnectionPasswordEncrypted: true, KmsKeyId: alias/mine}}',
    ],
  },
  GlueJobSecured: {
    type: 'AWS::Glue::Job',
    good: ['SecurityConfiguration: s'],
    bad: [''],
    open: ['SecurityConfiguration: !Ref Missing'],
    fail: { 'a crawler without': one('AWS::Glue::Crawler') },
  },
  BackupVaultLocked: { type: 'AWS::Backup::BackupVault', good: ['LockConfiguration: {MinRetentionDays: 7}'], bad: ['', 'LockConfiguration: {MaxRetentionDays: 7}'] },
  SsmParameterWithoutSecret: {
    type: 'AWS::SSM::Parameter', good: [
      'Name: /app/model, Value: llama',
      'Name: /app/db/password-arn, Value: x',
    ], bad: ['Name: /app/db/password, Value: hunter2', 'Name: k, Value: AKIAIOSFODNN7EXAMPLE'], open: [`Name: /app/db/password, Value: ${OPEN}`],
  },
  CodeBuildEnvironmentWithoutSecrets: {
    type: 'AWS::CodeBuild::Project', good: [
      'Environment: {EnvironmentVariables: [{Name: MODE, Value: fast}, {Name: DB_PASSWORD, Type: SECRETS_MANAGER, Value: prod/db}]}',
      '',
    ], bad: [
      'Environment: {EnvironmentVariables: [{Name: AWS_SECRET_ACCESS_KEY, Value: x}]}',
      'Environment: {EnvironmentVariables: [{Name: DB_PASSWORD, Type: PLAINTEXT, Value: hunter2}]}',
    ],
    open: [`Environment: {EnvironmentVariables: [{Name: DB_PASSWORD, Type: ${OPEN}, Value: x}]}`],
  },
});
