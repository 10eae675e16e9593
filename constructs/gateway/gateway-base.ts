import { Resource, aws_cloudwatch as cloudwatch, type IResource } from 'aws-cdk-lib';
import { GATEWAY_METRICS, GATEWAY_METRIC_NAMESPACE, GATEWAY_TENANT_DIMENSION } from '../../lib/contract/gateway-metrics';

/** Of which use a metric of the gateway is. */
export interface GatewayMetricOptions extends cloudwatch.MetricOptions {
  /** The tenant. @default - all together */
  readonly tenant?: string;
}

/** An AI gateway behind its internal load balancer. */
export interface IGatewayService extends IResource {
  /** ARN of the load balancer, for the API's private integration. */
  readonly loadBalancerArn: string;
  /** DNS name of the load balancer. The listener's certificate is for another name. */
  readonly loadBalancerDnsName: string;
  /** Name of the load balancer in metrics: `app/<name>/<id>`. */
  readonly loadBalancerFullName: string;
  /** A metric of the load balancer, summed over five minutes unless told otherwise. */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Requests that arrived. */
  metricRequests(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Answers of the gateway with a status of 500 or more. */
  metricTargetErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Time until the gateway's answer begins, in seconds; the 99th percentile unless told otherwise. */
  metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** A metric that the gateway itself writes, summed over five minutes unless told otherwise: of all gateways of the account and Region together. */
  metricUse(metricName: string, options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Tokens of prompts. */
  metricInputTokens(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Tokens of answers. */
  metricOutputTokens(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Cost of tokens, in the currency of the gateway's settings. */
  metricCost(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Requests and answers that a guard or a policy refused. */
  metricDenials(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Requests refused because a budget was used up. */
  metricBudgetRefusals(options?: GatewayMetricOptions): cloudwatch.Metric;
  /** Minutes in which a tenant used far more tokens than it is used to. */
  metricTokenAnomalies(options?: GatewayMetricOptions): cloudwatch.Metric;
}

/** Metrics that a gateway of this stack and an imported one share. */
export abstract class GatewayServiceBase extends Resource implements IGatewayService {
  public abstract readonly loadBalancerArn: string;
  public abstract readonly loadBalancerDnsName: string;
  public abstract readonly loadBalancerFullName: string;

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic: cloudwatch.Stats.SUM,
      dimensionsMap: { LoadBalancer: this.loadBalancerFullName },
      ...options,
    }).attachTo(this);
  }

  public metricRequests(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('RequestCount', options);
  }

  public metricTargetErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('HTTPCode_Target_5XX_Count', options);
  }

  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TargetResponseTime', { statistic: cloudwatch.Stats.p(99), ...options });
  }

  public metricUse(metricName: string, options: GatewayMetricOptions = {}): cloudwatch.Metric {
    const { tenant, ...others } = options;
    return new cloudwatch.Metric({
      namespace: GATEWAY_METRIC_NAMESPACE,
      metricName,
      statistic: cloudwatch.Stats.SUM,
      dimensionsMap: tenant === undefined ? undefined : { [GATEWAY_TENANT_DIMENSION]: tenant },
      ...others,
    }).attachTo(this);
  }

  public metricInputTokens(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metricUse(GATEWAY_METRICS.inputTokens, options);
  }

  public metricOutputTokens(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metricUse(GATEWAY_METRICS.outputTokens, options);
  }

  public metricCost(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metricUse(GATEWAY_METRICS.cost, options);
  }

  public metricDenials(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metricUse(GATEWAY_METRICS.denials, options);
  }

  public metricBudgetRefusals(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metricUse(GATEWAY_METRICS.budgetRefusals, options);
  }

  public metricTokenAnomalies(options?: GatewayMetricOptions): cloudwatch.Metric {
    return this.metricUse(GATEWAY_METRICS.tokenAnomalies, options);
  }
}

/** What is known of a gateway that another stack or app made. */
export interface GatewayServiceAttributes {
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
  /** DNS name of the load balancer. */
  readonly loadBalancerDnsName: string;
  /** Name of the load balancer in metrics: `app/<name>/<id>`. */
  readonly loadBalancerFullName: string;
}
