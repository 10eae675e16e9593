import { PRESENT } from '../outcome';
import type { Rule } from '../rule';
import { HOST_TYPES, judged, judgeHost } from './hosts';

export const ec2InstanceHasProfile: Rule = {
  id: 'Ec2InstanceHasProfile',
  title: 'instances have a role of their own',
  why: 'without a role somebody puts long-lived keys on the instance',
  fix: 'set IamInstanceProfile',
  severity: 'warning',
  controls: ['SUP-04'],
  types: HOST_TYPES,
  check: (resource, context) => judgeHost(resource, context, ({ path }, own) => judged(own(['IamInstanceProfile']), [...path, 'IamInstanceProfile'], PRESENT)),
};
