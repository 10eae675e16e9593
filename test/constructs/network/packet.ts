import { SubnetTier, type SecurityGroupRole } from '../../../constructs/network';
import { flat, type Synthesized } from './fixture';

/** Addresses on both sides of a connection. */
export interface Connection {
  readonly fromTier: SubnetTier;
  readonly from: string;
  readonly toTier: SubnetTier | 'outside';
  readonly to: string;
  readonly port: number;
  readonly clientPort: number;
}

interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  readonly cidr: string;
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
}

/** Reads the walls out of a template and says what passes them; knows nothing of the table they were made from. */
export class Walls {
  constructor(private readonly synthesized: Synthesized) {}

  /** Whether security groups let `from` open a connection to `to` (a role, or a prefix list's custom resource). */
  securityGroupsPass(from: SecurityGroupRole, to: SecurityGroupRole, port: number): boolean {
    const [source, destination] = [this.group(from), this.group(to)];
    const out = this.synthesized.of('AWS::EC2::SecurityGroupEgress').some(({ Properties: rule }) =>
      flat(rule.GroupId) === source && flat(rule.DestinationSecurityGroupId) === destination && covers(rule, port));
    const into = this.synthesized.of('AWS::EC2::SecurityGroupIngress').some(({ Properties: rule }) =>
      flat(rule.GroupId) === destination && flat(rule.SourceSecurityGroupId) === source && covers(rule, port));
    return out && into;
  }

  /** Which prefix lists a role may connect to, as `service:port`. */
  prefixLists(from: SecurityGroupRole): string[] {
    return this.synthesized.of('AWS::EC2::SecurityGroupEgress')
      .filter(({ Properties: rule }) => flat(rule.GroupId) === this.group(from) && rule.DestinationPrefixListId !== undefined)
      .map(({ Properties: rule }) => `${this.synthesized.resources[rule.DestinationPrefixListId['Fn::GetAtt'][0]]?.Properties.Service}:${rule.FromPort}-${rule.ToPort}`)
      .sort();
  }

  /** Whether the network ACLs let the request through and the reply back. Inside one subnet no ACL is asked. */
  aclsPass({ fromTier, from, toTier, to, port, clientPort }: Connection): boolean {
    const client = this.acl(fromTier);
    const clientSide = decide(client, true, to, port) && decide(client, false, to, clientPort);
    if (toTier === 'outside') return clientSide;
    const server = this.acl(toTier);
    return clientSide && decide(server, false, from, port) && decide(server, true, from, clientPort);
  }

  /** Whether one tier's ACL alone lets a packet out to, or in from, an address. */
  aclAllows(tier: SubnetTier, egress: boolean, address: string, port: number): boolean {
    return decide(this.acl(tier), egress, address, port);
  }

  /** An address in each subnet of a tier. */
  addresses(tier: SubnetTier): string[] {
    return this.subnetIds(tier).map((id) => {
      const [network = ''] = String(this.synthesized.resources[id]?.Properties.CidrBlock).split('/');
      return network.replace(/\d+$/, (last) => String(Number(last) + 10));
    });
  }

  private group(role: SecurityGroupRole): string {
    return flat(this.synthesized.stack.resolve(this.synthesized.network.securityGroup(role).securityGroupId));
  }

  private subnetIds(tier: SubnetTier): string[] {
    return (this.synthesized.network.subnets(tier).subnets ?? []).map(({ subnetId }) => this.synthesized.stack.resolve(subnetId).Ref);
  }

  private acl(tier: SubnetTier): AclEntry[] {
    const ids = new Set(this.synthesized.of('AWS::EC2::SubnetNetworkAclAssociation')
      .filter(({ Properties: association }) => this.subnetIds(tier).includes(association.SubnetId.Ref))
      .map(({ Properties: association }) => String(association.NetworkAclId.Ref)));
    if (ids.size !== 1) throw new Error(`expected one ACL for tier ${tier}, found ${ids.size}`);
    const [id] = ids;
    return this.synthesized.of('AWS::EC2::NetworkAclEntry').filter(({ Properties: entry }) => entry.NetworkAclId.Ref === id).map(({ Properties: entry }) => ({
      number: entry.RuleNumber, egress: entry.Egress, allow: entry.RuleAction === 'allow', cidr: entry.CidrBlock, protocol: entry.Protocol,
      from: entry.PortRange?.From ?? 0, to: entry.PortRange?.To ?? 65535,
    })).sort((a, b) => a.number - b.number);
  }
}

function covers(rule: Readonly<Record<string, unknown>>, port: number): boolean {
  return rule.IpProtocol === 'tcp' && Number(rule.FromPort) <= port && port <= Number(rule.ToPort);
}

function decide(entries: readonly AclEntry[], egress: boolean, address: string, port: number): boolean {
  const match = entries.find((entry) => entry.egress === egress && (entry.protocol === -1 || entry.protocol === 6) && contains(entry.cidr, address) && entry.from <= port && port <= entry.to);
  return match?.allow ?? false;
}

export function contains(cidr: string, address: string): boolean {
  const [network = '', mask = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(mask));
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
