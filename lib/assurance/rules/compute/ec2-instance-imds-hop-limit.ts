import { text } from '../../template';
import { atMost, PASS } from '../outcome';
import type { Rule } from '../rule';
import { FLEET_TYPES, HOST_TYPES, judged, judgeFleet, judgeHost, serviceDefaults } from './hosts';

export const ec2InstanceImdsHopLimit: Rule = {
  id: 'Ec2InstanceImdsHopLimit',
  title: 'instance credentials do not leave the instance',
  why: 'with more than one hop, containers on the instance reach its metadata service and take its role',
  fix: 'set MetadataOptions.HttpPutResponseHopLimit to 1',
  severity: 'error',
  controls: ['SUP-04'],
  types: [...HOST_TYPES, ...FLEET_TYPES],
  check: (resource, context) => (FLEET_TYPES.includes(resource.type) ? judgeFleet(resource, context, () => serviceDefaults(resource, 'HttpPutResponseHopLimit'))
    : judgeHost(resource, context, ({ path }, own) => (text(own(['MetadataOptions', 'HttpEndpoint'])) === 'disabled' ? PASS
      : judged(own(['MetadataOptions', 'HttpPutResponseHopLimit']), [...path, 'MetadataOptions', 'HttpPutResponseHopLimit'], atMost(1))))),
};
