import { Aws, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceUse, type ClassUse } from './key-use';

/** Manages the key and reads its metadata. Nothing here encrypts, decrypts, or lets someone else do so (`CreateGrant` would). */
export const ADMINISTRATION_ACTIONS = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey', 'kms:EnableKeyRotation',
  'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListGrants', 'kms:ListKeyPolicies', 'kms:ListKeyRotations', 'kms:ListResourceTags', 'kms:PutKeyPolicy',
  'kms:RevokeGrant', 'kms:RotateKeyOnDemand', 'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
];

/** What makes data unreadable, or hands the key to someone else. */
export const DESTRUCTION_ACTIONS = ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

/** Cryptographic use of a symmetric key. */
export const USE_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** What a key policy is made of. */
export interface KeyPolicySource {
  readonly use: ClassUse;
  readonly administrators: readonly iam.IRole[];
  readonly autoScalingRoleArn?: string;
}

/** The whole policy of a key. It needs no later addition: who may use the key within these limits is said by identity policies. */
export function keyPolicy(scope: Construct, source: KeyPolicySource): iam.PolicyDocument {
  const { account } = Stack.of(scope);
  const { use } = source;
  const through = use.through.flatMap((service) => viaService(scope, service));
  const throughServices = { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': through } };
  const statements = [
    ...administration(source.administrators),
    allow('DescribeInAccount', new iam.AccountRootPrincipal(), ['kms:DescribeKey'], { StringEquals: { 'kms:CallerAccount': account } }),
    allow('UseThroughServices', new iam.AccountRootPrincipal(), [...USE_ACTIONS, 'kms:RetireGrant'], throughServices),
    allow('GrantToServices', new iam.AccountRootPrincipal(), ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], { ...throughServices, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    ...(use.direct ? [directUse(account)] : []),
    ...use.services.flatMap((service) => serviceUse(scope, service, account)),
    ...use.senders.map((service) => senderUse(service, account)),
    ...(use.volumes && source.autoScalingRoleArn !== undefined ? volumeUse(source.autoScalingRoleArn) : []),
    ...(use.notified && source.autoScalingRoleArn !== undefined ? [notificationUse(source.autoScalingRoleArn)] : []),
  ];
  return new iam.PolicyDocument({ minimize: false, statements });
}

/**
 * Without administrators, IAM says who administers the key. With them nobody else can, and a deny says so a second time, so that a statement
 * added to the policy later does not open it by mistake. KMS refuses a policy that locks out its author: the deploying role must be among them.
 */
function administration(administrators: readonly iam.IRole[]): iam.PolicyStatement[] {
  if (administrators.length === 0) return [allow('Administration', new iam.AccountRootPrincipal(), ADMINISTRATION_ACTIONS)];
  const roles = administrators.map((role) => role.roleArn);
  return [
    allow('Administration', new iam.CompositePrincipal(...roles.map((arn) => new iam.ArnPrincipal(arn))), ADMINISTRATION_ACTIONS),
    new iam.PolicyStatement({
      sid: 'DenyDestructionByOthers',
      effect: iam.Effect.DENY,
      principals: [new iam.AccountRootPrincipal()],
      actions: DESTRUCTION_ACTIONS,
      resources: ['*'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
    }),
  ];
}

/** Envelope encryption by a workload; a call without an encryption context, which would bind the ciphertext to nothing, is not allowed. */
function directUse(account: string): iam.PolicyStatement {
  return allow('SealWithContext', new iam.AccountRootPrincipal(), ['kms:Decrypt', 'kms:GenerateDataKey'], {
    StringEquals: { 'kms:CallerAccount': account },
    Null: { 'kms:EncryptionContextKeys': 'false' },
  });
}

function serviceUse(scope: Construct, service: ServiceUse, account: string): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  switch (service) {
    case ServiceUse.CLOUDWATCH_LOGS: {
      // The Region of the key's stack is also that of the log groups: CloudWatch Logs takes no key of another Region.
      const groups = stack.formatArn({ service: 'logs', resource: '*' });
      return [allow('UseByCloudWatchLogs', new iam.ServicePrincipal(`logs.${stack.region}.${principalSuffix(stack)}`), USE_ACTIONS, { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } })];
    }
    case ServiceUse.LOG_DELIVERY:
      return [allow('UseByLogDelivery', new iam.ServicePrincipal('delivery.logs.amazonaws.com'), USE_ACTIONS, {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*' }) },
      })];
    case ServiceUse.CLOUDTRAIL: {
      const trails = stack.formatArn({ service: 'cloudtrail', region: '*', resource: 'trail', resourceName: '*' });
      const principal = new iam.ServicePrincipal('cloudtrail.amazonaws.com');
      return [
        allow('EncryptByCloudTrail', principal, ['kms:GenerateDataKey*'], { ArnLike: { 'aws:SourceArn': trails }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails } }),
        // Decrypt: with an S3 bucket key, a bucket-level key is opened again for later objects.
        allow('DescribeByCloudTrail', principal, ['kms:Decrypt', 'kms:DescribeKey'], { ArnLike: { 'aws:SourceArn': trails } }),
      ];
    }
  }
}

function senderUse(service: string, account: string): iam.PolicyStatement {
  const sid = `UseBy${service.replace(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`;
  return allow(sid, new iam.ServicePrincipal(`${service}.amazonaws.com`), ['kms:Decrypt', 'kms:GenerateDataKey*'], { StringEquals: { 'aws:SourceAccount': account } });
}

/** The role has no KMS permission of its own and AWS owns its policies, so the key policy must name it; the account's principal would only delegate. */
function volumeUse(roleArn: string): iam.PolicyStatement[] {
  const role = new iam.ArnPrincipal(roleArn);
  return [
    allow('UseByAutoScaling', role, USE_ACTIONS),
    allow('GrantByAutoScaling', role, ['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ];
}

/** A group notifies its topic as its service-linked role, which may publish anywhere but holds no permission on keys; without this the messages are lost. */
function notificationUse(roleArn: string): iam.PolicyStatement {
  return allow('NotifyByAutoScaling', new iam.ArnPrincipal(roleArn), ['kms:Decrypt', 'kms:GenerateDataKey*']);
}

/** In a key policy the resource `*` is the key itself. */
function allow(sid: string, principal: iam.IPrincipal, actions: string[], conditions?: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, principals: [principal], actions, resources: ['*'], conditions });
}

/** China's documentation shows both suffixes, so both are admitted there. */
function viaService(scope: Construct, service: string): string[] {
  const { region } = Stack.of(scope);
  const name = `${service}.${region}.amazonaws.com`;
  return !Token.isUnresolved(region) && region.startsWith('cn-') ? [name, `${name}.cn`] : [name];
}

function principalSuffix(stack: Stack): string {
  if (Token.isUnresolved(stack.region)) return Aws.URL_SUFFIX;
  return stack.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
