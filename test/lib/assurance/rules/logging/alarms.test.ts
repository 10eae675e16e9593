import { propertyTables } from '../data/property-table';
import { one } from '../data/resources';
import { ruleTables } from '../data/rule-table';

const ALARM = 'AWS::CloudWatch::Alarm';
const OPEN = '!ImportValue x';
const FILTER = "F: {Type: 'AWS::Logs::MetricFilter', Properties: {MetricTransformations: [{MetricNamespace: Mine, MetricName: Refused, MetricValue: '1'}]}}";
const filter = (metric: string, ...others: readonly string[]): string => one(
  'AWS::Logs::MetricFilter',
  `MetricTransformations: [{MetricNamespace: Mine, MetricName: ${metric}, MetricValue: '1'}]`,
  ...others,
);
const alarm = (namespace: string, metric: string): string => `W: {Type: '${ALARM}', Properties: {Namespace: ${namespace}, MetricName: ${metric}}}`;
const EXPRESSION = `W: {Type: '${ALARM}', Properties: {Metrics: [{Id: e, Expression: m * 2}, {Id: m, MetricStat: {Metric: {Namespace: Mine, MetricName: Refused}}}]}}`;
const notifies = (topic: string, ...others: readonly string[]): string => one(ALARM, 'AlarmActions: [!Ref T]', `T: {Type: 'AWS::SNS::Topic', Properties: {${topic}}}`, ...others);
const policy = (statements: string): string => `P: {Type: 'AWS::SNS::TopicPolicy', Properties: {Topics: [!Ref T], PolicyDocument: {Statement: ${statements}}}}`;
const CLOUDWATCH = "{Effect: Allow, Principal: {Service: cloudwatch.amazonaws.com}, Action: 'sns:Publish', Resource: !Ref T, Condition: {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}}";
const key = (statements: string): string => `K: {Type: 'AWS::KMS::Key', Properties: {KeyPolicy: {Statement: ${statements}}}}`;
const USE = "{Effect: Allow, Principal: {Service: cloudwatch.amazonaws.com}, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*'}";
const topic = (...others: readonly string[]): string => one('AWS::SNS::Topic', '', ...others);
const ALARM_TO_A = `W: {Type: '${ALARM}', Properties: {AlarmActions: [!Ref A]}}`;

propertyTables({
  AlarmNotifies: {
    type: ALARM,
    good: ['AlarmActions: [t]', 'OKActions: [t]', 'InsufficientDataActions: [t]'],
    bad: ['', 'AlarmActions: []', 'AlarmActions: [t], ActionsEnabled: false'],
    open: ['AlarmActions: !Ref Missing', `AlarmActions: [t], ActionsEnabled: ${OPEN}`],
    fail: { 'a composite alarm': one('AWS::CloudWatch::CompositeAlarm', 'AlarmRule: x') },
  },
  AlarmRaised: { type: ALARM, good: ['AlarmActions: [t]'], bad: ['OKActions: [t]', ''], open: ['AlarmActions: !Ref Missing'] },
  AlarmTreatsMissingData: { type: ALARM, good: ['TreatMissingData: notBreaching', 'TreatMissingData: breaching'], bad: ['', 'TreatMissingData: perhaps'] },
});

ruleTables({
  AlarmMetricMade: {
    pass: { 'a metric that a filter counts': one(ALARM, 'Namespace: Mine, MetricName: Refused', FILTER) }, fail: {
      'a metric of the namespace that no filter counts': one(ALARM, 'Namespace: Mine, MetricName: Other', FILTER),
      'one in an expression': one(ALARM, 'Metrics: [{Id: m, MetricStat: {Metric: {Namespace: Mine, MetricName: Other}}}]', FILTER),
    },
    unknown: { 'filters that are not told': one(
      ALARM,
      'Namespace: Mine, MetricName: Other',
      FILTER,
      "H: {Type: 'AWS::Logs::MetricFilter', Properties: {MetricTransformations: !Ref Missing}}",
    ) }, skip: {
      'a metric of AWS': one(ALARM, 'Namespace: AWS/Lambda, MetricName: Errors', FILTER),
      'a metric of an application': one(ALARM, 'Namespace: App, MetricName: Errors', FILTER),
    },
  },
  MetricFilterAlarmed: {
    pass: {
      'an alarm on the metric': filter('Refused', alarm('Mine', 'Refused')),
      'an alarm on an expression': filter('Refused', EXPRESSION),
    }, fail: {
      'no alarm': filter('Refused'),
      'an alarm on another metric': filter('Refused', alarm('Mine', 'Other')),
      'an alarm in another namespace': filter('Refused', alarm('Yours', 'Refused')),
    },
    unknown: { 'metrics that are not told': one('AWS::Logs::MetricFilter', 'MetricTransformations: !Ref Missing') },
  },
  AlarmDelivered: {
    pass: {
      'a topic that takes it': notifies('', policy(CLOUDWATCH)),
      'a topic without policy': notifies(''),
      'a key that takes it too': notifies('KmsMasterKeyId: !GetAtt K.Arn', policy(CLOUDWATCH), key(USE)),
      'an action that is no topic': one(ALARM, "AlarmActions: ['arn:aws:automate:eu-west-1:ec2:recover']"),
      'an alias of the key': notifies(
        'KmsMasterKeyId: !Ref L',
        policy(CLOUDWATCH),
        key(USE),
        "L: {Type: 'AWS::KMS::Alias', Properties: {AliasName: alias/a, TargetKeyId: !Ref K}}",
      ),
    },
    fail: {
      'a topic for another service': notifies('', policy(CLOUDWATCH.replace('cloudwatch', 'events'))),
      'a topic that refuses': notifies('', policy(`[${CLOUDWATCH}, {Effect: Deny, Principal: '*', Action: 'sns:Publish', Resource: '*'}]`)),
      'a key that CloudWatch may not use': notifies('KmsMasterKeyId: !GetAtt K.Arn', policy(CLOUDWATCH), key(USE.replace('cloudwatch', 's3'))),
      'a key that gives no data keys': notifies('KmsMasterKeyId: !Ref K', policy(CLOUDWATCH), key(USE.replace(", 'kms:GenerateDataKey*'", ''))),
    },
    unknown: {
      'a policy from elsewhere': notifies('', `P: {Type: 'AWS::SNS::TopicPolicy', Properties: {Topics: [!Ref T], PolicyDocument: ${OPEN}}}`),
      'actions from nowhere': one(ALARM, 'AlarmActions: !Ref Missing'),
    },
  },
  AlarmTopicHeard: {
    pass: {
      'a subscription': topic(ALARM_TO_A, "S: {Type: 'AWS::SNS::Subscription', Properties: {TopicArn: !Ref A, Protocol: email, Endpoint: a@b.example}}"),
      'a subscription of its own': one('AWS::SNS::Topic', 'Subscription: [{Protocol: email, Endpoint: a@b.example}]', ALARM_TO_A),
    },
    fail: {
      none: topic(ALARM_TO_A),
      'a subscription of another topic': topic(ALARM_TO_A, "S: {Type: 'AWS::SNS::Subscription', Properties: {TopicArn: other}}"),
      'an empty list': one('AWS::SNS::Topic', 'Subscription: []', ALARM_TO_A),
    }, skip: { 'a topic of no alarm': topic() },
    unknown: { 'subscriptions from nowhere': one('AWS::SNS::Topic', 'Subscription: !Ref Missing', ALARM_TO_A) },
  },
});
