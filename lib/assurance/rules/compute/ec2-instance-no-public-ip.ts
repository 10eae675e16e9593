import { isUnknown } from '../../template';
import { causeOf, every, isFalse, skip, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { HOST_TYPES, judged, judgeHost } from './hosts';
import { places } from './places';

export const ec2InstanceNoPublicIp: Rule = {
  id: 'Ec2InstanceNoPublicIp',
  title: 'instances get no public address',
  why: 'A public address is one security-group rule away from the internet.',
  fix: 'set AssociatePublicIpAddress to false',
  severity: 'error',
  controls: ['SUP-04', 'NET-01'],
  types: HOST_TYPES,
  check: (resource, context) => judgeHost(resource, context, ({ path, style }, own) => {
    if (style === 'configuration') return judged(own(['AssociatePublicIpAddress']), ['AssociatePublicIpAddress'], isFalse());
    const interfaces = own(['NetworkInterfaces']);
    if (interfaces === undefined) return skip('SubnetDecides');
    if (isUnknown(interfaces)) return unknownOutcome(causeOf(interfaces, [...path, 'NetworkInterfaces'], 'a list'));
    return every(places(interfaces, ['*'], [...path, 'NetworkInterfaces']).map((each) => valueAt(each.value, ['AssociatePublicIpAddress'], isFalse(style === 'instance' ? 'yes' : 'no'), each.path)));
  }),
};
