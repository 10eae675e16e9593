import { evidence } from '../../../../lib/assurance/evidence';
import { sample } from './sample';

interface Sarif {
  readonly version: string;
  readonly runs: readonly [{ readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } }; readonly results: readonly Result[] }];
}
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number; readonly startColumn: number } } }[];
  readonly partialFingerprints: { readonly [name: string]: string };
  readonly suppressions?: readonly { readonly kind: string; readonly status: string; readonly justification: string }[];
  readonly codeFlows?: readonly { readonly threadFlows: readonly { readonly locations: readonly { readonly location: { readonly message: { readonly text: string } } }[] }[] }[];
}

function sarifOf(today?: string, file = '/a b/T.yaml'): Sarif {
  return JSON.parse(evidence(sample(file), { title: 'S', today }).find(({ name }) => name === 'results.sarif')?.content ?? '') as Sarif;
}

const { version, runs: [{ tool, results }] } = sarifOf('2026-06-30');
const of = (id: string) => results.find(({ ruleId }) => ruleId === id);

test('every member that the format demands is there', () => {
  expect(version).toBe('2.1.0');
  expect(tool.driver.name).not.toBe('');
  expect(tool.driver.rules.every(({ id, shortDescription }) => id !== '' && shortDescription.text !== '')).toBe(true);
  for (const { ruleId, ruleIndex, message, partialFingerprints } of results) {
    expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(message.text).not.toBe('');
    expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  }
});

test('refuted fails with its severity, unknown is open, and what is proved or does not apply makes no result', () => {
  expect(results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
    ['Tags', 'fail', 'warning'], ['Tags', 'fail', 'error'], ['Key', 'open', 'none'], ['NET-02.no-path', 'fail', 'error'], ['DAT-04.public', 'fail', 'error'],
  ]);
});

test('results stand at the resource, in a file that is named relative to what was read', () => {
  expect(of('Tags')?.locations[0]?.physicalLocation).toEqual({ artifactLocation: { uri: 'T.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 4, startColumn: 3 } });
  const { runs: [{ results: elsewhere }] } = sarifOf(undefined, 'out/a folder/T.yaml');
  expect(elsewhere[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('out/a%20folder/T.yaml');
});

test('what somebody answers for is suppressed with the reason, until it expires', () => {
  expect(results.flatMap(({ suppressions = [] }) => suppressions)).toEqual([{ kind: 'external', status: 'accepted', justification: 'rebuilt daily; owner: data-team; until 2026-06-30' }]);
  const { runs: [{ results: later }] } = sarifOf('2026-07-01');
  expect(later.filter(({ suppressions }) => suppressions !== undefined)).toEqual([]);
});

test('a way through the network is a flow, with a step for each thing that lets it through', () => {
  const steps = of('NET-02.no-path')?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location.message.text);
  expect(steps).toEqual([
    'internet sends tcp 198.51.100.7:49152 -> 10.0.0.4:5432 to T.Db (internet-gateway)',
    'let through by security group rule (in) T.Group/SecurityGroupIngress/0', 'let through by route T.Route', 'the answer let through by route of the answer T.Route', 'arrives at T.Db',
  ]);
});

test('messages tell why', () => {
  expect(of('Key')?.message.text).toBe('cannot be told whether it holds: bucket has a key\nparameter Key has no value');
  expect(of('DAT-04.public')?.message.text).toContain('by resource policy Bucket policy, statement 0 (Everybody)');
});
