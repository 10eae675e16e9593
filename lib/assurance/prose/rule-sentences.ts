import { isDetails, items, listed, words, type Details, type Sentences } from './words';

/** What rules find. A code of one rule alone is named so that it reads as words; here are those that need more. */
export const RULE_SENTENCES: Sentences = {
  PropertyMissing: ({ property, wanted }) => `${words(property)} is missing${wanted === undefined || wanted === 'a value' ? '' : `; it must be ${words(wanted)}`}`,
  PropertyDiffers: ({ property, wanted }) => `${words(property)} must be ${words(wanted)}`,
  PropertyUndecided: ({ property, wanted, got }) => `${property === '' ? 'it' : words(property)} must be ${words(wanted)}; whether ${words(got)} is cannot be told`,
  PropertyNotTold: ({ property, value }) => `${words(property)}${value === undefined ? '' : `, ${words(value)},`} is known at deployment only`,
  Undecided: () => 'it depends on what the templates do not tell',
  ActionNotKnown: ({ rule }) => `what ${rule === undefined ? 'a rule' : `rule ${words(rule)}`} does is not told`,
  AdminPortsOpen: ({ ports }) => `it opens ${words(ports)} to the internet`,
  AdministersAndUses: ({ holder }) => `${words(holder)} both administers the key and uses it`,
  AllPorts: () => 'it admits every port',
  AllProtocols: () => 'it admits every protocol',
  AllowsInternet: () => 'it admits every address of the internet',
  AnyEndpoint: () => 'the policy of the private API admits callers from any VPC endpoint',
  AnyGrantAllowed: () => 'the key policy lets grants be made for anybody, not for AWS services only',
  AnyKeyAccepted: () => 'uploads under another key, or none, are accepted',
  AnyType: () => 'the schema admits a value of any type',
  AttributeMissing: ({ attribute, wanted }) => `attribute ${words(attribute)} is not set; it must be ${words(wanted)}`,
  BlockedRequestsDropped: () => 'the filter drops requests that were blocked from the log',
  BodyNotLimited: () => 'no rule limits the size of the body',
  CapturesOneWay: () => 'only one of input and output is captured',
  ContentInLog: ({ variable }) => `the access log holds content of the request or the answer (${words(variable)})`,
  DefaultEgress: () => 'no egress is written, so AWS lets everything out',
  DefaultParameters: ({ parameter, wanted }) => `the default parameter group is used, and ${words(parameter)} must be ${words(wanted)}`,
  DefaultPolicy: () => 'no policy is written, so the default admits everything',
  DefaultSecurityGroupOpen: ({ group }) => `default security group ${words(group)} keeps the rules that AWS makes`,
  DefaultSecurityGroupUsed: ({ by }) => `${words(by)} uses the default security group`,
  DefaultVpc: () => 'no VPC is named, so it lands in the default VPC of the account',
  EgressToInternet: ({ rule }) => `it lets ${words(rule)} out to the internet`,
  FieldNotProtected: ({ field }) => `field ${words(field)} is not protected`,
  FilterMissing: ({ property, wanted }) => `${words(property)} has no filter ${words(wanted)}`,
  FullAccess: ({ policy }) => `${words(policy)} grants full access to a service`,
  GatewayToInternet: ({ gateway }) => `${words(gateway)} leads to the internet`,
  GroupRuleAllows: ({ rule, rules }) => `rule ${words(rule)} overrides ${words(rules)} of its group to allow`,
  HeaderLogged: ({ header }) => `header ${words(header)} is logged as it comes`,
  IngressFromInternet: ({ rule }) => `it takes ${words(rule)} from the internet`,
  ForwardsAnybody: () => 'it forwards callers without asking who they are',
  LeftToCustomResource: ({ resource, group }) => `${words(group)} is left to custom resource ${words(resource)}, and what that does is not told`,
  LogTypeMissing: ({ type }) => `logs of type ${words(type)} are off`,
  LogsNotExported: ({ missing: names }) => `logs ${words(names)} are not exported`,
  ManagedRulesMissing: ({ group }) => `the managed rules ${words(group)} are missing`,
  ModelTakesAnything: ({ model }) => `model ${words(model)} takes anything`,
  NotLocked: () => 'objects are not locked against deletion',
  NothingRequired: () => 'the schema requires no member',
  ObjectsNotRecorded: ({ reads, writes }) => `reads and writes of objects must be recorded (reads: ${words(reads)}, writes: ${words(writes)})`,
  OldTlsAllowed: () => 'requests over TLS older than 1.2 are allowed',
  OtherAccountsNotRefused: () => 'callers of other accounts are not refused',
  PeeredWithOtherAccount: ({ account }) => `the peer belongs to another account, ${words(account)}`,
  PerhapsBelongs: ({ resource }) => `whether ${words(resource)} belongs to it cannot be told`,
  PlainHttpAllowed: () => 'requests over plain HTTP are allowed',
  PortRange: ({ rule }) => `${words(rule)} spans more than one port`,
  PublicSubnet: ({ subnet, routes }) => `subnet ${words(subnet)} is public: ${words(routes)} leads to the internet`,
  QueryStringLogged: () => 'the query string is logged as it comes',
  RequestAllowed: ({ request, decidedBy }) => `allowed: ${isDetails(request) ? asked(request) : words(request)}${items(decidedBy).length === 0 ? '' : `, by ${listed(items(decidedBy).map(statement))}`}`,
  RoleShared: ({ workloads }) => `the role is shared by ${words(workloads)}`,
  RouteToInternet: ({ gateway }) => `it leads by ${words(gateway)} to the internet`,
  RuleOnlyCounts: ({ rule }) => `rule ${words(rule)} only counts`,
  RuleServesUnencrypted: ({ rule }) => `listener rule ${words(rule)} serves without encryption`,
  SameRole: () => 'the task and the agent that starts it have the same role',
  ServiceActsForStrangers: ({ service }) => `${words(service)} may act here for anybody: neither source account nor source ARN is asked`,
  StrangerAllowed: () => 'somebody outside the account is allowed',
  StrangersMayAssume: () => 'somebody outside the account may assume the role',
  SubnetDecides: ({ property }) => `${property === undefined ? 'it is not set' : `${words(property)} is not set`}, so the subnet decides, and which one is not told`,
  SubnetGivesPublicAddress: ({ subnet }) => `subnet ${words(subnet)} hands out public addresses`,
  TagMissing: ({ aspect, accepted }) => `no tag tells its ${words(aspect)} (one of ${words(accepted)})`,
  TokenLivesLong: ({ token, minutes, most }) => `the ${words(token)} token lives ${words(minutes)} minutes; at most ${words(most)} are due`,
  VolumesOfImage: () => 'volumes of the image are taken as they are',
  WildcardInPrincipal: ({ principals }) => `${words(principals)} holds a wildcard`,
  WrittenByMany: ({ volume, writers }) => `volume ${words(volume)} is written by ${words(writers)} containers`,
};

function asked({ principal, action, resource }: Details): string {
  return `${words(action)} on ${words(resource)} by ${isDetails(principal) ? someone(principal) : words(principal)}`;
}

/** A principal that stands in a step as plain data. */
function someone({ kind, arn, roleArn, name, provider, account }: Details): string {
  return kind === 'anonymous' ? 'anybody, unauthenticated' : words(roleArn ?? arn ?? name ?? provider ?? account ?? kind);
}

function statement(reference: unknown): string {
  if (!isDetails(reference)) return words(reference);
  const { layer, policy, index, sid } = reference;
  return `statement ${words(index)}${sid === undefined ? '' : ` (${words(sid)})`} of ${words(layer)} policy ${words(policy)}`;
}
