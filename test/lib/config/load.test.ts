import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { loadConfig, parseConfig } from '../../../lib/config';
import { PlatformError, type Problem } from '../../../lib/contract/platform-error';

const TODAY = '2026-11-23';
const ROOT = resolve(__dirname, '../../..');

/** The least that is accepted; a case adds lines after it, so its own first line is line 9. */
const BASE = `environment: dev
owner: team
region: eu-central-1
api:
  loadBalancerCertificate:
    domainName: internal.example.com
    certificateArn: arn:aws:acm:eu-central-1:111122223333:certificate/11111111-2222-3333-4444-555555555555
    # the case's own lines follow; those of api go on at this indentation
`;

const JUSTIFICATION = '{ reason: proven in the test account, owner: team, expires: 2027-01-01 }';

function problemsOf(text: string): readonly Problem[] {
  try {
    parseConfig(text, { today: TODAY, file: 'x.yaml' });
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return error.problems;
    throw error;
  }
  return [];
}

describe('what a configuration is refused for', () => {
  // lines after BASE; the code, the key and the line (of the whole text) that the one message must name
  const cases: readonly (readonly [lines: string, code: string, key: string, line: number])[] = [
    ['instnceType: g6.xlarge', 'ConfigUnknownKey', 'instnceType', 9],
    ['network:\n  cdir: 10.0.0.0/16', 'ConfigUnknownKey', 'network.cdir', 10],
    ['tenants:\n  - id: good\n  - id: Bad_Name', 'ConfigValueInvalid', 'tenants[1].id', 11],
    ['account: 111122223333', 'ConfigWrongType', 'account', 9],
    ['deletionProtection: "yes"', 'ConfigWrongType', 'deletionProtection', 9],
    ['removal: delete', 'ConfigValueNotAllowed', 'removal', 9],
    ['inference:\n  schedule:\n    start: 0 8 * * MON-FRI', 'ConfigKeyMissing', 'inference.schedule.stop', 10],
    ['inference:\n  schedule: { start: 0 8 * * *, stop: 0 20 * * *, timeZone: Mars/Olympus }', 'ConfigValueInvalid', 'inference.schedule.timeZone', 10],
    ['vectorStore:\n  dimension: 3072', 'ConfigValueInvalid', 'vectorStore.dimension', 10],
    ['network:\n  existing:\n    endpoints: []', 'ConfigKeyMissing', 'network.existing.vpcId', 10],
    ['availabilityZones: [eu-central-1a]', 'ConfigValueInvalid', 'availabilityZones', 9],
    ['availabilityZones:\n  - eu-central-1a\n  - eu-west-1b', 'ZoneNotInRegion', 'availabilityZones[1]', 11],
    ['availabilityZones: [eu-central-1a, eu-central-1a]', 'ZoneRepeated', 'availabilityZones[1]', 9],
    ['keys:\n  administrators:\n    - arn:aws-cn:iam::111122223333:role/Admin', 'ArnPartitionMismatch', 'keys.administrators[0]', 11],
    ['permissionsBoundary: arn:aws-us-gov:iam::111122223333:policy/Bound', 'ArnPartitionMismatch', 'permissionsBoundary', 9],
    ['account: "444455556666"', 'CertificateAccountMismatch', 'api.loadBalancerCertificate.certificateArn', 7],
    ['account: "111122223333"\npermissionsBoundary: arn:aws:iam::444455556666:policy/Bound', 'BoundaryAccountMismatch', 'permissionsBoundary', 10],
    ['network:\n  cidr: 10.0.0.0/25', 'CidrTooSmall', 'network.cidr', 10],
    ['network:\n  cidr: 10.0.0.0/12', 'CidrTooLarge', 'network.cidr', 10],
    ['network:\n  cidr: 10.0.0.0/20\n  tiers: { gpu: 22 }', 'CidrTooSmall', 'network.cidr', 10],
    ['network:\n  tiers: { endpoints: 28 }\n  interfaceEndpoints: [ecs, ecs-agent, ecs-telemetry, ecr.api, ecr.dkr, logs, kms, secretsmanager, sts, ssm, sqs, sns]', 'EndpointsDoNotFit', 'network.tiers.endpoints', 10],
    ['inference:\n  canary: { tasks: 1 }', 'CapacityExceedsMaximum', 'inference.maxInstances', 9],
    ['network:\n  cidr: 10.0.300.0/16', 'CidrInvalid', 'network.cidr', 10],
    ['network:\n  cidr: 10.0.7.0/16', 'CidrHostBits', 'network.cidr', 10],
    ['network:\n  cidr: 172.17.0.0/16', 'CidrOverlap', 'network.cidr', 10],
    ['network:\n  avoidCidrs: [10.0.0.0/8]', 'CidrOverlap', 'network.cidr', 9],
    ['network:\n  interfaceEndpoints: [ecs, ecs-agent, ecs-telemetry, ecr.api, ecr.dkr, logs, kms]', 'EndpointMissing', 'network.interfaceEndpoints', 10],
    ['network:\n  dnsFirewall:\n    mode: alert', 'JustificationMissing', 'network.dnsFirewall.mode', 11],
    [`network:\n  dnsFirewall:\n    justification: ${JUSTIFICATION}`, 'JustificationUnused', 'network.dnsFirewall.justification', 11],
    ['  tls: "1.2"', 'JustificationMissing', 'api.tls', 9],
    ['keys:\n  administrators: [arn:aws:iam::111122223333:user/someone]', 'ConfigValueInvalid', 'keys.administrators[0]', 10],
    ['identity:\n  cognito:\n    plan: essentials', 'JustificationMissing', 'identity.cognito.plan', 11],
    ['identity:\n  cognito: {}\n  oidc: { issuerUrl: https://issuer.example.com, audience: ai }', 'IdentityTwice', 'identity.oidc', 11],
    ['identity:\n  oidc: { issuerUrl: http://issuer.example.com, audience: ai }', 'ConfigValueInvalid', 'identity.oidc.issuerUrl', 10],
    ['identity:\n  oidc: { issuerUrl: https://issuer.example.com, audience: ai, jwksUri: http://issuer.example.com/keys }', 'ConfigValueInvalid', 'identity.oidc.jwksUri', 10],
    ['gateway:\n  settings:\n    budgets:\n      tenant: { tokensPerDay: many }', 'ConfigWrongType', 'gateway.settings.budgets.tenant.tokensPerDay', 12],
    ['gateway:\n  settings:\n    budgets:\n      tenants:\n        research: { tokensPerDay: -1 }', 'ConfigValueInvalid', 'gateway.settings.budgets.tenants.research.tokensPerDay', 13],
    ['gateway:\n  settings:\n    approvals: { reviewers: [release-managers] }', 'ConfigUnknownKey', 'gateway.settings.approvals.reviewers', 11],
    ['gateway:\n  settings:\n    firewall: { mode: observe }', 'ConfigValueInvalid', 'gateway.settings.firewall.mode', 11],
    ['gateway:\n  settings:\n    firewall: { mode: { weakenedTo: observe, reason: tuning in a test account, owner: team, expires: 2026-11-22 } }', 'JustificationExpired', 'gateway.settings.firewall.mode.expires', 11],
    [`gateway:\n  settings:\n    output: { denyList: [${Array.from({ length: 100 }, (_, index) => `"${index} ${'x'.repeat(190)}"`).join(', ')}] }`, 'GatewaySettingsTooLarge', 'gateway.settings', 10],
    ['tenants:\n  - id: same\n  - id: same', 'TenantRepeated', 'tenants[1].id', 11],
    ['  exposure: private', 'PrivateApiWithoutEndpoint', 'api.exposure', 9],
    ['  vpcEndpointIds: [vpce-0123456789abcdef0]', 'EndpointsOnRegionalApi', 'api.vpcEndpointIds', 9],
    ['  domain:\n    name: ai.example.com', 'DomainWithoutCertificate', 'api.domain', 9],
    ['  domain:\n    name: ai.example.com\n    certificateArn: arn:aws:acm:us-east-1:111122223333:certificate/1', 'CertificateRegionMismatch', 'api.domain.certificateArn', 11],
    [`    ownAuthority: ${JUSTIFICATION}`, 'LoadBalancerCertificateTwice', 'api.loadBalancerCertificate', 5],
    ['  limits:\n    maximumBodyKib: 64\n    maximumCharacters: 100000', 'LimitExceedsBody', 'api.limits.maximumCharacters', 11],
    ['  limits:\n    maximumTokens: 9000', 'LimitExceedsContext', 'api.limits.maximumTokens', 10],
    ['inference:\n  instanceType: m7i.xlarge', 'InstanceWithoutGpu', 'inference.instanceType', 10],
    ['models:\n  model: { name: big, parametersBillions: 70 }\ninference:\n  rootVolumeGib: 300', 'ModelDoesNotFitGpu', 'inference.instanceType', 11],
    ['inference:\n  contextLength: 131072', 'ModelDoesNotFitGpu', 'inference.instanceType', 9],
    ['inference:\n  rootVolumeGib: 60\n  instanceType: g6e.xlarge\nmodels: { model: { weightsGib: 30 } }', 'VolumeTooSmall', 'inference.rootVolumeGib', 10],
    ['inference:\n  minTasks: 3', 'CapacityExceedsMaximum', 'inference.minTasks', 10],
    ['inference:\n  maxTasks: 3', 'CapacityExceedsMaximum', 'inference.maxInstances', 9],
    ['vectorStore:\n  minCapacity: 16', 'CapacityExceedsMaximum', 'vectorStore.minCapacity', 10],
    ['gateway:\n  cpu: 256\n  memoryMib: 4096', 'FargateSizeNotOffered', 'gateway.memoryMib', 11],
    ['inference:\n  capacity: managedInstances', 'JustificationMissing', 'inference.capacity', 10],
    ['inference:\n  images: { inference: latest }', 'ConfigValueInvalid', 'inference.images.inference', 10],
    ['acknowledgements:\n  - { path: A/B, finding: "P::R", reason: looked at and accepted, owner: team, expires: 2026-11-22 }', 'AcknowledgementExpired', 'acknowledgements[0].expires', 10],
    ['acknowledgements:\n  - { path: Stack, finding: "P::R", reason: looked at and accepted, owner: team, expires: 2027-11-22 }', 'ConfigValueInvalid', 'acknowledgements[0].path', 10],
    ['acknowledgements:\n  - { path: A/B, finding: R, reason: looked at and accepted, owner: team, expires: 2027-11-22 }', 'ConfigValueInvalid', 'acknowledgements[0].finding', 10],
    ['acknowledgements:\n  - { path: A/B, finding: "P::R", reason: looked at and accepted, owner: team, expires: 2027-02-30 }', 'ConfigValueInvalid', 'acknowledgements[0].expires', 10],
    ['inference:\n  capacity: managedInstances\n  capacityJustification: { reason: proven in the test account, owner: team, expires: 2026-01-01 }', 'JustificationExpired', 'inference.capacityJustification.expires', 11],
    ['removal: destroy', 'DestroyWithDeletionProtection', 'deletionProtection', 1],
    ['removal: destroy\ndeletionProtection: false\naudit:\n  objectLock: { mode: compliance, days: 1 }', 'DestroyWithComplianceLock', 'audit.objectLock.mode', 12],
    ['owner: again', 'ConfigDuplicateKey', 'x.yaml', 9],
    ['tags: &all { a: b }\nfunctions: *all', 'ConfigAlias', 'x.yaml', 10],
    ['tags: !!js/function "f"', 'ConfigTag', 'x.yaml', 9],
    ['tags: [', 'ConfigNotYaml', 'x.yaml', 10],
    ['---\na: b', 'ConfigSeveralDocuments', 'x.yaml', 0],
  ];

  it.each(cases)('%s: %s at %s, line %i', (lines, code, key, line) => {
    const problems = problemsOf(`${BASE}${lines}\n`);
    const said = problems.map((problem) => `${problem.code} ${problem.where}`);
    expect(problems.map((problem) => problem.code)).toContain(code);
    const problem = problems.find((candidate) => candidate.code === code && (candidate.where ?? '').startsWith(key));
    expect({ said, where: problem?.where }).toMatchObject({ where: line === 0 ? key : expect.stringMatching(new RegExp(`x\\.yaml:${line}:\\d+\\)?$`)) });
    expect(problem?.fix).not.toBe('');
  });

  it('says what was meant', () => {
    const [problem] = problemsOf(`${BASE}network:\n  dnsFirewal: {}\n`);
    expect(problem?.fix).toBe('did you mean dnsFirewall?');
    expect(problemsOf(`${BASE}instanceType: g6.xlarge\n`)[0]?.fix).toBe('did you mean inference.instanceType?');
    expect(problemsOf(BASE.replace('eu-central-1\n', 'eu-centrl-1\n'))[0]).toMatchObject({ code: 'RegionUnknown', got: 'eu-centrl-1', fix: 'did you mean eu-central-1?' });
    expect(problemsOf(`${BASE}inference: { instanceType: g5.xlrge }\n`)[0]?.fix).toContain('g5.xlarge');
    expect(problemsOf(`${BASE}account: 012345678901\n`)[0]).toMatchObject({ code: 'ConfigWrongType' });
  });

  it.each([
    ['identity:\n  cognito: {}\n', 'prod', 'api.loadBalancerCertificate.ownAuthority', 'ProductionWithOwnAuthority'],
    ['deletionProtection: false\n', 'prod', 'deletionProtection', 'ProductionWithoutDeletionProtection'],
    ['removal: destroy\ndeletionProtection: false\n', 'prod', 'removal', 'ProductionDestroysData'],
    ['vectorStore: { multiAz: false }\n', 'prod', 'vectorStore.multiAz', 'ProductionInOneZone'],
    ['gateway: { minTasks: 1 }\n', 'prod', 'gateway.minTasks', 'ProductionInOneZone'],
  ])('%s is for development only', (lines, environment, key, code) => {
    const certificate = code === 'ProductionWithOwnAuthority' ? `api: { loadBalancerCertificate: { ownAuthority: ${JUSTIFICATION} } }\n` : '';
    const head = certificate === '' ? BASE : 'environment: dev\nowner: team\nregion: eu-central-1\n';
    const text = `${head}${certificate}${lines}`;
    const codes = (of: string) => problemsOf(of).map((problem) => `${problem.code} ${problem.where?.split(' ')[0]}`);
    expect(codes(text)).not.toContain(`${code} ${key}`);
    expect(codes(text.replace('environment: dev', `environment: ${environment}`))).toContain(`${code} ${key}`);
  });
});

