import { text } from '../../template';
import { oneOf, PASS } from '../outcome';
import type { Rule } from '../rule';
import { FLEET_TYPES, HOST_TYPES, judged, judgeFleet, judgeHost, serviceDefaults } from './hosts';

export const ec2InstanceImdsv2Required: Rule = {
  id: 'Ec2InstanceImdsv2Required',
  title: 'instance credentials are handed out by tokens only',
  why: 'with version 1 of the metadata service one forged request of a program on the instance yields the instance\'s credentials',
  fix: 'set MetadataOptions.HttpTokens to required',
  severity: 'error',
  controls: ['SUP-04'],
  types: [...HOST_TYPES, ...FLEET_TYPES],
  check: (resource, context) => (FLEET_TYPES.includes(resource.type) ? judgeFleet(resource, context, () => serviceDefaults(resource, 'HttpTokens'))
    : judgeHost(resource, context, ({ path }, own) => (text(own(['MetadataOptions', 'HttpEndpoint'])) === 'disabled' ? PASS
      : judged(own(['MetadataOptions', 'HttpTokens']), [...path, 'MetadataOptions', 'HttpTokens'], oneOf(['required']))))),
};
