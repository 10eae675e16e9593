import { agentCoreInVpc } from './agent-core-in-vpc';
import { clusterEndpointPrivate } from './cluster-endpoint-private';
import { codeBuildInVpc } from './code-build-in-vpc';
import { dnsFirewallBlocksUnlisted } from './dns-firewall-blocks-unlisted';
import { ecsServiceNoPublicAddress } from './ecs-service-no-public-address';
import { elasticIpNotOnInstance } from './elastic-ip-not-on-instance';
import { endpointServiceAcceptanceRequired } from './endpoint-service-acceptance-required';
import { flowLogDestinationProtected } from './flow-log-destination-protected';
import { instanceInVpc } from './instance-in-vpc';
import { instanceNoPublicAddress } from './instance-no-public-address';
import { lambdaInVpc } from './lambda-in-vpc';
import { launchTemplateNoPublicAddress } from './launch-template-no-public-address';
import { networkAclAdminPortsClosed } from './network-acl-admin-ports-closed';
import { networkAclEntryNotOpen } from './network-acl-entry-not-open';
import { networkAclEntryPortsNamed } from './network-acl-entry-ports-named';
import { networkAclEntryProtocolNamed } from './network-acl-entry-protocol-named';
import { routeNotToInternet } from './route-not-to-internet';
import { sagemakerDomainVpcOnly } from './sagemaker-domain-vpc-only';
import { sagemakerJobIsolated } from './sagemaker-job-isolated';
import { sagemakerModelIsolated } from './sagemaker-model-isolated';
import { sagemakerNotebookInVpc } from './sagemaker-notebook-in-vpc';
import { securityGroupAdminPortsClosed } from './security-group-admin-ports-closed';
import { securityGroupEgressDeclared } from './security-group-egress-declared';
import { securityGroupEgressNotOpen } from './security-group-egress-not-open';
import { securityGroupEgressProtocolsNamed } from './security-group-egress-protocols-named';
import { securityGroupEgressSinglePort } from './security-group-egress-single-port';
import { securityGroupIngressNotOpen } from './security-group-ingress-not-open';
import { securityGroupIngressProtocolsNamed } from './security-group-ingress-protocols-named';
import { securityGroupIngressSinglePort } from './security-group-ingress-single-port';
import { subnetNetworkAclAssigned } from './subnet-network-acl-assigned';
import { subnetNoPublicAddresses } from './subnet-no-public-addresses';
import { transitGatewayAttachmentsApproved } from './transit-gateway-attachments-approved';
import { vpcBlockPublicAccessOn } from './vpc-block-public-access-on';
import { vpcDefaultSecurityGroupClosed } from './vpc-default-security-group-closed';
import { vpcDnsFirewallAssociated } from './vpc-dns-firewall-associated';
import { vpcDnsForEndpoints } from './vpc-dns-for-endpoints';
import { vpcDnsQueriesLogged } from './vpc-dns-queries-logged';
import { vpcEndpointPolicyNarrow } from './vpc-endpoint-policy-narrow';
import { vpcEndpointPrivateDns } from './vpc-endpoint-private-dns';
import { vpcFlowLogsEnabled } from './vpc-flow-logs-enabled';
import { vpcPeeringWithinAccount } from './vpc-peering-within-account';
import { vpcWithoutInternetAccess } from './vpc-without-internet-access';
import { workloadApisThroughEndpoints } from './workload-apis-through-endpoints';
import { workloadInPrivateSubnet } from './workload-in-private-subnet';
import { workloadSecurityGroupNamed } from './workload-security-group-named';
import type { Rule } from '../rule';

export const networkRules: readonly Rule[] = [
  agentCoreInVpc,
  clusterEndpointPrivate,
  codeBuildInVpc,
  dnsFirewallBlocksUnlisted,
  ecsServiceNoPublicAddress,
  elasticIpNotOnInstance,
  endpointServiceAcceptanceRequired,
  flowLogDestinationProtected,
  instanceInVpc,
  instanceNoPublicAddress,
  lambdaInVpc,
  launchTemplateNoPublicAddress,
  networkAclAdminPortsClosed,
  networkAclEntryNotOpen,
  networkAclEntryPortsNamed,
  networkAclEntryProtocolNamed,
  routeNotToInternet,
  sagemakerDomainVpcOnly,
  sagemakerJobIsolated,
  sagemakerModelIsolated,
  sagemakerNotebookInVpc,
  securityGroupAdminPortsClosed,
  securityGroupEgressDeclared,
  securityGroupEgressNotOpen,
  securityGroupEgressProtocolsNamed,
  securityGroupEgressSinglePort,
  securityGroupIngressNotOpen,
  securityGroupIngressProtocolsNamed,
  securityGroupIngressSinglePort,
  subnetNetworkAclAssigned,
  subnetNoPublicAddresses,
  transitGatewayAttachmentsApproved,
  vpcBlockPublicAccessOn,
  vpcDefaultSecurityGroupClosed,
  vpcDnsFirewallAssociated,
  vpcDnsForEndpoints,
  vpcDnsQueriesLogged,
  vpcEndpointPolicyNarrow,
  vpcEndpointPrivateDns,
  vpcFlowLogsEnabled,
  vpcPeeringWithinAccount,
  vpcWithoutInternetAccess,
  workloadApisThroughEndpoints,
  workloadInPrivateSubnet,
  workloadSecurityGroupNamed,
];
