import { decide } from '../../../../../lib/assurance/iam/decide';
import { parsePolicy } from '../../../../../lib/assurance/iam/parse-policy';
import type { Policy } from '../../../../../lib/assurance/iam/policy';
import { comparePolicies } from '../../../../../lib/assurance/iam/prove';
import { policyAllows } from '../../../../../lib/assurance/iam/prove/replay';
import comparisons from '../cases/comparisons.json';
import { documentOf, type ShortStatement } from '../short-statement';

type Short = ShortStatement | readonly ShortStatement[];
/** Whether the one allows more than the other. */
type Answer = 'yes' | 'no' | 'unknown';

const VERDICTS = { yes: 'refuted', no: 'proved', unknown: 'unknown' } as const;

function policy(short: Short): Policy {
  return parsePolicy(documentOf([short].flat()), 'policy');
}

test.each(comparisons as unknown as [string, Short, Short, Answer, Answer][])('%s', (_name, one, other, oneAllowsMore, otherAllowsMore) => {
  const [a, b] = [policy(one), policy(other)];
  const comparison = comparePolicies(a, b);
  expect(comparison).toMatchObject({ aAllowsMore: { kind: VERDICTS[oneAllowsMore] }, bAllowsMore: { kind: VERDICTS[otherAllowsMore] } });
  const place = a.statements.some(({ principal }) => principal !== undefined) ? 'resource' : 'attached';
  for (const [verdict, more, less] of [[comparison.aAllowsMore, a, b], [comparison.bAllowsMore, b, a]] as const) {
    if (verdict.kind === 'refuted') expect([more, less].map((each) => policyAllows(each, verdict.witness.request, place, 'greedy'))).toEqual(['yes', 'no']);
  }
  expect(comparePolicies(b, a)).toMatchObject({ aAllowsMore: { kind: comparison.bAllowsMore.kind }, bAllowsMore: { kind: comparison.aAllowsMore.kind } });
});

test('a witness is a request that the evaluator allows by one policy and not by the other', () => {
  const [wide, narrow] = [policy({ Allow: 's3:Get*', on: 'arn:aws:s3:::data/*' }), policy([{ Allow: 's3:Get*', on: 'arn:aws:s3:::data/*' }, { Deny: '*', on: 'arn:aws:s3:::data/secret/*' }])];
  const { aAllowsMore } = comparePolicies(wide, narrow);
  if (aAllowsMore.kind !== 'refuted') throw new Error(`expected a witness, got ${aAllowsMore.kind}`);
  const { request } = aAllowsMore.witness;
  expect([wide, narrow].map((one) => decide(request, { identity: [one] }).kind)).toEqual(['allow', 'deny']);
});
