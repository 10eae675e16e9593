import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PORTS } from '../../lib/contract/ports';
import { acknowledge, finding } from '../core/acknowledge';
import { SecurityGroupRole } from './isolated-network-base';
import { FLOWS, GATEWAY_ENDPOINT_CLIENTS, pascalCase, type GatewayService } from './traffic';

/** Properties of NetworkSecurityGroups. */
export interface NetworkSecurityGroupsProps {
  readonly vpc: ec2.IVpc;
  /** Groups that exist already; nothing is changed in them. */
  readonly given: ReadonlyMap<SecurityGroupRole, ec2.ISecurityGroup>;
  /** Prefix list of each gateway endpoint; asked for only when a group of ours needs it. */
  readonly prefixListIds: ReadonlyMap<GatewayService, () => string>;
}

const DESCRIPTIONS: Readonly<Record<SecurityGroupRole, string>> = {
  [SecurityGroupRole.ENDPOINTS]: 'Interface endpoints of AWS services',
  [SecurityGroupRole.API_LINK]: 'VPC link of API Gateway',
  [SecurityGroupRole.LOAD_BALANCER]: 'Internal load balancer',
  [SecurityGroupRole.GATEWAY]: 'AI gateway tasks',
  [SecurityGroupRole.INFERENCE]: 'Inference tasks',
  [SecurityGroupRole.INFERENCE_HOST]: 'GPU instances',
  [SecurityGroupRole.VECTOR_STORE]: 'Vector store',
};

/** One security group for each role, with the rules of the traffic table both ways and no other. */
export class NetworkSecurityGroups extends Construct {
  private readonly groups = new Map<SecurityGroupRole, ec2.ISecurityGroup>();

  constructor(scope: Construct, id: string, props: NetworkSecurityGroupsProps) {
    super(scope, id);
    const created = new Set<SecurityGroupRole>();
    for (const role of Object.values(SecurityGroupRole)) {
      const given = props.given.get(role);
      if (given === undefined) created.add(role);
      this.groups.set(role, given ?? new ec2.SecurityGroup(this, pascalCase(role), { vpc: props.vpc, description: DESCRIPTIONS[role], allowAllOutbound: false }));
    }
    for (const { from, to, port } of FLOWS) {
      const name = `${pascalCase(from)}To${pascalCase(to)}${port}`;
      const common = { ipProtocol: 'tcp', fromPort: port, toPort: port };
      const source = this.group(from).securityGroupId;
      const destination = this.group(to).securityGroupId;
      if (created.has(from)) {
        new ec2.CfnSecurityGroupEgress(this, `${name}Egress`, { ...common, groupId: source, destinationSecurityGroupId: destination, description: `To ${DESCRIPTIONS[to]}` });
      }
      if (created.has(to)) {
        new ec2.CfnSecurityGroupIngress(this, `${name}Ingress`, { ...common, groupId: destination, sourceSecurityGroupId: source, description: `From ${DESCRIPTIONS[from]}` });
      }
    }
    for (const [service, prefixListId] of props.prefixListIds) {
      for (const client of GATEWAY_ENDPOINT_CLIENTS[service].filter((role) => created.has(role))) {
        const rule = new ec2.CfnSecurityGroupEgress(this, `${pascalCase(client)}To${pascalCase(service)}${PORTS.https}Egress`, {
          ipProtocol: 'tcp', fromPort: PORTS.https, toPort: PORTS.https, groupId: this.group(client).securityGroupId,
          destinationPrefixListId: prefixListId(), description: `To the ${service} gateway endpoint`,
        });
        acknowledge(rule, {
          findings: [finding('SecureAi', 'SecurityGroupEgressNotOpen[unknown]')],
          reason: 'No template tells what a prefix list holds; this one is the service\'s own of the Region, and only its gateway endpoint has a route to it',
          expires: '2027-11-30',
        });
      }
    }
  }

  /** The group of a role. */
  group(role: SecurityGroupRole): ec2.ISecurityGroup {
    const group = this.groups.get(role);
    if (group === undefined) throw new TypeError(`no security group for role ${role}`);
    return group;
  }
}
