import { App, CfnOutput, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { imported, wildcardFinding } from '../../../constructs/core/wildcard-finding';

const app = new App();
const producer = new Stack(app, 'Producer');
const consumer = new Stack(app, 'Consumer');
const bucket = new s3.Bucket(producer, 'Bucket');

test('writes the same import that CDK would write, and names it in the finding', () => {
  const objects = `${imported(consumer, bucket.bucketArn)}/a/*`;
  new CfnOutput(consumer, 'Ours', { value: objects });
  new CfnOutput(consumer, 'Cdk', { value: `${bucket.bucketArn}/a/*` });
  const outputs = Template.fromStack(consumer).findOutputs('*');
  expect(outputs.Ours).toEqual(outputs.Cdk);
  expect(wildcardFinding(consumer, objects)).toMatch(/^AwsSolutions::AwsSolutions-IAM5\[Resource::Producer:ExportsOutput\w+\/a\/\*\]$/);
});

test('leaves references of the same stack and plain text as they are', () => {
  expect(wildcardFinding(producer, `${imported(producer, bucket.bucketArn)}/*`)).toMatch(/\[Resource::<Bucket\w+\.Arn>\/\*\]$/);
  expect(imported(consumer, 'arn:aws:s3:::plain')).toBe('arn:aws:s3:::plain');
});
