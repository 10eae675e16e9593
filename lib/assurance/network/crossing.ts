import { symbolsIn } from '../template/symbols';
import { cidrs } from './addresses';
import { IntervalSet } from './intervals';
import { ANY, type Attachment, type Doubt, type Id, type NatGateway, type Subnet, type Vpc } from './model';
import type { Box, Constraint, Stage } from './region';
import { aclConstraint, unseenBoxes, type AclQuestion } from './filters';
import { routeConstraint } from './routing';
import type { Family, InterfaceSite, Place } from './sites';
import { tcp } from './traffic';
import { counts, type View } from './view';

/** One way that packets can take between two sites, as stages that all have to admit them. */
export interface Crossing {
  readonly way: 'subnet' | 'local' | 'peering' | 'internet-gateway' | 'egress-only-gateway' | 'nat-gateway' | 'service' | 'beyond';
  readonly constraints: readonly Constraint[];
}

const NAT_PORTS = tcp(1024, 65535);
/** Addresses under which IPv6-only hosts reach IPv4 through a NAT gateway. */
const NAT64 = cidrs('64:ff9b::/96');

const entered = new WeakMap<View, Map<Id, boolean>>();

/** Whether packets can perhaps get from one VPC to another at all: a quick answer for the many pairs that nothing connects. */
export function connected(view: View, from: Place, to: Place): boolean {
  if (from.kind === 'unknown' || to.kind === 'unknown' || from.vpc.id === to.vpc.id) return true;
  if ([...view.model.peerings.values()].some(({ vpcs }) => vpcs.includes(from.vpc.id) && vpcs.includes(to.vpc.id))) return true;
  if (view.mode === 'certain') return false;
  if (mayBeSame(from.vpc, to.vpc)) return true;
  const cache = entered.get(view) ?? new Map<Id, boolean>();
  entered.set(view, cache);
  const leaves = cache.get(from.subnet.id) ?? routeConstraint(view, { stage: 'Route', subnet: from.subnet, lookup: 'destination', accepts: () => false }).boxes.length > 0;
  cache.set(from.subnet.id, leaves);
  return leaves;
}

/** Between two interfaces. */
export function crossingsBetween(view: View, from: Place, to: Place, answered: boolean): Crossing[] {
  if (from.kind === 'unknown' || to.kind === 'unknown') {
    const doubts = [from, to].flatMap((place) => (place.kind === 'unknown' ? [place.doubt] : []));
    const placed = doubts.map((doubt): Constraint => ({ stage: 'Placement', at: 'network', boxes: unseenBoxes(view, 'Placement', 'network', doubt) }));
    return [{ way: 'beyond', constraints: placed }];
  }
  const [source, destination] = [from.subnet, to.subnet];
  if (source.id === destination.id) return [{ way: 'subnet', constraints: [] }];
  const acls = [
    subnetAcl(view, source, { stage: 'SourceNetworkAcl', direction: 'out', address: 'destination', ports: 'traffic' }),
    subnetAcl(view, destination, { stage: 'DestinationNetworkAcl', direction: 'in', address: 'source', ports: 'traffic' }),
    ...(answered ? [
      subnetAcl(view, destination, { stage: 'AnswerDestinationNetworkAcl', direction: 'out', address: 'source', ports: 'answer' }),
      subnetAcl(view, source, { stage: 'AnswerSourceNetworkAcl', direction: 'in', address: 'destination', ports: 'answer' }),
    ] : []),
  ];
  const routed = (accepts: (kind: string, id: Id) => boolean): Constraint[] => {
    const question = { accepts: (target: { kind: string; id?: Id }): boolean => accepts(target.kind, target.id ?? '') };
    const there = routeConstraint(view, { stage: 'Route', subnet: source, lookup: 'destination', ...question });
    return answered ? [there, routeConstraint(view, { stage: 'AnswerRoute', subnet: destination, lookup: 'source', ...question })] : [there];
  };
  if (from.vpc.id === to.vpc.id) return [{ way: 'local', constraints: [...routed((kind) => kind === 'local'), ...acls] }];
  const peerings = [...view.model.peerings.values()].filter(({ vpcs }) => vpcs.includes(from.vpc.id) && vpcs.includes(to.vpc.id));
  const ways = peerings.filter(({ id, doubt }) => counts(view, id, doubt)).map(({ id, doubt }): Crossing => {
    const gateway: Constraint = { stage: 'Gateway', at: id, boxes: [{ admits: { stage: 'Gateway', by: id, doubt } }] };
    return { way: 'peering', constraints: [...routed((kind, gatewayId) => kind === 'peering' && gatewayId === id), gateway, ...acls] };
  });
  if (view.mode === 'certain') return ways;
  const same: Crossing[] = mayBeSame(from.vpc, to.vpc) ? [{ way: 'local', constraints: [together(view, from.vpc, to.vpc), ...acls] }] : [];
  return [...ways, ...same, { way: 'beyond', constraints: [...routed(() => false), ...acls] }];
}

