import fc from 'fast-check';
import { randomSecret } from '../../../../lib/services/functions/secret-rotation/random-secret';
import { parseRotationEvent, rotate, type RotationEvent } from '../../../../lib/services/functions/secret-rotation/secret-rotation';
import { secretStore, type SecretStore } from '../../../../lib/services/functions/secret-rotation/secret-store';
import { FakeSecretsManager } from './fake-secrets-manager';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:S-AbCdEf';
const FIRST = JSON.stringify({ user: 'gateway', value: 'the first value of the secret' });
const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
const kind = randomSecret({ field: 'value', length: 32, excludeCharacters: '@/' });

const fake = new FakeSecretsManager();
let store: SecretStore;
beforeAll(async () => { store = secretStore(await fake.start()); });
afterAll(() => fake.stop());
beforeEach(() => {
  fake.create(ARN, FIRST);
  fake.calls.length = 0;
});

const step = (Step: RotationEvent['Step'], ClientRequestToken = 'second') => rotate({ SecretId: ARN, ClientRequestToken, Step }, store, kind);

describe('a rotation', () => {
  it('puts a new random value into its field, keeps the others, and keeps the old version as previous', async () => {
    fake.begin(ARN, 'second');
    for (const each of STEPS) await step(each);
    const [[id, value] = []] = fake.staged(ARN, 'AWSCURRENT');
    expect(id).toBe('second');
    expect(JSON.parse(value ?? '')).toEqual({ user: 'gateway', value: expect.stringMatching(/^[^@/]{32}$/) });
    expect(fake.staged(ARN, 'AWSPREVIOUS')).toEqual([['first', FIRST]]);
  });
  it('does not write a second value when createSecret comes again', async () => {
    fake.begin(ARN, 'second');
    await step('createSecret');
    const written = fake.staged(ARN, 'AWSPENDING');
    await step('createSecret');
    expect(fake.staged(ARN, 'AWSPENDING')).toEqual(written);
  });
  it('does nothing when the version is current already', async () => {
    fake.begin(ARN, 'second');
    for (const each of STEPS) await step(each);
    fake.calls.length = 0;
    for (const each of STEPS) await step(each);
    expect(new Set(fake.calls)).toEqual(new Set(['DescribeSecret']));
  });
  it('passes when Secrets Manager only tries the schedule with an empty version', async () => {
    fake.begin(ARN, 'trial');
    await step('testSecret', 'trial');
    expect(fake.staged(ARN, 'AWSCURRENT')).toEqual([['first', FIRST]]);
  });
  it('fails when rotation is off', async () => {
    fake.create(ARN, FIRST, false);
    await expect(step('createSecret')).rejects.toThrow(/rotation is not enabled/);
  });
  it('fails when the version is unknown or not staged as pending', async () => {
    await expect(step('createSecret', 'unknown')).rejects.toThrow(/no staging label/);
    fake.begin(ARN, 'second');
    fake.secrets.get(ARN)?.versions.get('second')?.stages.add('OTHER').delete('AWSPENDING');
    await expect(step('createSecret')).rejects.toThrow(/not staged as AWSPENDING/);
  });
  it('fails to finish before a value was created, or with a value that does not pass its test', async () => {
    fake.begin(ARN, 'second');
    await expect(step('finishSecret')).rejects.toThrow(/createSecret must come first/);
    await store.putPending(ARN, 'second', JSON.stringify({ user: 'someone else', value: 'short' }));
    await expect(step('testSecret')).rejects.toThrow(/at least 32 characters; field user was changed/);
    await expect(step('finishSecret')).rejects.toThrow(/refused/);
    expect(fake.staged(ARN, 'AWSCURRENT')).toEqual([['first', FIRST]]);
  });
  it('never quotes a value in an error', async () => {
    fake.create(ARN, 'not json: hunter2');
    fake.begin(ARN, 'second');
    await expect(step('createSecret')).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
  });
});

it('leaves exactly one current version and the one before it, whatever the order, repetition and failure of steps', async () => {
  const attempt = fc.record({ token: fc.constantFrom('second', 'third', 'fourth'), steps: fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 5 }), together: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 3 }), async (attempts) => {
    fake.create(ARN, FIRST);
    const order: string[] = ['first'];
    for (const { token, steps, together } of attempts) {
      fake.begin(ARN, token);
      const run = (each: (typeof STEPS)[number]) => step(each, token).catch(() => undefined);
      if (together) await Promise.all(steps.map(run));
      else for (const each of steps) await run(each);
      const current = fake.staged(ARN, 'AWSCURRENT');
      expect(current).toHaveLength(1);
      const [id = '', value] = current[0] ?? [];
      expect(typeof value).toBe('string');
      if (order.at(-1) !== id) order.push(id);
      expect(fake.staged(ARN, 'AWSPREVIOUS').map(([previous]) => previous)).toEqual(order.slice(-2, -1));
    }
    const last = attempts.at(-1)?.token ?? '';
    if (fake.staged(ARN, 'AWSPENDING').some(([id]) => id === last)) {
      for (const each of STEPS) await step(each, last);
      expect(fake.staged(ARN, 'AWSCURRENT').map(([id]) => id)).toEqual([last]);
    }
  }), { numRuns: 25 });
}, 30_000);

describe('an event', () => {
  it('is read when it is one of Secrets Manager', () => {
    const event = { SecretId: ARN, ClientRequestToken: 't', Step: 'testSecret', RotationToken: 'x' };
    expect(parseRotationEvent(event)).toEqual({ SecretId: ARN, ClientRequestToken: 't', Step: 'testSecret' });
  });
  it.each([[null], [{}], [{ SecretId: ARN, ClientRequestToken: 't', Step: 'dropSecret' }], [{ SecretId: ARN, Step: 'testSecret' }]])('fails when it is %j', (event) => {
    expect(() => parseRotationEvent(event)).toThrow(TypeError);
  });
});
