import { Stack, App, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RESERVED_CONCURRENCY_CONTEXT, ServiceFunction } from '../../../constructs/core/service-function';
import { ServiceResource } from '../../../constructs/core/service-resource';
import { judge } from '../../judge';

function synthesize(context: Record<string, unknown> = {}): { app: App; template: Template } {
  const app = new App({ context });
  const stack = new Stack(app, 'Stack');
  const handler = new ServiceFunction(stack, 'Emptier', {
    service: 'bucket-emptier',
    description: 'Empties buckets',
    logEncryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1'),
  });
  new ServiceResource(stack, 'Bucket', { handler, resourceType: 'Custom::EmptiedBucket', properties: { BucketName: 'b' } });
  return { app, template: Template.fromStack(stack) };
}

const { app, template } = synthesize();

test('no pack has an open finding, and each acknowledgement is needed', () => {
  expect(judge(app)).toEqual({ open: [], stale: [] });
  expect(judge(synthesize({ [RESERVED_CONCURRENCY_CONTEXT]: 5 }).app)).toEqual({ open: [], stale: [] });
});

test('may write to its own log group and send to its own queue, and nothing else', () => {
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('FailedEvents'), 'Arn'] } },
        { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('Logs'), 'Arn'] } },
      ],
    },
  });
});

test('its logs are encrypted, kept for a year and gone with the stack', () => {
  template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { KmsKeyId: Match.anyValue(), RetentionInDays: 365 } });
});

test('logs as JSON to that group, and keeps failed events for two weeks in an encrypted queue that speaks TLS only', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('EmptierLogs') }, LogFormat: 'JSON' }, DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('FailedEvents'), 'Arn'] } },
    Code: { S3Bucket: Match.anyValue(), S3Key: Match.anyValue() },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] } });
});

test('reserves no concurrency unless the account has some to reserve', () => {
  template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
  synthesize({ [RESERVED_CONCURRENCY_CONTEXT]: 5 }).template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 5 });
});

test('the custom resource is made after the permissions of its function and gone before them', () => {
  const [resource] = Object.values(template.findResources('Custom::EmptiedBucket'));
  const [[functionId, handler] = ['', undefined]] = Object.entries(template.findResources('AWS::Lambda::Function'));
  expect(resource?.Properties).toMatchObject({ ServiceToken: { 'Fn::GetAtt': [functionId, 'Arn'] }, ServiceTimeout: '900' });
  expect(handler?.DependsOn).toEqual([expect.stringContaining('RolePermissions')]);
});
