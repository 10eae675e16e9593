import { Duration, Names, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_logs as logs, type aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENGINE_ERROR_TEXTS, INFERENCE_ENGINE_ERRORS, INFERENCE_METRIC_NAMESPACE } from '../../lib/contract/inference-metrics';
import { acknowledge, finding } from '../core/acknowledge';

/** Properties of EngineErrors. */
export interface EngineErrorsProps {
  readonly log: logs.ILogGroup;
  readonly alarmTopic?: sns.ITopic;
}

/** Counts the server's fatal log lines and alarms on them. A deployment that causes them is rolled back. */
export class EngineErrors extends Construct {
  public readonly alarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: EngineErrorsProps) {
    super(scope, id);
    // With the stack's name in it: of two deployments in an account, the errors of one must not roll back the other.
    const metricName = `${INFERENCE_ENGINE_ERRORS}-${Names.uniqueResourceName(this, { maxLength: 200, separator: '-' })}`;
    this.metric = (options) => new cloudwatch.Metric({ namespace: INFERENCE_METRIC_NAMESPACE, metricName, statistic: cloudwatch.Stats.SUM, ...options });
    new logs.MetricFilter(this, 'Filter', {
      logGroup: props.log,
      filterPattern: logs.FilterPattern.anyTerm(...ENGINE_ERROR_TEXTS),
      metricNamespace: INFERENCE_METRIC_NAMESPACE,
      metricName,
      metricValue: '1',
      defaultValue: 0,
    });
    this.alarm = new cloudwatch.Alarm(this, 'Alarm', {
      metric: this.metric({ period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 2,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: 'The inference server logged a dead engine or a GPU fault; a deployment that is under way is rolled back',
    });
    alarmActions(this.alarm, props.alarmTopic);
  }

  public readonly metric: (options?: cloudwatch.MetricOptions) => cloudwatch.Metric;
}

const STILL_ACTS = 'No alarmTopic was given; the alarm still acts, on deployments: Amazon ECS rolls back the one that raises it';

/** Tells the topic, or says why there is nobody to tell. */
export function alarmActions(alarm: cloudwatch.Alarm, topic: sns.ITopic | undefined, untold = STILL_ACTS): void {
  if (topic !== undefined) {
    const action = new actions.SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return;
  }
  acknowledge(alarm, {
    findings: [finding('Nist', 'CloudWatchAlarmAction'), finding('Hipaa', 'CloudWatchAlarmAction')],
    reason: untold,
    expires: '2027-11-30',
  });
}
