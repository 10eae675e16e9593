import { Duration, Fn, RemovalPolicy, Token, aws_ecr as ecr, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';
import { SecureBucket, type BucketPerimeter } from '../storage';
import { imageRepository } from './image-repository';
import { ModelRegistryBase, type IModelRegistry } from './model-registry-base';
import { MODELS_PREFIX } from './perms';
import { ModelSigningKey } from './signing-key';
import { countRequests } from '../storage/request-metrics';

/** Repositories of the platform's own images. */
const DEFAULT_REPOSITORIES = ['inference', 'inference-init', 'gateway'];

/** Properties of a ModelRegistry. */
export interface ModelRegistryProps {
  /** Customer key for bucket and repositories. Its policy must let the account's IAM decide, through S3 and ECR (the `models` key of DataKeys does). */
  readonly encryptionKey: kms.IKey;
  /**
   * ARNs of the only roles and users that may publish models, sign and push images; `*` and `?` match within the name. Bucket, key and repositories
   * refuse everyone else, whatever IAM allows.
   * @default - whoever is granted it
   */
  readonly publisherArns?: string[];
  /** Names of the image repositories within the registry: lower case, digits and hyphens. @default ['inference', 'inference-init', 'gateway'] */
  readonly repositories?: string[];
  /** How long every object of the bucket is locked against change and deletion. @default - compliance mode for 90 days; with RemovalPolicy.DESTROY governance mode for 1 day */
  readonly objectLock?: s3.ObjectLockRetention;
  /** From where, and by whom, models may be reached. @default - from anywhere, by principals of this account */
  readonly perimeter?: BucketPerimeter;
  /** ARNs of roles that may change the bucket's policy and protection. They replace the default. @default - the execution role of the CDK bootstrap in this account and region */
  readonly administratorArns?: string[];
  /** Bucket that receives the server access logs. @default - one of its own */
  readonly serverAccessLogsBucket?: s3.IBucket;
  /** How long images without a tag are kept, in whole days. @default Duration.days(14) */
  readonly untaggedImageExpiration?: Duration;
  /** Sends every event of the bucket to EventBridge, so that a scan or a pipeline can follow a new version. @default true */
  readonly eventBridgeEnabled?: boolean;
  /** What happens when the registry leaves the stack: RETAIN keeps bucket, key and images, DESTROY empties and deletes them. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Key of the log group of the function that empties the bucket (DESTROY only). @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/** A registry that exists already. */
export interface ModelRegistryAttributes {
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** ARN of the key that encrypts bucket and repositories. */
  readonly encryptionKeyArn: string;
  /** ARN of the signing key. */
  readonly signingKeyArn: string;
  /** ARNs of the repositories by the name that each has in the registry. @default - none */
  readonly repositoryArns?: { [name: string]: string };
}

/** Signed models in a locked bucket, the images that serve them, and the key that signs. */
export class ModelRegistry extends ModelRegistryBase {
  /**
   * A registry that exists already.
   * @param attrs ARNs of its parts
   */
  public static fromModelRegistryAttributes(scope: Construct, id: string, attrs: ModelRegistryAttributes): IModelRegistry {
    return new ImportedModelRegistry(scope, id, attrs);
  }

  /** Bucket with the models, below `models/<name>/<version>/`. */
  public readonly bucket: s3.IBucket;
  /** Key that encrypts bucket and repositories. */
  public readonly encryptionKey: kms.IKey;
  /** Asymmetric key that signs models. */
  public readonly signingKey: kms.IKey;
  /** Names of the repositories, as `repository()` takes them. */
  public readonly repositoryNames: string[];
  private readonly repositories: ReadonlyMap<string, ecr.IRepository>;

  constructor(scope: Construct, id: string, props: ModelRegistryProps) {
    super(scope, id);
    throwProblems(propProblems(props, this.node.path));
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const bucket = new SecureBucket(this, 'Resource', {
      encryptionKey: props.encryptionKey,
      perimeter: props.perimeter,
      administratorArns: props.administratorArns,
      objectLock: props.objectLock ?? defaultLock(removalPolicy),
      serverAccessLogsBucket: props.serverAccessLogsBucket,
      eventBridgeEnabled: props.eventBridgeEnabled ?? true,
      removalPolicy,
      logEncryptionKey: props.logEncryptionKey,
    });
    countRequests(bucket);
    if (props.publisherArns !== undefined) bucket.addToResourcePolicy(denyPublishingByOthers(bucket, props.publisherArns));
    this.bucket = bucket;
    this.encryptionKey = props.encryptionKey;
    this.signingKey = new ModelSigningKey(this, 'SigningKey', { publisherArns: props.publisherArns, removalPolicy });
    this.repositoryNames = props.repositories ?? [...DEFAULT_REPOSITORIES];
    this.repositories = new Map(this.repositoryNames.map((name) => [name, imageRepository(this, constructId(name), {
      encryptionKey: props.encryptionKey,
      publisherArns: props.publisherArns,
      untaggedImageExpiration: props.untaggedImageExpiration ?? Duration.days(14),
      removalPolicy,
    })]));
  }

  /** The repository, if the registry has it. */
  protected findRepository(name: string): ecr.IRepository | undefined {
    return this.repositories.get(name);
  }
}

class ImportedModelRegistry extends ModelRegistryBase {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey: kms.IKey;
  public readonly signingKey: kms.IKey;
  public readonly repositoryNames: string[];
  private readonly repositories: ReadonlyMap<string, ecr.IRepository>;

  constructor(scope: Construct, id: string, attrs: ModelRegistryAttributes) {
    super(scope, id);
    this.encryptionKey = kms.Key.fromKeyArn(this, 'EncryptionKey', attrs.encryptionKeyArn);
    this.signingKey = kms.Key.fromKeyArn(this, 'SigningKey', attrs.signingKeyArn);
    this.bucket = s3.Bucket.fromBucketAttributes(this, 'Bucket', { bucketArn: attrs.bucketArn, encryptionKey: this.encryptionKey });
    this.repositories = new Map(Object.entries(attrs.repositoryArns ?? {}).map(([name, arn]) => [name, repositoryByArn(this, `${constructId(name)}Repository`, arn)]));
    this.repositoryNames = [...this.repositories.keys()];
  }

  protected findRepository(name: string): ecr.IRepository | undefined {
    return this.repositories.get(name);
  }
}

/** CDK cannot read the name out of an ARN that is known at deployment only, so CloudFormation cuts it off there. */
function repositoryByArn(scope: Construct, id: string, repositoryArn: string): ecr.IRepository {
  if (!Token.isUnresolved(repositoryArn)) return ecr.Repository.fromRepositoryArn(scope, id, repositoryArn);
  return ecr.Repository.fromRepositoryAttributes(scope, id, { repositoryArn, repositoryName: Fn.select(1, Fn.split(':repository/', repositoryArn)) });
}

/** Nobody but the publishers writes or hides a model; CloudFormation's own work on the bucket is not concerned. */
function denyPublishingByOthers(bucket: s3.Bucket, publisherArns: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyPublishingByOthers',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`${MODELS_PREFIX}*`)],
    conditions: { ArnNotLike: { 'aws:PrincipalArn': publisherArns } },
  });
}