describe('an existing network', () => {
  const subnets = (zones: readonly string[]) => zones.map((zone, index) => `{ subnetId: subnet-0000000${index}, availabilityZone: ${zone}, routeTableId: rtb-00000001 }`).join(', ');
  const network = (gpu: readonly string[]) => `network:
  existing:
    vpcId: vpc-00000001
    cidr: 10.1.0.0/16
    s3EndpointId: vpce-00000001
    dynamoDbEndpointId: vpce-00000002
    subnets:
      endpoints: [${subnets(['eu-central-1a', 'eu-central-1b'])}]
      app: [${subnets(['eu-central-1b', 'eu-central-1a'])}]
      gpu: [${subnets(gpu)}]
      data: [${subnets(['eu-central-1a', 'eu-central-1b'])}]
`;
  it('is accepted when each tier has one subnet in each zone', () => expect(problemsOf(BASE + network(['eu-central-1a', 'eu-central-1b']))).toEqual([]));
  it('is refused with endpoints whose security group is not named', () => {
    expect(problemsOf(`${BASE}${network(['eu-central-1a', 'eu-central-1b'])}    endpoints: [kms]\n`)).toMatchObject([{ code: 'EndpointGroupMissing', where: 'network.existing.endpoints (x.yaml:20:5)' }]);
  });
  it.each([[['eu-central-1a']], [['eu-central-1a', 'eu-central-1a']], [['eu-central-1a', 'eu-central-1b', 'eu-central-1c']]])('is refused with gpu subnets in %j', (zones) => {
    expect(problemsOf(BASE + network(zones))).toMatchObject([{ code: 'SubnetsDoNotMatchZones', where: 'network.existing.subnets.gpu (x.yaml:18:7)' }]);
  });
});

