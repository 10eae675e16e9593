import { aiRules } from '../../../../../lib/assurance/rules/ai';
import { ruleCases } from '../cases';
import { ruleNamed } from '../compute/rule-named';
import { GONE, OPEN, resources, variants, type Json } from '../compute/variants';

const rule = ruleNamed(aiRules);
const CONFIG = 'AWS::SageMaker::EndpointConfig';
const ENDPOINT = 'AWS::SageMaker::Endpoint';
const beside = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const key: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };

const config = {
  KmsKeyId: key, ProductionVariants: [{ VariantName: 'a', InstanceType: 'ml.g5.xlarge' }],
  DataCaptureConfig: { EnableCapture: true, KmsKeyId: key, CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }] },
};
variants(rule('SagemakerEndpointCustomerKey'), CONFIG, config, {
  pass: [['KmsKeyId', 'arn:aws:kms:us-east-1:123456789012:key/1']], fail: [['KmsKeyId', GONE, 'alias/aws/sagemaker']], unknown: ['KmsKeyId'],
  skip: [['ProductionVariants.0.ServerlessConfig', { MemorySizeInMB: 1024 }]], beside,
});
variants(rule('SagemakerEndpointCapturesData'), CONFIG, config, {
  pass: [['DataCaptureConfig.EnableCapture', GONE], ['DataCaptureConfig.CaptureOptions', [{ CaptureMode: 'InputAndOutput' }]]],
  fail: [
    ['DataCaptureConfig', GONE], ['DataCaptureConfig.EnableCapture', false], ['DataCaptureConfig.KmsKeyId', GONE],
    ['DataCaptureConfig.CaptureOptions', [{ CaptureMode: 'Input' }], GONE],
  ],
  unknown: ['DataCaptureConfig.EnableCapture', 'DataCaptureConfig.CaptureOptions.0.CaptureMode'], beside,
});
variants(rule('SagemakerEndpointClosed'), CONFIG, config, {
  fail: [
    ['ProductionVariants.0.EnableSSMAccess', true], ['AsyncInferenceConfig', { OutputConfig: { S3OutputPath: 's3://x' } }],
    ['ProductionVariants.0.CoreDumpConfig', { DestinationS3Uri: 's3://x' }],
  ],
  unknown: ['ProductionVariants', 'ProductionVariants.0.EnableSSMAccess'], beside,
});
const watch = (name: Json): Json => ({ Type: 'AWS::SageMaker::DataQualityJobDefinition', Properties: { DataQualityJobInput: { EndpointInput: { EndpointName: name } } } });
ruleCases(rule('SagemakerEndpointMonitored'), {
  pass: {
    'an endpoint of a definition': resources({ E: { Type: ENDPOINT, Properties: {} }, D: watch({ 'Fn::GetAtt': ['E', 'EndpointName'] }) }),
    'an endpoint of a schedule': resources({ E: { Type: ENDPOINT, Properties: {} }, S: { Type: 'AWS::SageMaker::MonitoringSchedule', Properties: { EndpointName: { 'Fn::GetAtt': ['E', 'EndpointName'] } } } }),
  },
  fail: { 'an endpoint alone': resources({ E: { Type: ENDPOINT, Properties: {} } }), 'another endpoint': resources({ E: { Type: ENDPOINT, Properties: {} }, D: watch({ 'Fn::GetAtt': ['F', 'EndpointName'] }), F: { Type: ENDPOINT, Properties: {} } }) },
  unknown: { 'an endpoint elsewhere': resources({ E: { Type: ENDPOINT, Properties: {} }, D: watch(OPEN) }) },
});
variants(rule('SagemakerMonitoringScheduled'), 'AWS::SageMaker::MonitoringSchedule', { MonitoringScheduleConfig: { ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' } } }, {
  fail: [['MonitoringScheduleConfig.ScheduleConfig', GONE], ['MonitoringScheduleConfig.ScheduleConfig.ScheduleExpression', 'NOW']], unknown: ['MonitoringScheduleConfig'],
});
for (const kind of ['DataQuality', 'ModelBias', 'ModelExplainability', 'ModelQuality']) {
  variants(rule('SagemakerMonitoringScheduled'), `AWS::SageMaker::${kind}JobDefinition`, { [`${kind}BaselineConfig`]: { ConstraintsResource: { S3Uri: 's3://baseline' } } }, {
    pass: [[`${kind}BaselineConfig`, { BaseliningJobName: 'job' }]], fail: [[`${kind}BaselineConfig`, GONE, {}]], unknown: [`${kind}BaselineConfig`],
  });
}
variants(rule('SagemakerModelNoPlainSecrets'), 'AWS::SageMaker::Model', { PrimaryContainer: { Environment: { MODEL: 'a' } } }, {
  fail: [['PrimaryContainer.Environment.HF_TOKEN', 'hf_abcdefghijklmnopqrstuvwx']], unknown: ['PrimaryContainer.Environment', 'PrimaryContainer.Environment.HF_TOKEN'],
  skip: [['PrimaryContainer', GONE]],
});
variants(rule('SagemakerFeatureGroupCustomerKey'), 'AWS::SageMaker::FeatureGroup', { OnlineStoreConfig: { SecurityConfig: { KmsKeyId: key } }, OfflineStoreConfig: { S3StorageConfig: { KmsKeyId: key } } }, {
  pass: [['OnlineStoreConfig', GONE]], fail: [['OnlineStoreConfig.SecurityConfig', GONE], ['OfflineStoreConfig.S3StorageConfig', {}]],
  unknown: ['OnlineStoreConfig', 'OfflineStoreConfig.S3StorageConfig'], beside,
});
variants(rule('ComprehendClassifierProtected'), 'AWS::Comprehend::DocumentClassifier', { VpcConfig: { Subnets: ['s'] }, VolumeKmsKeyId: key, ModelKmsKeyId: key, OutputDataConfig: { KmsKeyId: key } }, {
  pass: [['OutputDataConfig', GONE]], fail: [['VpcConfig', GONE], ['VolumeKmsKeyId', GONE], ['ModelKmsKeyId', GONE], ['OutputDataConfig.KmsKeyId', GONE]],
  unknown: ['VpcConfig', 'ModelKmsKeyId'], beside,
});
variants(rule('QBusinessApplicationCustomerKey'), 'AWS::QBusiness::Application', { EncryptionConfiguration: { KmsKeyId: key }, IdentityType: 'AWS_IAM_IDC' }, {
  fail: [['EncryptionConfiguration', GONE], ['IdentityType', 'ANONYMOUS']], unknown: ['IdentityType', 'EncryptionConfiguration'], beside,
});

const notification = { Notification: { Threshold: 80, NotificationType: 'ACTUAL' }, Subscribers: [{ Address: 'a@example.com', SubscriptionType: 'EMAIL' }] };
variants(rule('BudgetNotifies'), 'AWS::Budgets::Budget', { NotificationsWithSubscribers: [notification] }, {
  pass: [['NotificationsWithSubscribers.0.Notification', { Threshold: 5000, ThresholdType: 'ABSOLUTE_VALUE' }], ['NotificationsWithSubscribers.1', { ...notification, Subscribers: [] }]],
  fail: [['NotificationsWithSubscribers', GONE, []], ['NotificationsWithSubscribers.0.Subscribers', []], ['NotificationsWithSubscribers.0.Notification.Threshold', 150]],
  unknown: ['NotificationsWithSubscribers.0.Notification'],
});
variants(rule('BudgetActionAutomatic'), 'AWS::Budgets::BudgetsAction', { ApprovalModel: 'AUTOMATIC' }, { fail: [['ApprovalModel', 'MANUAL', GONE]], unknown: ['ApprovalModel'] });
