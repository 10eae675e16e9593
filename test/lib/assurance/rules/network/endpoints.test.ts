import { dnsFirewallBlocksUnlisted } from '../../../../../lib/assurance/rules/network/dns-firewall-blocks-unlisted';
import { endpointServiceAcceptanceRequired } from '../../../../../lib/assurance/rules/network/endpoint-service-acceptance-required';
import { transitGatewayAttachmentsApproved } from '../../../../../lib/assurance/rules/network/transit-gateway-attachments-approved';
import { vpcEndpointPolicyNarrow } from '../../../../../lib/assurance/rules/network/vpc-endpoint-policy-narrow';
import { vpcEndpointPrivateDns } from '../../../../../lib/assurance/rules/network/vpc-endpoint-private-dns';
import { judge, ruleCases } from '../cases';
import { lines, open, resource } from './write';

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
