import { Duration, Stack, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge, finding } from './acknowledge';

/** Keeps for two weeks what could not be delivered or handled, for somebody to look at. */
export class FailureQueue extends sqs.Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledge(this, {
      findings: [finding('SecureAi', 'SqsQueueCustomerKey')],
      reason: 'It holds events about resources, no data of a class that has a key of its own; SQS encrypts it with a key of its own',
      expires: '2027-11-30',
    });
  }

  /**
   * Lets a rule of EventBridge leave here what it could not deliver.
   * @param ruleArn the rule
   */
  public admitRule(ruleArn: string): void {
    this.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'AllowUndelivered',
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': ruleArn }, StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    }));
    this.acknowledgeLast();
  }

  /** Lets a role of EventBridge Scheduler leave here calls that failed. */
  public admitScheduler(role: iam.IGrantable): void {
    this.grantSendMessages(role);
    this.acknowledgeLast();
  }

  /** The rule knows the queues of Lambda functions and of other queues only. */
  private acknowledgeLast(): void {
    acknowledge(this, {
      findings: [finding('AwsSolutions', 'SQS3')],
      reason: 'It is itself where a rule or a schedule leaves what it could not deliver: a queue behind it would keep nothing more',
      expires: '2027-11-30',
    });
  }
}
