import { isDetails, items, words, type Details, type Sentences } from './words';

/** What closes a way, or leaves it open. */
export const NETWORK_SENTENCES: Sentences = {
  ApiDefinitionNotTold: ({ api }) => `the definition of API ${words(api)} is not told`,
  AddressTypeNotTold: ({ loadBalancer }) => `which addresses load balancer ${words(loadBalancer)} has is not told`,
  AddressesNotKnown: ({ cause }) => `addresses are not known${cause === undefined ? '' : ` (${words(cause)})`}`,
  AssignPublicIpNotTold: ({ node }) => `whether ${words(node)} gets public addresses is not told`,
  ChangedByCustomResource: ({ resource, group }) => `custom resource ${words(resource)} changes ${words(group)}`,
  Closed: (details) => `${wayOf(details)} is closed: ${items(details.by).map((closer) => (isDetails(closer) ? closed(closer) : words(closer))).join('; ')}`,
  ClosedWithout: ({ remove }) => `remove ${words(remove)}, and no path is left`,
  DatabaseOutsideTemplates: ({ database }) => `database ${words(database)} lies outside the templates`,
  EndpointTypeNotTold: ({ api, type }) => `whether API ${words(api)} is private (${words(type)}) is not told`,
  EntersFromBeyondTheTemplates: ({ gateway }) => `what comes in by ${words(gateway)} lies beyond the templates`,
  ForwardNotKnown: ({ forward }) => `where ${words(forward)} hands its traffic on to is not told`,
  GatewayRouteTableRedirects: ({ gateway }) => `a route table of gateway ${words(gateway)} redirects what comes in`,
  GroupMembershipNotKnown: ({ group, rule }) => `who belongs to security group ${words(group)}, which rule ${words(rule)} admits, is not told`,
  GroupsMayGuardPrivateLink: ({ loadBalancer }) => `security groups of ${words(loadBalancer)} may or may not guard what comes by private link`,
  HostsNotTold: ({ node }) => `which hosts run ${words(node)} is not told`,
  IPv6AddressNotTold: () => 'whether the interface has an IPv6 address is not told',
  IntegrationNotTold: ({ integration }) => `where integration ${words(integration)} leads is not told`,
  IntegrationOutsideTemplates: ({ integration }) => `integration ${words(integration)} leads outside the templates`,
  LaunchTemplateOutsideTemplates: ({ node }) => `the launch template of ${words(node)} lies outside the templates`,
  LeadsBeyondTheTemplates: ({ via, gateway, route }) => `route ${words(route)} leads by ${words(via)} ${words(gateway)} beyond the templates`,
  LeadsOutsideTemplates: ({ forward }) => `${words(forward)} leads to something outside the templates`,
  LoadBalancerOutsideTemplates: ({ loadBalancer }) => `load balancer ${words(loadBalancer)} lies outside the templates`,
  NatGatewaySubnetNotKnown: ({ natGateway }) => `which subnet NAT gateway ${words(natGateway)} is in is not told`,
  NetworkAclEntryNotKnown: ({ entry }) => `what entry ${words(entry)} of the network ACL says is not told`,
  NetworkAclOutsideTemplates: ({ acl }) => `network ACL ${words(acl)} lies outside the templates`,
  NetworkPolicyNotTold: ({ collection }) => `the network policy of collection ${words(collection)} is not told`,
  OwnerNotTold: ({ value }) => `what ${words(value)} stands for is not told, so it may belong to any`,
  VpcsMayBeTheSame: ({ vpcs }) => `${words(vpcs)} may be one VPC`,
  NoCommonAddressFamily: ({ from, to }) => `${words(from)} and ${words(to)} have no addresses of one family`,
  NoCutFound: () => 'AWS itself carries the flow: no rule or route can be taken away to close it',
  NoInterface: ({ from }) => `${words(from)} has no network interface from which packets could go`,
  NoPathAtAll: ({ from, to }) => `nothing gets from ${words(from)} to ${words(to)} at all`,
  NoState: () => 'the conditions of the templates leave no state in which it could be asked',
  NoSuchEndpoint: ({ endpoint }) => `${words(endpoint)} is no end of a path in the templates`,
  NobodyListens: ({ from, to }) => `${words(to)} accepts nothing of this traffic (asked from ${words(from)})`,
  NotDecidedByTheNetwork: ({ endpoint, type }) => `${words(endpoint)}, a ${words(type)}, has no place on the network: who may use it is decided by IAM`,
  NothingThere: ({ endpoint, selector }) => `${words(endpoint ?? selector)} matches nothing in the templates`,
  OnlyThrough: ({ through }) => `every path passes ${words(through)}`,
  PerhapsThisWay: ({ path }) => `perhaps this way: ${items(path).map((hop) => (isDetails(hop) ? `${words(hop.from)} to ${words(hop.to)} (${words(hop.traffic)})` : words(hop))).join(', then ')}`,
  PrivateOriginAsksGroups: (details) => `whether security groups are asked about a private origin is not documented${Object.keys(details).length === 0 ? '' : ` (${words(details)})`}`,
  PublicAccessCidrsNotTold: ({ cluster }) => `from where cluster ${words(cluster)} can be reached is not told`,
  PubliclyAccessibleNotSet: ({ resource }) => `whether ${words(resource)} gets a public address is not set, and the service's default depends on its subnets`,
  RelaysLeadElsewhere: ({ relays }) => `what is reached on the way (${words(relays)}) does not lead on to it`,
  RouteTableOutsideTemplates: ({ routeTable }) => `route table ${words(routeTable)} lies outside the templates`,
  RoutesArePropagated: ({ gateway }) => `gateway ${words(gateway)} propagates routes that the templates do not tell`,
  RuleNotKnown: ({ rule }) => `what security group rule ${words(rule)} admits is not told`,
  SchemeNotTold: ({ loadBalancer }) => `whether load balancer ${words(loadBalancer)} is internet-facing is not told`,
  SearchGaveUp: ({ steps }) => `the search gave up after ${words(steps)} steps`,
  SecurityGroupOutsideTemplates: ({ group }) => `security group ${words(group)} lies outside the templates`,
  SendsOnlyToItsTargets: ({ node }) => `${words(node)} sends to its targets only`,
  SeveralGroupsOfHosts: ({ hosts }) => `which of ${words(hosts)} hosts the tasks is not told`,
  SubnetNotTold: ({ node }) => `which subnet ${words(node)} is in is not told`,
  SubnetOutsideTemplates: ({ subnet, node }) => `subnet ${words(subnet)}${node === undefined ? '' : ` of ${words(node)}`} lies outside the templates`,
  TargetGroupOutsideTemplates: ({ targetGroup }) => `target group ${words(targetGroup)} lies outside the templates`,
  TargetOutsideTemplates: ({ target }) => `target ${words(target)} lies outside the templates`,
  TranslatedToIPv4: ({ route }) => `route ${words(route)} carries IPv6 packets that are translated to IPv4`,
  TwoAssociations: ({ subnet }) => `subnet ${words(subnet)} is associated twice, and which one counts is not told`,
  VisibilityNotTold: ({ api }) => `whether API ${words(api)} is private is not told`,
  VpcLinkOutsideTemplates: ({ link, integration }) => `VPC link ${words(link)} of ${words(integration)} lies outside the templates`,
  VpcOutsideTemplates: ({ vpc }) => `VPC ${words(vpc)} lies outside the templates: more can be attached to it than is seen`,
};

