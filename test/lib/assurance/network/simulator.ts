import type { ValueMap } from '../../../../lib/assurance/template/value';
import type { Table } from './table';

/**
 * A second opinion that shares no code with the engine: sends single packets through the resources as they are written, one stage after the other,
 * and finds out by trying whether any packet gets through. IPv4, the resource shapes of random-network.ts.
 */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly protocol: 6 | 17 | 1;
  readonly sourcePort: number;
  readonly port: number;
}

type Question = Omit<Packet, 'sourcePort'>;
type Returns = (sourcePort: number) => boolean;
type Properties = ValueMap;
const SAMPLE_INTERNET = ['8.8.8.8', '8.1.1.1', '9.9.9.9', '140.1.1.1', '52.95.110.1'];
const SAMPLE_PORTS = [0, 1, 22, 23, 443, 444, 1023, 1024, 1025, 8000, 8001, 40000, 40001, 65535];
const PROTOCOLS = [6, 17, 1] as const;

export class Simulator {
  private readonly byType = new Map<string, readonly Properties[]>();
  private readonly ownRules = new Map<string, readonly Properties[]>();

  public constructor(private readonly table: Table) {}

  public anyPacket(from: string, to: string): boolean {
    for (const source of this.addresses(from)) for (const destination of this.addresses(to)) {
      for (const protocol of PROTOCOLS) for (const port of protocol === 1 ? [0] : SAMPLE_PORTS) {
        const returns = this.sends(from, to, { source, destination, protocol, port });
        if (returns && (protocol !== 6 || SAMPLE_PORTS.some(returns))) return true;
      }
    }
    return false;
  }

  public arrives(from: string, to: string, packet: Packet): boolean {
    const returns = this.sends(from, to, packet);
    return returns !== undefined && (packet.protocol !== 6 || returns(packet.sourcePort));
  }

  /** Undefined when the packet gets stuck; else whether its answer returns to a source port. */
  private sends(from: string, to: string, packet: Question): Returns | undefined {
    if (from !== 'internet' && !this.groupsAllow(from, 'Egress', packet, packet.destination, to)) return undefined;
    if (to !== 'internet' && !this.groupsAllow(to, 'Ingress', packet, packet.source, from)) return undefined;
    if (from === 'internet') return this.inward(to, packet);
    return to === 'internet' ? this.outward(from, packet) : this.between(from, to, packet);
  }

  private between(from: string, to: string, { source, destination, protocol, port }: Question): Returns | undefined {
    const [near, far] = [this.subnetOf(from), this.subnetOf(to)];
    if (near === far) return () => true;
    const wanted = this.vpcOf(near) === this.vpcOf(far) ? 'local' : '@Peering';
    if (this.nextHop(near, destination) !== wanted) return undefined;
    if (!this.aclAllows(near, true, destination, protocol, port) || !this.aclAllows(far, false, source, protocol, port)) return undefined;
    return (back) => this.nextHop(far, source) === wanted && this.aclAllows(far, true, source, 6, back) && this.aclAllows(near, false, destination, 6, back);
  }

  private inward(to: string, { source, protocol, port }: Question): Returns | undefined {
    const subnet = this.subnetOf(to);
    const open = this.isOpen(to) && this.attached(subnet) && this.nextHop(subnet, source) === '@Igw' && this.aclAllows(subnet, false, source, protocol, port);
    return open ? (back) => this.aclAllows(subnet, true, source, 6, back) : undefined;
  }

  private outward(from: string, { source, destination, protocol, port }: Question): Returns | undefined {
    const subnet = this.subnetOf(from);
    const hop = this.nextHop(subnet, destination);
    const own = this.aclAllows(subnet, true, destination, protocol, port);
    const ownBack = (back: number): boolean => this.aclAllows(subnet, false, destination, 6, back);
    if (hop === '@Igw') return this.isOpen(from) && this.attached(subnet) && own ? ownBack : undefined;
    if (hop !== '@Nat') return undefined;
    const home = this.name(this.properties('Nat').SubnetId);
    const onwards = this.nextHop(home, destination) === '@Igw' && this.attached(home) && this.aclAllows(home, true, destination, protocol, port);
    const natBack = (): boolean => SAMPLE_PORTS.some((natPort) => natPort >= 1024 && this.aclAllows(home, false, destination, 6, natPort));
    if (home === subnet) return onwards ? natBack : undefined;
    if (!onwards || !own || !this.aclAllows(home, false, source, protocol, port)) return undefined;
    return (back) => natBack() && ownBack(back) && this.aclAllows(home, true, source, 6, back);
  }

