import { CATALOGUE, FRAMEWORKS, METHODS } from '../../../../lib/assurance/catalogue';
import { controlOf } from '../../../../lib/assurance/catalogue/control';
import { BASELINE, PLATFORM } from '../../../../lib/assurance/requirements';
import { ALL_RULES } from '../../../../lib/assurance/rules';

const { controls } = CATALOGUE;
const ids = new Set(controls.map(({ id }) => id));
const mappings = controls.flatMap((control) => control.supports.map((mapping) => ({ control: control.id, ...mapping })));

test('every row is there, each id once', () => {
  expect(ids.size).toBe(controls.length);
  const counts = Object.fromEntries(['NET', 'DAT', 'IAM', 'API', 'AI', 'LOG', 'SUP', 'GOV'].map((group) => [group, controls.filter(({ id }) => id.startsWith(`${group}-`)).length]));
  expect(counts).toEqual({ NET: 9, DAT: 13, IAM: 10, API: 8, AI: 10, LOG: 6, SUP: 8, GOV: 7 });
});

test('every control says what it asks, how it is asserted and what it supports', () => {
  const silent = controls.filter(({ title, asserted, supports }) => title.length < 10 || asserted.length === 0 || supports.length === 0 || asserted.some(({ method }) => !(method in METHODS)));
  expect(silent).toEqual([]);
});

test('every mapping names a requirement in the form of its framework, once for each control', () => {
  const patterns = new Map(FRAMEWORKS.map(({ id, pattern }) => [id, pattern]));
  expect(mappings.filter(({ framework, id }) => patterns.get(framework)?.test(id) !== true)).toEqual([]);
  const seen = mappings.map(({ control, framework, id }) => `${control} ${framework} ${id}`);
  expect(seen.filter((each, index) => seen.indexOf(each) !== index)).toEqual([]);
});

test('every mapping says how sure it is', () => {
  expect(new Set(mappings.map(({ confidence }) => confidence))).toEqual(new Set(['read', 'inferred', 'unsure']));
});

test('no mapping to NIST AI RMF counts as read, and numbers under GOVERN are unsure', () => {
  const rmf = mappings.filter(({ framework }) => framework === 'nist-ai-rmf');
  expect(rmf.filter(({ confidence }) => confidence === 'read')).toEqual([]);
  expect(rmf.filter(({ id, confidence }) => id.startsWith('GOVERN') && confidence !== 'unsure')).toEqual([]);
});

test('every framework is used, has a version and a publisher, and names only requirements of its own form', () => {
  const used = new Set(mappings.map(({ framework }) => framework));
  expect(FRAMEWORKS.filter(({ id }) => !used.has(id))).toEqual([]);
  for (const { version, publisher, licence, names, pattern } of FRAMEWORKS) {
    expect([version, publisher, licence].every((text) => text.length > 2)).toBe(true);
    expect(Object.keys(names).filter((id) => !pattern.test(id))).toEqual([]);
  }
});

test('titles of copyrighted requirements are not told', () => {
  expect(FRAMEWORKS.filter(({ licence, names }) => licence.startsWith('copyrighted') && Object.keys(names).length > 0)).toEqual([]);
  expect(FRAMEWORKS.filter(({ licence }) => licence.startsWith('copyrighted')).map(({ id }) => id)).toEqual(['iso-42001', 'soc2']);
});

test('frameworks whose licence asks for attribution have it', () => {
  for (const id of ['finos-air', 'soc2', 'hipaa', 'gdpr', 'aws-ai-security-framework']) {
    expect(FRAMEWORKS.find((framework) => framework.id === id)?.notes.join(' ')).toMatch(/CC BY 4\.0|Apache-2\.0/);
  }
});

test('dates that were only reported say so', () => {
  const act = FRAMEWORKS.find(({ id }) => id === 'eu-ai-act')?.milestones ?? [];
  expect(act.filter(({ date }) => !/^\d{4}-\d{2}-\d{2}$/.test(date))).toEqual([]);
  expect(act.filter(({ status }) => status === 'reported').map(({ date }) => date)).toEqual(['2027-12-02', '2028-08-02']);
});

test('nothing is said to satisfy anything', () => {
  const texts = [...controls.flatMap(({ title, asserted }) => [title, ...asserted.flatMap(({ how }) => how ?? [])]), ...FRAMEWORKS.flatMap(({ notes, milestones }) => [...notes, ...milestones.map(({ what }) => what)])];
  expect(texts.filter((text) => /satisf|complies|compliant/i.test(text))).toEqual([]);
});

test.each([
  ['rules', ALL_RULES], ['requirements of the platform', PLATFORM], ['requirements of the baseline', BASELINE],
] as const)('%s name controls of the catalogue', (_, named) => {
  const unknown = named.flatMap(({ id, controls: own }) => own.filter((control) => !ids.has(control)).map((control) => `${id} names ${control}`));
  expect(unknown).toEqual([]);
  expect(named.filter(({ controls: own }) => own.length === 0).map(({ id }) => id)).toEqual([]);
});

test('the marks of a row are read', () => {
  const { supports } = controlOf({ id: 'X', title: '', layer: 'ai', asserted: [], sources: [], supports: { 'nist-800-53': 'AC-4(21), SC-7~, SA-9?' } });
  expect(supports).toEqual([
    { framework: 'nist-800-53', id: 'AC-4(21)', confidence: 'read' },
    { framework: 'nist-800-53', id: 'SC-7', confidence: 'inferred' },
    { framework: 'nist-800-53', id: 'SA-9', confidence: 'unsure' },
  ]);
});
