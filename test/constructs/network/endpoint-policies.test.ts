import { AwsOwnedBuckets, PlatformEndpoint } from '../../../constructs/network';
import { ACCOUNT, flat, synthesize, type Synthesized } from './fixture';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request; a key that is not there cannot match. */
  readonly context: Readonly<Record<string, string>>;
}

const FOREIGN = '999999999999';
const mine = { 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };
const myResource = { 'aws:ResourceAccount': ACCOUNT, 'aws:ResourceOrgID': 'o-a1b2c3d4e5' };
const foreign = { 'aws:PrincipalAccount': FOREIGN, 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' };
const foreignResource = { 'aws:ResourceAccount': FOREIGN, 'aws:ResourceOrgID': 'o-zzzzzzzzzz' };
const service = { 'aws:PrincipalIsAWSService': 'true' };

function policy({ of }: Synthesized, serviceName: string): Statement[] {
  const endpoint = of('AWS::EC2::VPCEndpoint').find(({ Properties }) => flat(Properties.ServiceName).endsWith(`.${serviceName}`));
  return endpoint?.Properties.PolicyDocument.Statement;
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(flat).map((text) => text.replaceAll('<AWS::Partition>', 'aws').replaceAll('<AWS::Region>', 'eu-central-1'));
}

function like(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(text);
}

function admits(statements: readonly Statement[], { action, resource, context }: Request): boolean {
  return statements.some((statement) => statement.Effect === 'Allow'
    && list(statement.Action).some((pattern) => like(pattern, action))
    && list(statement.Resource).some((pattern) => like(pattern, resource))
    && Object.values(statement.Condition ?? {}).every((keys) => Object.entries(keys).every(([key, wanted]) => context[key] !== undefined && list(wanted).includes(context[key]))));
}

const all = synthesize({
  interfaceEndpoints: [...PlatformEndpoint.DEFAULTS, PlatformEndpoint.SSM, PlatformEndpoint.SSM_MESSAGES, PlatformEndpoint.EC2_MESSAGES, PlatformEndpoint.MONITORING, PlatformEndpoint.STS,
    PlatformEndpoint.XRAY, PlatformEndpoint.BEDROCK_RUNTIME, PlatformEndpoint.RDS_DATA, PlatformEndpoint.EVENTS, PlatformEndpoint.SQS, PlatformEndpoint.SNS, PlatformEndpoint.FIREHOSE, PlatformEndpoint.GUARDDUTY_DATA],
  dynamoDb: true,
  awsOwnedBuckets: Object.values(AwsOwnedBuckets),
  awsImageAccounts: ['328549459982'],
});
const plain = synthesize();
const organisation = synthesize({ organizationId: 'o-a1b2c3d4e5' });

/** For each statement one request that it alone admits: without the statement the request is refused. */
const NEEDED: readonly [string, string, Request][] = [
  ['s3', 'AllowOwnPrincipalsToOwnResources', { action: 's3:PutObject', resource: 'arn:aws:s3:::training/x', context: { ...mine, ...myResource } }],
  ['s3', 'AllowAwsServicePrincipals', { action: 's3:GetObject', resource: 'arn:aws:s3:::some-aws-bucket/x', context: service }],
  ['s3', 'AllowEcrLayers', { action: 's3:GetObject', resource: 'arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/layer', context: {} }],
  ['s3', 'AllowSystemsManagerAgent', { action: 's3:GetObject', resource: 'arn:aws:s3:::amazon-ssm-eu-central-1/agent', context: { ...mine, ...foreignResource } }],
  ['s3', 'AllowCloudFormationResponses', { action: 's3:PutObject', resource: 'arn:aws:s3:::cloudformation-custom-resource-response-eucentral1/x', context: service }],
  ['s3', 'AllowAwsPackages', { action: 's3:GetObject', resource: 'arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/x', context: {} }],
  ['dynamodb', 'AllowOwnPrincipalsToOwnResources', { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/t', context: { ...mine, ...myResource } }],
  ['secretsmanager', 'AllowOwnPrincipalsToOwnResources', { action: 'secretsmanager:GetSecretValue', resource: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:s', context: { ...mine, ...myResource } }],
  ['logs', 'AllowAwsServicePrincipals', { action: 'logs:PutLogEvents', resource: 'arn:aws:logs:eu-central-1:111122223333:log-group:g', context: service }],
  ['ecr.api', 'AllowOwnPrincipalsActionsWithoutResource', { action: 'ecr:GetAuthorizationToken', resource: '*', context: mine }],
  ['ecr.dkr', 'AllowOwnPrincipalsToPullAwsImages', { action: 'ecr:BatchGetImage', resource: 'arn:aws:ecr:eu-central-1:328549459982:repository/bottlerocket-control', context: { ...mine, 'aws:ResourceAccount': '328549459982' } }],
  ...['ecs', 'ecs-agent', 'ecs-telemetry'].map((name): [string, string, Request] => [name, 'AllowOwnPrincipalsActionsWithoutResource', { action: 'ecs:DiscoverPollEndpoint', resource: '*', context: mine }]),
  ['ssm', 'AllowOwnPrincipalsToAwsOwnedResources', { action: 'ssm:GetParameter', resource: 'arn:aws:ssm:eu-central-1::parameter/aws/service/ami', context: mine }],
  ['bedrock-runtime', 'AllowOwnPrincipalsToAwsOwnedResources', { action: 'bedrock:InvokeModel', resource: 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan', context: mine }],
  ['monitoring', 'AllowOwnPrincipalsActionsWithoutResource', { action: 'cloudwatch:PutMetricData', resource: '*', context: mine }],
];

test.each(NEEDED)('%s: %s is needed and suffices', (name, sid, request) => {
  const statements = policy(all, name);
  expect(admits(statements, request)).toBe(true);
  expect(admits(statements.filter((statement) => statement.Sid !== sid), request)).toBe(false);
});

const ourself = { 'aws:PrincipalAccount': ACCOUNT };

/** Actions of our principals that name no resource or one of AWS, complete: what is missing here cannot be done through the endpoint, what is added is a way out. */
const WITHOUT_OUR_RESOURCE: readonly [string, string[]][] = [
  ['ecs', ['ecs:DiscoverPollEndpoint']],
  ['ecs-agent', ['ecs:DiscoverPollEndpoint']],
  ['ecs-telemetry', ['ecs:DiscoverPollEndpoint']],
  ['ecr.api', ['ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']],
  ['ecr.dkr', ['ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']],
  ['monitoring', ['cloudwatch:PutMetricData']],
  ['sts', ['sts:GetCallerIdentity']],
  ['xray', ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments']],
  ['ssmmessages', ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel']],
  ['ec2messages', ['ec2messages:AcknowledgeMessage', 'ec2messages:DeleteMessage', 'ec2messages:FailMessage', 'ec2messages:GetEndpoint', 'ec2messages:GetMessages', 'ec2messages:SendReply']],
  ['guardduty-data', ['guardduty:SendSecurityTelemetry']],
  ['ssm', ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:GetManifest', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath']],
  ['bedrock-runtime', ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']],
];

test.each(WITHOUT_OUR_RESOURCE)('%s admits our principals alone to exactly the actions without a resource of ours', (name, actions) => {
  const statements = policy(all, name).filter(({ Sid }) => !['AllowOwnPrincipalsToOwnResources', 'AllowAwsServicePrincipals'].includes(Sid));
  expect(statements.flatMap(({ Action }) => list(Action))).toEqual(actions);
  for (const { Condition } of statements) expect(Condition?.StringEquals).toMatchObject(ourself);
});

test.each([
  ['ssm', ['arn:aws:ssm:eu-central-1::parameter/aws/*', 'arn:aws:ssm:eu-central-1::document/*']],
  ['bedrock-runtime', ['arn:aws:bedrock:*::foundation-model/*']],
])('%s names the resources of AWS, which have no account in their ARN', (name, resources) => {
  expect(list(policy(all, name).find(({ Sid }) => Sid === 'AllowOwnPrincipalsToAwsOwnedResources')?.Resource)).toEqual(resources);
});

test('only these endpoints admit anything that is not ours', () => {
  const names = all.of('AWS::EC2::VPCEndpoint').filter(({ Properties }) => Properties.VpcEndpointType === 'Interface')
    .filter(({ Properties }) => Properties.PolicyDocument.Statement.length > 2).map(({ Properties }) => flat(Properties.ServiceName).replace(/^.*?eu-central-1\./, ''));
  expect(names.sort()).toEqual(WITHOUT_OUR_RESOURCE.map(([name]) => name).sort());
});

describe('images of AWS', () => {
  const pull = (context: Request['context']): Request => ({ action: 'ecr:BatchGetImage', resource: 'arn:aws:ecr:eu-central-1:328549459982:repository/x', context });

  test.each<[string, boolean, Request['context']]>([
    ['by our principal from the account that was named', true, { ...mine, 'aws:ResourceAccount': '328549459982' }],
    ['by our principal from another account', false, { ...mine, 'aws:ResourceAccount': FOREIGN }],
    ['by a foreign principal from the account that was named', false, { ...foreign, 'aws:ResourceAccount': '328549459982' }],
  ])('are pulled %s: %s', (_, admitted, context) => {
    expect(admits(policy(all, 'ecr.dkr'), pull(context))).toBe(admitted);
    expect(admits(policy(plain, 'ecr.dkr'), pull(context))).toBe(false);
  });
});

describe('every endpoint', () => {
  const names = all.of('AWS::EC2::VPCEndpoint').map(({ Properties }) => flat(Properties.ServiceName));

  test('has a policy', () => {
    for (const { Properties } of all.of('AWS::EC2::VPCEndpoint')) expect(Properties.PolicyDocument.Statement.length).toBeGreaterThan(0);
    expect(names).toHaveLength(23);
  });

  test.each([
    ['our principal on a foreign resource', { ...mine, ...foreignResource }],
    ['a foreign principal on our resource', { ...foreign, ...myResource }],
    ['a foreign principal on a foreign resource', { ...foreign, ...foreignResource }],
    ['an anonymous caller', { ...myResource }],
    ['a request that says nothing of itself', {}],
  ])('refuses %s', (_, context) => {
    for (const { Properties } of [...all.of('AWS::EC2::VPCEndpoint'), ...organisation.of('AWS::EC2::VPCEndpoint')]) {
      for (const action of ['s3:PutObject', 'secretsmanager:GetSecretValue', 'kms:Decrypt', 'ecr:PutImage', 'sts:AssumeRole', 'logs:PutLogEvents', 'ssm:PutParameter', 'bedrock:InvokeModel', 'ecs:Poll']) {
        expect(admits(Properties.PolicyDocument.Statement, { action, resource: `arn:aws:x:eu-central-1:${FOREIGN}:thing`, context })).toBe(false);
      }
    }
  });
});

describe('the S3 gateway', () => {
  test('admits no write to any bucket of AWS by default, presigned by CloudFormation or not', () => {
    for (const bucket of ['prod-eu-central-1-starport-layer-bucket', 'cloudformation-custom-resource-response-eucentral1', 'al2023-eu-central-1']) {
      expect(admits(policy(plain, 's3'), { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/x`, context: service })).toBe(false);
    }
  });

  test('opens the buckets of Systems Manager only with its endpoint', () => {
    expect(policy(plain, 's3').map(({ Sid }) => Sid)).toEqual(['AllowOwnPrincipalsToOwnResources', 'AllowAwsServicePrincipals', 'AllowEcrLayers']);
  });

  test.each([
    ['AllowAwsServicePrincipals', ['*']],
    ['AllowEcrLayers', ['prod-eu-central-1-starport-layer-bucket']],
    ['AllowSystemsManagerAgent', ['aws-ssm-eu-central-1', 'amazon-ssm-eu-central-1', 'amazon-ssm-packages-eu-central-1', 'eu-central-1-birdwatcher-prod', 'aws-ssm-document-attachments-eu-central-1', 'patch-baseline-snapshot-eu-central-1']],
    ['AllowCloudFormationResponses', ['cloudformation-waitcondition-eu-central-1', 'cloudformation-custom-resource-response-eucentral1']],
    ['AllowAwsPackages', ['al2023-repos-eu-central-1-de612dc2', 'al2023-eu-central-1', 'amazoncloudwatch-agent-eu-central-1', 'bottlerocket-updates-eu-central-1']],
  ])('opens by %s exactly these buckets of AWS', (sid, buckets) => {
    const statement = policy(all, 's3').find(({ Sid }) => Sid === sid);
    expect(list(statement?.Resource)).toEqual(buckets.map((bucket) => (bucket === '*' ? '*' : `arn:aws:s3:::${bucket}/*`)));
    expect(list(statement?.Action)).toEqual({ AllowAwsServicePrincipals: ['s3:GetObject', 's3:ListBucket'], AllowCloudFormationResponses: ['s3:PutObject'] }[sid] ?? ['s3:GetObject']);
  });

  test('reads layers of this Region only', () => {
    expect(admits(policy(plain, 's3'), { action: 's3:GetObject', resource: 'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/x', context: {} })).toBe(false);
  });
});

describe('with an organisation', () => {
  test('its accounts are one perimeter, and no statement falls back to the account', () => {
    const statements = policy(organisation, 'kms');
    const request = { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-central-1:222233334444:key/1' };
    expect(admits(statements, { ...request, context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } })).toBe(true);
    expect(JSON.stringify(organisation.template.toJSON())).not.toContain('aws:ResourceAccount');
  });
});

test('an endpoint goes without a policy only as a recorded exception', () => {
  const exempt = synthesize({ endpointPolicyExceptions: [{ endpoint: PlatformEndpoint.ECS_TELEMETRY, justification: { reason: 'the Region refuses policies on it', owner: 'platform', expires: '2027-03-31' } }] });
  expect(policy({ ...exempt, of: (type) => exempt.of(type).filter(({ Properties }) => Properties.PolicyDocument !== undefined) }, 'ecs-telemetry')).toBeUndefined();
  const recorded = exempt.network.node.findAll().flatMap((node) => node.node.metadata).filter(({ type }) => type === 'secure-ai-platform:weakening');
  expect(recorded.map(({ data }) => data)).toEqual([expect.objectContaining({ control: 'EndpointPolicy', owner: 'platform' })]);
});
