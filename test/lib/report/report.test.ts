import { Validations, type App } from 'aws-cdk-lib';
import { acknowledge, finding } from '../../../constructs/core/acknowledge';
import { buildReport, judge, type Assembly, type Report } from '../../../lib/report';
import { PACKS, TITLE, fixtureAssembly, fixtureReport, queueIn } from './fixture';

const TODAY = '2026-11-23';
const EXPIRES = '2027-11-30';
const codes = (report: Report, today = TODAY) => judge(report, today).problems.map(({ code, where }) => `${code} ${where ?? ''}`.trim());

describe('the fixture app', () => {
  const assembly = fixtureAssembly();
  const report = buildReport(assembly, { title: TITLE, packs: PACKS });

  it('lists the stacks in an order in which they can be deployed, with what they hold', () => {
    expect(report.stacks.map(({ path }) => path)).toEqual(['Network', 'Inference', 'Api']);
    expect(report.stacks[0]).toMatchObject({ region: 'eu-central-1', dependencies: [], resources: Object.keys(assembly.stacks[0]?.template['Resources'] ?? {}).length });
    expect(report.stacks[0]?.bytes).toBeGreaterThan(1000);
  });
  it('names pack, rule and resource of each open finding, without the list of control ids', () => {
    expect(report.findings).toContainEqual({ pack: 'AwsSolutions', rule: 'AwsSolutions-KMS5', severity: 'error', resource: 'Inference/Key/Resource', description: expect.stringContaining('rotation') });
    expect(report.packs.find(({ name }) => name === 'AwsSolutions')?.open).toBe(report.findings.filter(({ pack }) => pack === 'AwsSolutions').length);
  });
  it('tells an acknowledgement with reason, owner, expiry and what it covers', () => {
    expect(report.acknowledgements).toEqual([
      { id: finding('AwsSolutions', 'S1'), path: 'Inference/Models/Resource', reason: 'The fixture keeps no access logs', owner: 'tests', expires: EXPIRES, resources: ['Inference/Models/Resource'] },
    ]);
    expect(codes(report)).toEqual([]);
  });
  it('tells what is weakened', () => expect(report.weakenings).toMatchObject([{ control: 'LoadBalancerOwnAuthority', path: 'Api/Balancer/Https', owner: 'tests', expires: '2027-06-30' }]));
  it('lists the outputs a person reads, not those that stacks pass to each other', () => {
    expect(report.outputs.map(({ name }) => name)).toEqual(['DatabaseHost', expect.stringContaining('RestEndpoint'), 'ApiUrl']);
    expect(report.outputs.at(-1)?.description).toBe('Where callers send requests');
  });
  it('is not clean while a finding is open', () => {
    expect(judge(report, TODAY).exitCode).toBe(1);
    expect(judge({ ...report, findings: [] }, TODAY).exitCode).toBe(0);
    expect(judge({ ...report, findings: [] }, TODAY).nextExpiry).toBe('2027-06-30');
  });
  it.each([
    ['2027-06-30', []],
    ['2027-07-01', ['WeakeningExpired Api/Balancer/Https']],
    ['2027-12-01', ['AcknowledgementExpired Inference/Models/Resource', 'WeakeningExpired Api/Balancer/Https']],
  ])('on %s has expired %j', (today, expected) => expect(codes(report, today)).toEqual(expected));
  it('draws what is deployed before what, without arrows that follow from others', () => {
    expect(report.stackGraph.edges).toEqual([{ from: 'Network', to: 'Inference' }, { from: 'Inference', to: 'Api' }]);
  });
  it('does not change with the order of reading', () => {
    expect(buildReport({ ...assembly, stacks: [...assembly.stacks].reverse() }, { title: TITLE, packs: PACKS }).stacks).toEqual(report.stacks);
  });
});

