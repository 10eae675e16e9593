import { isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const subnetNoPublicAddresses: Rule = {
  id: 'SubnetNoPublicAddresses',
  title: 'subnet hands out no public addresses',
  why: 'whatever is launched there is on the internet without anybody having said so',
  fix: 'leave MapPublicIpOnLaunch out, or set it to false',
  severity: 'error',
  controls: ['NET-08'],
  types: ['AWS::EC2::Subnet'],
  check: (resource) => property(resource, ['MapPublicIpOnLaunch'], isFalse('yes')),
};
