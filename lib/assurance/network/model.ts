import type { Step } from '../verdict';
import type { Extent } from './addresses';
import type { IntervalSet } from './intervals';

/** `<stack>.<LogicalId>`, or the text of a resource that lies outside the templates. */
export type Id = string;

/** Why a thing of the model may be there or may not (a condition, an import). Without one it is certain. */
export type Doubt = Step;

/** Stands for every thing of a kind: what belongs to something that is not told may belong to each of them. */
export const ANY: Id = '*';

export interface Vpc {
  readonly id: Id;
  readonly addresses: Extent;
  /** What its local routes cover. */
  readonly blocks: readonly { readonly addresses: IntervalSet; readonly prefix: number }[];
  readonly mainRouteTable: Id;
  readonly defaultNetworkAcl: Id;
  readonly defaultSecurityGroup: Id;
  /** What is attached to the VPC: without an internet gateway no route to one carries a packet. */
  readonly attachments: readonly Attachment[];
  /** The VPC itself lies outside the templates: more can be attached to it than is seen. */
  readonly outside?: Doubt;
}

export interface Attachment {
  readonly id: Id;
  readonly gateway: Id;
  readonly kind: 'internet' | 'egress-only' | 'transit' | 'vpn' | 'peering' | 'other';
  readonly doubt?: Doubt;
}

export interface Subnet {
  readonly id: Id;
  readonly vpc: Id;
  /** What an interface in the subnet can have as address. */
  readonly addresses: Extent;
  readonly routeTable: Id;
  readonly networkAcl: Id;
  /** Another route table or network ACL may be the one that counts. */
  readonly doubt?: Doubt;
}

export type RouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'internet-gateway'; readonly id: Id }
  | { readonly kind: 'egress-only-gateway'; readonly id: Id }
  | { readonly kind: 'nat-gateway'; readonly id: Id }
  | { readonly kind: 'peering'; readonly id: Id }
  | { readonly kind: 'service'; readonly id: Id; readonly service: string }
  /** Whatever carries packets on to where a template does not follow: transit gateways, VPN, network interfaces, core networks. */
  | { readonly kind: 'beyond'; readonly id: Id; readonly via: string };

export interface Route {
  readonly id: Id;
  readonly destination: Extent;
  /** Longer wins; an address list that is not known counts as the longest. */
  readonly prefix: number;
  readonly target: RouteTarget;
  readonly doubt?: Doubt;
}

export interface RouteTable {
  readonly id: Id;
  readonly routes: readonly Route[];
}

export interface AclEntry {
  readonly id: Id;
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly action: 'allow' | 'deny';
  readonly addresses: Extent;
  readonly traffic: IntervalSet;
  readonly doubt?: Doubt;
}

export interface NetworkAcl {
  readonly id: Id;
  readonly entries: readonly AclEntry[];
}

export type Peer =
  | { readonly kind: 'addresses'; readonly addresses: Extent }
  | { readonly kind: 'group'; readonly group: Id };

export interface GroupRule {
  readonly id: Id;
  readonly direction: 'in' | 'out';
  readonly traffic: IntervalSet;
  readonly peer: Peer;
  readonly doubt?: Doubt;
}

export interface SecurityGroup {
  readonly id: Id;
  readonly vpc: Id | undefined;
  readonly rules: readonly GroupRule[];
  /** The group lies outside the templates: its rules are not known. */
  readonly outside?: Doubt;
}

/** Where interfaces of a node are: one for each subnet that it can be placed in. */
export interface Interface {
  /** Undefined where the subnet lies outside the templates. */
  readonly subnet: Id | undefined;
  readonly addresses: Extent;
  /** Whether the internet can address it over IPv4 (IPv6 addresses are global by themselves). */
  readonly publicAddress: 'yes' | 'no' | Doubt;
  /** Security groups of this interface, where they differ from the node's. */
  readonly groups?: readonly Id[];
  readonly doubt?: Doubt;
}

/** What a node does with traffic that it is handed: a new flow of its own to the next node. */
export interface Forward {
  readonly id: Id;
  /** Traffic that the node accepts for this forward. */
  readonly accepts: IntervalSet;
  /** Undefined: to something that the templates do not tell. */
  readonly to: Id | undefined;
  readonly traffic: IntervalSet;
  /**
   * `flow`: packets of this node, judged hop by hop. `preserved`: packets that keep the client's address. `managed`: AWS carries it (an invocation, a
   * private link), no group, list or route of the VPC is asked.
   */
  readonly kind: 'flow' | 'preserved' | 'managed';
  readonly via: readonly Id[];
  readonly doubt?: Doubt;
}

export type NodeKind =
  | 'service' | 'instance' | 'function' | 'database' | 'cache' | 'search' | 'file-system' | 'load-balancer' | 'vpc-link' | 'api' | 'endpoint' | 'distribution' | 'other';

/** Something that sends or receives: a service's tasks, a database, a load balancer, the public door of an API. */
export interface Node {
  readonly id: Id;
  readonly kind: NodeKind;
  readonly type: string;
  readonly interfaces: readonly Interface[];
  /** Undefined: the node is no part of a VPC. */
  readonly groups: readonly Id[] | undefined;
  readonly forwards: readonly Forward[];
  /** Only traffic of a forward arrives (a port without listener answers nothing). */
  readonly listensOnly: boolean;
  /** Whether the node sends packets of its own making, once somebody has a hold of it. */
  readonly runsCode: boolean;
  /** A door of the node that AWS keeps on the internet. */
  readonly publicDoor?: IntervalSet;
  /** Why the door may be closed all the same. */
  readonly doorDoubt?: Doubt;
  /** The node leaves for the internet without any VPC (a Lambda function outside of one), perhaps besides its interfaces. */
  readonly outsideVpc?: true | Doubt;
  /** Names of the AWS service behind an endpoint: `com.amazonaws.us-east-1.kms`. */
  readonly service?: string;
  /** Other resources that stand for the node: the instances of a database cluster. */
  readonly members: readonly Id[];
  readonly doubt?: Doubt;
}

export interface NatGateway {
  readonly id: Id;
  readonly subnet: Id | undefined;
  readonly addresses: Extent;
  readonly public: boolean;
  readonly doubt?: Doubt;
}

export interface Peering {
  readonly id: Id;
  readonly vpcs: readonly [Id, Id];
  readonly doubt?: Doubt;
}

/** Everything that reachability is decided on. */
export interface NetworkModel {
  readonly vpcs: ReadonlyMap<Id, Vpc>;
  readonly subnets: ReadonlyMap<Id, Subnet>;
  readonly routeTables: ReadonlyMap<Id, RouteTable>;
  readonly networkAcls: ReadonlyMap<Id, NetworkAcl>;
  readonly securityGroups: ReadonlyMap<Id, SecurityGroup>;
  readonly natGateways: ReadonlyMap<Id, NatGateway>;
  readonly peerings: ReadonlyMap<Id, Peering>;
  readonly nodes: ReadonlyMap<Id, Node>;
  /** Types of all other resources: what they do is not decided by the network. */
  readonly others: ReadonlyMap<Id, string>;
  /** Addresses of AWS services that a route or a rule names by a prefix list: of those, no CIDR block tells whether it holds them. */
  readonly services: IntervalSet;
  /** What the answers rest on beyond the templates. */
  readonly assumptions: readonly string[];
}