describe('what fails the build', () => {
  const broken = fixtureReport({
    also: (app: App, { network, api, inference }) => {
      const queue = queueIn(api);
      acknowledge(queue, { findings: [finding('AwsSolutions', 'SQS3'), finding('AwsSolutions', 'SQS99')], reason: 'one is needed, one is stale', owner: 'tests', expires: EXPIRES });
      const parent = queueIn(api, 'Parent');
      Validations.of(parent).acknowledge({ id: finding('AwsSolutions', 'SQS4'), reason: 'covers what lies below the construct' });
      queueIn(network, 'Other');
      Validations.of(network).acknowledge({ id: finding('AwsSolutions', 'SQS4'), reason: 'covers the whole stack' });
      Validations.of(app).acknowledge({ id: finding('AwsSolutions', 'SQS3'), reason: 'covers the whole app' });
      Validations.of(inference).acknowledge({ id: 'AwsSolutions-KMS5', reason: 'a bare id' });
    },
  });
  const said = codes(broken);

  it('an acknowledgement that matches nothing', () => expect(said).toContain('AcknowledgementStale Api/Queue/Resource'));
  it('an acknowledgement of a whole stack', () => expect(said).toContain('AcknowledgementTooBroad Network'));
  it('an acknowledgement of the whole app', () => expect(said).toContain('AcknowledgementTooBroad the whole app'));
  it('an acknowledgement of a subtree', () => expect(said).toContain('AcknowledgementTooBroad Api/Parent'));
  it('an acknowledgement without owner and expiry', () => expect(said).toContain('AcknowledgementWithoutOwner Api/Parent'));
  it('an acknowledgement by a bare id, which leaves no trace in the report', () => expect(said).toContain('AcknowledgementStale Inference'));
  it('and nothing is said of the acknowledgement that is right', () => {
    expect(judge(broken, TODAY).problems.filter(({ where, what }) => where === 'Api/Queue/Resource' && what.includes('SQS3'))).toEqual([]);
  });

  const assembly = (change: Partial<Assembly>): Assembly => ({ stacks: [], validation: { pluginReports: [] }, ...change });
  const stack = (resources: number, padding: number) => ({ id: 'S', path: 'S', stackName: 'S', bytes: padding, dependencies: [], metadata: [], template: { Resources: Object.fromEntries(Array.from({ length: resources }, (_, index) => [`R${index}`, { Type: 'AWS::S3::BucketPolicy' }])) } });
  const options = { title: TITLE, packs: PACKS };
  it('an assembly without stacks', () => expect(codes(buildReport(assembly({}), options))).toEqual(['NothingSynthesized']));
  it('a report for which no pack was asked', () => expect(codes(buildReport(assembly({ stacks: [stack(1, 1)] }), { ...options, packs: [] }))).toEqual(['NotJudged']));
  it('an assembly that nothing judged', () => expect(codes(buildReport(assembly({ stacks: [stack(1, 1)], validation: undefined }), options))).toEqual(['NotJudged']));
  it('a pack that could not judge', () => {
    const validation = { pluginReports: [{ pluginName: 'AwsSolutions', conclusion: 'failure', violations: [], metadata: { error: 'it threw' } }] };
    expect(codes(buildReport(assembly({ stacks: [stack(1, 1)], validation }), options))).toEqual(['PackFailed']);
  });
  it.each([[400, 800 * 1024, []], [401, 1, ['StackTooManyResources S']], [1, 800 * 1024 + 1, ['StackTooLarge S']]])('%i resources in %i bytes: %j', (resources, bytes, expected) => {
    expect(codes(buildReport(assembly({ stacks: [stack(resources, bytes)] }), options))).toEqual(expected);
  });
  it('a warning of the template validator', () => {
    const validation = { pluginReports: [{ pluginName: 'CloudFormation Validate', conclusion: 'success', violations: [{ ruleName: 'W1', description: 'd', severity: 'warning', violatingConstructs: [{ constructPath: 'S/R' }] }] }] };
    expect(judge(buildReport(assembly({ stacks: [stack(1, 1)], validation }), options), TODAY).exitCode).toBe(1);
  });
  it('an error that a construct left as an annotation', () => {
    const metadata = [{ path: 'S/R', type: 'aws:cdk:error', data: 'must not be so [ack: some:id]' }];
    expect(buildReport(assembly({ stacks: [{ ...stack(1, 1), metadata }] }), options).findings).toEqual([{ pack: 'Construct Annotations', rule: 'some:id', severity: 'error', resource: 'S/R', description: 'must not be so' }]);
  });
});
