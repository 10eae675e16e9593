import { Duration, Stack, aws_cloudwatch as cloudwatch, aws_events as events, aws_lambda as lambda, aws_secretsmanager as secretsmanager, type aws_kms as kms, type aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TOKEN_KEYS_ENV, TOKEN_KEYS_INTERVAL_MINUTES } from '../../lib/contract/token-keys';
import { acknowledge, finding } from '../core/acknowledge';
import { FailureQueue } from '../core/failure-queue';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import { alarmActions } from '../inference/engine-errors';
import { PlatformSecretGrants } from '../secrets/platform-secret-grants';
import { sealSecret } from '../secrets/secret-policy';
import type { IPlatformIdentity } from './platform-identity-base';

/** Properties of TokenKeys. */
export interface TokenKeysProps {
  /** Whose keys are published. */
  readonly identity: IPlatformIdentity;
  /** Key that encrypts the secret. */
  readonly encryptionKey: kms.IKey;
  /** Topic that hears when the issuer could not be asked for half an hour. @default - none */
  readonly alarmTopic?: sns.ITopic;
  /** Key of the function's log group; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * The keys of a token issuer, for workloads of a network that has no way to it: a function outside the network asks the issuer at deployment and every five minutes,
 * and publishes its public keys into a secret, which the network reads through its endpoint. (docs/decisions/0005-token-keys-by-a-secret.md)
 */
export class TokenKeys extends Construct {
  /** The secret (lib/contract/token-keys says what it holds). What refers to it is made once the keys are in it. */
  public readonly secret: secretsmanager.ISecret;
  private readonly publisher: ServiceFunction;

  constructor(scope: Construct, id: string, props: TokenKeysProps) {
    super(scope, id);
    const { identity, encryptionKey, logEncryptionKey } = props;
    const secret = new secretsmanager.Secret(this, 'Secret', {
      description: 'Public keys of the token issuer',
      encryptionKey,
      // Replaced before anything can read the secret by the ARN that this construct gives.
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'notPublishedYet' },
    });
    acknowledge(secret, {
      findings: [finding('AwsSolutions', 'SMG4'), finding('Nist', 'SecretsManagerRotationEnabled'), finding('Hipaa', 'SecretsManagerRotationEnabled'), finding('SecureAi', 'SecretRotated')],
      reason: 'It holds public keys, which the issuer renews; a function takes them over every five minutes',
      expires: '2027-11-30',
    });
    sealSecret(this, secret);
    this.publisher = new ServiceFunction(this, 'Publisher', {
      service: 'token-keys',
      description: 'Publishes the public keys of the token issuer into a secret',
      environment: {
        [TOKEN_KEYS_ENV.issuer]: identity.issuerUrl,
        [TOKEN_KEYS_ENV.secretArn]: secret.secretArn,
        ...(identity.jwksUri === undefined ? {} : { [TOKEN_KEYS_ENV.jwksUri]: identity.jwksUri }),
      },
      timeout: Duration.minutes(3),
      logEncryptionKey,
    });
    const grants = PlatformSecretGrants.fromSecret(secret);
    grants.read(this.publisher.role);
    grants.write(this.publisher.role);
    const published = new ServiceResource(this, 'Published', {
      handler: this.publisher,
      resourceType: 'Custom::TokenKeys',
      // Not read: a change of any brings about an update, and so publishes anew.
      properties: { SecretArn: secret.secretArn, Issuer: identity.issuerUrl, JwksUri: identity.jwksUri ?? '' },
    });
    this.secret = secretsmanager.Secret.fromSecretAttributes(this, 'PublishedSecret', { secretCompleteArn: published.getAttString('SecretArn'), encryptionKey });
    this.schedule(published);
    this.alarm(published, props.alarmTopic);
  }

  /** Questions to the issuer that failed, each attempt counted. Sum over five minutes by default. */
  public metricErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.publisher.function.metricErrors(options);
  }

  private schedule(published: ServiceResource): void {
    const undelivered = new FailureQueue(this, 'Undelivered');
    const rule = new events.CfnRule(this, 'Schedule', {
      description: 'Asks the token issuer for its keys',
      scheduleExpression: `rate(${TOKEN_KEYS_INTERVAL_MINUTES} minutes)`,
      targets: [{ id: 'Publish', arn: this.publisher.function.functionArn, input: '{}', deadLetterConfig: { arn: undelivered.queueArn } }],
    });
    rule.node.addDependency(published);
    undelivered.admitRule(rule.attrArn);
    new lambda.CfnPermission(this, 'SchedulePermission', {
      action: 'lambda:InvokeFunction', functionName: this.publisher.function.functionArn, principal: 'events.amazonaws.com', sourceArn: rule.attrArn, sourceAccount: Stack.of(this).account,
    });
    acknowledge(this.publisher, {
      findings: [finding('SecureAi', 'LambdaInVpc')],
      reason: 'It must reach the issuer, to which the isolated network has no way; and so it has no path to the data tier',
      expires: '2027-11-30',
    });
  }

  /** One that is not called any more counts as one that fails. Tokens are verified with the keys that are known for as long as the issuer uses them. */
  private alarm(published: ServiceResource, topic: sns.ITopic | undefined): void {
    const alarm = new cloudwatch.Alarm(this, 'FailureAlarm', {
      metric: this.metricErrors({ period: Duration.minutes(5), statistic: cloudwatch.Stats.SUM }),
      threshold: 1,
      evaluationPeriods: 6,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      alarmDescription: 'The token issuer could not be asked for its keys for half an hour: when it changes them, the gateway will refuse its tokens',
    });
    // Until the function was called once, its silence means nothing.
    alarm.node.addDependency(published);
    alarmActions(alarm, topic, 'No alarmTopic was given; the alarm shows in CloudWatch');
  }
}