function together(view: View, one: Vpc, other: Vpc): Constraint {
  const doubt: Doubt = { code: 'VpcsMayBeTheSame', vpcs: [one.id, other.id] };
  return { stage: 'Placement', at: one.id, boxes: unseenBoxes(view, 'Placement', one.id, doubt) };
}

/** A VPC from outside may be another one from outside, and one that is only named by something that is not told may be any. */
function mayBeSame(one: Vpc, other: Vpc): boolean {
  const outside = [one, other].filter((vpc) => vpc.outside !== undefined);
  if (outside.length === 0) return false;
  const told = (vpc: Vpc): boolean => !symbolsIn(vpc.id).some(({ shape }) => outside.length === 2 || shape === 'any');
  return outside.some((vpc) => !told(vpc));
}

/** From an interface to addresses outside of the model: the internet, or a network that only a gateway knows. */
export function crossingsOut(view: View, family: Family, site: InterfaceSite, place: Place, answered: boolean): Crossing[] {
  if (place.kind === 'unknown') return [unplaced(view, place.doubt)];
  const { subnet, vpc } = place;
  const acls = [
    subnetAcl(view, subnet, { stage: 'SourceNetworkAcl', direction: 'out', address: 'destination', ports: 'traffic' }),
    ...(answered ? [subnetAcl(view, subnet, { stage: 'AnswerSourceNetworkAcl', direction: 'in', address: 'destination', ports: 'answer' })] : []),
  ];
  const ways: Crossing[] = [
    { way: 'internet-gateway', constraints: [publicAddress(view, family, site), ...throughGateway(view, 'internet', subnet, vpc, 'destination'), ...acls] },
  ];
  if (family === 6) ways.push({ way: 'egress-only-gateway', constraints: [...throughGateway(view, 'egress-only', subnet, vpc, 'destination'), ...acls] });
  for (const nat of view.model.natGateways.values()) {
    if (counts(view, nat.id, nat.doubt)) ways.push(throughNat(view, family, nat, subnet, answered, acls));
  }
  if (view.mode === 'possible') ways.push({ way: 'beyond', constraints: [beyondRoute(view, subnet, 'destination', 'Route'), ...acls] });
  return ways;
}

/** From addresses outside to an interface; the subnet needs the route back, whatever the protocol: without it AWS delivers nothing. */
export function crossingsIn(view: View, family: Family, site: InterfaceSite, place: Place, answered: boolean): Crossing[] {
  if (place.kind === 'unknown') return [unplaced(view, place.doubt)];
  const { subnet, vpc } = place;
  const acls = [
    subnetAcl(view, subnet, { stage: 'DestinationNetworkAcl', direction: 'in', address: 'source', ports: 'traffic' }),
    ...(answered ? [subnetAcl(view, subnet, { stage: 'AnswerDestinationNetworkAcl', direction: 'out', address: 'source', ports: 'answer' })] : []),
  ];
  const ways: Crossing[] = [
    { way: 'internet-gateway', constraints: [publicAddress(view, family, site), ...throughGateway(view, 'internet', subnet, vpc, 'source'), ...acls] },
  ];
  if (view.mode === 'certain') return ways;
  const back = answered ? [beyondRoute(view, subnet, 'source', 'AnswerRoute')] : [oneWayEntrance(view, vpc)];
  return [...ways, { way: 'beyond', constraints: [...back, ...acls] }];
}

