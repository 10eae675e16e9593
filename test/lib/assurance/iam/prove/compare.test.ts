import { decide } from '../../../../../lib/assurance/iam/decide';
import { parsePolicy } from '../../../../../lib/assurance/iam/parse-policy';
import { comparePolicies } from '../../../../../lib/assurance/iam/prove';

function policy(...statements: object[]) {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, 'policy');
}

const READ_ALL = policy({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' });
const READ_ONE = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/a/*' });
const READ_INSIDE = policy({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
const WITH_DENY = policy({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' }, { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::data/secret/*' });

test('a policy allows nothing that it does not allow itself', () => {
  for (const same of [READ_ALL, READ_ONE, READ_INSIDE, WITH_DENY]) expect(comparePolicies(same, same)).toMatchObject({ aAllowsMore: { kind: 'proved' }, bAllowsMore: { kind: 'proved' } });
});

test.each([
  ['a narrower action and resource', READ_ONE],
  ['a condition', READ_INSIDE],
  ['a denial', WITH_DENY],
])('%s allows less, with a request as witness that the evaluator allows by one and not by the other', (_what, narrower) => {
  const { aAllowsMore, bAllowsMore } = comparePolicies(READ_ALL, narrower);
  expect(bAllowsMore.kind).toBe('proved');
  if (aAllowsMore.kind !== 'refuted') throw new Error(`expected a witness, got ${aAllowsMore.kind}`);
  const { request } = aAllowsMore.witness;
  expect([READ_ALL, narrower].map((one) => decide(request, { identity: [one] }).kind === 'allow')).toEqual([true, false]);
});
