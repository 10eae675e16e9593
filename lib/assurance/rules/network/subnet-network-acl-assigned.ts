import { at } from '../../template';
import { fail, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { guarded, names, referrers } from './references';

export const subnetNetworkAclAssigned: Rule = {
  id: 'SubnetNetworkAclAssigned',
  title: 'subnet has a network ACL of its own',
  why: 'a subnet that nobody assigned one to falls under the default list of the VPC, which allows everything',
  fix: 'associate the subnet with an AWS::EC2::NetworkAcl whose entries allow what it serves and calls',
  severity: 'warning',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::Subnet'],
  check: (subnet, context) => {
    const associations = referrers(context, subnet, ['AWS::EC2::SubnetNetworkAclAssociation'], 'SubnetId');
    const usual = context.ofType('AWS::EC2::VPC').map(({ names: { DefaultNetworkAcl } }) => DefaultNetworkAcl);
    return guarded(associations, (association) => {
      const list = at(association.properties, 'NetworkAclId');
      return typeof list === 'string' && usual.includes(list) ? fail({ because: [{ code: 'DefaultNetworkAcl' }] }) : property(association, ['NetworkAclId'], PRESENT);
    }, { because: [{ code: 'NoNetworkAcl', vpc: context.ofType('AWS::EC2::VPC').find((vpc) => names(at(subnet.properties, 'VpcId'), vpc, context) === 'yes')?.logicalId }] });
  },
};
