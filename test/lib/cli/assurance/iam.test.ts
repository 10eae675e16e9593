import { fileOf, secureAi } from './run';

const READ = { Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }] };
const ROLE = 'arn:aws:iam::111122223333:role/App';

describe('secure-ai iam decide', () => {
  const decide = (request: object, ...more: readonly string[]) => secureAi('iam', 'decide', '--request', fileOf('request.json', request), ...more);
  const request = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a.csv', policies: { identity: [READ] } };

  test('tells which statement decided', async () => {
    const { code, out } = await decide(request);
    expect(code).toBe(0);
    expect(out).toMatch(/^Allowed\.\n.*statement 0 \(Read\)/);
  });

  test('tells why every other statement did not apply', async () => {
    const { code, out } = await decide({ ...request, action: 's3:PutObject' });
    expect(code).toBe(0);
    expect(out).toMatch(/^Denied because nothing allows it[\s\S]*s3:PutObject is not among its actions s3:GetObject/);
  });

  test('ends with 1 when it cannot be told', async () => {
    const conditional = { ...READ, Statement: [{ ...READ.Statement[0], Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }] };
    const twice = { ...request, policies: { identity: [conditional] }, context: { 'aws:PrincipalTag/team': ['a', 'b'] } };
    expect(await decide(twice)).toMatchObject({ code: 1, out: expect.stringMatching(/^Cannot be told/) });
  });

  test('writes JSON', async () => {
    expect(JSON.parse((await decide(request, '--format', 'json')).out)).toMatchObject({ kind: 'allow', decidedBy: [{ layer: 'identity', sid: 'Read' }] });
  });

  test.each([
    ['no JSON', '{', 'InvalidJson'],
    ['a missing action', { principal: ROLE, resource: '*', policies: { identity: [] } }, 'action'],
    ['a policy that is none', { ...request, policies: { identity: [{ Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] }] } }, 'StatementEffectUnknown'],
  ])('ends with 2 for %s', async (_, content, message) => {
    const result = await secureAi('iam', 'decide', '--request', fileOf('request.json', content));
    expect(result).toMatchObject({ code: 2, out: '' });
    expect(result.err).toContain(message);
  });
});

describe('secure-ai iam compare', () => {
  const wider = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' }] };
  const compare = (a: object, b: object, ...more: readonly string[]) => secureAi('iam', 'compare', fileOf('a.json', a), fileOf('b.json', b), ...more);

  test('ends with 1 and a request that only B allows', async () => {
    const { code, out } = await compare(READ, wider);
    expect(code).toBe(1);
    expect(out).toMatch(/b\.json allows something that .*a\.json does not:\n {2}principal: .*\n {2}action: s3:Get/);
    expect(out).toMatch(/a\.json allows nothing that .*b\.json does not\./);
  });

  test('ends with 0 when B allows nothing more, and shows what A does', async () => {
    const { code, out } = await compare(wider, READ);
    expect(code).toBe(0);
    expect(out).toMatch(/a\.json allows something that/);
  });

  test('writes both verdicts as JSON', async () => {
    expect(JSON.parse((await compare(READ, wider, '--format', 'json')).out)).toMatchObject({ aAllowsMore: { kind: 'proved' }, bAllowsMore: { kind: 'refuted' } });
  });
});
