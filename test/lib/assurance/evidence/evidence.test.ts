import { createHash } from 'node:crypto';
import { evidence, renderJson, renderMarkdown, renderSarif } from '../../../../lib/assurance/evidence';
import { dossierOf } from '../../../../lib/assurance/evidence/dossier';
import { CATALOGUE } from '../../../../lib/assurance/catalogue';
import { sample } from './sample';

const OPTIONS = { title: 'Sample', today: '2026-07-01' };

function files(verification = sample(), options = OPTIONS): { readonly [name: string]: string } {
  return Object.fromEntries(evidence(verification, options).map(({ name, content }) => [name, content]));
}

test('the same input gives the same bytes, wherever the templates lie', () => {
  expect(files(sample('/opt/one/project/T.yaml'))).toEqual(files(sample('/srv/elsewhere/T.yaml')));
  expect(files(sample(['C:', 'build', 'T.yaml'].join('\\')))).toEqual(files(sample('T.yaml')));
});

test('no folder of the machine is in any document, also not in the cause of what is unknown', () => {
  const folder = '/opt/some "one" & <other>/';
  const cause = { code: 'MalformedFunction', function: `Fn::Sub(${folder}T.yaml:3:1)`, position: { file: `${folder}T.yaml`, line: 3, column: 1 } };
  const [first] = sample().checks;
  const own = sample(`${folder}T.yaml`, first === undefined ? [] : [{ ...first, id: 'Unresolved', verdict: { kind: 'unknown', because: [cause] } }]);
  for (const [name, content] of Object.entries(files({ ...own, unresolved: [cause] }))) {
    expect([name, /opt\/some|opt\\?\/some/.test(content)]).toEqual([name, false]);
    if (name !== 'SHA256SUMS') expect(content).toContain('T.yaml');
  }
});

test('the digests are those of the files', () => {
  const { SHA256SUMS: sums = '', ...rest } = files();
  const lines = Object.entries(rest).map(([name, content]) => `${createHash('sha256').update(content, 'utf8').digest('hex')}  ${name}\n`);
  expect(sums).toBe(lines.join(''));
  expect(Object.keys(rest)).toEqual(['checks.json', 'evidence.md', 'index.html', 'oscal-assessment-results.json', 'results.sarif']);
});

test('each document can be had alone', () => {
  const all = files();
  expect([renderJson(sample(), OPTIONS), renderMarkdown(sample(), OPTIONS), renderSarif(sample(), OPTIONS)]).toEqual([all['checks.json'], all['evidence.md'], all['results.sarif']]);
});

test('a control takes the worst verdict of its checks', () => {
  const { controls } = dossierOf(sample(), { title: '', catalogue: CATALOGUE });
  const standing = Object.fromEntries(controls.map(({ control, standing: of }) => [control.id, of]));
  expect(standing).toMatchObject({ 'DAT-05': 'proved', 'GOV-01': 'refuted', 'DAT-01': 'unknown', 'DAT-08': 'unknown', 'DAT-07': 'not-applicable', 'NET-02': 'refuted', 'NET-01': 'proved', 'AI-04': 'not-asserted' });
});

test('one unknown among proofs makes the control unknown', () => {
  const [proved] = sample().checks;
  const unknown = proved === undefined ? [] : [{ ...proved, id: 'More', verdict: { kind: 'unknown' as const, because: [{ code: 'Undecided' }] } }];
  const { controls } = dossierOf(sample('T.yaml', unknown), { title: '', catalogue: CATALOGUE });
  expect(controls.find(({ control }) => control.id === 'DAT-05')?.standing).toBe('unknown');
});

test.each([
  ['counts on its last day', '2026-06-30', 'acknowledged'],
  ['counts no more the day after', '2026-07-01', 'refuted'],
  ['counts where no day is given', undefined, 'acknowledged'],
])('an acknowledgement %s', (_, today, expected) => {
  const { checks } = dossierOf(sample(), { title: '', today, catalogue: CATALOGUE });
  expect(checks.find(({ check }) => check.acknowledgement !== undefined)?.standing).toBe(expected);
});

test('an acknowledgement that was found to be over shows, and excuses nothing', () => {
  const verification = sample();
  const checks = verification.checks.map(({ acknowledgement, ...check }) => ({ ...check, ...(acknowledgement === undefined ? {} : { lapsed: acknowledgement }) }));
  const { checks: judged, acknowledgements } = dossierOf({ ...verification, checks }, { title: '', catalogue: CATALOGUE });
  expect(acknowledgements.map(({ expired, judged: { standing } }) => [expired, standing])).toEqual([[true, 'refuted']]);
  expect(judged.filter(({ standing }) => standing === 'acknowledged')).toEqual([]);
  expect(files({ ...verification, checks })['index.html']).toContain('(expired: counts as open)');
});

test('keys tell questions apart and stay the same between runs', () => {
  const keys = (file: string) => dossierOf(sample(file), { title: '', catalogue: CATALOGUE }).checks.map(({ key }) => key);
  expect(new Set(keys('T.yaml')).size).toBe(sample().checks.length);
  expect(keys('T.yaml')).toEqual(keys('/elsewhere/T.yaml'));
});

test('two answers to one question have keys of their own', () => {
  const { checks } = sample();
  const twice = dossierOf(sample('T.yaml', checks), { title: '', catalogue: CATALOGUE }).checks.map(({ key }) => key);
  expect(new Set(twice).size).toBe(2 * checks.length);
});

test('plain data holds every check with its witness', () => {
  const { checks, counts, controls } = JSON.parse(files()['checks.json'] ?? '') as { checks: { id: string; verdict: { witness?: unknown } }[]; counts: object; controls: object[] };
  expect(counts).toEqual({ refuted: 4, unknown: 1, acknowledged: 0, proved: 2, 'not-applicable': 1 });
  expect(controls).toHaveLength(CATALOGUE.controls.length);
  expect(checks.find(({ id }) => id === 'DAT-04.public')?.verdict.witness).toMatchObject({ request: { action: 's3:GetObject', context: { 'aws:SourceIp': '198.51.100.7' } }, decision: { kind: 'allow' } });
});

test('nothing at all can be shown', () => {
  const { facts } = sample();
  for (const [name, content] of Object.entries(files({ checks: [], facts, assumptions: [], unresolved: [], stale: [], weakenings: [] }))) expect([name, content.length > 50]).toEqual([name, true]);
});
