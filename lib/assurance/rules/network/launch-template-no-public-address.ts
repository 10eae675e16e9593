import { fail, isFalse, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyOf } from './items';

export const launchTemplateNoPublicAddress: Rule = {
  id: 'LaunchTemplateNoPublicAddress',
  title: 'instances are launched without public addresses, whatever the subnet says',
  why: 'where nothing is said the subnet decides, and a subnet that hands out addresses puts every new instance on the internet',
  fix: 'set AssociatePublicIpAddress to false on every network interface of the launch template or configuration',
  severity: 'error',
  controls: ['NET-08', 'SUP-04'],
  types: ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
  check: (resource) => (resource.type === 'AWS::AutoScaling::LaunchConfiguration'
    ? property(resource, ['AssociatePublicIpAddress'], isFalse())
    : everyOf(resource.properties, ['LaunchTemplateData', 'NetworkInterfaces'], (each, path) => valueAt(each, ['AssociatePublicIpAddress'], isFalse(), path),
      fail({ path: ['LaunchTemplateData', 'NetworkInterfaces'], because: [{ code: 'SubnetDecides' }] }))),
};
