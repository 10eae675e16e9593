import { dnsFirewallBlocksUnlisted } from '../../../../../lib/assurance/rules/network/dns-firewall-blocks-unlisted';
import { endpointServiceAcceptanceRequired } from '../../../../../lib/assurance/rules/network/endpoint-service-acceptance-required';
import { transitGatewayAttachmentsApproved } from '../../../../../lib/assurance/rules/network/transit-gateway-attachments-approved';
import { vpcEndpointPolicyNarrow } from '../../../../../lib/assurance/rules/network/vpc-endpoint-policy-narrow';
import { vpcEndpointPrivateDns } from '../../../../../lib/assurance/rules/network/vpc-endpoint-private-dns';
import { workloadApisThroughEndpoints } from '../../../../../lib/assurance/rules/network/workload-apis-through-endpoints';
import { judge, ruleCases } from '../cases';
import { lines, NETWORK, open, resource } from './write';

const KMS = 'ServiceName: com.amazonaws.eu-west-1.kms';
const endpoint = (properties: string): string => resource('E', 'AWS::EC2::VPCEndpoint', `{ VpcEndpointType: Interface, ${properties} }`);
const policy = (...statements: readonly string[]): string => endpoint(`${KMS}, PolicyDocument: { Version: "2012-10-17", Statement: [${statements.join(', ')}] }`);
const allow = (rest: string): string => `{ Effect: Allow, Principal: "*", ${rest} }`;
const OWN = 'Condition: { StringEquals: { "aws:PrincipalAccount": !Ref AWS::AccountId, "aws:ResourceAccount": !Ref AWS::AccountId } }';

ruleCases(vpcEndpointPolicyNarrow, {
  pass: {
    'own principals to own resources': policy(allow(`Action: "*", Resource: "*", ${OWN}`)),
    'an organisation, keys in another case': policy(allow('Action: "*", Resource: "*", Condition: { StringEquals: { "AWS:principalorgid": o-1234567890, "aws:ResourceOrgID": [o-1234567890] } }')),
    'chosen actions of own principals': policy(allow('Action: [ecs:DiscoverPollEndpoint], Resource: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } }')),
    'one foreign bucket that is named': policy(allow('Action: s3:GetObject, Resource: "arn:aws:s3:::starport-layer-bucket/*"')),
    'services of AWS for themselves': policy(allow('Action: "*", Resource: "*", Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } }')),
    'a statement that is no list': endpoint(`${KMS}, PolicyDocument: { Statement: { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:role/r" }, Action: kms:Decrypt, Resource: "arn:aws:kms:eu-west-1:111122223333:key/*" } }`),
    'a refusal beside it': policy(allow(`Action: "*", Resource: "*", ${OWN}`), '{ Effect: Deny, Principal: "*", Action: "*", Resource: "*" }'),
  },
  fail: {
    'no policy, which is full access': endpoint(KMS),
    'full access': policy(allow('Action: "*", Resource: "*"')),
    'full access of one service': policy(allow('Action: s3:*, Resource: "arn:aws:s3:::*"')),
    'own principals to any resource': policy(allow('Action: "*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } }')),
    'any principal to own resources': policy(allow('Action: kms:*, Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } }')),
    'a condition that any account meets': policy(allow('Action: "*", Resource: "*", Condition: { StringLike: { "aws:PrincipalAccount": "*", "aws:ResourceAccount": "*" } }')),
    'a condition that an absent key meets': policy(allow('Action: "*", Resource: "*", Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333" } }')),
    'a condition on something else': policy(allow('Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } }')),
    'all but a few actions': policy('{ Effect: Allow, Principal: "*", NotAction: "kms:DeleteKey", Resource: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } } }'),
    'one branch': open(endpoint(`${KMS}, PolicyDocument: !If [C, { Statement: [${allow(`Action: "*", Resource: "*", ${OWN}`)}] }, !Ref AWS::NoValue]`)),
  },
  unknown: { 'a policy that nobody tells': open(endpoint(`${KMS}, PolicyDocument: !Ref P`)), 'a resource that nobody tells': open(policy(allow(`Action: "*", Resource: !Ref L, ${OWN}`))) },
  skip: { 'a service of somebody else': endpoint('ServiceName: com.amazonaws.vpce.eu-west-1.vpce-svc-1'), 'an appliance': resource('E', 'AWS::EC2::VPCEndpoint', '{ VpcEndpointType: GatewayLoadBalancer, ServiceName: s }') },
});

test('names the statement that admits too much', () => {
  const [found] = judge(vpcEndpointPolicyNarrow, policy(allow(`Action: "*", Resource: "*", ${OWN}`), allow('Sid: Oops, Action: "*", Resource: "*"')));
  expect(found).toMatchObject({ finding: 'Oops', verdict: { because: [{ code: 'FullAccess' }], witness: { path: ['PolicyDocument', 'Statement', 1] } } });
});

ruleCases(vpcEndpointPrivateDns, {
  pass: { on: endpoint(`${KMS}, PrivateDnsEnabled: true`) },
  fail: { off: endpoint(`${KMS}, PrivateDnsEnabled: false`), 'nothing said': endpoint(KMS) },
  unknown: { 'not told': open(endpoint(`${KMS}, PrivateDnsEnabled: !Ref P`)) },
  skip: { 'a gateway': resource('E', 'AWS::EC2::VPCEndpoint', '{ VpcEndpointType: Gateway }'), 'a service of somebody else': endpoint('ServiceName: com.amazonaws.vpce.eu-west-1.vpce-svc-1') },
});

