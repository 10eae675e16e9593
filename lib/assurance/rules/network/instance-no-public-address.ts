import { at, bool, isUnknown, list, type Value } from '../../template';
import { causeOf, every, fail, isFalse, PASS, skip, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from './references';

export const instanceNoPublicAddress: Rule = {
  id: 'InstanceNoPublicAddress',
  title: 'instance has no public address',
  why: 'a public address is a door of its own past load balancer, firewall and gateway',
  fix: 'set AssociatePublicIpAddress to false on every network interface, in a subnet that hands out none',
  severity: 'error',
  controls: ['NET-08', 'SUP-04'],
  types: ['AWS::EC2::Instance'],
  check: (resource, context) => {
    const written = at(resource.properties, 'NetworkInterfaces');
    const interfaces = list(written);
    if (isUnknown(interfaces)) return unknownOutcome(causeOf(written, ['NetworkInterfaces'], 'a list of interfaces'));
    if (interfaces === undefined || interfaces.length === 0) return at(resource.properties, 'SubnetId') === undefined ? skip('NoNetworkGiven') : inSubnet(at(resource.properties, 'SubnetId'), ['SubnetId'], context);
    return every(interfaces.map((each, index) => {
      const path = ['NetworkInterfaces', index];
      if (at(each, 'AssociatePublicIpAddress') !== undefined) return valueAt(each, ['AssociatePublicIpAddress'], isFalse(), path);
      // EC2 hands out addresses by itself only where there is one interface
      return interfaces.length > 1 || at(each, 'NetworkInterfaceId') !== undefined ? PASS : inSubnet(at(each, 'SubnetId') ?? at(resource.properties, 'SubnetId'), [...path, 'SubnetId'], context);
    }));
  },
};

/** Where nothing is said, the subnet decides. */
function inSubnet(value: Value | undefined, path: readonly (string | number)[], context: RuleContext): Outcome {
  const subnet = resourceOf(value, context);
  if (subnet?.type !== 'AWS::EC2::Subnet') return unknownOutcome({ code: 'SubnetDecides', property: path.join('.') });
  const maps = bool(at(subnet.properties, 'MapPublicIpOnLaunch'));
  if (isUnknown(maps)) return unknownOutcome(maps.cause);
  return maps === true ? fail({ path, got: value, because: [{ code: 'SubnetGivesPublicAddress', subnet: `${subnet.template}.${subnet.logicalId}` }] }) : PASS;
}
