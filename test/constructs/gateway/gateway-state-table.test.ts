import { App, RemovalPolicy, Stack, aws_ec2 as ec2, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { GatewayStateTable, GatewayStateTableGrants, type GatewayStateTableProps } from '../../../constructs/gateway';
import { IsolatedNetwork } from '../../../constructs/network';
import { judge } from '../../judge';

const ENV = { account: '111122223333', region: 'eu-west-1' };

const network = (scope: Stack, dynamoDbEndpointId?: string) =>
  IsolatedNetwork.fromAttributes(scope, `Network${dynamoDbEndpointId ?? ''}`, { vpc: ec2.Vpc.fromVpcAttributes(scope, `Vpc${dynamoDbEndpointId ?? ''}`, { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'] }), dynamoDbEndpointId, dynamoDbPrefixListId: 'pl-1' });

function sample(props: Partial<GatewayStateTableProps> = {}) {
  const app = new App();
  const keys = new Stack(app, 'Keys', { env: ENV });
  const stack = new Stack(app, 'Inference', { env: ENV });
  const table = new GatewayStateTable(stack, 'State', { encryptionKey: new kms.Key(keys, 'Audit'), network: network(keys, 'vpce-0123'), ...props });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  return { stack, keys, table, role };
}

describe('by default', () => {
  const { stack, table, role, keys } = sample();
  table.grants.use(role);
  const template = Template.fromStack(stack);
  const { Properties: properties, ...resource } = Object.values(template.findResources('AWS::DynamoDB::Table'))[0] ?? { Properties: {} };

  test('leaves nothing open in the three packs, and acknowledges nothing without need', () => expect(judge(table)).toEqual({ open: [], stale: [] }));

  test('is paid by request, encrypted with the given key, recoverable, protected and kept', () => {
    expect(properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST', SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: { 'Fn::ImportValue': expect.stringContaining('Audit') } },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true,
    });
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('has the keys and the time to live of the contract, no other index and no stream', () => {
    expect(properties.KeySchema).toEqual([{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }]);
    expect(properties.TimeToLiveSpecification).toEqual({ Enabled: true, AttributeName: 'expires_at' });
    expect(Object.keys(properties)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Index|Stream|TableName/)]));
  });

  test('its policy grants nothing and refuses other accounts, plain HTTP, and items by another way than the endpoint', () => {
    const statements = properties.ResourcePolicy.PolicyDocument.Statement as { Sid: string; Effect: string; Action: string | string[]; Condition: unknown }[];
    expect(statements.map(({ Sid, Effect }) => `${Effect} ${Sid}`)).toEqual(['Deny DenyOtherAccounts', 'Deny DenyPlainHttp', 'Deny DenyOutsideEndpoint']);
    expect(statements[0]?.Condition).toEqual({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } });
    expect(statements[2]).toMatchObject({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123' } }, Action: expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:PartiQLSelect', 'dynamodb:DeleteItem']) });
    // The table itself must stay manageable from outside, or no deployment could mend this very policy.
    expect(JSON.stringify(statements[2]?.Action)).not.toMatch(/Table"|Policy|TimeToLive|Backup/);
  });

  test('is used by five actions on items, and its key by way of DynamoDB for this table only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`), Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('State'), 'Arn'] } },
          {
            Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::ImportValue': Match.stringLikeRegexp('Audit') },
            Condition: { StringEquals: { 'kms:ViaService': ['dynamodb.eu-west-1.amazonaws.com'], 'kms:EncryptionContext:aws:dynamodb:tableName': { Ref: Match.stringLikeRegexp('State') } } },
          },
        ],
      },
    });
    expect(JSON.stringify(Template.fromStack(keys).findResources('AWS::KMS::Key'))).not.toContain('Role');
  });
});

test('that goes with its stack is neither protected nor recoverable, and says why', () => {
  const { stack, table } = sample({ removalPolicy: RemovalPolicy.DESTROY });
  Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Delete', Properties: Match.objectLike({ DeletionProtectionEnabled: false, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } }),
  });
  expect(judge(table)).toEqual({ open: [], stale: [] });
});

test('without a network is reached from anywhere in the account, and still from nowhere else', () => {
  const { stack } = sample({ network: undefined });
  const policy = JSON.stringify(Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'))[0]?.Properties.ResourcePolicy);
  expect(policy).toContain('DenyOtherAccounts');
  expect(policy).not.toContain('SourceVpce');
});

test('refuses a network from which nobody could reach it', () => {
  expect(() => sample({ network: network(new Stack(new App(), 'Other', { env: ENV })) })).toThrow(/StateTableOutOfReach/);
});

test('of another stack is granted by its attributes; without a key nothing is said of one', () => {
  const { stack, role } = sample();
  const imported = GatewayStateTable.fromGatewayStateTableAttributes(stack, 'Imported', { tableName: 'state', tableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/state' });
  GatewayStateTableGrants.fromGatewayStateTable(imported).use(role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [Match.objectLike({ Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/state' })] } });
});
