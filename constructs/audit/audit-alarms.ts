import { Duration, Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_iam as iam, type aws_kms as kms, aws_logs as logs, aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SECURITY_EVENTS } from './security-events';

/** Properties of AuditAlarms. */
export interface AuditAlarmsProps {
  /** Log group into which a trail writes. */
  readonly logGroup: logs.ILogGroup;
  /** Key that encrypts the topic; its policy must admit CloudWatch (the `audit` key of DataKeys does). */
  readonly encryptionKey: kms.IKey;
  /** Namespace of the metrics. @default 'SecureAiPlatform/Audit' */
  readonly metricNamespace?: string;
}

/** The alarms of the CIS AWS Foundations Benchmark over the log group of a trail, and the topic that they go to. Subscribe to it. */
export class AuditAlarms extends Construct {
  /** Where alarms go. */
  public readonly topic: sns.ITopic;
  /** Namespace of the metrics. */
  public readonly metricNamespace: string;

  constructor(scope: Construct, id: string, props: AuditAlarmsProps) {
    super(scope, id);
    this.metricNamespace = props.metricNamespace ?? 'SecureAiPlatform/Audit';
    const stack = Stack.of(this);
    const topic = new sns.Topic(this, 'Topic', { masterKey: props.encryptionKey, enforceSSL: true });
    topic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'AllowAlarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) } },
    }));
    this.topic = topic;
    for (const event of SECURITY_EVENTS) {
      new logs.MetricFilter(this, `${event.name}Filter`, {
        logGroup: props.logGroup,
        filterPattern: logs.FilterPattern.literal(event.pattern),
        metricNamespace: this.metricNamespace,
        metricName: event.name,
        metricValue: '1',
      });
      const alarm = new cloudwatch.Alarm(this, event.name, {
        alarmDescription: event.title,
        metric: this.metric(event.name),
        threshold: event.threshold,
        evaluationPeriods: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new actions.SnsAction(topic));
    }
  }

  /**
   * How often an event occurred, as a count over five minutes.
   * @param metricName name of the event, such as `RootUse`
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({ namespace: this.metricNamespace, metricName, statistic: 'Sum', period: Duration.minutes(5), ...options });
  }
}
