import { everyAllow, refuse, some, textsOf } from '../identity/statements';
import { isEveryAction } from '../identity/wildcards';
import type { Rule } from '../rule';
import { writtenPolicies } from './resource-policies';

export const resourcePolicyNamesActions: Rule = {
  id: 'ResourcePolicyNamesActions',
  title: 'resource policy allows named actions only',
  why: 'all actions of a service include the change of the policy itself and the deletion of the data',
  fix: 'list the actions that are needed',
  severity: 'warning',
  controls: ['DAT-04', 'IAM-03'],
  types: [
    'AWS::KMS::Key',
    'AWS::KMS::ReplicaKey',
    'AWS::S3::BucketPolicy',
    'AWS::SQS::QueuePolicy',
    'AWS::SNS::TopicPolicy',
    'AWS::ECR::Repository',
    'AWS::SecretsManager::ResourcePolicy',
    'AWS::Backup::BackupVault',
    'AWS::Events::EventBusPolicy',
  ],
  check: (resource) => everyAllow(
    writtenPolicies(resource),
    (statement) => refuse(statement, some(textsOf(statement, 'Action'), isEveryAction), 'EveryActionAllowed', { actions: textsOf(statement, 'Action') }),
  ),
};
