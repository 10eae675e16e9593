import type { Assembly } from '../../../lib/report';
import { idleCost } from '../../../lib/report/cost';
import { indexResources } from '../../../lib/report/resources';
import { fixtureReport } from './fixture';

const cost = (resources: { [id: string]: { Type: string; Properties?: { [key: string]: unknown } } }) => {
  const assembly: Assembly = { stacks: [{ id: 'S', path: 'S', stackName: 'S', bytes: 1, dependencies: [], metadata: [], template: { Resources: resources } }] };
  return idleCost(indexResources(assembly));
};

describe('what is paid while nobody calls', () => {
  it('is summed over the fixture', () => {
    const { lines, monthly, notPriced } = fixtureReport({ judged: false }).cost;
    const byItem = Object.fromEntries(lines.map((line) => [line.item, line]));
    expect(byItem['Interface endpoints']).toEqual({ item: 'Interface endpoints', quantity: '4 zone attachments', monthly: 29.2 });
    expect(byItem['GPU instances']).toEqual({ item: 'GPU instances', quantity: '1 g6.xlarge', monthly: 587.5 });
    expect(byItem['Fargate tasks']).toEqual({ item: 'Fargate tasks', quantity: '2', monthly: 28.84 });
    expect(byItem['Aurora capacity']?.monthly).toBe(43.8);
    expect(byItem['Load balancers']?.monthly).toBeCloseTo(16.43, 2);
    expect(monthly).toBeCloseTo(lines.reduce((sum, line) => sum + line.monthly, 0), 2);
    expect(notPriced).toEqual([]);
  });

  it.each([
    ['a paused database', { A: { Type: 'AWS::RDS::DBCluster', Properties: { ServerlessV2ScalingConfiguration: { MinCapacity: 0 } } }, B: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: 'db.serverless', DBClusterIdentifier: { Ref: 'A' } } } }, 0],
    ['a service without tasks', { A: { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', DesiredCount: 0 } } }, 0],
    ['an empty group of instances', { A: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '0', MaxSize: '2' } } }, 0],
    ['a gateway endpoint', { A: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Gateway' } } }, 0],
    ['a web ACL with two rules', { A: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{}, {}] } } }, 7],
    ['a private authority', { A: { Type: 'AWS::ACMPCA::CertificateAuthority', Properties: { UsageMode: 'GENERAL_PURPOSE' } } }, 400],
    ['a machine client and a web client', { A: { Type: 'AWS::Cognito::UserPoolClient', Properties: { AllowedOAuthFlows: ['client_credentials'] } }, B: { Type: 'AWS::Cognito::UserPoolClient', Properties: { AllowedOAuthFlows: ['code'] } } }, 6],
    ['a NAT gateway', { A: { Type: 'AWS::EC2::NatGateway' } }, 32.85],
    ['custom resources', { A: { Type: 'Custom::Thing' }, B: { Type: 'AWS::CloudFormation::CustomResource' } }, 0],
  ])('%s', (_what, resources, monthly) => {
    expect(cost(resources).notPriced).toEqual([]);
    expect(cost(resources).monthly).toBeCloseTo(monthly, 2);
  });

  it('takes the floor of autoscaling when it is above the desired count', () => {
    const service = { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', DesiredCount: 0, TaskDefinition: { Ref: 'T' } } };
    const definition = { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '1024', Memory: '2048' } };
    const target = { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { MinCapacity: 2, ResourceId: { 'Fn::Sub': 'service/c/${S.Name}' } } };
    expect(cost({ S: service, T: definition, U: target }).monthly).toBeCloseTo(2 * 730 * (0.04048 + 2 * 0.004445), 2);
  });

  it.each([
    ['a type without a price', { A: { Type: 'AWS::SageMaker::Endpoint' }, B: { Type: 'AWS::SageMaker::Endpoint' } }, ['AWS::SageMaker::Endpoint x 2']],
    ['a database that is not serverless', { A: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: 'db.r8g.large' } } }, ['AWS::RDS::DBInstance']],
    ['an instance whose price is unknown', { A: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', LaunchTemplate: { LaunchTemplateId: { Ref: 'T' } } } }, T: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 'p5.48xlarge' } } } }, ['AWS::AutoScaling::AutoScalingGroup']],
    ['a number only CloudFormation knows', { A: { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', DesiredCount: { Ref: 'Parameter' } } } }, ['AWS::ECS::Service']],
    ['a type named like a property of every object', { A: { Type: 'constructor' } }, ['constructor']],
  ])('says so of %s instead of counting it as free', (_what, resources, notPriced) => expect(cost(resources).notPriced).toEqual(notPriced));
});
