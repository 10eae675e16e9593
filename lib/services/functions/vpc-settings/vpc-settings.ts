import type { IpPermission } from '@aws-sdk/client-ec2';
import { text, type CustomResourceLogic, type CustomResourceResult, type Properties } from '../custom-resource';

/** A prefix list that AWS keeps. */
export interface ManagedPrefixList {
  readonly id: string;
  readonly name: string;
}

/** The rules of a security group. */
export interface SecurityGroupRules {
  readonly ingress: IpPermission[];
  readonly egress: IpPermission[];
}

/** What is asked of EC2. */
export interface VpcApi {
  /** Every prefix list that AWS keeps in this Region. */
  managedPrefixLists(): Promise<ManagedPrefixList[]>;
  rules(groupId: string): Promise<SecurityGroupRules>;
  /** Both are safe to repeat: a rule that is gone already is no error. */
  revokeIngress(groupId: string, rules: IpPermission[]): Promise<void>;
  revokeEgress(groupId: string, rules: IpPermission[]): Promise<void>;
}

/** Settings of a VPC that CloudFormation has no resource for. Nothing is made, so nothing is undone on delete. */
export function vpcSettings(api: VpcApi): CustomResourceLogic {
  const apply = async (properties: Properties): Promise<CustomResourceResult> => {
    const setting = text(properties, 'Setting');
    switch (setting) {
      case 'ManagedPrefixList':
        return findPrefixList(api, text(properties, 'Service'), text(properties, 'Region'));
      case 'ClosedDefaultSecurityGroup':
        return closeSecurityGroup(api, text(properties, 'SecurityGroupId'));
      default:
        throw new TypeError(`property Setting must be ManagedPrefixList or ClosedDefaultSecurityGroup, got ${JSON.stringify(setting)}`);
    }
  };
  return { create: apply, update: apply, delete: async () => {} };
}

/**
 * The name's first part differs between partitions (`com.amazonaws`, `cn.com.amazonaws`, …), its end does not. `.ipv6.` and other kinds
 * of the same service end differently.
 */
async function findPrefixList(api: VpcApi, service: string, region: string): Promise<CustomResourceResult> {
  const lists = await api.managedPrefixLists();
  const found = lists.filter(({ name }) => name.endsWith(`.${region}.${service}`));
  const [list] = found;
  if (list === undefined || found.length > 1) {
    throw new Error(`expected one prefix list of AWS named <prefix>.${region}.${service}, found ${JSON.stringify(found.map(({ name }) => name))}`);
  }
  return { physicalResourceId: list.id, attributes: { PrefixListId: list.id } };
}

async function closeSecurityGroup(api: VpcApi, groupId: string): Promise<CustomResourceResult> {
  const before = await api.rules(groupId);
  if (before.ingress.length > 0) await api.revokeIngress(groupId, before.ingress);
  if (before.egress.length > 0) await api.revokeEgress(groupId, before.egress);
  const left = await api.rules(groupId);
  // The answer says "closed" only when EC2 says so.
  if (left.ingress.length + left.egress.length > 0) throw new Error(`${groupId} still has ${left.ingress.length} ingress and ${left.egress.length} egress rules`);
  return { physicalResourceId: `closed/${groupId}` };
}
