import { ABSENT, every, property } from '../outcome';
import type { Rule } from '../rule';

export const elasticIpNotOnInstance: Rule = {
  id: 'ElasticIpNotOnInstance',
  title: 'elastic address belongs to a gateway, not to a machine',
  why: 'a machine with a public address is reachable past load balancer, firewall and gateway',
  fix: 'remove InstanceId or the association; publish through a load balancer',
  severity: 'error',
  controls: ['NET-08'],
  types: ['AWS::EC2::EIP', 'AWS::EC2::EIPAssociation'],
  check: (resource) => every([property(resource, ['InstanceId'], ABSENT), ...(resource.type === 'AWS::EC2::EIPAssociation' ? [property(resource, ['NetworkInterfaceId'], ABSENT)] : [])]),
};
