import { at } from '../../template';
import { PRESENT, property, skip, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { ofText } from './expectations';

export const autoScalingGroupElbHealthCheck: Rule = {
  id: 'AutoScalingGroupElbHealthCheck',
  title: 'a group behind a load balancer heeds its health checks',
  why: 'otherwise an instance that answers nothing stays in service as long as it is powered on',
  fix: 'set HealthCheckType to ELB',
  severity: 'warning',
  controls: ['SUP-04'],
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  check: (resource) => {
    const attached = ['LoadBalancerNames', 'TargetGroupARNs', 'TrafficSources'].map((name) => PRESENT.accepts(at(resource.properties, name)));
    return attached.includes('yes') ? property(resource, ['HealthCheckType'], NAMES_ELB) : attached.includes('unknown') ? unknownOutcome({ code: 'LoadBalancersNotKnown' }) : skip('NoLoadBalancer');
  },
};

const NAMES_ELB = ofText('ELB', (written) => trilean(/\bELB\b/.test(written)));
