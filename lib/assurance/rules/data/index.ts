import type { Rule } from '../rule';
import { athenaWorkGroupEnforced } from './athena-work-group-enforced';
import { backupVaultCustomerKey } from './backup-vault-customer-key';
import { backupVaultLocked } from './backup-vault-locked';
import { codeBuildCustomerKey } from './code-build-customer-key';
import { codeBuildEnvironmentWithoutSecrets } from './code-build-environment-without-secrets';
import { codePipelineCustomerKey } from './code-pipeline-customer-key';
import { daxClusterEncrypted } from './dax-cluster-encrypted';
import { daxClusterForcesTls } from './dax-cluster-forces-tls';
import { docDbEncrypted } from './doc-db-encrypted';
import { docDbForcesTls } from './doc-db-forces-tls';
import { docDbKept } from './doc-db-kept';
import { dynamoDbTableCustomerKey } from './dynamo-db-table-customer-key';
import { dynamoDbTableDeletionProtected } from './dynamo-db-table-deletion-protected';
import { dynamoDbTableEncrypted } from './dynamo-db-table-encrypted';
import { dynamoDbTableRecoverable } from './dynamo-db-table-recoverable';
import { ebsVolumeCustomerKey } from './ebs-volume-customer-key';
import { ebsVolumeEncrypted } from './ebs-volume-encrypted';
import { ecsFargateStorageCustomerKey } from './ecs-fargate-storage-customer-key';
import { efsBackedUp } from './efs-backed-up';
import { efsCustomerKey } from './efs-customer-key';
import { efsEncrypted } from './efs-encrypted';
import { efsForcesTls } from './efs-forces-tls';
import { eksSecretsCustomerKey } from './eks-secrets-customer-key';
import { elastiCacheAuthenticates } from './elasti-cache-authenticates';
import { elastiCacheCustomerKey } from './elasti-cache-customer-key';
import { elastiCacheEncryptedAtRest } from './elasti-cache-encrypted-at-rest';
import { elastiCacheForcesTls } from './elasti-cache-forces-tls';
import { eventsBusCustomerKey } from './events-bus-customer-key';
import { firehoseStreamCustomerKey } from './firehose-stream-customer-key';
import { firehoseStreamEncrypted } from './firehose-stream-encrypted';
import { fsxCustomerKey } from './fsx-customer-key';
import { glueCatalogEncrypted } from './glue-catalog-encrypted';
import { glueJobSecured } from './glue-job-secured';
import { glueSecurityConfigurationEncrypts } from './glue-security-configuration-encrypts';
import { instanceVolumesCustomerKey } from './instance-volumes-customer-key';
import { kendraIndexCustomerKey } from './kendra-index-customer-key';
import { kinesisStreamCustomerKey } from './kinesis-stream-customer-key';
import { kinesisStreamEncrypted } from './kinesis-stream-encrypted';
import { kmsKeyDeletionCanBeStopped } from './kms-key-deletion-can-be-stopped';
import { kmsKeyDutiesSeparated } from './kms-key-duties-separated';
import { kmsKeyEnabled } from './kms-key-enabled';
import { kmsKeyGrantsForServicesOnly } from './kms-key-grants-for-services-only';
import { kmsKeyPolicyWritten } from './kms-key-policy-written';
import { kmsKeyRotates } from './kms-key-rotates';
import { memoryDbAuthenticates } from './memory-db-authenticates';
import { memoryDbCustomerKey } from './memory-db-customer-key';
import { memoryDbForcesTls } from './memory-db-forces-tls';
import { mqBrokerCustomerKey } from './mq-broker-customer-key';
import { mskClusterEncrypted } from './msk-cluster-encrypted';
import { neptuneEncrypted } from './neptune-encrypted';
import { neptuneIamAuthentication } from './neptune-iam-authentication';
import { neptuneKept } from './neptune-kept';
import { openSearchAccessControlled } from './open-search-access-controlled';
import { openSearchApplicationLogged } from './open-search-application-logged';
import { openSearchAudited } from './open-search-audited';
import { openSearchCustomerKey } from './open-search-customer-key';
import { openSearchEncryptedAtRest } from './open-search-encrypted-at-rest';
import { openSearchForcesHttps } from './open-search-forces-https';
import { openSearchInVpc } from './open-search-in-vpc';
import { openSearchModernTls } from './open-search-modern-tls';
import { openSearchNodeToNodeEncrypted } from './open-search-node-to-node-encrypted';
import { openSearchServerlessCustomerKey } from './open-search-serverless-customer-key';
import { openSearchServerlessNamesPrincipals } from './open-search-serverless-names-principals';
import { openSearchServerlessNotPublic } from './open-search-serverless-not-public';
import { passwordPropertyByReference } from './password-property-by-reference';
import { rdsAudited } from './rds-audited';
import { rdsBackedUp } from './rds-backed-up';
import { rdsBackupsOutliveDatabase } from './rds-backups-outlive-database';
import { rdsConnectionsLogged } from './rds-connections-logged';
import { rdsDeletionProtected } from './rds-deletion-protected';
import { rdsForcesTls } from './rds-forces-tls';
import { rdsIamAuthentication } from './rds-iam-authentication';
import { rdsInsightsCustomerKey } from './rds-insights-customer-key';
import { rdsLogsExported } from './rds-logs-exported';
import { rdsLogsWithoutContent } from './rds-logs-without-content';
import { rdsManagedMasterPassword } from './rds-managed-master-password';
import { rdsMasterSecretCustomerKey } from './rds-master-secret-customer-key';
import { rdsMinorVersionsApplied } from './rds-minor-versions-applied';
import { rdsNotPublic } from './rds-not-public';
import { rdsProxyForcesTls } from './rds-proxy-forces-tls';
import { rdsRefusedLoginsExported } from './rds-refused-logins-exported';
import { rdsStorageCustomerKey } from './rds-storage-customer-key';
import { rdsStorageEncrypted } from './rds-storage-encrypted';
import { redshiftAudited } from './redshift-audited';
import { redshiftBackedUp } from './redshift-backed-up';
import { redshiftCustomerKey } from './redshift-customer-key';
import { redshiftEncrypted } from './redshift-encrypted';
import { redshiftForcesTls } from './redshift-forces-tls';
import { redshiftManagedPassword } from './redshift-managed-password';
import { redshiftNotPublic } from './redshift-not-public';
import { redshiftRoutesThroughVpc } from './redshift-routes-through-vpc';
import { resourcePolicyAllowsByName } from './resource-policy-allows-by-name';
import { resourcePolicyConfusedDeputySafe } from './resource-policy-confused-deputy-safe';
import { resourcePolicyNamesActions } from './resource-policy-names-actions';
import { resourcePolicyNamesPrincipals } from './resource-policy-names-principals';
import { resourcePolicyNotPublic } from './resource-policy-not-public';
import { resourcePolicyRefusesOtherAccounts } from './resource-policy-refuses-other-accounts';
import { s3AccessPointPublicAccessBlocked } from './s3-access-point-public-access-blocked';
import { s3BucketAclNotPublic } from './s3-bucket-acl-not-public';
import { s3BucketBlocksCustomerProvidedKeys } from './s3-bucket-blocks-customer-provided-keys';
import { s3BucketDataEventsRecorded } from './s3-bucket-data-events-recorded';
import { s3BucketDefaultEncryption } from './s3-bucket-default-encryption';
import { s3BucketDefaultEncryptionCustomerKey } from './s3-bucket-default-encryption-customer-key';
import { s3BucketDeniesOldTls } from './s3-bucket-denies-old-tls';
import { s3BucketDeniesPlainHttp } from './s3-bucket-denies-plain-http';
import { s3BucketDropsOldVersions } from './s3-bucket-drops-old-versions';
import { s3BucketDropsUnfinishedUploads } from './s3-bucket-drops-unfinished-uploads';
import { s3BucketGuardedFromInsiders } from './s3-bucket-guarded-from-insiders';
import { s3BucketKeyEnabled } from './s3-bucket-key-enabled';
import { s3BucketLockNobodyLifts } from './s3-bucket-lock-nobody-lifts';
import { s3BucketObjectLocked } from './s3-bucket-object-locked';
import { s3BucketOwnerEnforced } from './s3-bucket-owner-enforced';
import { s3BucketPublicAccessBlocked } from './s3-bucket-public-access-blocked';
import { s3BucketUploadKeyEnforced } from './s3-bucket-upload-key-enforced';
import { s3BucketVersioned } from './s3-bucket-versioned';
import { s3EvidenceBucketLocked } from './s3-evidence-bucket-locked';
import { s3LogBucketExpires } from './s3-log-bucket-expires';
import { s3VectorsCustomerKey } from './s3-vectors-customer-key';
import { secretCustomerKey } from './secret-customer-key';
import { secretDeniesPlainHttp } from './secret-denies-plain-http';
import { secretPolicyBlocksPublic } from './secret-policy-blocks-public';
import { secretRotated } from './secret-rotated';
import { snsSubscriptionEncrypted } from './sns-subscription-encrypted';
import { snsTopicCustomerKey } from './sns-topic-customer-key';
import { snsTopicDeniesPlainHttp } from './sns-topic-denies-plain-http';
import { sqsQueueCustomerKey } from './sqs-queue-customer-key';
import { sqsQueueDeniesPlainHttp } from './sqs-queue-denies-plain-http';
import { sqsQueueEncrypted } from './sqs-queue-encrypted';
import { ssmParameterWithoutSecret } from './ssm-parameter-without-secret';
import { stateMachineCustomerKey } from './state-machine-customer-key';