const CLOSERS: Sentences = {
  NoSecurityGroupRuleLetsOut: ({ at }) => `no outbound rule of a security group of ${words(at)} lets it out`,
  NetworkAclLetsNothingOut: ({ at }) => `network ACL ${words(at)} lets nothing of it out`,
  NoRoute: ({ at }) => `route table ${words(at)} has no route there`,
  NoGateway: ({ at }) => `${words(at)} has no gateway for it`,
  NoPublicAddress: ({ at }) => `${words(at)} has no public address`,
  NetworkAclClosesNatGateway: ({ at }) => `network ACL ${words(at)} closes the NAT gateway to it`,
  NetworkAclLetsNothingIn: ({ at }) => `network ACL ${words(at)} lets nothing of it in`,
  NoSecurityGroupRuleLetsIn: ({ at }) => `no inbound rule of a security group of ${words(at)} lets it in`,
  NoRouteBack: ({ at }) => `route table ${words(at)} has no route for the answer`,
  NetworkAclClosesAnswer: ({ at }) => `network ACL ${words(at)} lets no answer through`,
  NotPlaced: ({ at }) => `${words(at)} is not there`,
};

/** One stage that closes a way. */
export function closed({ code, ...details }: Details): string {
  return CLOSERS[words(code)]?.(details) ?? `${words(code)} (${words(details)})`;
}

const WAYS: { readonly [way: string]: string } = {
  subnet: 'within the subnet', local: 'within the VPC', service: 'by the service endpoint', 'internet-gateway': 'by the internet gateway', 'egress-only-gateway': 'by the egress-only gateway', 'nat-gateway': 'by the NAT gateway',
  peering: 'by peering', beyond: 'beyond the templates', preserved: 'with the client’s address kept',
};

/** The way that packets would take: `internet to Api.Alb by the internet gateway, IPv4, TCP,`. */
export function wayOf({ from, to, way, family, protocols }: Details): string {
  return `${words(from)} to ${words(to)} ${wayName(way)}, ${words(family)}, ${protocols === 'tcp' ? 'TCP' : 'protocols other than TCP'},`;
}

export function wayName(way: unknown): string {
  return typeof way === 'string' ? WAYS[way] ?? `by ${way}` : 'by a way that is not named';
}
