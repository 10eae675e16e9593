import type { Json } from './mutant';

/**
 * Properties by name whose value is a control, and what weakens it: a value that is worse, or `undefined` where taking the property away is.
 * Names are matched on the last keys of the path, in any resource of any template.
 */
export interface Weakening {
  readonly operator: string;
  readonly property: RegExp;
  /** Only in resources of such types. @default - any */
  readonly type?: RegExp;
  /** Only where the value is such. */
  readonly from?: (value: Json) => boolean;
  readonly to: (value: Json) => Json | undefined;
}

const isTrue = (value: Json): boolean => value === true || value === 'true';
const isFalse = (value: Json): boolean => value === false || value === 'false';
const isText = (value: Json): value is string => typeof value === 'string';
const is = (...texts: readonly Json[]) => (value: Json): boolean => texts.includes(value);

export const WEAKENINGS: readonly Weakening[] = [
  // switches that guard when they are on
  {
    operator: 'switch-off', from: isTrue, to: () => false,
    property: /(?:^|\.)(?:EnableKeyRotation|EnableLogFileValidation|IsMultiRegionTrail|IncludeGlobalServiceEvents|IsLogging|StorageEncrypted|Encrypted|ReadonlyRootFilesystem|ApiKeyRequired|ValidateRequestBody|ValidateRequestParameters|DeletionProtection|EnableIAMDatabaseAuthentication|ManageMasterUserPassword|PrivateDnsEnabled|ObjectLockEnabled|SqsManagedSseEnabled|AllowAdminCreateUserOnly|BlockPublicAcls|IgnorePublicAcls|BlockPublicPolicy|RestrictPublicBuckets|RequireLowercase|RequireUppercase|RequireNumbers|RequireSymbols|EnableTokenRevocation|TracingEnabled|MetricsEnabled|DisableExecuteApiEndpoint|CopyTagsToSnapshot|AutoMinorVersionUpgrade|Rollback|ScanOnPush|CloudWatchMetricsEnabled|EnableDnsSupport|InitProcessEnabled)$/,
  },
  {
    operator: 'switch-on', from: isFalse, to: () => true,
    property: /(?:^|\.)(?:Privileged|PubliclyAccessible|MapPublicIpOnLaunch|AssociatePublicIpAddress|DataTraceEnabled|InsecureSkipVerification|SampledRequestsEnabled|AllowUnauthenticatedIdentities|EnableExecuteCommand|DeleteAutomatedBackups|AssignPublicIp)$/,
  },
  // words
  { operator: 'imds-v1', property: /HttpTokens$/, from: is('required'), to: () => 'optional' },
  { operator: 'imds-hops', property: /HttpPutResponseHopLimit$/, to: () => 5 },
  { operator: 'mutable-tags', property: /ImageTagMutability$/, to: () => 'MUTABLE' },
  { operator: 'no-mfa', property: /MfaConfiguration$/, to: () => 'OFF' },
  { operator: 'no-threat-protection', property: /AdvancedSecurityMode$/, to: () => 'OFF' },
  { operator: 'no-authorizer', property: /(?:^|\.)AuthorizationType$/, to: () => 'NONE' },
  { operator: 'no-versions', property: /VersioningConfiguration\.Status$/, to: () => 'Suspended' },
  { operator: 'weak-lock', property: /DefaultRetention\.Mode$/, from: is('COMPLIANCE'), to: () => 'GOVERNANCE' },
  { operator: 'flow-logs-partial', property: /(?:^|\.)TrafficType$/, to: () => 'ACCEPT' },
  { operator: 'old-tls', property: /(?:^|\.)SecurityPolicy$/, to: () => 'TLS_1_0' },
  { operator: 'old-tls', property: /(?:^|\.)SslPolicy$/, to: () => 'ELBSecurityPolicy-2016-08' },
  { operator: 'plain-http', property: /(?:^|\.)(?:Protocol|HealthCheckProtocol|TransitEncryption)$/, from: is('HTTPS', 'ENABLED'), to: (value) => (value === 'HTTPS' ? 'HTTP' : 'DISABLED') },
  { operator: 'host-network', property: /(?:^|\.)NetworkMode$/, from: is('awsvpc'), to: () => 'host' },
  { operator: 'root-user', property: /ContainerDefinitions\.\d+\.User$/, to: () => 'root' },
  { operator: 'moving-tag', property: /(?:^|\.)Image$/, from: (value) => isText(value) && value.includes('@sha256:'), to: (value) => String(value).replace(/@sha256:.*$/, ':latest') },
  { operator: 'no-logging-level', property: /(?:^|\.)LoggingLevel$/, to: () => 'OFF' },
  { operator: 'object-acls', property: /(?:^|\.)ObjectOwnership$/, to: () => 'ObjectWriter' },
  { operator: 'aws-managed-encryption', property: /(?:^|\.)SSEAlgorithm$/, from: is('aws:kms', 'aws:kms:dsse'), to: () => 'AES256' },
  { operator: 'plain-database', property: /(?:^|\.)rds\.force_ssl$/, to: () => '0' },
  { operator: 'firewall-allows', property: /FirewallRules\.\d+\.Action$/, from: is('BLOCK'), to: () => 'ALERT' },
  { operator: 'lenient-endpoint', property: /(?:^|\.)EndpointAccessMode$/, from: is('STRICT'), to: () => 'BASIC' },
  { operator: 'user-enumeration', property: /(?:^|\.)PreventUserExistenceErrors$/, to: () => 'LEGACY' },
  { operator: 'implicit-flow', property: /AllowedOAuthFlows\.0$/, to: () => 'implicit' },
  { operator: 'password-flow', property: /ExplicitAuthFlows\.0$/, to: () => 'ALLOW_USER_PASSWORD_AUTH' },
  { operator: 'unprotected', property: /(?:^|\.)DeletionProtection$/, from: is('ACTIVE'), to: () => 'INACTIVE' },
  { operator: 'no-passkey-verification', property: /WebAuthnUserVerification$/, from: is('required'), to: () => 'preferred' },
  { operator: 'open-exec', property: /ExecuteCommandConfiguration\.Logging$/, to: () => 'NONE' },
  { operator: 'no-insights', property: /ClusterSettings\.\d+\.Value$/, to: () => 'disabled' },
  { operator: 'load-balancer-attribute', property: /LoadBalancerAttributes\.\d+\.Value$/, from: isTrue, to: () => 'false' },
  { operator: 'public-load-balancer', property: /(?:^|\.)Scheme$/, from: is('internal'), to: () => 'internet-facing' },
  { operator: 'plain-callback', property: /(?:CallbackURLs|LogoutURLs)\.\d+$/, from: (value) => isText(value) && value.startsWith('https:'), to: (value) => String(value).replace(/^https:/, 'http:') },
  { operator: 'acl-allows', property: /(?:^|\.)RuleAction$/, from: is('deny'), to: () => 'allow' },
  // numbers
  { operator: 'short-retention', property: /(?:^|\.)(?:RetentionInDays|BackupRetentionPeriod)$/, to: () => 1 },
  { operator: 'short-lock', property: /DefaultRetention\.(?:Days|Years)$/, from: (value) => Number(value) > 1, to: () => 1 },
  { operator: 'short-password', property: /PasswordPolicy\.MinimumLength$/, to: () => 6 },
  { operator: 'long-token', property: /(?:^|\.)(?:AccessTokenValidity|IdTokenValidity)$/, to: () => 1440 },
  { operator: 'hasty-deletion', property: /(?:^|\.)PendingWindowInDays$/, from: (value) => Number(value) > 7, to: () => 7 },
  { operator: 'wide-throttle', property: /(?:^|\.)(?:ThrottlingRateLimit|RateLimit)$/, to: () => 10_000_000 },
  // blocks and references without which the control is gone
  {
    operator: 'drop-key', to: () => undefined,
    property: /(?:^|\.)(?:KmsKeyId|KMSKeyId|KMSKeyID|KmsKeyArn|KmsKey|KmsMasterKeyId|KMSMasterKeyID|PerformanceInsightsKMSKeyId|FargateEphemeralStorageKmsKeyId)$/,
  },
  {
    operator: 'drop-block', to: () => undefined,
    property: /^(?:BucketEncryption|VersioningConfiguration|PublicAccessBlockConfiguration|OwnershipControls|LoggingConfiguration|LifecycleConfiguration|ObjectLockConfiguration|AccessLogSetting|EncryptionConfiguration|ImageScanningConfiguration|LifecyclePolicy|CloudWatchLogsLogGroupArn|CloudWatchLogsRoleArn|SnsTopicName|SnsTopicARN|AdvancedEventSelectors|InsightSelectors|EventSelectors|RequestValidatorId|RequestModels|AuthorizationScopes|MethodSettings|Throttle|Quota|PermissionsBoundary|EnableCloudwatchLogsExports|AlarmActions|UserPoolAddOns|UserPoolTier|AccountRecoverySetting|UserAttributeUpdateSettings|TreatMissingData|DeletionPolicy|LoggingConfig|DeadLetterConfig|SourceArn|SourceAccount|ReservedConcurrentExecutions|RedrivePolicy|AssociationConfig|DataProtectionConfig|RedactedFields|ClientCertificateId|CapacityProviderStrategy|DBClusterParameterGroupName|SecurityGroups|SecurityGroupIds|VpcSecurityGroupIds|MutualAuthentication|Configuration|ServiceConnectConfiguration)$/,
  },
  // without a policy an endpoint lets everything through; other policy resources are refused without one
  { operator: 'drop-block', property: /^PolicyDocument$/, type: /^AWS::EC2::VPCEndpoint$/, to: () => undefined },
  {
    operator: 'drop-inner-block', to: () => undefined,
    property: /(?:MetadataOptions|BlockedEncryptionTypes|ServerSideEncryptionByDefault|DeploymentCircuitBreaker|Alarms|LogConfiguration|LinuxParameters\.Capabilities|ExecuteCommandConfiguration|AbortIncompleteMultipartUpload|PasswordPolicy|AdminCreateUserConfig|DefaultRetention|HealthCheck|RotationRules|ReadonlyRootFilesystem)$/,
  },
  { operator: 'drop-item', property: /(?:EnableCloudwatchLogsExports|FirewallRules|AdvancedEventSelectors|AuthorizationScopes|Rules|RedactedFields|DataProtections|TlsConfigs)\.\d+$/, from: (value) => typeof value === 'object' || isText(value), to: () => undefined },
  { operator: 'count-only', property: /Rules\.\d+\.Action$/, from: (value) => typeof value === 'object' && value !== null && 'Block' in value, to: () => ({ Count: {} }) },
  { operator: 'count-only', property: /Rules\.\d+\.OverrideAction$/, to: () => ({ Count: {} }) },
  { operator: 'no-default-block', property: /^DefaultAction$/, from: (value) => typeof value === 'object' && value !== null && 'Block' in value, to: () => ({ Allow: {} }) },
];
