import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { tokenKeysHandler } from '../../../../lib/services/functions/token-keys/resource';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:Keys-AbCdEf';
const CONTEXT = { logStreamName: 'stream' };

const event = (RequestType: 'Create' | 'Update' | 'Delete') => ({
  RequestType, ServiceToken: 'arn', ResponseURL: 'https://answer', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Keys', ResourceType: 'Custom::TokenKeys', PhysicalResourceId: SECRET,
  ResourceProperties: { ServiceToken: 'arn' }, OldResourceProperties: {},
}) as CloudFormationCustomResourceEvent;

/** A function whose issuer fails so often first; time passes only by its waiting. */
function handler(failures: number) {
  let asked = 0;
  let time = 0;
  const answers: CloudFormationCustomResourceResponse[] = [];
  const publish = () => (asked++ < failures ? Promise.reject(new Error('the issuer answered 404')) : Promise.resolve({ keys: 1, written: true }));
  const clock = { now: () => time, sleep: (milliseconds: number) => { time += milliseconds; return Promise.resolve(); } };
  return { handle: tokenKeysHandler(publish, SECRET, clock, (_, response) => { answers.push(response); return Promise.resolve(); }), answers, times: () => asked };
}

beforeEach(() => { for (const level of ['log', 'warn', 'error'] as const) jest.spyOn(console, level).mockImplementation(() => undefined); });
afterEach(() => jest.restoreAllMocks());

test.each(['Create', 'Update'] as const)('%s publishes and answers with the secret, so that what refers to it waits', async (type) => {
  const { handle, answers, times } = handler(0);
  await handle(event(type), CONTEXT);
  expect(times()).toBe(1);
  expect(answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: SECRET, Data: { SecretArn: SECRET } }]);
});

test('an issuer that was made a moment ago is asked again', async () => {
  const { handle, answers, times } = handler(3);
  await handle(event('Create'), CONTEXT);
  expect([times(), answers[0]?.Status]).toEqual([4, 'SUCCESS']);
});

test('an issuer that never answers fails the deployment within what the function has time for', async () => {
  const { handle, answers } = handler(Infinity);
  await handle(event('Create'), CONTEXT);
  expect(answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('the issuer answered 404') }]);
});

test('deletion asks nobody and leaves the secret to its own resource', async () => {
  const { handle, answers, times } = handler(0);
  await handle(event('Delete'), CONTEXT);
  expect([times(), answers[0]?.Status]).toEqual([0, 'SUCCESS']);
});

test('the schedule publishes once and answers nobody; its failure is one, for Lambda to repeat and the alarm to count', async () => {
  const good = handler(0);
  await good.handle({}, CONTEXT);
  expect([good.times(), good.answers]).toEqual([1, []]);
  const bad = handler(1);
  await expect(bad.handle({}, CONTEXT)).rejects.toThrow(/404/);
  expect(bad.times()).toBe(1);
});
