import { App, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DnsFirewallMode, IsolatedNetwork, PlatformEndpoint, type IsolatedNetworkProps } from '../../../constructs/network';
import { ACCOUNT, flat, synthesize, type Synthesized } from './fixture';

/** Names on the allow-list of the template, with the partition's domain filled in. */
function allowed({ of }: Synthesized, suffix = 'amazonaws.com'): string[] {
  const lists = of('AWS::Route53Resolver::FirewallDomainList').map(({ Properties }) => Properties.Domains.map((domain: unknown) => flat(domain).replace('<AWS::URLSuffix>', suffix)));
  return lists.find((list) => list[0] !== '*') ?? [];
}

/** What DNS Firewall does with a name: a wildcard stands for one or more labels in front. */
function resolves(list: readonly string[], name: string): boolean {
  return list.some((domain) => (domain.startsWith('*.') ? name.endsWith(domain.slice(1)) : name === domain));
}

function domains(props: Partial<IsolatedNetworkProps> = {}, region = 'eu-central-1', suffix?: string): string[] {
  return allowed(synthesize(props, { account: ACCOUNT, region }), suffix);
}

const plain = synthesize({ allowedDomains: ['vllm.internal', '*.corp.example'] });
const list = allowed(plain);

describe('the rules', () => {
  test('allow the list with all that it leads to, then block every other name as not existing', () => {
    plain.template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroup', {
      FirewallRules: [
        { Priority: 100, Action: 'ALLOW', FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN', FirewallDomainListId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Allowed'), 'Id'] } },
        { Priority: 200, Action: 'BLOCK', BlockResponse: 'NXDOMAIN', FirewallDomainListId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Everything'), 'Id'] } },
      ],
    });
    plain.template.hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', { Domains: ['*'] });
  });

  test('hold for this VPC, can go with the stack, and leave a failing firewall closed, as a VPC is born', () => {
    plain.template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', { VpcId: { Ref: Match.stringLikeRegexp('Vpc') }, MutationProtection: 'DISABLED' });
    // CDK has a class for it, but CloudFormation answers "Unrecognized resource types".
    plain.template.resourceCountIs('AWS::Route53Resolver::FirewallConfig', 0);
  });

  test('let other names through only as a recorded weakening', () => {
    const alert = synthesize({ dnsFirewall: DnsFirewallMode.alertOnly({ reason: 'learning what the image asks for', owner: 'platform', expires: '2027-01-31' }) });
    alert.template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroup', { FirewallRules: [Match.anyValue(), { Priority: 200, Action: 'ALERT', BlockResponse: Match.absent() }] });
    const recorded = alert.network.node.findAll().flatMap((node) => node.node.metadata).filter(({ type }) => type === 'secure-ai-platform:weakening');
    expect(recorded.map(({ data }) => data)).toEqual([expect.objectContaining({ control: 'DnsFirewallBlocks' })]);
  });

  test('cannot be weakened without a reason', () => {
    expect(() => synthesize({ dnsFirewall: DnsFirewallMode.alertOnly({ reason: 'x', owner: '', expires: 'soon' }) })).toThrow(/JustificationReasonTooShort[^]*JustificationOwnerMissing[^]*JustificationExpiryInvalid/);
  });
});

