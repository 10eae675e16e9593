import { Token, aws_cloudwatch as cloudwatch, aws_ecr as ecr, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { PlatformError } from '../../lib/contract/platform-error';
import { requestMetric } from '../storage/request-metrics';
import { ModelRegistryGrants } from './model-registry-grants';

/** A registry of signed models and of the images that serve them, created here or imported. */
export interface IModelRegistry extends IConstruct {
  /** Bucket with the models, below `models/<name>/<version>/`. */
  readonly bucket: s3.IBucket;
  /** Key that encrypts bucket and repositories. */
  readonly encryptionKey: kms.IKey;
  /** Asymmetric key that signs models. */
  readonly signingKey: kms.IKey;
  /** Names of the repositories, as `repository()` takes them. */
  readonly repositoryNames: string[];
  /** Grants to those who publish and those who deploy. */
  readonly grants: ModelRegistryGrants;
  /**
   * A repository by the name that it has in the registry.
   * @param name such as `gateway`
   * @throws PlatformError when the registry has no such repository
   */
  repository(name: string): ecr.IRepository;
  /**
   * A request metric of the bucket. Request metrics are on in registries that this library creates.
   * @param metricName name as S3 emits it, such as `AllRequests`
   * @param props statistic, period and so on. The statistic is a sum over 5 minutes when left out
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Number of uploads. @default - sum over 5 minutes */
  metricPutRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Number of downloads. @default - sum over 5 minutes */
  metricGetRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Number of requests that failed by the caller's fault, refused ones included. @default - sum over 5 minutes */
  metricClientErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What created and imported registries have in common. */
export abstract class ModelRegistryBase extends Construct implements IModelRegistry {
  /** Bucket with the models, below `models/<name>/<version>/`. */
  public abstract readonly bucket: s3.IBucket;
  /** Key that encrypts bucket and repositories. */
  public abstract readonly encryptionKey: kms.IKey;
  /** Asymmetric key that signs models. */
  public abstract readonly signingKey: kms.IKey;
  /** Names of the repositories, as `repository()` takes them. */
  public abstract readonly repositoryNames: string[];

  /** Grants to those who publish and those who deploy. */
  public get grants(): ModelRegistryGrants {
    return ModelRegistryGrants.fromModelRegistry(this);
  }

  /**
   * A repository by the name that it has in the registry.
   * @param name such as `gateway`
   * @throws PlatformError when the registry has no such repository
   */
  public repository(name: string): ecr.IRepository {
    const found = this.findRepository(name);
    if (found !== undefined) return found;
    throw new PlatformError([{
      code: 'ModelRegistryRepositoryUnknown',
      what: `the repository must be one of ${this.repositoryNames.join(', ')}`,
      got: Token.isUnresolved(name) ? '<token>' : name,
      where: this.node.path,
      fix: "add it to 'repositories'",
    }]);
  }

  /**
   * A request metric of the bucket. Request metrics are on in registries that this library creates.
   * @param metricName name as S3 emits it, such as `AllRequests`
   * @param props statistic, period and so on. The statistic is a sum over 5 minutes when left out
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return requestMetric(this, this.bucket, metricName, props);
  }

  /** Number of uploads. @default - sum over 5 minutes */
  public metricPutRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PutRequests', props);
  }

  /** Number of downloads. @default - sum over 5 minutes */
  public metricGetRequests(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('GetRequests', props);
  }

  /** Number of requests that failed by the caller's fault, refused ones included. @default - sum over 5 minutes */
  public metricClientErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('4xxErrors', props);
  }

  /** The repository, if the registry has it. */
  protected abstract findRepository(name: string): ecr.IRepository | undefined;
}
