import type { Answer } from './compare';
import type { Expectation } from './suite';

/** Why the rules here say otherwise. */
export interface Explanation {
  readonly guardRules: readonly string[];
  /** Positions of the tests in their file, from 1. @default - all of the rule */
  readonly tests?: readonly number[];
  readonly expected: Expectation;
  readonly ours: Answer;
  readonly reason: string;
}

const PASSWORDS = ['AMAZON_MQ_BROKER_USERS', 'DMS', 'IAM_USER_LOGIN_PROFILE', 'KINESIS_FIREHOSE_REDSHIFT_DESTINATION_CONFIGURATION', 'KINESIS_FIREHOSE_SPLUNK_DESTINATION_CONFIGURATION', 'MICROSOFT_AD', 'RDS_CLUSTER_MASTER_USER_PASSWORD', 'RDS_MASTER_USER_PASSWORD',
  'REDSHIFT_CLUSTER_MASTER_USER_PASSWORD'].map((name) => `${name}_NO_PLAINTEXT_PASSWORD`);

export const EXPLANATIONS: readonly Explanation[] = [
  {
    guardRules: PASSWORDS, expected: 'FAIL', ours: 'PASS',
    reason: 'the template has no password at all: none stands in it. Whether the service can do without one is another question, and managed or generated passwords are the better way',
  },
  {
    guardRules: ['AMAZON_MQ_BROKER_USERS_NO_PLAINTEXT_PASSWORD'], tests: [12], expected: 'FAIL', ours: 'UNKNOWN',
    reason: 'the users are written as a map where the service takes a list: what it would make of them cannot be told',
  },
  {
    guardRules: ['AMAZON_MQ_BROKER_ENCRYPTION_OPTIONS_RULE'], expected: 'PASS', ours: 'FAIL',
    reason: 'UseAwsOwnedKey is true: the broker encrypts with a key of AWS, whatever KmsKeyId says',
  },
  {
    guardRules: ['API_GW_CACHE_ENABLED_AND_ENCRYPTED'], tests: [5, 7, 8], expected: 'FAIL', ours: 'PASS',
    reason: 'nothing is cached, so nothing is cached in plain text; the rule there also wants a cache, which is about speed',
  },
  {
    guardRules: ['CLOUDFRONT_ACCESSLOGS_ENABLED'], expected: 'PASS', ours: 'FAIL',
    reason: 'Logging is an empty map: without a bucket nothing is logged',
  },
  {
    guardRules: ['CLOUDFRONT_MINIMUM_PROTOCOL_VERSION_RULE'], expected: 'PASS', ours: 'FAIL',
    reason: 'TLSv1.2-03-2008 is no version that CloudFront knows',
  },
  {
    guardRules: ['CLOUDFRONT_ORIGIN_ACCESS_IDENTITY_ENABLED'], tests: [4], expected: 'FAIL', ours: 'PASS',
    reason: 'S3Origin is the origin of distributions as they were before 2012, which the rule here does not judge',
  },
  {
    guardRules: ['CLOUDFRONT_VIEWER_POLICY_HTTPS'], expected: 'SKIP', ours: 'PASS',
    reason: 'an empty list of behaviours holds none that serves plain HTTP; the rule there has nothing to say of it, the one here says that nothing is wrong',
  },
  {
    guardRules: ['COGNITO_USER_POOL_MFA_CONFIGURATION_RULE'], tests: [4, 5], expected: 'PASS', ours: 'FAIL',
    reason: 'OPTIONAL, and OFF, which is the default, let users sign in with a password alone',
  },
  {
    guardRules: ['EC2_INSTANCE_NO_PUBLIC_IP'], expected: 'PASS', ours: 'UNKNOWN',
    reason: 'the interface does not say: then the subnet decides, of which the template does not tell whether it hands out addresses',
  },
  {
    guardRules: ['EC2_NETWORK_ACL_PROTOCOL_RULE'], expected: 'FAIL', ours: 'PASS',
    reason: 'protocol 58 is ICMPv6: a protocol is named, and the rule is about those that are not',
  },
  {
    guardRules: ['ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_IN_TRANSIT'], expected: 'SKIP', ours: 'FAIL',
    reason: 'a version that cannot encrypt does not encrypt: what is cached crosses the network in plain text',
  },
  {
    guardRules: ['ELASTICSEARCH_HTTPS_REQUIRED', 'OPENSEARCH_HTTPS_REQUIRED'], tests: [7, 10], expected: 'FAIL', ours: 'PASS',
    reason: 'HTTPS is enforced; the version of TLS is a rule of its own here, OpenSearchModernTls, which fails for both',
  },
  {
    guardRules: ['ELBV2_LISTENER_PROTOCOL_RULE'], tests: [5], expected: 'FAIL', ours: 'PASS',
    reason: 'the listener on port 80 does nothing but redirect to HTTPS',
  },
  {
    guardRules: ['ELBV2_LISTENER_SSL_POLICY_RULE'], tests: [4], expected: 'FAIL', ours: 'SKIP',
    reason: 'the listener on port 80 does nothing but redirect to HTTPS: it has no TLS whose policy could be judged',
  },
  {
    guardRules: ['ENCRYPTED_VOLUMES'], tests: [3], expected: 'PASS', ours: 'FAIL',
    reason: 'a key without Encrypted does not encrypt: EC2 refuses it',
  },
  {
    guardRules: ['IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS', 'RESTRICTED_INCOMING_TRAFFIC'], tests: [3, 5], expected: 'SKIP', ours: 'PASS',
    reason: 'nothing is allowed that the rule is about: the rule there has nothing to say of it, the one here says that nothing is wrong',
  },
  {
    guardRules: ['IAM_USER_LOGIN_PROFILE_PASSWORD_RESET_RULE'], tests: [4], expected: 'FAIL', ours: 'SKIP',
    reason: 'a user without a login profile has no password that could be replaced',
  },
  {
    guardRules: ['INCOMING_SSH_DISABLED'], tests: [3], expected: 'SKIP', ours: 'UNKNOWN',
    reason: 'the key of the protocol is misspelt, with a quotation mark in it: which traffic the rule lets in cannot be told',
  },
  {
    guardRules: ['INCOMING_SSH_DISABLED'], tests: [4], expected: 'PASS', ours: 'UNKNOWN',
    reason: 'the key of the protocol is misspelt, with a quotation mark in it: which traffic the second rule lets in from anywhere cannot be told',
  },
  {
    guardRules: ['RESTRICTED_INCOMING_TRAFFIC'], tests: [5], expected: 'FAIL', ours: 'PASS',
    reason: 'both ports are open to a private block only; the rule there refuses them to everybody',
  },
  {
    guardRules: ['S3_BUCKET_DEFAULT_LOCK_ENABLE'], expected: 'PASS', ours: 'FAIL',
    reason: 'the lock is enabled without a retention: no object is locked',
  },
  {
    guardRules: ['S3_BUCKET_NO_PUBLIC_RW_ACL', 'S3_BUCKET_PUBLIC_READ_ACL'], tests: [4], expected: 'PASS', ours: 'FAIL',
    reason: 'each of the two rules there refuses one of the public lists and lets the other pass; the one here refuses both',
  },
  {
    guardRules: ['SECURITY_GROUP_EGRESS_ALL_PROTOCOLS_RULE'], expected: 'PASS', ours: 'FAIL',
    reason: 'every protocol is allowed, if only to a few addresses: 172.0.0.1 is not even of the machine itself',
  },
];
