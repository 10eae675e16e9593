export { VpcBlockPublicAccess } from './block-public-access';
export { DnsFirewallMode } from './dns-firewall';
export { AwsOwnedBuckets } from './endpoint-policies';
export { type ExistingSecurityGroups, type IsolatedNetworkAttributes } from './imported-network';
export { IsolatedNetwork, type IsolatedNetworkProps } from './isolated-network';
export { type IIsolatedNetwork, SecurityGroupRole, SubnetTier } from './isolated-network-base';
export { type EndpointPolicyException } from './network-endpoints';
export { PlatformEndpoint, type PlatformEndpointOptions } from './platform-endpoint';
export { type TierMasks } from './subnet-plan';
