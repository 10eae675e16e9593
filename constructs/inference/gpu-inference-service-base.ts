import { Resource, aws_cloudwatch as cloudwatch, type IResource } from 'aws-cdk-lib';

/** An inference server that the gateway can call. */
export interface IGpuInferenceService extends IResource {
  /** Where it answers: `https://inference.<namespace>:8000`. Clients must show a certificate of the platform's authority. */
  readonly endpointUrl: string;
  /** Name of its ECS service. */
  readonly serviceName: string;
  /** Name of its ECS cluster. */
  readonly clusterName: string;
  /** A metric of ECS for this service, averaged over five minutes unless told otherwise. */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Processor use of its tasks, in percent of what they reserve. */
  metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Memory use of its tasks, in percent of what they reserve. */
  metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Tasks that run, from Container Insights. */
  metricRunningTasks(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** Metrics that an inference service of this stack and an imported one share. */
export abstract class GpuInferenceServiceBase extends Resource implements IGpuInferenceService {
  public abstract readonly endpointUrl: string;
  public abstract readonly serviceName: string;
  public abstract readonly clusterName: string;

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.of('AWS/ECS', metricName, options);
  }

  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  public metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('MemoryUtilization', options);
  }

  public metricRunningTasks(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.of('ECS/ContainerInsights', 'RunningTaskCount', options);
  }

  private of(namespace: string, metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace,
      metricName,
      statistic: cloudwatch.Stats.AVERAGE,
      dimensionsMap: { ClusterName: this.clusterName, ServiceName: this.serviceName },
      ...options,
    }).attachTo(this);
  }
}

/** What is known of an inference service that another stack or app made. */
export interface GpuInferenceServiceAttributes {
  /** Where it answers, with scheme and port. */
  readonly endpointUrl: string;
  /** Name of its ECS service. */
  readonly serviceName: string;
  /** Name of its ECS cluster. */
  readonly clusterName: string;
}
