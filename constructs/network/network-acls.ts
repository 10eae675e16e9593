import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PORTS } from '../../lib/contract/ports';
import { acknowledge, finding } from '../core/acknowledge';
import { SubnetTier } from './isolated-network-base';
import type { TierPlan } from './subnet-plan';
import { AWS_CLIENTS, FLOWS, TIER_OF, pascalCase, replyPorts, type PortRange } from './traffic';

const ANYWHERE = '0.0.0.0/0';
const FIRST_ALLOW = 100;
const DENY_VPC = 1000;
const FIRST_ALLOW_GATEWAY = 1100;
const STEP = 10;

/** One allowed direction of a tier's traffic. */
interface Entry {
  readonly cidr: string;
  readonly ports: PortRange;
}

interface TierEntries {
  readonly inbound: Entry[];
  readonly outbound: Entry[];
}

/** Properties of NetworkAcls. */
export interface NetworkAclsProps {
  readonly vpc: ec2.IVpc;
  readonly vpcCidr: string;
  readonly tiers: readonly TierPlan[];
  readonly subnets: (tier: SubnetTier) => ec2.ISubnet[];
}

/**
 * One network ACL for each tier, made from the same table as the security groups. It keeps no state, so replies are admitted on
 * the ports that clients open connections from.
 *
 * Gateway endpoints answer from public addresses of AWS, and an ACL can name no prefix list: tiers that use them admit 443 out to
 * and replies in from any address, after a rule that denies the VPC's own. No subnet has a route to any other public address.
 */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclsProps) {
    super(scope, id);
    for (const { tier } of props.tiers) {
      const name = pascalCase(tier);
      const acl = new ec2.CfnNetworkAcl(this, name, { vpcId: props.vpc.vpcId, tags: [{ key: 'Name', value: `${this.node.path}/${name}` }] });
      acknowledgeAcl(acl);
      const entries = entriesOf(tier, props.tiers);
      this.addEntries(acl, `${name}Inbound`, false, entries.inbound, props.vpcCidr);
      this.addEntries(acl, `${name}Outbound`, true, entries.outbound, props.vpcCidr);
      for (const [index, subnet] of props.subnets(tier).entries()) {
        new ec2.CfnSubnetNetworkAclAssociation(this, `${name}Subnet${index + 1}`, { networkAclId: acl.ref, subnetId: subnet.subnetId });
      }
    }
  }

  private addEntries(acl: ec2.CfnNetworkAcl, name: string, egress: boolean, entries: readonly Entry[], vpcCidr: string): void {
    const within = entries.filter(({ cidr }) => cidr !== ANYWHERE);
    const gateway = entries.filter(({ cidr }) => cidr === ANYWHERE);
    // Numbered by position, so that a changed table updates entries in place: a number cannot be taken twice while CloudFormation replaces.
    within.forEach((entry, index) => this.addEntry(acl, name, egress, FIRST_ALLOW + index * STEP, entry));
    if (gateway.length > 0) {
      this.addEntry(acl, name, egress, DENY_VPC, undefined, vpcCidr);
      gateway.forEach((entry, index) => this.addEntry(acl, name, egress, FIRST_ALLOW_GATEWAY + index * STEP, entry));
    }
  }

  private addEntry(acl: ec2.CfnNetworkAcl, name: string, egress: boolean, ruleNumber: number, allowed: Entry | undefined, denied?: string): void {
    const entry = new ec2.CfnNetworkAclEntry(this, `${name}${ruleNumber}`, {
      networkAclId: acl.ref, egress, ruleNumber,
      cidrBlock: allowed?.cidr ?? denied,
      protocol: allowed === undefined ? -1 : 6,
      portRange: allowed === undefined ? undefined : { from: allowed.ports.from, to: allowed.ports.to },
      ruleAction: allowed === undefined ? 'deny' : 'allow',
    });
    acknowledgeAcl(entry);
    if (allowed?.cidr === ANYWHERE) {
      acknowledge(entry, {
        findings: [finding('SecureAi', 'NetworkAclEntryNotOpen')],
        reason: 'S3 answers through its gateway endpoint from public addresses, and an ACL takes no prefix list; the VPC has no internet gateway',
        expires: '2027-11-30',
      });
    }
  }
}

function entriesOf(tier: SubnetTier, tiers: readonly TierPlan[]): TierEntries {
  const cidrOf = new Map(tiers.map((plan) => [plan.tier, plan.cidr]));
  const at = (of: SubnetTier, ports: PortRange): Entry => ({ cidr: cidrOf.get(of) ?? ANYWHERE, ports });
  const inbound: Entry[] = [];
  const outbound: Entry[] = [];
  for (const { from, to, port } of FLOWS) {
    const request = { from: port, to: port };
    if (TIER_OF[from] === tier) {
      outbound.push(at(TIER_OF[to], request));
      inbound.push(at(TIER_OF[to], replyPorts(from)));
    }
    if (TIER_OF[to] === tier) {
      inbound.push(at(TIER_OF[from], request));
      outbound.push(at(TIER_OF[from], replyPorts(from)));
    }
  }
  for (const client of AWS_CLIENTS.filter((role) => TIER_OF[role] === tier)) {
    outbound.push({ cidr: ANYWHERE, ports: { from: PORTS.https, to: PORTS.https } });
    inbound.push({ cidr: ANYWHERE, ports: replyPorts(client) });
  }
  return { inbound: withoutCovered(inbound), outbound: withoutCovered(outbound) };
}

/** Leaves out an entry whose ports another entry for the same network covers: an ACL holds 20 rules a direction. */
function withoutCovered(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry, index) => !entries.some((other, position) => {
    if (position === index || other.cidr !== entry.cidr || other.ports.from > entry.ports.from || other.ports.to < entry.ports.to) return false;
    const same = other.ports.from === entry.ports.from && other.ports.to === entry.ports.to;
    return !same || position < index;
  }));
}

function acknowledgeAcl(resource: ec2.CfnNetworkAcl | ec2.CfnNetworkAclEntry): void {
  acknowledge(resource, {
    findings: [finding('AwsSolutions', 'VPC3')],
    reason: 'The rule warns that ACLs drift from security groups; these are generated from the same traffic table and are a second wall between tiers',
    expires: '2027-11-30',
  });
}
