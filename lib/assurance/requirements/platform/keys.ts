import type { Conditions, Grant, Requirement, Selector } from '../requirement';
import { ACCOUNT, arn, byService, inRegion, OF_ACCOUNT, of } from './grants';
import { API_LOGS_ROLE } from './names';

const KEY = 'AWS::KMS::Key';
const FIX = "take away what the key's policy grants beyond its list, or narrow it by the condition that is missing";
const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const READ = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const SIGNING_ADMINISTRATION = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey', 'kms:GetKeyPolicy', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListResourceTags',
  'kms:PutKeyPolicy', 'kms:RevokeGrant', 'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
];
const ROTATION = ['kms:GetKeyRotationStatus', 'kms:ListKeyRotations', 'kms:RotateKeyOnDemand'];
const ADMINISTRATION = [...SIGNING_ADMINISTRATION, ...ROTATION, 'kms:DisableKeyRotation', 'kms:EnableKeyRotation'];

const AUTO_SCALING = { arn: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/autoscaling.amazonaws.com/*' } as const;
const FOR_VOLUMES: readonly Grant[] = [
  { actions: USE, principals: [AUTO_SCALING] },
  { actions: ['kms:CreateGrant'], principals: [AUTO_SCALING], when: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
];
const FROM_LOGS: Conditions = { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': arn('logs', '*') } };
const FOR_LOGS: readonly Grant[] = [
  byService('logs.${AWS::Region}.amazonaws.com', USE, { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn('logs', '*') } }),
  byService('delivery.logs.amazonaws.com', USE, FROM_LOGS),
];
const TRAIL = 'arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*';
const FOR_TRAIL: readonly Grant[] = [
  byService('cloudtrail.amazonaws.com', ['kms:GenerateDataKey*'], { ArnLike: { 'aws:SourceArn': TRAIL }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': TRAIL } }),
  byService('cloudtrail.amazonaws.com', ['kms:Decrypt', 'kms:DescribeKey'], { ArnLike: { 'aws:SourceArn': TRAIL } }),
];
const SEAL: Grant = { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], when: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'kms:CallerAccount': ACCOUNT }, Null: { 'kms:EncryptionContextKeys': 'false' } } };

interface KeyUse {
  readonly path: string;
  readonly name: string;
  /** Services by way of which the account's principals use it. */
  readonly services: readonly string[];
  /** What services and roles may do with it by the key's policy alone. */
  readonly direct: readonly Grant[];
  /** What else the account may grant. */
  readonly account?: readonly Grant[];
}

const KEYS: readonly KeyUse[] = [
  { path: 'Foundation/Keys/TrainingData/*', name: 'training-data', services: ['s3', 'ec2', 'sqs', 'dynamodb', 'glue'], direct: [byService('s3.amazonaws.com', READ, OF_ACCOUNT), byService('events.amazonaws.com', READ, OF_ACCOUNT), ...FOR_VOLUMES] },
  { path: 'Foundation/Keys/Models/*', name: 'models', services: ['s3', 'ecr', 'ec2', 'dynamodb'], direct: [byService('s3.amazonaws.com', READ, OF_ACCOUNT), ...FOR_VOLUMES] },
  { path: 'Foundation/Keys/Vectors/*', name: 'vectors', services: ['rds', 'secretsmanager'], direct: [] },
  { path: 'Foundation/Keys/Secrets/*', name: 'secrets', services: ['secretsmanager', 'ssm'], direct: [] },
  {
    path: 'Foundation/Keys/Audit/*', name: 'audit', services: ['s3', 'sns', 'sqs', 'dynamodb'], account: [SEAL],
    direct: [...FOR_TRAIL, ...FOR_LOGS, ...['cloudwatch', 'events', 's3', 'config'].map((service) => byService(`${service}.amazonaws.com`, READ, OF_ACCOUNT)), { actions: READ, principals: [AUTO_SCALING] }],
  },
  { path: 'Foundation/Keys/Logs/*', name: 'logs', services: ['s3', 'sqs', 'firehose'], direct: FOR_LOGS },
];

/** What a key's policy leaves to the account: administration, and use by way of services; never the use of the key by itself. */
function leftToAccount(services: readonly string[]): readonly Grant[] {
  const caller = { 'aws:PrincipalAccount': ACCOUNT, 'kms:CallerAccount': ACCOUNT };
  const byServices = { ...caller, 'kms:ViaService': inRegion(...services) };
  return [
    { actions: ADMINISTRATION, when: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } },
    { actions: ['kms:DescribeKey'], when: { StringEquals: caller } },
    { actions: [...USE, 'kms:RetireGrant'], when: { StringEquals: byServices } },
    { actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], when: { StringEquals: byServices, Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
  ];
}

function used(name: string, resources: Selector, title: string, unless: readonly Grant[]): Requirement {
  return { id: `DAT-13.${name}-key`, controls: ['DAT-13', 'DAT-04'], title, fix: FIX, question: { kind: 'denied', principals: 'anyone', actions: ['kms:*'], resources, unless } };
}

function granted(name: string, resources: Selector, unless: readonly Grant[]): Requirement {
  return {
    id: `DAT-13.${name}-key-grants`, controls: ['DAT-13', 'IAM-07'], title: `the policy of the ${name} key grants by itself nothing but what its services need`, fix: FIX,
    question: { kind: 'denied', principals: 'unprivileged', actions: ['kms:*'], resources, unless },
  };
}

const SIGNING_KEY: Selector = { type: KEY, path: 'Models/Registry/SigningKey/*' };
const AUTHORITY_KEY: Selector = { type: KEY, path: 'Secrets/Authority/*' };
const AUTHORITY_ROLES = [{ arn: of('Secrets/Authority/Function/Role/Resource') }, { arn: of('Secrets/Authority/Rotation/Role/Resource') }];
const SAME_ACCOUNT: Conditions = { StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'kms:CallerAccount': ACCOUNT } };

/** Who may do what with the platform's keys. */
export const KEY_PROMISES: readonly Requirement[] = [
  ...KEYS.flatMap(({ path, name, services, direct, account = [] }) => [
    used(name, { type: KEY, path }, `the ${name} key is used by way of its services only`, [...leftToAccount(services), ...account, ...direct]),
    granted(name, { type: KEY, path }, direct),
  ]),
  used('signing', SIGNING_KEY, 'the key that signs models signs digests for this account only', [
    { actions: SIGNING_ADMINISTRATION, when: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } },
    { actions: ['kms:Sign'], when: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'kms:CallerAccount': ACCOUNT, 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } } },
    { actions: ['kms:GetPublicKey', 'kms:Verify'], when: SAME_ACCOUNT },
  ]),
  granted('signing', SIGNING_KEY, []),
  {
    id: 'DAT-13.authority-key', controls: ['DAT-13', 'IAM-08'], title: 'of the roles of the platform, those of the internal authority alone sign with its key', fix: FIX,
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['kms:*'], resources: AUTHORITY_KEY, unless: [{ actions: ['kms:GetPublicKey', 'kms:Sign'], principals: AUTHORITY_ROLES }] },
  },
  {
    id: 'DAT-13.authority-key-outsiders', controls: ['DAT-13', 'DAT-04'], title: 'nobody outside of the account uses the key of the internal authority', fix: FIX,
    question: { kind: 'denied', principals: 'outsiders', actions: ['kms:*'], resources: AUTHORITY_KEY },
  },
];
