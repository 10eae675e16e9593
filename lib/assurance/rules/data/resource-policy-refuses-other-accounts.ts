import type { Rule } from '../rule';
import { refusedOutright } from './bucket-policies';

const READS: { readonly [type: string]: readonly string[] } = {
  'AWS::S3::Bucket': ['s3:GetObject'],
  'AWS::SecretsManager::Secret': ['secretsmanager:GetSecretValue'],
  'AWS::ECR::Repository': ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:PutImage'],
};

export const resourcePolicyRefusesOtherAccounts: Rule = {
  id: 'ResourcePolicyRefusesOtherAccounts',
  title: 'policy of the resource refuses every other account',
  why: 'one careless Allow later would otherwise open it to another account',
  fix: 'deny the reading actions where aws:PrincipalAccount is another and aws:PrincipalIsAWSService is false',
  severity: 'warning',
  controls: ['DAT-04'],
  types: ['AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::ECR::Repository'],
  check: (resource, context) => refusedOutright(resource, context, 'stranger', READS[resource.type] ?? [], resource.type === 'AWS::S3::Bucket', 'OtherAccountsNotRefused'),
};
