import fc from 'fast-check';
import { decide } from '../../../../../lib/assurance/iam/decide';
import { prove, type RequestRegion } from '../../../../../lib/assurance/iam/prove';
import { questionContext, type QuestionContext } from '../../../../../lib/assurance/requirements/context';
import { proveOnce } from '../../../../../lib/assurance/requirements/questions/alike';
import { proveByNeed } from '../../../../../lib/assurance/requirements/questions/by-need';
import { apartByName, mayMeet, relevantTo } from '../../../../../lib/assurance/requirements/questions/relevant';
import { statesOf } from '../../../../../lib/assurance/rules';
import { policies, request } from '../../iam/arbitraries';
import { factsOf } from '../template';

function context(): QuestionContext {
  const facts = factsOf('T: { Type: AWS::SNS::Topic }');
  const [state] = statesOf(facts);
  if (state === undefined) throw new Error('templates have a state');
  return questionContext(state, facts);
}

describe('proveByNeed', () => {
  test('proves nothing that is refuted by looking at everything together, and refutes by requests that are allowed', () => {
    fc.assert(fc.property(policies, request, (all, asked) => {
      const region: RequestRegion = { principals: [asked.principal], action: { not: false, patterns: [asked.action.replace(/:.*/, ':*')] }, resource: { not: false, patterns: [asked.resource] } };
      const found = proveByNeed(region, all, context());
      if (found.kind === 'refuted') expect(decide(found.witness.request, all).kind).toBe('allow');
      if (found.kind === 'proved') expect(prove(region, all).kind).not.toBe('refuted');
    }), { numRuns: 150, seed: 11 });
  });

  test('a statement that is left out has no bearing on any request of the region', () => {
    fc.assert(fc.property(policies, request, request, (all, asked, other) => {
      const region: RequestRegion = { principals: [asked.principal], action: { not: false, patterns: [asked.action] }, resource: { not: false, patterns: [asked.resource, other.resource] } };
      for (const resource of [asked.resource, other.resource]) expect(decide({ ...asked, resource }, relevantTo(region, all)).kind).toBe(decide({ ...asked, resource }, all).kind);
    }), { numRuns: 400, seed: 12 });
  });
});

describe('proveOnce', () => {
  const bucket = (name: string) => `arn:aws:s3:::⟦T.${name}.Ref⟧/*`;
  const policiesOf = (own: string, denied: string) => ({
    identity: [{ version: '2012-10-17' as const, statements: [{ index: 0, effect: 'Allow' as const, action: { not: false, patterns: ['s3:*'] }, resource: { not: false, patterns: [bucket(own)] }, conditions: [] },
      { index: 1, effect: 'Deny' as const, action: { not: false, patterns: ['s3:*'] }, resource: { not: false, patterns: [bucket(denied)] }, conditions: [] }] }],
  });
  const region = (name: string): RequestRegion => ({ principals: [{ kind: 'user', arn: 'arn:aws:iam::123456789012:user/u' }], action: { not: false, patterns: ['s3:GetObject'] }, resource: { not: false, patterns: [bucket(name)] } });

  test('does not take one resource for another because their policies are written alike', () => {
    const shared = context();
    expect(proveOnce(region('A'), policiesOf('A', 'A'), shared).kind).toBe('proved');
    expect(proveOnce(region('B'), policiesOf('B', 'B'), shared).kind).toBe('proved');
    expect(proveOnce(region('B'), policiesOf('B', 'A'), shared).kind).toBe('refuted');
  });
});

describe('mayMeet', () => {
  test.each<[string, string, boolean]>([
    ['s3:getobject', 's3:get*', true], ['s3:get*', 's3:*acl', true], ['s3:get*', 's3:put*', false], ['s3:get?', 's3:get', false], ['*', 'iam:passrole', true], ['s3:*', 's3-object-lambda:*', false], ['a*b*c', 'axbyc', true], ['a*b*c', 'acb', false], ['**', '', true],
  ])('tells whether %s and %s have a text in common', (one, other, expected) => {
    expect([mayMeet(one, other), mayMeet(other, one)]).toEqual([expected, expected]);
  });

  test('never parts patterns that match one text', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((all) => all.join(''));
    const matches = (pattern: string, text: string): boolean => new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
    fc.assert(fc.property(letters, letters, fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 }).map((all) => all.join('')), (one, other, text) => {
      if (matches(one, text) && matches(other, text)) expect(mayMeet(one, other)).toBe(true);
    }), { numRuns: 2000, seed: 13 });
  });
});

test.each<[string, string, boolean]>([
  ['arn:aws:s3:::⟦T.A.Ref⟧/*', 'arn:aws:s3:::⟦T.B.Ref⟧/*', true],
  ['arn:aws:s3:::⟦T.A.Ref⟧/*', 'arn:aws:s3:::⟦T.A.Ref⟧/x', false],
  ['arn:aws:s3:::⟦T.A.Ref⟧-logs', 'arn:aws:s3:::⟦T.B.Ref⟧', false],
  ['arn:aws:s3:::⟦T.A.Ref⟧*', 'arn:aws:s3:::⟦T.B.Ref⟧', false],
  ['arn:aws:s3:::⟦T.A.Ref~any⟧', 'arn:aws:s3:::⟦T.B.Ref~any⟧', false],
  ['arn:aws:s3:::⟦T.Name⟧', 'arn:aws:s3:::⟦T.B.Ref⟧', false],
  ['arn:aws:kms:eu-central-1:1:key/⟦T.A.Ref⟧', 'arn:aws:kms:us-east-1:1:key/⟦T.B.Ref⟧', false],
])('names of two resources tell %s from %s only where nothing else can make them one: %s', (one, other, expected) => {
  expect(apartByName(one, other)).toBe(expected);
});
