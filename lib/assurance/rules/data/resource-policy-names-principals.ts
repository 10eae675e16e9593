import { everyAllow, principalsOf, refuse, some } from '../identity/statements';
import { noneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { writtenPolicies } from './resource-policies';

export const resourcePolicyNamesPrincipals: Rule = {
  id: 'ResourcePolicyNamesPrincipals',
  title: 'resource policy allows to named principals only',
  why: 'an Allow for everybody hangs on its conditions alone: one that is dropped or misread opens it',
  fix: 'name the principals',
  severity: 'error',
  controls: ['DAT-04', 'DAT-13'],
  types: [
    'AWS::KMS::Key',
    'AWS::KMS::ReplicaKey',
    'AWS::S3::BucketPolicy',
    'AWS::SQS::QueuePolicy',
    'AWS::SQS::QueueInlinePolicy',
    'AWS::SNS::TopicPolicy',
    'AWS::SNS::TopicInlinePolicy',
    'AWS::SecretsManager::ResourcePolicy',
    'AWS::ECR::Repository',
    'AWS::Backup::BackupVault',
    'AWS::DynamoDB::ResourcePolicy',
    'AWS::Kinesis::ResourcePolicy',
    'AWS::Lambda::Permission',
    'AWS::Lambda::LayerVersionPermission',
    'AWS::S3::AccessPoint',
  ],
  check: (resource) => (resource.type.startsWith('AWS::Lambda::') ? property(resource, ['Principal'], noneOf(['*']))
    : everyAllow(writtenPolicies(resource), (statement) => refuse(statement, some(principalsOf(statement, 'AWS'), (name) => /[*?]/.test(name)), 'EverybodyNamed'))),
};
