import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileOf, secureAi } from './run';

const OPEN = fileOf('open.yaml', `Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: data
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '\${Data.Arn}/*' }
`);
const KEPT = fileOf('kept.yaml', `Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
`);
const UNDECIDED = fileOf('undecided.yaml', `Parameters:
  Versions: { Type: String }
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: !Ref Versions }
`);
const VERSIONED = fileOf('versioned.yaml', `version: 1
requirements:
  - id: own.versioned
    title: buckets keep versions
    question: { kind: rules, rules: [S3BucketVersioned], resources: { type: 'AWS::S3::Bucket' } }
`);

describe('secure-ai verify', () => {
  test('ends with 1 and tells rule, resource, position, witness and what to change when something is refuted', async () => {
    const { code, out } = await secureAi('verify', OPEN);
    expect(code).toBe(1);
    expect(out).toMatch(/REFUTED S3BucketVersioned: .*\n {2}at open\.Data \(AWS::S3::Bucket\) .*open\.yaml:2:\d+/);
    expect(out).toMatch(/this request is allowed:\n\s+principal: /);
    expect(out).toContain('to do: ');
    expect(out.split('\n').at(-1)).toMatch(/^1 template, 2 resources: \d+ proved, \d+ refuted, \d+ unknown, 0 acknowledged, \d+ not applicable$/);
  });

  test('asks only the packs and requirements that are named', async () => {
    const { code, out } = await secureAi('verify', KEPT, '--pack', 'network', '--requirements', VERSIONED);
    expect(code).toBe(0);
    expect(out).toBe('1 template, 1 resource: 1 proved, 0 refuted, 0 unknown, 0 acknowledged, 0 not applicable');
    expect((await secureAi('verify', KEPT, '--pack', 'network', '--requirements', VERSIONED, '--all')).out).toContain('PROVED own.versioned: buckets keep versions');
  });

  test('something unknown fails only with --strict, and says what it depends on', async () => {
    const asked = ['verify', UNDECIDED, '--pack', 'network', '--requirements', VERSIONED];
    const { code, out } = await secureAi(...asked);
    expect(code).toBe(0);
    expect(out).toMatch(/UNKNOWN own\.versioned[\s\S]*Versions/);
    expect((await secureAi(...asked, '--strict')).code).toBe(1);
    expect(await secureAi(...asked, '--strict', '--parameter', 'undecided.Versions=Enabled')).toMatchObject({ code: 0 });
    expect(await secureAi(...asked, '--parameter', 'undecided.Versions=Suspended')).toMatchObject({ code: 1 });
  });

  test('an acknowledgement at the resource counts until its last day, and is reported when it matches nothing', async () => {
    const acknowledged = (rule: string): string => fileOf('acknowledged.json', {
      Resources: { Data: { Type: 'AWS::S3::Bucket', Metadata: { SecureAi: { Acknowledge: [{ Id: `SecureAi::${rule}`, Reason: 'synthetic data', Owner: 'team', Expires: '2026-12-31' }] } } } },
    });
    const asked = ['--pack', 'network', '--requirements', VERSIONED];
    expect(await secureAi('verify', acknowledged('own.versioned[S3BucketVersioned]'), ...asked, '--strict')).toMatchObject({ code: 0, out: expect.stringContaining('1 acknowledged') });
    expect(await secureAi('verify', acknowledged('own.versioned[S3BucketVersioned]'), ...asked, '--today', '2027-01-01')).toMatchObject({ code: 1 });
    const stale = await secureAi('verify', acknowledged('own.other'), ...asked);
    expect(stale.out).toContain('acknowledgement of SecureAi::own.other at Data matches no finding');
  });

  test('writes JSON and SARIF', async () => {
    const json = JSON.parse((await secureAi('verify', OPEN, '--format', 'json')).out) as { checks: { id: string; verdict: { kind: string } }[] };
    expect(json.checks.find(({ id }) => id === 'S3BucketVersioned')?.verdict.kind).toBe('refuted');
    const sarif = JSON.parse((await secureAi('verify', OPEN, '--format', 'sarif')).out) as { version: string; runs: { results: { ruleId: string }[] }[] };
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain('S3BucketVersioned');
  });

  test.each([
    ['no path', [], 'ArgumentCount'],
    ['a file that is not there', ['no-such.yaml'], 'FileNotFound'],
    ['a folder that is no cloud assembly', [dirname(KEPT)], 'NotAnAssembly'],
    ['something that is no template', [fileOf('list.json', '[1, 2]')], 'NotATemplate'],
    ['truncated JSON', [fileOf('cut.json', '{"Resources": {')], 'TruncatedJson'],
    ['an unknown pack', [KEPT, '--pack', 'nope'], 'PackUnknown'],
    ['an unknown format', [KEPT, '--format', 'xml'], 'FormatUnknown'],
    ['a day that is none', [KEPT, '--today', 'soon'], 'DayMalformed'],
    ['an account that is none', [KEPT, '--account', '12'], 'AccountMalformed'],
    ['requirements that are none', [KEPT, '--requirements', fileOf('requirements.yaml', 'requirements: [{ id: 1 }]')], 'requirements.yaml'],
  ])('ends with 2 and one clear message for %s', async (_, args, code) => {
    const result = await secureAi('verify', ...args);
    expect(result).toMatchObject({ code: 2, out: '' });
    expect(result.err).toContain(code);
    expect(result.err).not.toMatch(/\n\s+at /);
  });
});

describe('secure-ai posture', () => {
  test('shows who may do what, as text and as JSON', async () => {
    const { code, out } = await secureAi('posture', OPEN);
    expect(code).toBe(0);
    expect(out).toMatch(/everyone may s3:GetObject on open\/Data\/\*/);
    expect(JSON.parse((await secureAi('posture', OPEN, '--format', 'json')).out)).toEqual(expect.any(Object));
  });
});

describe('secure-ai diff', () => {
  test('ends with 1 and a request that only the later template allows', async () => {
    const before = fileOf('t.yaml', readFileSync(OPEN, 'utf8').replace("Principal: '*'", "Principal: { AWS: '111122223333' }"));
    const after = fileOf('t.yaml', readFileSync(OPEN, 'utf8'));
    const more = await secureAi('diff', before, after);
    expect(more.code).toBe(1);
    expect(more.out).toMatch(/more[\s\S]*s3:GetObject/i);
    expect((await secureAi('diff', after, before)).code).toBe(0);
    expect((await secureAi('diff', after, after)).code).toBe(0);
  });
});

describe('secure-ai evidence', () => {
  test('writes the same bytes for the same input, and ends as verify does', async () => {
    const folders = [1, 2].map((n) => join(dirname(fileOf('x', '')), `evidence-${n}`));
    const runs = await Promise.all(folders.map((folder) => secureAi('evidence', OPEN, '--out', folder)));
    expect(runs.map(({ code }) => code)).toEqual([1, 1]);
    const files = (runs[0]?.out ?? '').split('\n').map((file) => file.slice((folders[0] ?? '').length + 1));
    expect(files).toEqual(expect.arrayContaining(['index.html', 'evidence.md', 'results.sarif', 'oscal-assessment-results.json', 'checks.json']));
    for (const file of files) expect(readFileSync(join(folders[1] ?? '', file), 'utf8')).toBe(readFileSync(join(folders[0] ?? '', file), 'utf8'));
  });

  test('needs a folder', async () => {
    expect(await secureAi('evidence', OPEN)).toMatchObject({ code: 2, err: expect.stringContaining('OptionMissing') });
  });
});
