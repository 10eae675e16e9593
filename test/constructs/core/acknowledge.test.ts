import { App, CfnResource, Stack, aws_sqs as sqs } from 'aws-cdk-lib';
import { ACKNOWLEDGEMENT_METADATA, acknowledge, finding } from '../../../constructs/core/acknowledge';
import { WEAKENING_METADATA, recordWeakening } from '../../../constructs/core/justification';
import { PlatformError } from '../../../lib/contract/platform-error';
import { judge } from '../../judge';

const GOOD = { findings: [finding('AwsSolutions', 'SQS3')], reason: 'It is itself the queue of failed events', expires: '2027-11-30' };

function problemsOf(act: () => void): string[] {
  try {
    act();
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

test('silences the finding at its resource and nowhere else, and is stale without one', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  acknowledge(new sqs.Queue(stack, 'Known', { enforceSSL: true }), GOOD);
  acknowledge(new sqs.Queue(stack, 'Fine', { enforceSSL: true, deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed', { enforceSSL: true }), maxReceiveCount: 3 } }), GOOD);
  new sqs.Queue(stack, 'Other', { enforceSSL: true });
  expect(judge(app)).toEqual({
    open: ['AwsSolutions::AwsSolutions-SQS3 at Stack/Other/Resource'],
    stale: ['AwsSolutions::AwsSolutions-SQS3 at Stack/Fine/Resource'],
  });
});

test('leaves owner and expiry where the report finds them', () => {
  const queue = new sqs.Queue(new Stack(new App(), 'Stack'), 'Queue');
  acknowledge(queue, GOOD);
  expect(queue.node.defaultChild?.node.metadata.find(({ type }) => type === ACKNOWLEDGEMENT_METADATA)?.data).toEqual({
    id: 'AwsSolutions::AwsSolutions-SQS3', reason: GOOD.reason, owner: 'secure-ai-platform', expires: '2027-11-30',
  });
});

test('refuses to cover more than one resource', () => {
  expect(problemsOf(() => acknowledge(new Stack(new App(), 'Stack'), GOOD))).toEqual(['AcknowledgementWithoutResource']);
});

test('lists every reason why a justification is none', () => {
  const resource = new CfnResource(new Stack(new App(), 'Stack'), 'Resource', { type: 'AWS::SQS::Queue' });
  expect(problemsOf(() => recordWeakening(resource, 'Anything', { reason: 'because', owner: ' ', expires: '2027-02-30' }))).toEqual([
    'JustificationReasonTooShort', 'JustificationOwnerMissing', 'JustificationExpiryInvalid',
  ]);
  expect(resource.node.metadata.filter(({ type }) => type === WEAKENING_METADATA)).toEqual([]);
});

test('a weakening is on record at its construct, with who answers for it and until when', () => {
  const stack = new Stack();
  recordWeakening(stack, 'Control', { reason: 'synthetic data only, no customers', owner: 'platform', expires: '2027-03-31' });
  expect(stack.node.metadata.filter(({ type }) => type === WEAKENING_METADATA).map(({ data }) => data)).toEqual([
    { control: 'Control', reason: 'synthetic data only, no customers', owner: 'platform', expires: '2027-03-31' },
  ]);
});
