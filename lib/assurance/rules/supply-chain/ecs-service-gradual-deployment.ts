import { at, isUnknown } from '../../template';
import { told } from '../compute/expectations';
import { atLeast, atMost, every, property, skip, unknownOutcome, type Expectation } from '../outcome';
import type { Outcome, Rule } from '../rule';

export const ecsServiceGradualDeployment: Rule = {
  id: 'EcsServiceGradualDeployment',
  title: 'a new version meets few requests first, and is watched before the old one goes',
  why: 'what the alarms do not see within the time, everybody meets',
  fix: 'shift at most a quarter at first and set bake times of at least five minutes',
  severity: 'warning',
  controls: ['SUP-08'],
  types: ['AWS::ECS::Service'],
  check: (resource) => {
    const strategy = told(at(resource.properties, 'DeploymentConfiguration', 'Strategy')) ?? 'ROLLING';
    if (isUnknown(strategy)) return unknownOutcome({ ...strategy.cause, property: 'DeploymentConfiguration.Strategy' });
    const judge = (name: string, expected: Expectation): Outcome => property(resource, ['DeploymentConfiguration', ...name.split('.')], expected);
    const bake = judge('BakeTimeInMinutes', atLeast(5));
    switch (strategy) {
      case 'CANARY':
        return every([bake, judge('CanaryConfiguration.CanaryPercent', atMost(25)), judge('CanaryConfiguration.CanaryBakeTimeInMinutes', atLeast(5))]);
      case 'LINEAR':
        return every([bake, judge('LinearConfiguration.StepPercent', atMost(25)), judge('LinearConfiguration.StepBakeTimeInMinutes', atLeast(1))]);
      case 'BLUE_GREEN':
        return bake;
      default:
        return skip('OtherStrategy');
    }
  },
};
