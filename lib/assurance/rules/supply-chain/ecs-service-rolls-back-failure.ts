import { at, isUnknown, text } from '../../template';
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
    const [controller, strategy] = [text(at(resource.properties, 'DeploymentController', 'Type')) ?? 'ECS', text(at(resource.properties, 'DeploymentConfiguration', 'Strategy')) ?? 'ROLLING'];
    if (isUnknown(controller) || isUnknown(strategy)) return unknownOutcome({ code: 'StrategyNotKnown', property: 'DeploymentConfiguration.Strategy' });
    if (controller !== 'ECS' || strategy !== 'ROLLING') return skip('OtherStrategy');
    return every(['Enable', 'Rollback'].map((name) => property(resource, ['DeploymentConfiguration', 'DeploymentCircuitBreaker', name], isTrue())));
  },
};
