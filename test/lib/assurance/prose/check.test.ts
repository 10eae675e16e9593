import { becauseOf, gistOf, renderPath, renderVerdict } from '../../../../lib/assurance/prose';
import { sample } from '../evidence/sample';

const { checks } = sample();
const of = (id: string) => checks.filter((check) => check.id === id);

test('a refuted property reads: what, where, why, what to do', () => {
  expect(of('Tags').slice(0, 1).flatMap(renderVerdict)).toEqual(['REFUTED Tags: bucket has tags (supports GOV-01)', '  at T.Bucket (AWS::S3::Bucket) T.yaml:4:3', '  Tags is missing', '  to do: set it']);
});

test('an acknowledged finding says who answers for it', () => {
  expect(of('Tags').slice(1).flatMap(renderVerdict).at(-1)).toBe('  acknowledged by data-team until 2026-06-30: rebuilt daily');
});

test('something unknown says what is not told, and is not called a failure', () => {
  expect(of('Key').flatMap(renderVerdict)).toEqual(['UNKNOWN Key: bucket has a key (supports DAT-01, DAT-08)', '  at T.Bucket (AWS::S3::Bucket) T.yaml:4:3', '  parameter Key has no value', '  to do: set it']);
});

test('a way reads hop by hop, with what lets each through and what closes it', () => {
  expect(of('NET-02.no-path').flatMap(becauseOf)).toEqual([
    'packets take this way:',
    '  1. internet to T.Db (internet-gateway): tcp 198.51.100.7:49152 -> 10.0.0.4:5432; admitted traffic: tcp 5432',
    '     let through by security group rule (in) T.Group/SecurityGroupIngress/0; route T.Route',
    '     its answer by route of the answer T.Route',
    'remove T.Group/SecurityGroupIngress/0, and no path is left',
  ]);
});

test('an allowed request reads as who, what, on what and when, and names the statement', () => {
  expect(of('DAT-04.public').flatMap(becauseOf)).toEqual([
    'this request is allowed:',
    '  principal: anybody, unauthenticated', '  action: s3:GetObject', '  resource: arn:aws:s3:::data/a', '  aws:SourceIp: 198.51.100.7',
    '  Allowed.', '  by resource policy Bucket policy, statement 0 (Everybody)', '  granted by the policy of the resource',
  ]);
});

test('the gist is one line of every kind of answer', () => {
  expect(checks.map(gistOf).filter((line) => line !== '')).toEqual([
    'Tags is missing', 'Tags is missing', 'parameter Key has no value', 'no disks', 'a way: internet to T.Db, tcp 5432',
    'T.Db to internet by the NAT gateway, IPv4, TCP, is closed: route table T.Table has no route there', 'allowed: s3:GetObject on arn:aws:s3:::data/a by anybody, unauthenticated',
  ]);
});

test('an answer about paths reads the same without a check around it', () => {
  const [check] = of('NET-02.no-path');
  if (check?.verdict.kind !== 'refuted' || check.verdict.witness.kind !== 'path') throw new Error('the sample has a path');
  expect(renderPath({ ...check.verdict, witness: check.verdict.witness.path })).toHaveLength(4);
  expect(renderPath({ kind: 'unknown', because: [{ code: 'PolicyUnresolved', policy: 'P', cause: { code: 'NotNamed' } }] })).toHaveLength(2);
});