describe('one message lists everything', () => {
  it('reports schema mistakes and rules between keys in one run', () => {
    const text = 'environment: prod\nregion: eu-central-1\nremoval: destroy\nfoo: 1\nnetwork:\n  cidr: 172.17.0.0/20\ninference:\n  instanceType: t3.micro\n  maxTasks: lots\n';
    expect(problemsOf(text).map((problem) => problem.code).sort()).toEqual(
      ['CidrOverlap', 'ConfigKeyMissing', 'ConfigUnknownKey', 'ConfigWrongType', 'DestroyWithDeletionProtection', 'InstanceWithoutGpu', 'LoadBalancerCertificateMissing', 'ProductionDestroysData'].sort(),
    );
  });
  it('carries key, line, value and fix in the text', () => {
    expect(() => parseConfig(`${BASE}inference:\n  minTasks: 5\n`, { today: TODAY, file: 'x.yaml' })).toThrow(
      'must be at most inference.maxTasks, which is 2, got 5 at inference.minTasks (x.yaml:10:3); lower the one or raise the other [CapacityExceedsMaximum]',
    );
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (content: string | Buffer) => {
    const path = join(folder, 'x.yaml');
    writeFileSync(path, content);
    return path;
  };
  const codeOf = (path: string): string | undefined => {
    try {
      loadConfig(path, { today: TODAY });
      return undefined;
    } catch (error) {
      return PlatformError.isPlatformError(error) ? error.problems[0]?.code : String(error);
    }
  };

  it.each([
    ['nothing', '', 'ConfigEmpty'],
    ['comments only', '# a\n', 'ConfigEmpty'],
    ['a list', '- a\n', 'ConfigNotMap'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'ConfigNotText'],
    ['too much', 'a: b\n# '.padEnd(200_000, 'x'), 'ConfigTooLarge'],
    ['a bomb of aliases', `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n`, 'ConfigAlias'],
    ['a bomb of brackets', '['.repeat(100_000), expect.stringMatching(/ConfigNestedTooDeep|ConfigNotYaml/)],
  ])('refuses %s', (_what, content, code) => expect(codeOf(file(content))).toEqual(code));

  it('refuses a path that is no file', () => {
    expect(codeOf(join(folder, 'missing.yaml'))).toBe('ConfigNotFound');
    expect(codeOf(folder)).toBe('ConfigNotFile');
  });
  it('writes nothing', () => {
    const before = readdirSync(folder);
    codeOf(file('environment: x\n'));
    expect(readdirSync(folder)).toEqual([...new Set([...before, 'x.yaml'])]);
  });
  it('answers any text with a configuration or one PlatformError', () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom('region: us-east-1', 'environment: dev', 'owner: x', 'network:', '  cidr: 10.0.0.0/16', 'tenants:', '- id: a', '  - id: bc', 'null: 1', '__proto__: { a: 1 }', 'network: []', 'api: 7')), { maxLength: 8 });
    fc.assert(fc.property(lines, (text) => problemsOf(text.join('\n')).every((problem) => problem.code !== '')), { numRuns: 300 });
  });
});

