import { Aws, Stack, Token, aws_iam as iam, type aws_kms as kms } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { throwProblems } from '../../lib/contract/platform-error';
import { acknowledge, finding } from '../core/acknowledge';
import { granteePolicies } from '../core/grantee-policies';
import { acknowledgeObjectWildcard } from '../storage/object-wildcard';
import type { IModelRegistry } from './model-registry-base';
import * as perms from './perms';

/**
 * Grants on a registry. They write to the principal's own policies only, never to those of bucket, keys or repositories, so that principals may
 * lie in any stack. Where the registry names its publishers, a grant to anyone else is still refused by those policies.
 */
export class ModelRegistryGrants {
  /** Grants for a registry, created or imported. */
  public static fromModelRegistry(registry: IModelRegistry): ModelRegistryGrants {
    return new ModelRegistryGrants(registry);
  }

  private constructor(private readonly registry: IModelRegistry) {}

  /**
   * Publish models: upload below the prefix and sign. Neither reading weights nor deleting.
   * @param grantee the role that publishes
   * @param modelName only versions of this model. All models when left out
   */
  public publish(grantee: iam.IGrantable, modelName?: string): iam.Grant {
    const { bucket, signingKey } = this.registry;
    const prefix = `${perms.MODELS_PREFIX}${modelName === undefined ? '' : `${modelName}/`}`;
    return this.onObjects(grantee, perms.UPLOAD_ACTIONS, prefix)
      .combine(this.list(grantee, prefix))
      .combine(iam.Grant.addToPrincipal({ grantee, actions: perms.ENCRYPTION_ACTIONS, resourceArns: [bucket.bucketArn] }))
      .combine(this.onEncryptionKey(grantee, perms.SEAL_ACTIONS))
      .combine(onKey(grantee, signingKey, [...perms.SIGN_ACTIONS, 'kms:GetPublicKey']));
  }

  /**
   * Fetch one model version and verify its signature: what an inference task needs.
   * @param grantee the role that deploys
   * @param modelPrefix `models/<name>/<version>`, or `models/<name>` for every version of a model
   * @throws PlatformError when the prefix names no model
   */
  public deploy(grantee: iam.IGrantable, modelPrefix: string): iam.Grant {
    if (!Token.isUnresolved(modelPrefix) && !/^models(\/[A-Za-z0-9][A-Za-z0-9._-]*){1,2}$/.test(modelPrefix)) {
      throwProblems([{ code: 'ModelPrefixInvalid', what: 'the prefix must be models/<name> or models/<name>/<version>, without a trailing slash', got: modelPrefix, where: this.registry.node.path, fix: 'give one model' }]);
    }
    return this.onObjects(grantee, perms.DOWNLOAD_ACTIONS, `${modelPrefix}/`)
      .combine(this.list(grantee, `${modelPrefix}/`))
      .combine(this.onEncryptionKey(grantee, perms.UNSEAL_ACTIONS))
      .combine(this.verify(grantee));
  }

  /** Verify signatures. */
  public verify(grantee: iam.IGrantable): iam.Grant {
    return onKey(grantee, this.registry.signingKey, perms.VERIFY_ACTIONS);
  }

  /**
   * Push images to one repository.
   * @param repositoryName name that it has in the registry, such as `gateway`
   */
  public pushImage(grantee: iam.IGrantable, repositoryName: string): iam.Grant {
    return this.onRepository(grantee, repositoryName, perms.PUSH_ACTIONS);
  }

  /**
   * Pull images of one repository.
   * @param repositoryName name that it has in the registry, such as `gateway`
   */
  public pullImage(grantee: iam.IGrantable, repositoryName: string): iam.Grant {
    return this.onRepository(grantee, repositoryName, perms.PULL_ACTIONS);
  }

  private onRepository(grantee: iam.IGrantable, name: string, actions: string[]): iam.Grant {
    const token = iam.Grant.addToPrincipal({ grantee, actions: perms.TOKEN_ACTIONS, resourceArns: ['*'] });
    granteePolicies(grantee).forEach(acknowledgeToken);
    return token.combine(iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.registry.repository(name).repositoryArn] }));
  }

  private onObjects(grantee: iam.IGrantable, actions: string[], prefix: string): iam.Grant {
    const { bucket } = this.registry;
    const grant = iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [bucket.arnForObjects(`${prefix}*`)] });
    for (const policy of granteePolicies(grantee)) {
      acknowledgeObjectWildcard(policy, bucket.bucketArn, `${prefix}*`, 'Objects are named by key; the pattern covers one prefix of the model bucket, and the actions are listed one by one');
    }
    return grant;
  }

  private list(grantee: iam.IGrantable, prefix: string): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: perms.LIST_ACTIONS, resourceArns: [this.registry.bucket.bucketArn], conditions: { StringLike: { 's3:prefix': `${prefix}*` } } });
  }

  /** Through S3 only. */
  private onEncryptionKey(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    const { encryptionKey } = this.registry;
    return onKey(grantee, encryptionKey, actions, { StringEquals: { 'kms:ViaService': s3Service(this.registry) } });
  }
}

/** China's documentation shows both suffixes, so both are admitted there. */
function s3Service(scope: IConstruct): string | string[] {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) return `s3.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  const name = `s3.${region}.amazonaws.com`;
  return region.startsWith('cn-') ? [name, `${name}.cn`] : name;
}

function onKey(grantee: iam.IGrantable, key: kms.IKey, actions: string[], conditions?: { [operator: string]: { [key: string]: unknown } }): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [key.keyArn], conditions });
}

function acknowledgeToken(policy: IConstruct): void {
  acknowledge(policy, { findings: [finding('AwsSolutions', 'IAM5[Resource::*]')], reason: 'ecr:GetAuthorizationToken has no resource type; what may be done with the token is held to one repository', expires: '2027-11-30' });
}
