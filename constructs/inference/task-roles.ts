import { Aws, Stack, Token, aws_iam as iam, type aws_kms as kms, type aws_logs as logs, type aws_s3 as s3, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct, IConstruct, IDependable } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { WorkloadRole } from '../core/workload-role';
import { IMAGE_PULL_ACTIONS, LOG_WRITE_ACTIONS } from './perms';
import type { PinnedImage } from './pinned-image';
import { imported, wildcardFinding } from '../core/wildcard-finding';

/** A role for the code in the containers; only tasks of this account and Region may take it. */
export function taskRole(scope: Construct, id: string, description: string): WorkloadRole {
  return new WorkloadRole(scope, id, {
    description,
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'ecs', resource: '*' }) },
      },
    }),
  });
}

/** A role with which ECS starts the task: it pulls these images and writes to this log group, and reads no secret. */
export function executionRole(scope: Construct, id: string, images: readonly PinnedImage[], log: logs.ILogGroup): WorkloadRole {
  const role = new WorkloadRole(scope, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Amazon ECS as it starts the task: pulls its images, writes its log' });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: IMAGE_PULL_ACTIONS, resources: [...new Set(images.map((image) => image.repository.repositoryArn))] }));
  // The token opens no repository by itself, and the action has no resource type.
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: LOG_WRITE_ACTIONS, resources: [log.logGroupArn] }));
  acknowledge(role.node.findChild('Permissions'), {
    findings: [finding('AwsSolutions', 'IAM5[Resource::*]')],
    reason: 'ecr:GetAuthorizationToken has no resource type; what may be pulled with the token is held to the repositories of the images',
    expires: '2027-11-30',
  });
  return role;
}

/** What must exist before the role is used: the role itself is referred to, its permissions are not. */
export function permissionsOf(role: WorkloadRole): IDependable {
  return role.node.findChild('Permissions');
}

/** The container reads the secret itself, so that it is in no environment variable, task definition or API answer. */
export function allowSecret(role: WorkloadRole, secret: secretsmanager.ISecret): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretFullArn ?? `${secret.secretArn}-??????`] }));
  if (secret.encryptionKey !== undefined) allowKey(role, secret.encryptionKey, 'secretsmanager', ['kms:Decrypt']);
}

/** Use of a key, through one service of this Region only. */
export function allowKey(role: WorkloadRole, key: kms.IKey, service: string, actions: string[]): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [key.keyArn], conditions: { StringEquals: { 'kms:ViaService': throughService(role, service) } } }));
}

/** A service of this Region as `kms:ViaService` names it. China's documentation shows both suffixes, so both are admitted there. */
export function throughService(scope: IConstruct, service: string): string[] {
  const { region } = Stack.of(scope);
  const name = `${service}.${region}.amazonaws.com`;
  return !Token.isUnresolved(region) && region.startsWith('cn-') ? [name, `${name}.cn`] : [name];
}

/** Objects under one prefix of a bucket; the wildcard in it is the object's name. */
export function allowObjects(role: WorkloadRole, bucket: s3.IBucket, prefix: string, actions: string[], reason: string): void {
  const objects = `${imported(role, bucket.bucketArn)}/${prefix}/*`;
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [objects] }));
  acknowledge(role.node.findChild('Permissions'), { findings: [wildcardFinding(role, objects)], reason, expires: '2027-11-30' });
}
