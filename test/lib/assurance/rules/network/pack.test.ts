import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { networkRules } from '../../../../../lib/assurance/rules/network';

/** Part of the public contract: losing or renaming a rule is a visible change. */
const IDS = [
  'AgentCoreInVpc', 'ClusterEndpointPrivate', 'CodeBuildInVpc', 'DnsFirewallBlocksUnlisted', 'EcsServiceNoPublicAddress', 'ElasticIpNotOnInstance',
  'EndpointServiceAcceptanceRequired', 'FlowLogDestinationProtected', 'InstanceInVpc', 'InstanceNoPublicAddress', 'LambdaInVpc', 'LaunchTemplateNoPublicAddress',
  'NetworkAclAdminPortsClosed', 'NetworkAclEntryNotOpen', 'NetworkAclEntryPortsNamed', 'NetworkAclEntryProtocolNamed', 'RouteNotToInternet', 'SagemakerDomainVpcOnly',
  'SagemakerJobIsolated', 'SagemakerModelIsolated', 'SagemakerNotebookInVpc', 'SecurityGroupAdminPortsClosed', 'SecurityGroupEgressDeclared', 'SecurityGroupEgressNotOpen',
  'SecurityGroupEgressProtocolsNamed', 'SecurityGroupEgressSinglePort', 'SecurityGroupIngressNotOpen', 'SecurityGroupIngressProtocolsNamed', 'SecurityGroupIngressSinglePort',
  'SubnetNetworkAclAssigned', 'SubnetNoPublicAddresses', 'TransitGatewayAttachmentsApproved', 'VpcBlockPublicAccessOn', 'VpcDefaultSecurityGroupClosed',
  'VpcDnsFirewallAssociated', 'VpcDnsForEndpoints', 'VpcDnsQueriesLogged', 'VpcEndpointPolicyNarrow', 'VpcEndpointPrivateDns', 'VpcFlowLogsEnabled', 'VpcPeeringWithinAccount',
  'VpcWithoutInternetAccess', 'WorkloadApisThroughEndpoints', 'WorkloadInPrivateSubnet', 'WorkloadSecurityGroupNamed',
];

test('the pack holds exactly these rules', () => {
  expect(networkRules.map(({ id }) => id).sort()).toEqual(IDS);
});

test.each(networkRules.map((rule) => [rule.id, rule] as const))('%s stands in a file of its own name, with what a reader needs', (id, rule) => {
  const file = id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  expect(existsSync(join(__dirname, '../../../../../lib/assurance/rules/network', `${file}.ts`))).toBe(true);
  for (const words of [rule.title, rule.why, rule.fix]) expect(words.length).toBeGreaterThan(10);
  expect(rule.controls.length).toBeGreaterThan(0);
  expect(rule.types.length).toBeGreaterThan(0);
});
