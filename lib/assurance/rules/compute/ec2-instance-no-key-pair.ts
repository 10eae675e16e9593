import { ABSENT, every, property } from '../outcome';
import type { Rule } from '../rule';
import { FLEET_TYPES, HOST_TYPES, judged, judgeHost } from './hosts';

export const ec2InstanceNoKeyPair: Rule = {
  id: 'Ec2InstanceNoKeyPair',
  title: 'instances have no SSH key',
  why: 'a key pair is a shared credential without expiry; Session Manager asks IAM and records who came',
  fix: 'remove the key pair, and use Session Manager',
  severity: 'error',
  controls: ['SUP-04'],
  types: [...HOST_TYPES, ...FLEET_TYPES],
  check: (resource, context) => (FLEET_TYPES.includes(resource.type)
    ? every([property(resource, ['RemoteAccess', 'Ec2SshKey'], ABSENT), property(resource, ['ComputeResources', 'Ec2KeyPair'], ABSENT)])
    : judgeHost(resource, context, ({ path }, own) => judged(own(['KeyName']), [...path, 'KeyName'], ABSENT))),
};
