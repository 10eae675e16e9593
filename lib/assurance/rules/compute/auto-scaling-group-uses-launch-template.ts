import { ABSENT, either, every, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const autoScalingGroupUsesLaunchTemplate: Rule = {
  id: 'AutoScalingGroupUsesLaunchTemplate',
  title: 'groups start their instances from a launch template',
  why: 'launch configurations are out of service and know neither all metadata options nor versions',
  fix: 'set LaunchTemplate, or MixedInstancesPolicy.LaunchTemplate',
  severity: 'warning',
  controls: ['SUP-04'],
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  check: (resource) => every([property(resource, ['LaunchConfigurationName'], ABSENT),
    either([property(resource, ['LaunchTemplate'], PRESENT), property(resource, ['MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification'], PRESENT)])]),
};
