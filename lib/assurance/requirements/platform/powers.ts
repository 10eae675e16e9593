import type { Requirement, Selector } from '../requirement';
import { STATE_TABLE_USE } from './grants';
import { API_LOGS_ROLE, EMPTIER } from './names';

const ROLES: Selector = { type: 'AWS::IAM::Role' };
const TASKS: Selector = { ...ROLES, path: 'Inference/*/Task/Role/Resource' };
const MODEL_TASKS: Selector = { ...ROLES, path: 'Inference/Inference/Task/Role/Resource' };
const TRAINING: Selector = { ...ROLES, path: 'Training/*' };
const SECRETS: Selector = { type: 'AWS::SecretsManager::Secret' };
const SECRET_READS = ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'];
const IMAGES: Selector = { type: 'AWS::ECR::Repository' };
const IMAGE_WRITES = ['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:BatchDeleteImage', 'ecr:DeleteRepository', 'ecr:SetRepositoryPolicy', 'ecr:PutImageTagMutability', 'ecr:PutReplicationConfiguration'];

/** Which powers no role has, also by way of another role. */
export const POWER_PROMISES: readonly Requirement[] = [
  {
    id: 'IAM-01.training', controls: ['IAM-01'], title: 'training roles read no secret, also by way of other roles', whenAbsent: 'not-applicable', fix: 'take the grant away, or the trust of the role on the way',
    question: { kind: 'denied', principals: TRAINING, actions: SECRET_READS, resources: SECRETS, chained: true },
  },
  {
    id: 'IAM-02.models', controls: ['IAM-02'], title: 'inference tasks write no model and no data, also by way of other roles', fix: 'take the grant away',
    question: { kind: 'denied', principals: MODEL_TASKS, actions: ['s3:Put*', 's3:Delete*', 's3:Restore*', 's3:Replicate*', 's3:AbortMultipartUpload'], resources: { type: 'AWS::S3::Bucket' }, chained: true },
  },
  {
    id: 'IAM-02.images', controls: ['IAM-02', 'IAM-08', 'SUP-01'], title: 'no role of the platform pushes, deletes or replaces images', fix: 'take the grant away: images are pushed by the delivery pipeline',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: IMAGE_WRITES, resources: IMAGES },
  },
  {
    id: 'IAM-08.models', controls: ['IAM-08', 'SUP-03'], title: 'no role of the platform writes or signs models', fix: 'take the grant away: models are published by the publisher of the registry',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['s3:PutObject*'], resources: { type: 'AWS::S3::Bucket', path: 'Models/Registry/*' } },
  },
  {
    id: 'IAM-08.signatures', controls: ['IAM-08', 'SUP-02'], title: 'no role of the platform signs models', fix: 'take the grant away: models are signed by the publisher of the registry',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['kms:Sign'], resources: { type: 'AWS::KMS::Key', path: 'Models/Registry/SigningKey/*' } },
  },
  { id: 'IAM-03.escalation', controls: ['IAM-03'], title: 'no role can make itself more powerful', fix: 'take the action away that the witness shows, or the trust of the role on the way', question: { kind: 'no-escalation', principals: { ...ROLES, not: API_LOGS_ROLE } } },
  {
    id: 'IAM-09.boundary', controls: ['IAM-09'], title: 'no role changes permissions boundaries', fix: 'take the grant away',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'], resources: { arns: ['*'] } },
  },
  {
    id: 'IAM-05.models', controls: ['IAM-04', 'IAM-05'], title: 'no role invokes a foundation model of Bedrock', fix: 'take the grant away, or name model, guardrail and region in a promise of its own',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['bedrock:InvokeModel*', 'bedrock:Converse*', 'bedrock-agentcore:Invoke*'], resources: { arns: ['*'] } },
  },
  {
    id: 'DAT-09.data-api', controls: ['DAT-09'], title: 'the schema migration alone reaches the vector store around row-level security', fix: 'take the grant away: the gateway connects as the application',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE, { type: 'AWS::IAM::Role', path: 'Vectors/Store/Schema/Migration/Role/Resource' }], actions: ['rds-data:*'], resources: { arns: ['*'] } },
  },
  {
    id: 'DAT-09.database-users', controls: ['DAT-09'], title: 'the gateway alone connects to the vector store, and as the application only', fix: 'take the grant away',
    question: {
      kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['rds-db:connect'], resources: { arns: ['*'] },
      unless: [{ actions: ['rds-db:connect'], resources: ['arn:${AWS::Partition}:rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:${Vectors/Store/Cluster/Resource.DBClusterResourceId}/vectors_app'], principals: [{ arn: '${Inference/Gateway/Task/Role/Resource.Arn}' }] }],
    },
  },
  {
    id: 'AI-07.state', controls: ['AI-07', 'AI-10', 'DAT-09'], title: 'the gateway alone keeps budgets and approvals: no other role reads, changes or approves anything in a table', fix: 'take the grant away: approvals are decided by people, through the gateway',
    question: {
      kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['dynamodb:*'], resources: { arns: ['*'] },
      unless: [{ ...STATE_TABLE_USE, principals: [{ arn: '${Inference/Gateway/Task/Role/Resource.Arn}' }] }],
    },
  },
  {
    id: 'LOG-02.sealed', controls: ['LOG-02', 'DAT-09'], title: 'no role of the platform opens sealed audit records', fix: 'take the grant away: records are opened by auditors, who are named outside of the platform',
    question: {
      kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['kms:Decrypt'], resources: { type: 'AWS::KMS::Key', path: 'Foundation/Keys/Audit/*' },
      when: { StringEquals: { 'kms:EncryptionContext:purpose': 'gateway-audit' }, Null: { 'kms:ViaService': 'true' } },
    },
  },
  {
    id: 'DAT-06.audit', controls: ['DAT-06'], title: 'tasks neither delete audit records nor shorten their lock', fix: 'take the grant away',
    question: { kind: 'denied', principals: TASKS, except: [EMPTIER], actions: ['s3:Delete*', 's3:BypassGovernanceRetention', 's3:PutObjectRetention', 's3:PutObjectLegalHold', 's3:PutLifecycleConfiguration'], resources: { type: 'AWS::S3::Bucket', path: 'Foundation/*' } },
  },
  {
    id: 'DAT-13.keys', controls: ['DAT-13'], title: 'no role of the platform disables, deletes or re-grants a key', fix: 'take the grant away: keys are administered by deployments',
    question: { kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:DisableKeyRotation', 'kms:CreateGrant', 'kms:DeleteImportedKeyMaterial', 'kms:UpdateAlias', 'kms:DeleteAlias'], resources: { type: 'AWS::KMS::Key' } },
  },
  {
    id: 'GOV-04.regions', controls: ['GOV-04'], title: 'no role acts on anything in another region', fix: "name the platform's region in the resource of the grant",
    question: {
      kind: 'denied', principals: 'holders', except: [API_LOGS_ROLE], actions: ['*'], resources: { notArns: ['arn:*:*:${AWS::Region}:*', 'arn:*:*::*', '*'] },
      unless: [{ actions: SECRET_READS, resources: ['${Secrets/Authority/*/Certificate/Default.SecretArn}', '${Inference/TokenKeys/Published/Default.SecretArn}'] }],
    },
  },
];
