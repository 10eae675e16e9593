import { evidence } from '../../../../lib/assurance/evidence';
import { sample } from './sample';

interface Status { readonly state: string; readonly reason: string; readonly remarks: string }
interface Finding { readonly uuid: string; readonly target: { readonly type: string; readonly 'target-id': string; readonly status: Status }; readonly 'related-observations': readonly { readonly 'observation-uuid': string }[] }
interface Document {
  readonly 'assessment-results': {
    readonly uuid: string;
    readonly metadata: { readonly title: string; readonly 'last-modified': string; readonly version: string; readonly 'oscal-version': string };
    readonly 'import-ap': { readonly href: string };
    readonly 'local-definitions': { readonly 'objectives-and-methods': readonly { readonly 'control-id': string; readonly parts: readonly { readonly id: string }[] }[] };
    readonly results: readonly [{
      readonly uuid: string; readonly title: string; readonly description: string; readonly start: string;
      readonly 'reviewed-controls': { readonly 'control-selections': readonly { readonly 'include-controls': readonly { readonly 'control-id': string }[] }[] };
      readonly 'local-definitions': { readonly 'inventory-items': readonly { readonly uuid: string }[] };
      readonly observations: readonly { readonly uuid: string; readonly description: string; readonly methods: readonly string[]; readonly collected: string; readonly subjects?: readonly { readonly 'subject-uuid': string }[] }[];
      readonly risks: readonly { readonly uuid: string; readonly title: string; readonly description: string; readonly statement: string; readonly status: string }[];
      readonly findings: readonly Finding[];
    }];
    readonly 'back-matter': { readonly resources: readonly { readonly uuid: string }[] };
  };
}

function oscalOf(today?: string, title = 'S'): Document['assessment-results'] {
  const text = evidence(sample(), { title, today }).find(({ name }) => name === 'oscal-assessment-results.json')?.content ?? '';
  return (JSON.parse(text) as Document)['assessment-results'];
}

const document = oscalOf('2026-06-30');
const [result] = document.results;
const status = (control: string) => result.findings.find(({ target }) => target['target-id'].startsWith(`${control}.`))?.target.status;

test('only what is proved is satisfied; unknown, acknowledged and refuted are not', () => {
  expect([status('DAT-05'), status('NET-01')].map((each) => [each?.state, each?.reason])).toEqual([['satisfied', 'pass'], ['satisfied', 'pass']]);
  expect([status('DAT-01')?.state, status('DAT-01')?.reason]).toEqual(['not-satisfied', 'other']);
  expect(status('DAT-01')?.remarks).toContain('unknown is never a pass');
  expect([status('NET-02')?.state, status('NET-02')?.reason]).toEqual(['not-satisfied', 'fail']);
});

test('no finding is about a control that nothing was asked for, or that does not apply', () => {
  expect(status('DAT-07')).toBeUndefined();
  expect(status('AI-04')).toBeUndefined();
});

test('findings are about what templates show, and say that they satisfy no framework', () => {
  const objectives = document['local-definitions']['objectives-and-methods'].flatMap(({ parts }) => parts.map(({ id }) => id));
  for (const { target } of result.findings) {
    expect(target.type).toBe('objective-id');
    expect(objectives).toContain(target['target-id']);
    expect(target.status.remarks).toContain('satisfies none of them');
  }
});

test('everything that is referred to is there', () => {
  expect(document['back-matter'].resources.map(({ uuid }) => `#${uuid}`)).toContain(document['import-ap'].href);
  const observations = new Set(result.observations.map(({ uuid }) => uuid));
  expect(result.findings.flatMap((finding) => finding['related-observations']).filter((related) => !observations.has(related['observation-uuid']))).toEqual([]);
  const items = new Set(result['local-definitions']['inventory-items'].map(({ uuid }) => uuid));
  expect(result.observations.flatMap(({ subjects = [] }) => subjects).filter((subject) => !items.has(subject['subject-uuid']))).toEqual([]);
  expect(result['reviewed-controls']['control-selections'][0]?.['include-controls'].map((each) => each['control-id'])).toEqual(expect.arrayContaining(['DAT-05', 'NET-02']));
});

test('identifiers have the form that OSCAL takes, each once, and follow from the input', () => {
  const uuids = [...JSON.stringify(document).matchAll(/"uuid":"([^"]*)"/g)].map(([, uuid = '']) => uuid);
  expect(uuids.filter((uuid) => !/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid))).toEqual([]);
  expect(new Set(uuids).size).toBe(uuids.length);
  expect(oscalOf('2026-06-30')).toEqual(document);
  expect(oscalOf('2026-06-30', 'other').uuid).not.toBe(document.uuid);
});

test('documents carry the day that was given, and say so where none was', () => {
  expect([document.metadata['last-modified'], result.start, result.observations[0]?.collected]).toEqual(Array(3).fill('2026-06-30T00:00:00Z'));
  expect(oscalOf().metadata).toMatchObject({ 'last-modified': '1970-01-01T00:00:00Z', remarks: expect.stringContaining('No day was given') as string });
});

test('exceptions are risks that somebody approved, open again once expired', () => {
  expect(result.risks.map(({ title, status: of }) => [title, of])).toEqual([['Accepted: Tags', 'deviation-approved'], ['Weaker than the default: tls', 'deviation-approved']]);
  expect(oscalOf('2027-01-01').results[0].risks.map(({ status: of }) => of)).toEqual(['open', 'open']);
});
