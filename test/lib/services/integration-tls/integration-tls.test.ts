import { integrationTls, parseIntegrations, type IntegrationAddress, type Integrations } from '../../../../lib/services/functions/integration-tls/integration-tls';

const PROPERTIES = { ServiceToken: 'arn', RestApiId: 'api1', Integrations: ['POST res1', 'GET res2'], Definition: [{ timeoutInMillis: '300000' }] };
const at = ({ httpMethod, resourceId, restApiId }: IntegrationAddress): string => `${restApiId} ${httpMethod} ${resourceId}`;

const named = (name: string): Error => Object.assign(new Error(name), { name });

/** API Gateway with the state of its integrations, and errors to give first. */
class FakeGateway implements Integrations {
  readonly state = new Map<string, boolean>([['api1 POST res1', false], ['api1 GET res2', false], ['api1 POST res3', true]]);
  readonly writes: string[] = [];
  failures: Error[] = [];

  async read(address: IntegrationAddress): Promise<boolean> {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const skip = this.state.get(at(address));
    if (skip === undefined) throw named('NotFoundException');
    return skip;
  }

  async write(address: IntegrationAddress, skip: boolean): Promise<boolean> {
    this.writes.push(`${at(address)} ${skip}`);
    this.state.set(at(address), skip);
    return skip;
  }
}

function sample(): { readonly gateway: FakeGateway; readonly waits: number[]; readonly logic: ReturnType<typeof integrationTls> } {
  const gateway = new FakeGateway();
  const waits: number[] = [];
  return { gateway, waits, logic: integrationTls(gateway, async (milliseconds) => { waits.push(milliseconds); }) };
}

test('create switches the check off on every integration, under an id that belongs to the API', async () => {
  const { gateway, logic } = sample();
  await expect(logic.create(PROPERTIES)).resolves.toEqual({ physicalResourceId: 'api1/integration-tls' });
  expect(gateway.writes).toEqual(['api1 POST res1 true', 'api1 GET res2 true']);
});

test('a repeated event writes nothing', async () => {
  const { gateway, logic } = sample();
  await logic.create(PROPERTIES);
  await logic.create(PROPERTIES);
  expect(gateway.writes).toHaveLength(2);
});

test('update writes again what a changed method has reset, and restores what is no longer listed', async () => {
  const { gateway, logic } = sample();
  await logic.update(PROPERTIES, { ...PROPERTIES, Integrations: ['POST res1', 'POST res3'] }, 'api1/integration-tls');
  expect(gateway.writes).toEqual(['api1 POST res1 true', 'api1 GET res2 true', 'api1 POST res3 false']);
});

test('update to another API leaves the old one to the delete that follows', async () => {
  const { gateway, logic } = sample();
  gateway.state.set('api2 POST res1', false);
  const result = await logic.update({ ...PROPERTIES, RestApiId: 'api2', Integrations: ['POST res1'] }, PROPERTIES, 'api1/integration-tls');
  expect(result.physicalResourceId).toBe('api2/integration-tls');
  expect(gateway.writes).toEqual(['api2 POST res1 true']);
});

test('delete switches the check on again, and does not mind what is gone', async () => {
  const { gateway, logic } = sample();
  await logic.create(PROPERTIES);
  gateway.state.delete('api1 POST res1');
  await logic.delete(PROPERTIES, 'api1/integration-tls');
  expect(gateway.state.get('api1 GET res2')).toBe(false);
});

test.each(['ConflictException', 'TooManyRequestsException', 'ServiceUnavailableException'])('%s is waited out, longer each time', async (name) => {
  const { gateway, waits, logic } = sample();
  gateway.failures = [named(name), named(name), named(name)];
  await logic.create(PROPERTIES);
  expect(waits).toEqual([500, 1_000, 2_000]);
  expect(gateway.writes).toHaveLength(2);
});

test('an error that does not pass is given up on', async () => {
  const { gateway, waits, logic } = sample();
  gateway.failures = Array.from({ length: 20 }, () => named('ConflictException'));
  await expect(logic.create(PROPERTIES)).rejects.toThrow('ConflictException');
  expect(waits).toHaveLength(7);
});

test.each(['NotFoundException', 'AccessDeniedException', 'BadRequestException'])('create fails at once with %s', async (name) => {
  const { gateway, waits, logic } = sample();
  gateway.failures = [named(name)];
  await expect(logic.create(PROPERTIES)).rejects.toThrow(name);
  expect(waits).toEqual([]);
});

test('delete fails when it may not write', async () => {
  const { gateway, logic } = sample();
  gateway.failures = [named('AccessDeniedException')];
  await expect(logic.delete(PROPERTIES, 'api1/integration-tls')).rejects.toThrow('AccessDeniedException');
});

test('an answer that does not show the change is an error', async () => {
  const logic = integrationTls({ read: async () => false, write: async () => false }, async () => undefined);
  await expect(logic.create(PROPERTIES)).rejects.toThrow('did not take over insecureSkipVerification=true for POST of resource res1');
});

test.each<[string, Record<string, unknown>]>([
  ['no API', { Integrations: ['POST res1'] }], ['no list', { RestApiId: 'api1' }], ['an empty list', { RestApiId: 'api1', Integrations: [] }],
  ['a path in place of an id', { RestApiId: 'api1', Integrations: ['POST ../res1'] }], ['a missing method', { RestApiId: 'api1', Integrations: ['res1'] }],
])('properties with %s are refused', (_, properties) => expect(() => parseIntegrations(properties)).toThrow(TypeError));