/** To a service whose addresses a gateway endpoint puts into the route table. */
export function crossingsToService(view: View, place: Place, service: string, answered: boolean): Crossing[] {
  if (place.kind === 'unknown') return [unplaced(view, place.doubt)];
  const { subnet } = place;
  const route = routeConstraint(view, {
    stage: 'Route', subnet, lookup: 'destination', accepts: (target) => target.kind === 'service' && target.service === service,
  });
  const acls = [
    subnetAcl(view, subnet, { stage: 'SourceNetworkAcl', direction: 'out', address: 'destination', ports: 'traffic' }),
    ...(answered ? [subnetAcl(view, subnet, { stage: 'AnswerSourceNetworkAcl', direction: 'in', address: 'destination', ports: 'answer' })] : []),
  ];
  return [{ way: 'service', constraints: [route, ...acls] }];
}

/** The access list of a subnet; where another one may be in force, perhaps everything passes. */
export function subnetAcl(view: View, subnet: Subnet, question: Omit<AclQuestion, 'acl'>): Constraint {
  const constraint = aclConstraint(view, { ...question, acl: subnet.networkAcl });
  if (!subnet.doubt) return constraint;
  return { ...constraint, boxes: unseenBoxes(view, question.stage, subnet.networkAcl, subnet.doubt) };
}

function unplaced(view: View, doubt: Doubt): Crossing {
  return { way: 'beyond', constraints: [{ stage: 'Placement', at: 'network', boxes: unseenBoxes(view, 'Placement', 'network', doubt) }] };
}

/** The route to a gateway and the attachment that makes it work. */
function throughGateway(view: View, kind: 'internet' | 'egress-only', subnet: Subnet, vpc: Vpc, lookup: 'source' | 'destination'): Constraint[] {
  const wanted = kind === 'internet' ? 'internet-gateway' : 'egress-only-gateway';
  const attached = vpc.attachments.filter((attachment) => attachment.kind === kind && counts(view, attachment.id, attachment.doubt));
  const gateway: Constraint = { stage: 'Gateway', at: vpc.id, boxes: [...attached.map(gatewayBox), ...(vpc.outside ? unseenBoxes(view, 'Gateway', vpc.id, vpc.outside) : [])] };
  const stage: Stage = lookup === 'source' ? 'AnswerRoute' : 'Route';
  const route = routeConstraint(view, { stage, subnet, lookup, accepts: (target) => target.kind === wanted && (Boolean(vpc.outside) || attached.some(({ gateway: id }) => id === target.id || id === ANY)) });
  // routes beyond the templates are a way of their own
  return [{ ...route, boxes: route.boxes.filter(({ admits }) => admits?.doubt?.code !== 'LeadsBeyondTheTemplates') }, gateway];
}

function gatewayBox({ id, doubt }: Attachment): Box {
  return { admits: { stage: 'Gateway', by: id, doubt } };
}

function publicAddress(view: View, family: Family, site: InterfaceSite): Constraint {
  const { publicAddress: known } = site.interface;
  const at = site.node.id;
  if (family === 6) return { stage: 'PublicAddress', at, boxes: [{}] };
  const id = `${at}/public-address`;
  if (known === 'no' || view.without.has(id)) return { stage: 'PublicAddress', at, boxes: [] };
  return { stage: 'PublicAddress', at, boxes: known === 'yes' ? [{ admits: { stage: 'PublicAddress', by: id } }] : unseenBoxes(view, 'PublicAddress', id, known) };
}

