import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deeper, hasSentence, placeOf, readable, sentence } from '../../../../lib/assurance/prose';

const ENGINE = resolve(__dirname, '../../../../lib/assurance');

/** Codes of reasons as they are written in the sources; codes of errors stand beside `what`. */
function codesIn(folder: string): readonly string[] {
  const files = readdirSync(join(ENGINE, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.flatMap((file) => [...readFileSync(join(file.parentPath, file.name), 'utf8').matchAll(/code: '([A-Z]\w+)'[^\n]*/g)].flatMap(([line, code = '']) => (line.includes('what:') ? [] : [code])));
}

test.each(['template', 'iam', 'network', 'access', 'requirements', 'verify'])('every reason of %s has a sentence of its own', (folder) => {
  expect([...new Set(codesIn(folder))].filter((code) => !hasSentence(code))).toEqual([]);
});

test('a code that nobody knows reads as words, with its data', () => {
  expect(sentence({ code: 'StageWithoutApiLogs', stage: 'prod', levels: ['INFO', 'ERROR'] })).toBe('stage without API logs: stage prod; levels INFO, ERROR');
});

test.each([
  [{ code: 'PropertyMissing', property: 'VersioningConfiguration.Status', wanted: 'Enabled' }, 'VersioningConfiguration.Status is missing; it must be Enabled'],
  [{ code: 'ParameterWithoutValue', template: 'T', parameter: 'Key' }, 'parameter Key has no value'],
  [{ code: 'ParameterWithoutValue', parameter: 'Key', property: 'KmsKeyId', wanted: 'a key' }, 'KmsKeyId must be a key, and cannot be told: parameter Key has no value'],
  [{ code: 'MalformedFunction', function: 'Fn::Sub', position: { file: 'a.yaml', line: 3, column: 9 } }, 'Fn::Sub is not written as CloudFormation takes it (a.yaml:3:9)'],
  [{ code: 'Closed', from: 'internet', to: 'A.Db', way: 'internet-gateway', family: 'IPv4', protocols: 'tcp', by: [{ code: 'NoRoute', at: 'A.Table' }] }, 'internet to A.Db by the internet gateway, IPv4, TCP, is closed: route table A.Table has no route there'],
  [{ code: 'ClosedWithout', remove: ['A.Group/0'] }, 'remove A.Group/0, and no path is left'],
  [
    { code: 'RequestAllowed', request: { principal: { kind: 'anonymous' }, action: 's3:GetObject', resource: 'arn:aws:s3:::b/*', context: {} }, decidedBy: [{ layer: 'resource', policy: 'T.Policy', index: 0, sid: 'Open' }] },
    'allowed: s3:GetObject on arn:aws:s3:::b/* by anybody, unauthenticated, by statement 0 (Open) of resource policy T.Policy',
  ],
  [{ code: 'WhenDecided', when: [[{ name: 'T.Env', value: 'prod' }], []] }, 'this is so when T.Env = prod, or always'],
  [{ code: 'ActionDiffers', action: 's3:GetObject', patterns: ['s3:Put*'], not: false }, 's3:GetObject is not among its actions s3:Put*'],
])('%j is a sentence', (step, expected) => {
  expect(sentence(step)).toBe(expected);
});

test('reasons within a reason are told too', () => {
  expect(deeper({ code: 'PolicyUnresolved', policy: 'P', cause: { code: 'PolicyNotJson', message: 'm', cause: { code: 'NotNamed' } } })).toEqual(['the text of the policy is no JSON (m)', 'the policy does not tell to which identity it is attached']);
});

test('a place is told as far as it is known', () => {
  expect(placeOf({ code: 'X', template: 'Data', resource: 'Bucket', path: '/BucketName' })).toBe('Data.Bucket /BucketName');
  expect(placeOf({ code: 'X' })).toBe('');
});

test('symbols lose the marks that only machines need', () => {
  expect(readable('arn:⟦AWS::Partition⟧:s3:::⟦T.Name~any⟧/x')).toBe('arn:⟦AWS::Partition⟧:s3:::⟦T.Name⟧/x');
});

test('a reason with data of any kind is told', () => {
  for (const detail of [undefined, null, 0, true, '', [], {}, [[1]], { a: { b: [null] } }]) expect(sentence({ code: 'Undecided', detail })).not.toBe('');
  for (const detail of [undefined, null, 0, [], {}]) expect(sentence({ code: 'Closed', by: detail, from: detail, to: detail, way: detail })).toContain('closed');
});
