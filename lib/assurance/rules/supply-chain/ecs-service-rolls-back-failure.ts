import { at, isUnknown } from '../../template';
import { told } from '../compute/expectations';
import { every, isTrue, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const ecsServiceRollsBackFailure: Rule = {
  id: 'EcsServiceRollsBackFailure',
  title: 'a deployment whose tasks do not start is rolled back',
  why: 'otherwise the service starts broken tasks for ever',
  fix: 'enable DeploymentCircuitBreaker with Rollback, or name alarms with Rollback',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::ECS::Service'],
  check: (resource) => {
    const [controller, strategy] = [told(at(resource.properties, 'DeploymentController', 'Type')) ?? 'ECS', told(at(resource.properties, 'DeploymentConfiguration', 'Strategy')) ?? 'ROLLING'];
    if (isUnknown(controller) || isUnknown(strategy)) return unknownOutcome({ code: 'StrategyNotKnown', property: 'DeploymentConfiguration.Strategy' });
    if (controller !== 'ECS' || strategy !== 'ROLLING') return skip('OtherStrategy');
    return every(['Enable', 'Rollback'].map((name) => property(resource, ['DeploymentConfiguration', 'DeploymentCircuitBreaker', name], isTrue())));
  },
};
