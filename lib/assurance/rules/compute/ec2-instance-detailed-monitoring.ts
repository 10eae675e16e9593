import { isTrue } from '../outcome';
import type { Rule } from '../rule';
import { HOST_TYPES, judged, judgeHost } from './hosts';

export const ec2InstanceDetailedMonitoring: Rule = {
  id: 'Ec2InstanceDetailedMonitoring',
  title: 'instances report metrics every minute',
  why: 'with metrics every five minutes an alarm on a GPU that is misused comes late',
  fix: 'set Monitoring to true',
  severity: 'warning',
  controls: ['LOG-05'],
  types: HOST_TYPES,
  check: (resource, context) => judgeHost(resource, context, ({ path, style }, own) => {
    const where = style === 'template' ? ['Monitoring', 'Enabled'] : [style === 'instance' ? 'Monitoring' : 'InstanceMonitoring'];
    return judged(own(where), [...path, ...where], isTrue(style === 'configuration' ? 'yes' : 'no'));
  }),
};
