import type { Question, Requirement, Selector } from '../requirement';
import { of } from './grants';
import { STATE_TABLE } from './names';

const ROLE = 'AWS::IAM::Role';
const FIX = 'put the grant back: the platform does not work without it';
const BY = (service: string): { readonly [key: string]: string } => ({ 'kms:ViaService': `${service}.\${AWS::Region}.amazonaws.com`, 'kms:CallerAccount': '${AWS::AccountId}' });

/** The organization of a deployment that has one, as the policy of the S3 endpoint names it. */
function organization(key: string): string {
  return `\${Network/Network/GatewayEndpoints/S3/Resource.Properties.PolicyDocument.Statement.0.Condition.StringEquals.${key}}`;
}
const THROUGH_ENDPOINT = { 'aws:PrincipalOrgID': organization('aws:PrincipalOrgID'), 'aws:ResourceOrgID': organization('aws:ResourceOrgID') };

type Allowed = Omit<Extract<Question, { readonly kind: 'allowed' }>, 'kind' | 'principals'>;

function can(id: string, title: string, role: string, question: Allowed): Requirement {
  const principals: Selector = { type: ROLE, path: role };
  return { id, controls: [id.split('.')[0] ?? id], title, fix: FIX, question: { kind: 'allowed', principals, ...question } };
}

const INFERENCE = 'Inference/Inference/Task/Role/Resource';
const GATEWAY = 'Inference/Gateway/Task/Role/Resource';
const ROTATION = 'Secrets/Authority/Rotation/Role/Resource';
const MODELS: Selector = { type: 'AWS::S3::Bucket', path: 'Models/Registry/*' };
const KEY = 'AWS::KMS::Key';

/** What has to work, of all that is denied. */
export const LIVENESS_PROMISES: readonly Requirement[] = [
  can('IAM-02.inference-opens-models', 'inference tasks open models under their key', INFERENCE, { actions: ['kms:Decrypt'], resources: { type: KEY, path: 'Foundation/Keys/Models/*' }, context: BY('s3') }),
  can('IAM-02.inference-verifies', 'inference tasks verify the signature of models', INFERENCE, { actions: ['kms:GetPublicKey', 'kms:Verify'], resources: { type: KEY, path: 'Models/Registry/SigningKey/*' }, context: { 'kms:CallerAccount': '${AWS::AccountId}' } }),
  can('IAM-02.inference-lists', 'inference tasks list their model', INFERENCE, { actions: ['s3:ListBucket'], resources: { ...MODELS, below: '' }, via: 'endpoint', context: { ...THROUGH_ENDPOINT, 's3:prefix': '${Inference/Inference/Task/Role/Permissions/Resource.Properties.PolicyDocument.Statement.1.Condition.StringLike.s3:prefix.0}' } }),
  can('LOG-01.gateway-writes-audit', 'the gateway writes audit records', GATEWAY, { actions: ['s3:PutObject'], resources: { type: 'AWS::S3::Bucket', path: 'Foundation/AuditRecords/*', below: '/gateway/record' }, via: 'endpoint', context: THROUGH_ENDPOINT }),
  can('LOG-01.gateway-seals-audit', 'the gateway seals audit records under their key', GATEWAY, { actions: ['kms:GenerateDataKey'], resources: { type: KEY, path: 'Foundation/Keys/Audit/*' }, context: BY('s3') }),
  can('LOG-01.gateway-gets-data-keys', 'the gateway gets data keys to seal audit records with', GATEWAY, {
    actions: ['kms:GenerateDataKey'], resources: { type: KEY, path: 'Foundation/Keys/Audit/*' }, context: { 'kms:CallerAccount': '${AWS::AccountId}', 'kms:EncryptionContext:purpose': 'gateway-audit', 'kms:EncryptionContext:chain': 'a', 'kms:EncryptionContextKeys': 'purpose' },
  }),
  can('AI-10.gateway-keeps-state', 'the gateway keeps budgets and approvals', GATEWAY, { actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], resources: STATE_TABLE, via: 'endpoint', context: { ...THROUGH_ENDPOINT, 'aws:SourceVpce': of('Network/Network/GatewayEndpoints/DynamoDb/Resource', 'Ref') } }),
  can('AI-10.gateway-opens-state', 'the gateway opens the table of budgets and approvals', GATEWAY, {
    actions: ['kms:Decrypt'], resources: { type: KEY, path: 'Foundation/Keys/Audit/*' }, context: { ...BY('dynamodb'), 'kms:EncryptionContext:aws:dynamodb:tableName': of('Inference/GatewayState/Resource', 'Ref') },
  }),
  can('API-01.token-keys-published', 'the keys of the token issuer are published', 'Inference/TokenKeys/Publisher/Role/Resource', { actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], resources: { type: 'AWS::SecretsManager::Secret', path: 'Inference/TokenKeys/*' } }),
  can('IAM-10.rotation-renews', 'the authority renews certificates', ROTATION, { actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], resources: { type: 'AWS::SecretsManager::Secret', path: 'Secrets/Authority/*' } }),
  can('IAM-10.rotation-signs', 'the authority signs certificates', ROTATION, { actions: ['kms:Sign'], resources: { type: KEY, path: 'Secrets/Authority/*' } }),
  can('LOG-04.trail-writes', 'CloudTrail writes its log group', 'Foundation/Trail/Role/Resource', { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: { type: 'AWS::Logs::LogGroup', path: 'Foundation/Trail/Events/*', below: ':log-stream:x' } }),
  can('NET-07.flow-logs-write', 'flow logs write their log group', 'Network/Network/FlowLogs/Role/Resource', { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: { type: 'AWS::Logs::LogGroup', path: 'Network/Network/FlowLogs/*', below: ':log-stream:x' } }),
  can('SUP-01.inference-pulls', 'inference tasks pull their images', 'Inference/Inference/Task/ExecutionRole/Resource', { actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: { type: 'AWS::ECR::Repository', path: 'Models/Registry/Inference*' }, via: 'endpoint', context: THROUGH_ENDPOINT }),
  can('SUP-01.gateway-pulls', 'gateway tasks pull their image', 'Inference/Gateway/Task/ExecutionRole/Resource', { actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: { type: 'AWS::ECR::Repository', path: 'Models/Registry/Gateway/*' }, via: 'endpoint', context: THROUGH_ENDPOINT }),
];