export const dataRules: readonly Rule[] = [
  athenaWorkGroupEnforced,
  backupVaultCustomerKey,
  backupVaultLocked,
  codeBuildCustomerKey,
  codeBuildEnvironmentWithoutSecrets,
  codePipelineCustomerKey,
  daxClusterEncrypted,
  daxClusterForcesTls,
  docDbEncrypted,
  docDbForcesTls,
  docDbKept,
  dynamoDbTableCustomerKey,
  dynamoDbTableDeletionProtected,
  dynamoDbTableEncrypted,
  dynamoDbTableRecoverable,
  ebsVolumeCustomerKey,
  ebsVolumeEncrypted,
  ecsFargateStorageCustomerKey,
  efsBackedUp,
  efsCustomerKey,
  efsEncrypted,
  efsForcesTls,
  eksSecretsCustomerKey,
  elastiCacheAuthenticates,
  elastiCacheCustomerKey,
  elastiCacheEncryptedAtRest,
  elastiCacheForcesTls,
  eventsBusCustomerKey,
  firehoseStreamCustomerKey,
  firehoseStreamEncrypted,
  fsxCustomerKey,
  glueCatalogEncrypted,
  glueJobSecured,
  glueSecurityConfigurationEncrypts,
  instanceVolumesCustomerKey,
  kendraIndexCustomerKey,
  kinesisStreamCustomerKey,
  kinesisStreamEncrypted,
  kmsKeyDeletionCanBeStopped,
  kmsKeyDutiesSeparated,
  kmsKeyEnabled,
  kmsKeyGrantsForServicesOnly,
  kmsKeyPolicyWritten,
  kmsKeyRotates,
  memoryDbAuthenticates,
  memoryDbCustomerKey,
  memoryDbForcesTls,
  mqBrokerCustomerKey,
  mskClusterEncrypted,
  neptuneEncrypted,
  neptuneIamAuthentication,
  neptuneKept,
  openSearchAccessControlled,
  openSearchApplicationLogged,
  openSearchAudited,
  openSearchCustomerKey,
  openSearchEncryptedAtRest,
  openSearchForcesHttps,
  openSearchInVpc,
  openSearchModernTls,
  openSearchNodeToNodeEncrypted,
  openSearchServerlessCustomerKey,
  openSearchServerlessNamesPrincipals,
  openSearchServerlessNotPublic,
  passwordPropertyByReference,
  rdsAudited,
  rdsBackedUp,
  rdsBackupsOutliveDatabase,
  rdsConnectionsLogged,
  rdsDeletionProtected,
  rdsForcesTls,
  rdsIamAuthentication,
  rdsInsightsCustomerKey,
  rdsLogsExported,
  rdsLogsWithoutContent,
  rdsManagedMasterPassword,
  rdsMasterSecretCustomerKey,
  rdsMinorVersionsApplied,
  rdsNotPublic,
  rdsProxyForcesTls,
  rdsRefusedLoginsExported,
  rdsStorageCustomerKey,
  rdsStorageEncrypted,
  redshiftAudited,
  redshiftBackedUp,
  redshiftCustomerKey,
  redshiftEncrypted,
  redshiftForcesTls,
  redshiftManagedPassword,
  redshiftNotPublic,
  redshiftRoutesThroughVpc,
  resourcePolicyAllowsByName,
  resourcePolicyConfusedDeputySafe,
  resourcePolicyNamesActions,
  resourcePolicyNamesPrincipals,
  resourcePolicyNotPublic,
  resourcePolicyRefusesOtherAccounts,
  s3AccessPointPublicAccessBlocked,
  s3BucketAclNotPublic,
  s3BucketBlocksCustomerProvidedKeys,
  s3BucketDataEventsRecorded,
  s3BucketDefaultEncryption,
  s3BucketDefaultEncryptionCustomerKey,
  s3BucketDeniesOldTls,
  s3BucketDeniesPlainHttp,
  s3BucketDropsOldVersions,
  s3BucketDropsUnfinishedUploads,
  s3BucketGuardedFromInsiders,
  s3BucketKeyEnabled,
  s3BucketLockNobodyLifts,
  s3BucketObjectLocked,
  s3BucketOwnerEnforced,
  s3BucketPublicAccessBlocked,
  s3BucketUploadKeyEnforced,
  s3BucketVersioned,
  s3EvidenceBucketLocked,
  s3LogBucketExpires,
  s3VectorsCustomerKey,
  secretCustomerKey,
  secretDeniesPlainHttp,
  secretPolicyBlocksPublic,
  secretRotated,
  snsSubscriptionEncrypted,
  snsTopicCustomerKey,
  snsTopicDeniesPlainHttp,
  sqsQueueCustomerKey,
  sqsQueueDeniesPlainHttp,
  sqsQueueEncrypted,
  ssmParameterWithoutSecret,
  stateMachineCustomerKey,
];