const list = (id: string, ...domains: readonly string[]): string => resource(id, 'AWS::Route53Resolver::FirewallDomainList', `{ Domains: [${domains.map((each) => `"${each}"`).join(', ')}] }`);
const rules = (...items: readonly string[]): string => resource('G', 'AWS::Route53Resolver::FirewallRuleGroup', `{ FirewallRules: [${items.join(', ')}] }`);
const rule = (action: string, priority: number, domains: string): string => `{ Action: ${action}, Priority: ${String(priority)}, FirewallDomainListId: !GetAtt ${domains}.Id }`;
const LISTS = lines(list('Known', 'kms.eu-west-1.amazonaws.com', '*.platform.internal'), list('All', '*'), list('Wide', '*.com'));

ruleCases(dnsFirewallBlocksUnlisted, {
  pass: { 'known names, then nothing else': lines(LISTS, rules(rule('ALLOW', 1, 'Known'), rule('BLOCK', 2, 'All'))), 'in the order of priorities, not of the list': lines(LISTS, rules(rule('BLOCK', 2, 'All'), rule('ALLOW', 1, 'Known'))) },
  fail: {
    'known names alone': lines(LISTS, rules(rule('ALLOW', 1, 'Known'))), 'an alert instead of a block': lines(LISTS, rules(rule('ALLOW', 1, 'Known'), rule('ALERT', 2, 'All'))),
    'a wide list before the block': lines(LISTS, rules(rule('ALLOW', 1, 'Wide'), rule('BLOCK', 2, 'All'))), 'everything allowed before the block': lines(LISTS, rules(rule('BLOCK', 9, 'All'), rule('ALLOW', 1, 'All'))), 'no rules': rules(),
  },
  unknown: {
    'a list outside the template before the block': lines(LISTS, rules('{ Action: ALLOW, Priority: 1, FirewallDomainListId: rslvr-fdl-1 }', rule('BLOCK', 2, 'All'))),
    'an action that nobody tells': open(LISTS, rules('{ Action: !Ref P, Priority: 1, FirewallDomainListId: !GetAtt All.Id }')),
  },
});

ruleCases(transitGatewayAttachmentsApproved, {
  pass: { 'nothing said': resource('T', 'AWS::EC2::TransitGateway') },
  fail: { 'taken unseen': resource('T', 'AWS::EC2::TransitGateway', '{ AutoAcceptSharedAttachments: enable }') },
  unknown: { 'not told': open(resource('T', 'AWS::EC2::TransitGateway', '{ AutoAcceptSharedAttachments: !Ref P }')) },
});

ruleCases(endpointServiceAcceptanceRequired, {
  pass: { 'nothing said': resource('T', 'AWS::EC2::VPCEndpointService') },
  fail: { 'taken unseen': resource('T', 'AWS::EC2::VPCEndpointService', '{ AcceptanceRequired: false }') },
  unknown: { 'not told': open(resource('T', 'AWS::EC2::VPCEndpointService', '{ AcceptanceRequired: !Ref P }')) },
});

const role = (action: string, more = ''): string => resource('R', 'AWS::IAM::Role', `{ AssumeRolePolicyDocument: { Statement: [] }, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: ${action}, Resource: "*" ${more} }] } }] }`);
const lambda = (roleArn = '!GetAtt R.Arn', subnets = '[!Ref S]'): string => resource('F', 'AWS::Lambda::Function', `{ Role: ${roleArn}, VpcConfig: { SubnetIds: ${subnets}, SecurityGroupIds: [g] } }`);
const near = resource('E', 'AWS::EC2::VPCEndpoint', `{ VpcId: !Ref V, VpcEndpointType: Interface, ${KMS} }`);

ruleCases(workloadApisThroughEndpoints, {
  pass: {
    'an endpoint for what it calls': lines(NETWORK, near, role('kms:Decrypt'), lambda()), 'what a service calls for it': lines(NETWORK, role('kms:Decrypt', ', Condition: { StringEquals: { "kms:ViaService": s3.eu-west-1.amazonaws.com } }'), lambda()),
    'a service of tasks': lines(NETWORK, near, role('KMS:Decrypt'), resource('T', 'AWS::ECS::TaskDefinition', '{ TaskRoleArn: !GetAtt R.Arn }'), resource('X', 'AWS::ECS::Service', '{ TaskDefinition: !Ref T, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref S] } } }')),
  },
  fail: {
    'no endpoint': lines(NETWORK, role('[kms:Decrypt, logs:PutLogEvents]'), lambda()), 'an endpoint of another service': lines(NETWORK, near, role('secretsmanager:GetSecretValue'), lambda()), 'an endpoint of another VPC': lines(NETWORK, near.replace('!Ref V', 'vpc-1'), role('kms:Decrypt'), lambda()),
    'the models': lines(NETWORK, near, role('bedrock:InvokeModel'), lambda()),
  },
  unknown: { 'a subnet outside the template': lines(NETWORK, near, role('kms:Decrypt'), lambda('!GetAtt R.Arn', '[subnet-1]')), 'a role outside the template': lines(NETWORK, near, lambda('"arn:aws:iam::111122223333:role/r"')), 'an endpoint of a VPC that nobody tells': open(NETWORK, near.replace('!Ref V', '!Ref P'), role('kms:Decrypt'), lambda()) },
  skip: { 'a function outside of a VPC': resource('F', 'AWS::Lambda::Function', '{ Role: r }') },
});