function beyondRoute(view: View, subnet: Subnet, lookup: 'source' | 'destination', stage: Stage): Constraint {
  return routeConstraint(view, { stage, subnet, lookup, accepts: () => false });
}

/** Datagrams that a transit gateway or a VPN brings in need no route back. */
function oneWayEntrance(view: View, vpc: Vpc): Constraint {
  const entrances = vpc.attachments.filter(({ kind, id, doubt }) => !['internet', 'egress-only', 'peering'].includes(kind) && counts(view, id, doubt));
  const boxes = entrances.map((entrance): Box => ({
    admits: { stage: 'Gateway', by: entrance.id, doubt: entrance.doubt ?? { code: 'EntersFromBeyondTheTemplates', gateway: entrance.gateway } },
  }));
  return { stage: 'Gateway', at: vpc.id, boxes: [...boxes, ...(vpc.outside ? unseenBoxes(view, 'Gateway', vpc.id, vpc.outside) : [])] };
}

function throughNat(view: View, family: Family, nat: NatGateway, subnet: Subnet, answered: boolean, acls: readonly Constraint[]): Crossing {
  const toNat = routeConstraint(view, { stage: 'Route', subnet, lookup: 'destination', accepts: (target) => target.kind === 'nat-gateway' && target.id === nat.id });
  const route: Constraint = { ...toNat, boxes: toNat.boxes.filter(({ admits }) => admits?.doubt?.code !== 'LeadsBeyondTheTemplates').flatMap((box) => throughFamily(view, family, box)) };
  if (family === 6) return { way: 'nat-gateway', constraints: [route] };
  const home = nat.subnet === undefined ? undefined : view.model.subnets.get(nat.subnet);
  const vpc = home && view.model.vpcs.get(home.vpc);
  if (!home || !vpc) {
    const doubt: Doubt = { code: 'NatGatewaySubnetNotKnown', natGateway: nat.id };
    return { way: 'nat-gateway', constraints: [route, { stage: 'Gateway', at: nat.id, boxes: unseenBoxes(view, 'Gateway', nat.id, doubt) }, ...acls] };
  }
  const apart = home.id !== subnet.id;
  const onwards = nat.public ? throughGateway(view, 'internet', home, vpc, 'destination') : [beyondRoute(view, home, 'destination', 'Route')];
  const natAcls = [
    ...(apart ? [subnetAcl(view, home, { stage: 'NatNetworkAcl', direction: 'in', address: 'source', ports: 'traffic' })] : []),
    subnetAcl(view, home, { stage: 'NatNetworkAcl', direction: 'out', address: 'destination', ports: 'traffic' }),
    ...(answered ? [onNatPorts(subnetAcl(view, home, { stage: 'AnswerNatNetworkAcl', direction: 'in', address: 'destination', ports: 'answer' }))] : []),
    ...(answered && apart ? [subnetAcl(view, home, { stage: 'AnswerNatNetworkAcl', direction: 'out', address: 'source', ports: 'answer' })] : []),
  ];
  return { way: 'nat-gateway', constraints: [route, ...onwards, ...natAcls, ...(apart ? acls : [])] };
}

/** A NAT gateway carries IPv4; an IPv6 route to it only serves translated addresses, of which the template does not tell the use. */
function throughFamily(view: View, family: Family, box: Box): Box[] {
  if (family === 4) return [box];
  const translated = (box.destination ?? IntervalSet.EMPTY).meets(NAT64);
  if (!translated || view.mode === 'certain' || !box.admits) return [];
  return [{ admits: { ...box.admits, doubt: { code: 'TranslatedToIPv4', route: box.admits.by } } }];
}

/** The NAT gateway chooses its port itself: one port that returns is enough. */
function onNatPorts(constraint: Constraint): Constraint {
  const boxes = constraint.boxes.filter(({ answer }) => answer === undefined || answer.meets(NAT_PORTS));
  return { ...constraint, boxes: boxes.map(({ answer: _port, ...box }) => box) };
}
