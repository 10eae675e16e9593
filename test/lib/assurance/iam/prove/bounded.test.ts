import { decide } from '../../../../../lib/assurance/iam/decide';
import { parsePolicy } from '../../../../../lib/assurance/iam/parse-policy';
import { comparePolicies, prove } from '../../../../../lib/assurance/iam/prove';
import { findWord } from '../../../../../lib/assurance/iam/prove/automata/search';
import { Lexicon } from '../../../../../lib/assurance/iam/prove/lexicon';
import { documentOf, type ShortStatement } from '../short-statement';

const ROLE = { kind: 'role-session', roleArn: 'arn:aws:iam::111122223333:role/App', sessionName: 's' } as const;
const READ = { not: false, patterns: ['s3:GetObject'] };

function policy(statements: readonly ShortStatement[]) {
  return parsePolicy(documentOf(statements), 'hostile');
}

const MANY = Array.from({ length: 2000 }, (_, i) => i);

/** Policies made to be slow, and what may come of them: the truth, or that it is not known. */
const HOSTILE: readonly [string, readonly ShortStatement[], readonly string[]][] = [
  ['2,000 Allows', MANY.map((i) => ({ Allow: 's3:GetObject', on: `arn:aws:s3:::data/${i}/*` })), ['refuted', 'unknown']],
  ['2,000 Denies', [{ Allow: 's3:*', on: '*' }, ...MANY.map((i) => ({ Deny: 's3:GetObject', on: `arn:aws:s3:::data/${i}/*` }))], ['refuted', 'unknown']],
  ['2,000 Denies on 2,000 keys', [{ Allow: 's3:*', on: '*' }, ...MANY.map((i) => ({ Deny: 's3:GetObject', on: '*', if: { StringNotEquals: { [`a:k${i}`]: 'v' } } }))], ['refuted', 'unknown']],
  ['a wildcard pattern of 10,000 characters', [{ Allow: 's3:GetObject', on: `arn:aws:s3:::data/${'a*'.repeat(5000)}` }], ['refuted', 'unknown']],
  ['question marks and stars', [{ Allow: 's3:GetObject', on: `arn:aws:s3:::${'*?'.repeat(300)}b` }, { Deny: 's3:GetObject', on: `arn:aws:s3:::${'?*'.repeat(300)}b` }], ['proved', 'unknown']],
  ['patterns whose product explodes', [{ Allow: 's3:GetObject', on: '*' }, ...[...'abcdefghij'].map((char) => ({ Deny: 's3:GetObject', notOn: `*${char}${'?'.repeat(12)}` }))], ['proved', 'unknown']],
  ['variables within variables', [{ Allow: 's3:GetObject', on: `arn:aws:s3:::\${\${\${aws:username}}}/\${aws:PrincipalTag/\${a:b}}/*` }], ['proved', 'refuted', 'unknown']],
  ['fifty variables', [{ Allow: 's3:GetObject', on: `arn:aws:s3:::${MANY.slice(0, 50).map((i) => `\${a:k${i}}`).join('')}` }], ['refuted', 'unknown']],
  ['a chain of variables', [{ Allow: 's3:GetObject', on: '*', if: { StringEquals: Object.fromEntries(MANY.slice(0, 40).map((i) => [`a:k${i}`, `\${a:k${i + 1}}`])) } }], ['refuted', 'unknown']],
  ['2,000 values of a condition', [{ Allow: 's3:GetObject', on: '*', if: { StringLike: { 'a:k': MANY.map((i) => `*${i}*`) } } }], ['refuted', 'unknown']],
  ['2,000 address blocks', [{ Allow: 's3:GetObject', on: '*', if: { NotIpAddress: { 'aws:SourceIp': MANY.map((i) => `10.${i >> 8}.${i & 255}.0/24`) } } }], ['refuted', 'unknown']],
];

describe('a hostile policy is answered within bounds', () => {
  test.each(HOSTILE)('%s', (_name, statements, expected) => {
    const hostile = policy(statements);
    expect(expected).toContain(prove({ principals: [ROLE], action: READ }, { identity: [hostile] }).kind);
    expect(['allow', 'deny', 'implicit-deny', 'unknown']).toContain(decide({ principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a', context: new Map() }, { identity: [hostile] }).kind);
  });

  test.each(HOSTILE)('compared with a plain one: %s', (_name, statements) => {
    const { aAllowsMore, bAllowsMore } = comparePolicies(policy(statements), policy([{ Allow: 's3:GetObject', on: 'arn:aws:s3:::data/*' }]));
    expect([aAllowsMore.kind, bAllowsMore.kind]).not.toContain('not-applicable');
  });
});

test('a search of words stops at its limit and says so', () => {
  const lexicon = new Lexicon();
  const reading = { wildcards: true, caseless: false, segmentwise: false, variables: false };
  const explosive = [...'abcdefgh'].map((char) => ({ language: lexicon.patterns([`*${char}${'?'.repeat(14)}`], reading), positive: false, mode: 'must' as const }));
  const long = { language: lexicon.patterns([`${'?'.repeat(200)}`], reading), positive: true, mode: 'must' as const };
  expect(findWord([...explosive, long, { language: lexicon.patterns(['*a??????????????', '*z'], reading), positive: true, mode: 'must' }], 50)).toEqual({ kind: 'bound' });
});