describe('what is accepted', () => {
  it.each(['dev', 'prod'])('config/%s.yaml', (environment) => {
    const path = join(ROOT, 'config', `${environment}.yaml`);
    expect(loadConfig(path, { today: TODAY })).toMatchObject({ environment, region: 'eu-central-1', partition: 'aws' });
    expect(readFileSync(path, 'utf8')).toMatch(/^# yaml-language-server: \$schema=platform\.schema\.json\n/);
  });
  it('fills in safe defaults', () => {
    expect(parseConfig(BASE, { today: TODAY, file: 'x.yaml' })).toMatchObject({
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      removal: 'retain',
      deletionProtection: true,
      network: { dnsFirewall: { mode: 'block' }, blockPublicAccess: 'none' },
      identity: { kind: 'cognito', cognito: { plan: 'plus' } },
      api: { tls: '1.3', loadBalancerCertificate: { kind: 'certificate' } },
      vectorStore: { multiAz: true, backupDays: 35 },
      inference: { minTasks: 0, operatingSystem: 'bottlerocket' },
    });
  });
  it('treats a key with nothing under it as absent', () => expect(parseConfig(`${BASE}tags:\n  # none\n`, { today: TODAY, file: 'x.yaml' }).tags).toEqual({}));
  it.each([
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('%s lies in %s', (region, partition) => {
    const text = BASE.replaceAll('eu-central-1', region).replace('arn:aws:', `arn:${partition}:`);
    expect(parseConfig(text, { today: TODAY, file: 'x.yaml' })).toMatchObject({ region, partition });
  });
  it('holds a justification on its last day', () => {
    const text = `environment: dev\nowner: a\nregion: eu-west-1\napi: { loadBalancerCertificate: { ownAuthority: { reason: long enough reason, owner: a, expires: ${TODAY} } } }\n`;
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text.replace(TODAY, '2026-11-22'))).toMatchObject([{ code: 'JustificationExpired' }]);
  });
});