describe('the allow-list', () => {
  test.each([
    'ecs.eu-central-1.amazonaws.com', 'ecs-a.eu-central-1.amazonaws.com', 'ecs-a-5.eu-central-1.amazonaws.com', 'ecs-t-5.eu-central-1.amazonaws.com', 'api.ecr.eu-central-1.amazonaws.com',
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com', 'prod-eu-central-1-starport-layer-bucket.s3.eu-central-1.amazonaws.com', 's3.eu-central-1.amazonaws.com', 'logs.eu-central-1.amazonaws.com',
    'secretsmanager.eu-central-1.amazonaws.com', 'kms.eu-central-1.amazonaws.com', 'vectors.cluster-abc.eu-central-1.rds.amazonaws.com', 'ip-10-0-64-5.eu-central-1.compute.internal', 'vllm.internal', 'a.corp.example',
  ])('resolves %s', (name) => expect(resolves(list, name)).toBe(true));

  test.each([
    'secret.attacker.example', 'amazonaws.com.attacker.example', 'x.elb.eu-central-1.amazonaws.com', 'x.execute-api.eu-central-1.amazonaws.com', 'x.s3.us-west-2.amazonaws.com', 'ssm.eu-central-1.amazonaws.com',
    'x.lambda-url.eu-central-1.on.aws', 'corp.example', 'x.vllm.internal', 'pypi.org', 'huggingface.co', 'updates.bottlerocket.aws',
  ])('does not resolve %s', (name) => expect(resolves(list, name)).toBe(false));

  test('holds the names of each endpoint that is chosen and of no other', () => {
    expect(domains({ interfaceEndpoints: [PlatformEndpoint.FIREHOSE] })).toContain('firehose.eu-central-1.amazonaws.com');
    expect(domains({ interfaceEndpoints: [] }).filter((name) => !/s3|rds|internal/.test(name))).toEqual([]);
    expect(domains({ dynamoDb: true })).toContain('dynamodb.eu-central-1.amazonaws.com');
    expect(list.some((name) => name.startsWith('dynamodb.'))).toBe(false);
  });

  test('has China\'s domain in China and the oldest Region\'s names there only', () => {
    expect(resolves(domains({}, 'cn-north-1', 'amazonaws.com.cn'), '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn')).toBe(true);
    expect(resolves(domains({}, 'cn-north-1', 'amazonaws.com.cn'), 'db.cluster-x.rds.cn-north-1.amazonaws.com.cn')).toBe(true);
    expect(domains({}, 'us-east-1')).toEqual(expect.arrayContaining(['*.s3.amazonaws.com', '*.ec2.internal']));
    expect(list).not.toContain('*.s3.amazonaws.com');
  });

  test('holds a name once, however often it is given: the service refuses a list that repeats itself', () => {
    const twice = domains({ allowedDomains: ['*.eu-central-1.rds.amazonaws.com', 'a.internal', 'a.internal'] });
    expect(new Set(twice).size).toBe(twice.length);
  });

  test('is made of names that DNS Firewall accepts: an asterisk only as the whole first label', () => {
    for (const name of domains({ interfaceEndpoints: [...PlatformEndpoint.DEFAULTS, PlatformEndpoint.SSM, PlatformEndpoint.SQS], dynamoDb: true })) expect(name).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
  });

  test.each(['*', '*.com', 'com', '*.amazonaws.com', 'a*.example.com', 'http://example.com', '-x.example', ''])('refuses the name %p', (name) => {
    expect(() => synthesize({ allowedDomains: [name] })).toThrow(/AllowedDomain(Invalid|TooWide)/);
  });
});

describe('query logging', () => {
  test('covers the VPC, into a group that only log delivery of this account may write', () => {
    plain.template.hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', { ResourceId: { Ref: Match.stringLikeRegexp('Vpc') } });
    const policy = flat(plain.of('AWS::Logs::ResourcePolicy')[0]?.Properties.PolicyDocument);
    expect(policy).toContain('"Service":"delivery.logs.amazonaws.com"');
    expect(policy).toContain(`"aws:SourceAccount":"${ACCOUNT}"`);
    expect(policy).not.toContain('"Resource":"*"');
    plain.template.hasResource('AWS::Route53Resolver::ResolverQueryLoggingConfig', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('Delivery')]) });
  });

  test('names its policy after the stack: a second deployment in the account must not take the policy of the first', () => {
    const names = ['One', 'Two'].map((stackName) => {
      const stack = new Stack(new App(), 'Network', { stackName });
      new IsolatedNetwork(stack, 'Network', { availabilityZones: ['eu-central-1a', 'eu-central-1b'], logEncryptionKey: new kms.Key(stack, 'Key') });
      return Object.values(Template.fromStack(stack).findResources('AWS::Logs::ResourcePolicy')).map(({ Properties }) => Properties.PolicyName);
    });
    expect(names).toEqual([[expect.stringMatching(/^One-/)], [expect.stringMatching(/^Two-/)]]);
  });

  test('counts what was blocked under the name that the metric asks for', () => {
    const metric = plain.network.metricBlockedDnsQueries();
    plain.template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.firewall_rule_action = "BLOCK" }',
      MetricTransformations: [{ MetricName: metric.metricName, MetricNamespace: metric.namespace, Dimensions: [{ Key: 'VpcId', Value: '$.vpc_id' }] }],
    });
    expect(metric.statistic).toBe('Sum');
  });
});
