import { PlatformError } from '../../../../lib/contract/platform-error';
import { reachabilityOf } from '../../../../lib/assurance/network';
import { facts } from '../../../../lib/assurance/template/facts';
import { parseTemplate } from '../../../../lib/assurance/template/template';
import { BASE, instance } from '../network/cases';
import { BLURS } from './blur';
import { DAMAGES, seeded } from './damage';
import { isJsonMap, plainJson, type JsonMap } from './plain-json';

/** A template with every section, and most functions. */
const SAMPLE = `
Transform: AWS::LanguageExtensions
Parameters:
  Env: { Type: String, AllowedValues: [dev, prod], Default: dev }
  Names: { Type: CommaDelimitedList, Default: 'a,b' }
  Office: { Type: String, Default: 198.51.100.0/24 }
Mappings: { Sizes: { dev: { min: 1 }, prod: { min: 2 } } }
Conditions: { IsProd: !Equals [!Ref Env, prod], Both: !And [!Condition IsProd, !Not [!Equals [!Ref Office, '']]] }
Resources:
${BASE}${instance('Web', 'Public', 'Open')}${instance('App', 'Private', 'Closed')}
  Fn::ForEach::Queues: [Name, !Ref Names, { 'Queue\${Name}': { Type: 'AWS::SQS::Queue', Properties: { QueueName: !Sub '\${AWS::StackName}-\${Name}' } } }]
  Bucket: { Type: 'AWS::S3::Bucket', Condition: Both, DeletionPolicy: Retain, Properties: { BucketName: !Join ['-', [!Ref 'AWS::AccountId', !Select [0, !Split ['.', 'x.y']]]], Tags: [!If [IsProd, { Key: a, Value: !FindInMap [Sizes, !Ref Env, min] }, !Ref AWS::NoValue]] } }
  Staff: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: !GetAtt Closed.GroupId, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office } }
  Alb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: internal, Subnets: [!Ref Private], SecurityGroups: [!Ref Open] } }
  Front: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref Alb, Port: 443, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }] } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: !Ref Vpc, Port: 443, Protocol: HTTPS, Targets: [{ Id: !Ref Behind }] } }
${instance('Behind', 'Private', 'Open')}
  Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: l, SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open] } }
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: a, ProtocolType: HTTP } }
  Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, IntegrationUri: !Ref Front, PayloadFormatVersion: '1.0' } }
  Card: { Type: 'AWS::EC2::NetworkInterface', Properties: { SubnetId: !Ref Public, GroupSet: [!Ref Open] } }
  Eip: { Type: 'AWS::EC2::EIPAssociation', Properties: { AllocationId: eipalloc-1, NetworkInterfaceId: !Ref Card } }
  Url: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: !GetAtt Fn.Arn, AuthType: AWS_IAM } }
  Fn: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: x }, Environment: { Variables: { A: '{{resolve:ssm:/a}}', B: !ToJsonString { a: !GetAtt Bucket.Arn } } } } }
Outputs: { Name: { Value: !Ref Bucket, Condition: Both, Export: { Name: !Sub '\${AWS::StackName}-bucket' } } }
`;
const template = ((): JsonMap => {
  const plain = plainJson(parseTemplate(SAMPLE, 'T.yaml').root);
  return isJsonMap(plain) ? plain : {};
})();
const ENDS = [['internet', 'T.Web'], ['internet', 'T.App'], ['T.App', 'internet'], ['T.Web', 'internet'], ['T.Web', 'T.App'], ['T.App', 'T.Web'], ['T.Fn', 'internet'], ['198.51.100.7', 'T.App'],
  ['internet', 'T.Behind'], ['internet', 'T.Card'], ['internet', 'T.Fn']] as const;

function verdicts(text: string): readonly string[] {
  const reach = reachabilityOf(facts([parseTemplate(text, 'T.json')]));
  return ENDS.map(([from, to]) => reach.paths(from, to).kind);
}

describe.each(Object.entries(DAMAGES))('damaged: %s', (_, damage) => {
  test.each([1])('seed %d gives an answer, or one error with a position', (seed) => {
    const text = damage(template, seeded(seed));
    try {
      expect(verdicts(text)).toHaveLength(ENDS.length);
    } catch (error) {
      if (!PlatformError.isPlatformError(error)) throw error;
      expect(error.problems).toEqual([expect.objectContaining({ code: expect.any(String), where: expect.stringMatching(/^T\.json:\d+:\d+$/), fix: expect.any(String) })]);
    }
  });
});

describe.each(Object.entries(BLURS))('told less: %s', (_, blur) => {
  const before = verdicts(JSON.stringify(template));

  test('nothing is proved that was not proved before', () => {
    const proved = Array.from({ length: 4 }, (__, seed) => blur(template, seeded(seed))).flatMap((blurred) => {
      if (blurred === undefined) return [];
      const after = verdicts(JSON.stringify(blurred));
      return ENDS.filter((___, index) => before[index] !== 'proved' && !['unknown', 'refuted'].includes(after[index] ?? '')).map((ends) => ({ ends, blurred: JSON.stringify(blurred) }));
    });
    expect(before).toEqual(expect.arrayContaining(['refuted', 'proved']));
    expect(proved).toEqual([]);
  });
});
