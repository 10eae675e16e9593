import { at } from '../../template';
import { either, fail, PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyOf } from './items';

export const instanceInVpc: Rule = {
  id: 'InstanceInVpc',
  title: 'instance is placed in a subnet that somebody chose',
  why: 'without one it lands in the default VPC, whose subnets are on the internet',
  fix: 'name a private subnet in SubnetId',
  severity: 'error',
  controls: ['NET-08'],
  types: ['AWS::EC2::Instance'],
  check: (resource) => either([
    property(resource, ['SubnetId'], PRESENT),
    everyOf(resource.properties, ['NetworkInterfaces'], (each, path) => either([valueAt(each, ['SubnetId'], PRESENT, path), valueAt(each, ['NetworkInterfaceId'], PRESENT, path)]),
      fail({ path: ['SubnetId'], got: at(resource.properties, 'SubnetId'), because: [{ code: 'DefaultVpc' }] })),
  ]),
};
