import type { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ModelRegistry } from '../../constructs/model-registry';
import type { BucketPerimeter } from '../../constructs/storage';
import type { PlatformConfig } from '../config/schema';
import { PlatformStack, objectLock } from './platform-stack';

/** Properties of the ModelsStack. */
export interface ModelsStackProps {
  readonly encryptionKey: kms.IKey;
  readonly logEncryptionKey: kms.IKey;
  readonly serverAccessLogsBucket: s3.IBucket;
  readonly perimeter: BucketPerimeter;
}

/** The model registry: signed weights, images, signing key. */
export class ModelsStack extends PlatformStack {
  public readonly registry: ModelRegistry;

  constructor(scope: Construct, config: PlatformConfig, props: ModelsStackProps) {
    super(scope, 'Models', 'Model registry: signed weights, images, signing key', config);
    const publisherArns = [...new Set([...config.models.publishers, ...config.models.imagePublishers])];
    const exempt = [...(props.perimeter.exemptPrincipalArns ?? []), ...publisherArns];
    this.registry = new ModelRegistry(this, 'Registry', {
      ...props,
      // Whoever publishes works outside the network: on a build machine.
      perimeter: { ...props.perimeter, exemptPrincipalArns: exempt.length === 0 ? undefined : exempt },
      publisherArns: publisherArns.length === 0 ? undefined : publisherArns,
      objectLock: objectLock(config.models.objectLock),
      removalPolicy: this.removalPolicy,
    });
    this.exportForPublishing();
  }

  private exportForPublishing(): void {
    this.output('ModelBucket', this.registry.bucket.bucketName, 'secure-ai model publish --bucket');
    this.output('ModelSigningKey', this.registry.signingKey.keyArn, 'secure-ai model publish --key');
    for (const name of this.registry.repositoryNames) this.output(`Repository-${name}`, this.registry.repository(name).repositoryUri, `docker push: image '${name}'`);
  }
}
