import { ACCOUNT, factsOf } from './resolved';

const TEMPLATE = `
Parameters:
  Free: { Type: String }
Resources:
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: app, Path: /service/ } }
  Plain: { Type: 'AWS::IAM::Role' }
  Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: p } }
  Key: { Type: 'AWS::KMS::Key' }
  Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: alias/a, TargetKeyId: !Ref Key } }
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: q } }
  Topic: { Type: 'AWS::SNS::Topic' }
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: t } }
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: /a/b } }
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: s } }
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupName: g, VpcId: !Ref Vpc } }
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.0.0.0/16 } }
  Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { DBClusterIdentifier: MyCluster } }
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' }
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: f } }
  Odd: { Type: 'AWS::Unheard::Of' }
  Own: { Type: 'Custom::Own' }
  Freely: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Ref Free } }
  Uses:
    Type: Custom::Uses
    Properties: { A: !GetAtt Odd.ThingArn, B: !GetAtt Odd.Thing, C: !GetAtt Own.ThingArn }
`;

const found = factsOf(TEMPLATE);
const name = (logicalId: string, attribute: string): string | undefined => found.find('T', logicalId)[0]?.names[attribute];
const HERE = 'eu-central-1:111122223333';

test.each([
  ['Role', 'Ref', 'app'],
  ['Role', 'Arn', 'arn:aws:iam::111122223333:role/service/app'],
  ['Plain', 'Arn', 'arn:aws:iam::111122223333:role/⟦T.Plain.Ref⟧'],
  ['Policy', 'Ref', 'arn:aws:iam::111122223333:policy/p'],
  ['Key', 'Arn', `arn:aws:kms:${HERE}:key/⟦T.Key.Ref⟧`],
  ['Alias', 'Ref', 'alias/a'],
  ['Queue', 'Ref', 'https://sqs.eu-central-1.amazonaws.com/111122223333/q'],
  ['Queue', 'Arn', `arn:aws:sqs:${HERE}:q`],
  ['Topic', 'Ref', `arn:aws:sns:${HERE}:⟦T.Topic.TopicName⟧`],
  ['Table', 'Arn', `arn:aws:dynamodb:${HERE}:table/t`],
  ['Logs', 'Arn', `arn:aws:logs:${HERE}:log-group:/a/b:*`],
  ['Secret', 'Ref', `arn:aws:secretsmanager:${HERE}:secret:s-⟦T.Secret.RandomSuffix⟧`],
  ['Group', 'Ref', '⟦T.Group.Ref⟧'],
  ['Group', 'GroupId', '⟦T.Group.Ref⟧'],
  ['Group', 'VpcId', '⟦T.Vpc.Ref⟧'],
  ['Vpc', 'CidrBlock', '10.0.0.0/16'],
  ['Cluster', 'DBClusterArn', `arn:aws:rds:${HERE}:cluster:mycluster`],
  ['Balancer', 'Ref', `arn:aws:elasticloadbalancing:${HERE}:loadbalancer/⟦T.Balancer.LoadBalancerFullName~path⟧`],
  ['Task', 'Ref', `arn:aws:ecs:${HERE}:task-definition/f:⟦T.Task.Revision⟧`],
  ['Odd', 'Ref', '⟦T.Odd.Ref~any⟧'],
  ['Freely', 'Arn', 'arn:aws:s3:::⟦T.Free~any⟧'],
])('%s.%s', (logicalId, attribute, expected) => {
  expect(name(logicalId, attribute)).toBe(expected);
});

test('of types outside the table only what the name of an attribute tells is said', () => {
  expect(found.find('T', 'Uses')[0]?.properties).toEqual({ A: '⟦T.Odd.ThingArn⟧', B: '⟦T.Odd.Thing~any⟧', C: '⟦T.Own.ThingArn~any⟧' });
});

test('a text finds the resource that it identifies, by name, id or ARN, but not by a property it repeats', () => {
  const of = (text: string): readonly string[] => found.named(text).map(({ logicalId }) => logicalId);
  expect(of('⟦T.Group.Ref⟧')).toEqual(['Group']);
  expect(of(`arn:aws:sqs:${HERE}:q`)).toEqual(['Queue']);
  expect(of('⟦T.Vpc.Ref⟧')).toEqual(['Vpc']);
  expect(of('10.0.0.0/16')).toEqual([]);
});

test('a circle of names ends in a symbol with its cause', () => {
  const circle = factsOf(`
Conditions: { C: !Equals [a, a] }
Resources:
  A: { Type: 'AWS::S3::Bucket', Condition: C, Properties: { BucketName: !Ref B } }
  B: { Type: 'AWS::S3::Bucket', Condition: C, Properties: { BucketName: !Ref A } }`);
  expect(circle.unresolved.map(({ code }) => code)).toContain('CircularReference');
});

test('without account and region the ARNs hold their symbols', () => {
  const [queue] = factsOf(TEMPLATE, {}).find('T', 'Queue');
  expect(queue?.names['Arn']).toBe('arn:⟦AWS::Partition⟧:sqs:⟦AWS::Region⟧:⟦AWS::AccountId⟧:q');
  expect(ACCOUNT.partition).toBeUndefined();
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('a resource of type %s is of a type that nobody knows', (type) => {
  const [odd] = factsOf(`Resources: { Odd: { Type: ${type}, Properties: { V: !GetAtt Odd2.${type}, W: !Ref ${type} } }, Odd2: { Type: ${type} } }`).find('T', 'Odd');
  expect(odd?.names).toEqual({ Ref: '⟦T.Odd.Ref~any⟧' });
});