  private groupsAllow(node: string, side: 'Ingress' | 'Egress', packet: Question, other: string, otherNode: string): boolean {
    const reference = side === 'Ingress' ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId';
    const others = otherNode === 'internet' ? [] : this.groupsOf(otherNode);
    const key = `${node} ${side}`;
    const own = this.ownRules.get(key) ?? this.all(`EC2::SecurityGroup${side}`).filter((rule) => this.groupsOf(node).includes(String(rule.GroupId)));
    this.ownRules.set(key, own);
    return own.some((rule) => {
      const protocols: Record<string, number> = { tcp: 6, udp: 17 };
      const any = rule.IpProtocol === '-1';
      const fits = any || (protocols[String(rule.IpProtocol)] === packet.protocol && Number(rule.FromPort) <= packet.port && packet.port <= Number(rule.ToPort));
      return fits && (rule.CidrIp === undefined ? others.includes(String(rule[reference])) : inBlock(other, String(rule.CidrIp)));
    });
  }

  private aclAllows(subnet: string, egress: boolean, address: string, protocol: number, port: number): boolean {
    const association = this.all('EC2::SubnetNetworkAclAssociation').find(({ SubnetId }) => SubnetId === `@${subnet}`);
    if (!association) return true;
    const entries = this.all('EC2::NetworkAclEntry').filter((entry) => entry.NetworkAclId === association.NetworkAclId && entry.Egress === egress);
    const first = [...entries].sort((a, b) => Number(a.RuleNumber) - Number(b.RuleNumber)).find((entry) => {
      const range = entry.PortRange as { readonly From: number; readonly To: number };
      const fits = entry.Protocol === -1 || (entry.Protocol === protocol && range.From <= port && port <= range.To);
      return fits && inBlock(address, String(entry.CidrBlock));
    });
    return first?.RuleAction === 'allow';
  }

  private nextHop(subnet: string, address: string): string | undefined {
    const vpc = this.vpcOf(subnet);
    const association = this.all('EC2::SubnetRouteTableAssociation').find(({ SubnetId }) => SubnetId === `@${subnet}`);
    const routes = association ? this.all('EC2::Route').filter(({ RouteTableId }) => RouteTableId === association.RouteTableId) : [];
    const local: Properties = { DestinationCidrBlock: this.properties(vpc).CidrBlock ?? '', GatewayId: 'local' };
    const fitting = [...routes, local].filter((route) => inBlock(address, String(route.DestinationCidrBlock)));
    const [best] = fitting.sort((a, b) => prefixOf(String(b.DestinationCidrBlock)) - prefixOf(String(a.DestinationCidrBlock)));
    const target: Properties | undefined = best;
    return target && String(target.GatewayId ?? target.NatGatewayId ?? target.VpcPeeringConnectionId);
  }

  private addresses(node: string): string[] {
    if (node === 'internet') return SAMPLE_INTERNET;
    const [base = '', bits] = String(this.properties(this.subnetOf(node)).CidrBlock).split('/');
    const first = toNumber(base);
    // both halves of the /28, up to their edges: no rule of random-network.ts cuts finer
    return [4, 7, 8, 2 ** (32 - Number(bits)) - 2].map((offset) => toText(first + offset));
  }

  private attached(subnet: string): boolean {
    return this.all('EC2::VPCGatewayAttachment').some(({ VpcId }) => VpcId === `@${this.vpcOf(subnet)}`);
  }

  private isOpen(node: string): boolean {
    return this.card(node).AssociatePublicIpAddress === true;
  }

  private groupsOf(node: string): readonly string[] {
    return (this.card(node).GroupSet ?? this.properties(node).SecurityGroupIds ?? []) as readonly string[];
  }

  private subnetOf(node: string): string {
    return this.name(this.card(node).SubnetId ?? this.properties(node).SubnetId);
  }

  private card(node: string): Properties {
    return ((this.properties(node).NetworkInterfaces as readonly Properties[] | undefined) ?? [])[0] ?? {};
  }

  private vpcOf(subnet: string): string {
    return this.name(this.properties(subnet).VpcId);
  }

  private name(reference: unknown): string {
    return String(reference).slice(1);
  }

  private properties(id: string): Properties {
    return this.table[id]?.[1] ?? {};
  }

  private all(type: string): readonly Properties[] {
    const known = this.byType.get(type) ?? Object.values(this.table).filter(([own]) => own === type).map(([, properties]) => properties);
    this.byType.set(type, known);
    return known;
  }
}

function inBlock(address: string, block: string): boolean {
  const [base = '', bits] = block.split('/');
  const span = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(address) / span) === Math.floor(toNumber(base) / span);
}

function prefixOf(block: string): number {
  return Number(block.split('/')[1]);
}

const numbers = new Map<string, number>();

function toNumber(address: string): number {
  const known = numbers.get(address) ?? parsed(address);
  numbers.set(address, known);
  return known;
}

function parsed(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
