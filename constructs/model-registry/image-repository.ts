import { Aws, Duration, RemovalPolicy, aws_ecr as ecr, aws_iam as iam, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PUSH_WRITE_ACTIONS } from './perms';

/** What every repository of the registry is made with. */
export interface ImageRepositoryOptions {
  readonly encryptionKey: kms.IKey;
  readonly publisherArns?: readonly string[];
  readonly untaggedImageExpiration: Duration;
  readonly removalPolicy: RemovalPolicy;
}

/** A private repository: a tag never moves, every image is scanned as it arrives, layers lie under the customer key. */
export function imageRepository(scope: Construct, id: string, options: ImageRepositoryOptions): ecr.Repository {
  const destroy = options.removalPolicy === RemovalPolicy.DESTROY;
  const repository = new ecr.Repository(scope, id, {
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    imageScanOnPush: true,
    encryption: ecr.RepositoryEncryption.KMS,
    encryptionKey: options.encryptionKey,
    removalPolicy: options.removalPolicy,
    emptyOnDelete: destroy ? true : undefined,
    lifecycleRules: [{ description: 'Images without a tag go', tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: options.untaggedImageExpiration }],
  });
  // Nothing allows another account; this holds where somebody adds such a statement. AWS services (Inspector's scans, Lambda's pulls) have no account.
  repository.addToResourcePolicy(deny('DenyOtherAccounts', ['ecr:*'], {
    StringNotEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  }));
  if (options.publisherArns !== undefined) repository.addToResourcePolicy(deny('DenyPushByOthers', PUSH_WRITE_ACTIONS, { ArnNotLike: { 'aws:PrincipalArn': [...options.publisherArns] } }));
  return repository;
}

/** A repository policy names no resource: it is the repository's own. */
function deny(sid: string, actions: string[], conditions: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, conditions });
}
