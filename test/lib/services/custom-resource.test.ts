import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { customResource, text, type CustomResourceLogic } from '../../../lib/services/functions/custom-resource';

const IDENTITY = { StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/s/1', RequestId: 'r-1', LogicalResourceId: 'L', ResourceType: 'Custom::Thing', ServiceToken: 'arn:fn', ResponseURL: 'https://bucket.example.com/answer' };

function event(request: Partial<CloudFormationCustomResourceEvent>): CloudFormationCustomResourceEvent {
  return { ...IDENTITY, ResourceProperties: { ServiceToken: 'arn:fn', Name: 'n' }, ...request } as CloudFormationCustomResourceEvent;
}

async function answer(logic: Partial<CustomResourceLogic>, request: CloudFormationCustomResourceEvent): Promise<CloudFormationCustomResourceResponse> {
  const answers: CloudFormationCustomResourceResponse[] = [];
  const refuse = async (): Promise<never> => Promise.reject(new Error('not expected'));
  const handler = customResource({ create: refuse, update: refuse, delete: refuse, ...logic }, async (_event, response) => void answers.push(response));
  await handler(request, { logStreamName: 'stream' });
  expect(answers).toHaveLength(1);
  return answers[0] as CloudFormationCustomResourceResponse;
}

beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

test('answers a create with the identity and attributes of what was made', async () => {
  const response = await answer({ create: async (properties) => ({ physicalResourceId: text(properties, 'Name'), attributes: { Arn: 'a' } }) }, event({ RequestType: 'Create' }));
  expect(response).toEqual({ StackId: IDENTITY.StackId, RequestId: 'r-1', LogicalResourceId: 'L', Status: 'SUCCESS', PhysicalResourceId: 'n', Data: { Arn: 'a' }, NoEcho: false });
});

test('answers a failure with its reason instead of keeping CloudFormation waiting', async () => {
  const response = await answer({ create: async () => Promise.reject(new Error('no such key')) }, event({ RequestType: 'Create' }));
  expect(response).toMatchObject({ Status: 'FAILED', Reason: 'Error: no such key (log stream stream)' });
});

test('deletes nothing when the create had failed', async () => {
  const failed = await answer({ create: async () => Promise.reject(new Error('no')) }, event({ RequestType: 'Create' }));
  const response = await answer({}, event({ RequestType: 'Delete', PhysicalResourceId: failed.PhysicalResourceId }));
  expect(response.Status).toBe('SUCCESS');
});

test('a failed update keeps the identity, so that nothing is deleted', async () => {
  const response = await answer({ update: async () => Promise.reject(new Error('no')) }, event({ RequestType: 'Update', PhysicalResourceId: 'n', OldResourceProperties: { ServiceToken: 'arn:fn' } }));
  expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'n' });
});

describe('an operation whose permission was just granted', () => {
  /** Refused for this long, by a clock that moves when one sleeps. */
  async function create(name: string, refusedMilliseconds: number, RequestType: 'Create' | 'Delete' = 'Create') {
    let time = 0;
    let calls = 0;
    const answers: CloudFormationCustomResourceResponse[] = [];
    const operation = async (): Promise<{ physicalResourceId: string }> => {
      calls++;
      if (time < refusedMilliseconds) throw Object.assign(new Error('not authorized'), { name });
      return { physicalResourceId: 'made' };
    };
    const logic = { create: operation, update: operation, delete: async () => void (await operation()) };
    const clock = { now: () => time, sleep: async (milliseconds: number) => { time += milliseconds; } };
    const request = event({ RequestType, ...(RequestType === 'Delete' ? { PhysicalResourceId: 'n' } : {}) } as Partial<CloudFormationCustomResourceEvent>);
    await customResource(logic, async (_event, response) => void answers.push(response), clock)(request, { logStreamName: 'stream' });
    return { status: answers[0]?.Status, calls, time };
  }
  beforeEach(() => jest.spyOn(console, 'warn').mockImplementation(() => undefined));

  test.each(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation'])('is repeated after %s until IAM knows it', async (name) => {
    expect(await create(name, 30_000)).toMatchObject({ status: 'SUCCESS' });
  });
  test('fails when it is refused for longer than a minute', async () => {
    const { status, time } = await create('AccessDeniedException', Infinity);
    expect(status).toBe('FAILED');
    expect(time).toBeLessThanOrEqual(60_000);
  });
  test.each([['ValidationException', 'Create'], ['AccessDenied', 'Delete']] as const)('fails at once for %s on %s', async (name, requestType) => {
    expect(await create(name, 30_000, requestType)).toEqual({ status: 'FAILED', calls: 1, time: 0 });
  });
});

test('fails when a property is missing', () => {
  expect(() => text({}, 'Name')).toThrow('property Name must be a non-empty string, got undefined');
});
