import {
  DescribeSecurityGroupsCommand, RevokeSecurityGroupEgressCommand, RevokeSecurityGroupIngressCommand, paginateDescribeManagedPrefixLists, type EC2Client,
} from '@aws-sdk/client-ec2';
import type { ManagedPrefixList, VpcApi } from './vpc-settings';

/** VpcApi spoken with EC2. */
export function ec2VpcApi(client: EC2Client): VpcApi {
  return {
    async managedPrefixLists() {
      const lists: ManagedPrefixList[] = [];
      // Only AWS's own: a list of the same name that a customer made must not be taken for it.
      for await (const page of paginateDescribeManagedPrefixLists({ client }, { Filters: [{ Name: 'owner-id', Values: ['AWS'] }] })) {
        for (const { PrefixListId: id, PrefixListName: name, OwnerId: owner } of page.PrefixLists ?? []) {
          if (id !== undefined && name !== undefined && owner === 'AWS') lists.push({ id, name });
        }
      }
      return lists;
    },
    async rules(groupId) {
      const { SecurityGroups: groups } = await client.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
      const group = groups?.[0];
      if (group === undefined) throw new Error(`EC2 knows no security group ${groupId}`);
      return { ingress: group.IpPermissions ?? [], egress: group.IpPermissionsEgress ?? [] };
    },
    revokeIngress: (groupId, rules) => unlessGone(client.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: rules }))),
    revokeEgress: (groupId, rules) => unlessGone(client.send(new RevokeSecurityGroupEgressCommand({ GroupId: groupId, IpPermissions: rules }))),
  };
}

async function unlessGone(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InvalidPermission.NotFound') throw error;
  }
}