/** A lock that nobody can lift, where the bucket stays; one that the emptying function may pass, where it must go with its stack. */
function defaultLock(removalPolicy: RemovalPolicy): s3.ObjectLockRetention {
  return removalPolicy === RemovalPolicy.DESTROY ? s3.ObjectLockRetention.governance(Duration.days(1)) : s3.ObjectLockRetention.compliance(Duration.days(90));
}

/** `inference-init` is InferenceInit. */
function constructId(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function propProblems(props: ModelRegistryProps, where: string): Problem[] {
  const problems: Problem[] = [];
  const names = props.repositories ?? [];
  for (const name of names) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) problems.push({ code: 'ModelRegistryRepositoryInvalid', what: 'a repository name must be of lower case letters, digits and single hyphens', got: name, where, fix: "write it like 'inference-init'" });
  }
  if (new Set(names.map(constructId)).size !== names.length) problems.push({ code: 'ModelRegistryRepositoryRepeated', what: "'repositories' must hold different names", got: names, where, fix: 'leave out the second' });
  if (props.publisherArns?.length === 0) problems.push({ code: 'ModelRegistryPublishersEmpty', what: "'publisherArns' must name at least one role", got: [], where, fix: 'leave it out, or name the role that publishes' });
  for (const arn of props.publisherArns ?? []) {
    if (!Token.isUnresolved(arn) && !/^arn:[a-z-]+:iam::\d{12}:(role|user)\/.+$/.test(arn)) {
      problems.push({ code: 'ModelRegistryPublisherInvalid', what: "'publisherArns' must hold ARNs of roles or users of a named account", got: arn, where, fix: 'give ARNs such as arn:aws:iam::111122223333:role/model-pipeline' });
    }
  }
  const days = props.untaggedImageExpiration?.toDays({ integral: false });
  if (days !== undefined && (days < 1 || !Number.isInteger(days))) problems.push({ code: 'ModelRegistryExpirationInvalid', what: "'untaggedImageExpiration' must be whole days, at least 1", got: days, where, fix: 'leave it out for 14 days' });
  return problems;
}
