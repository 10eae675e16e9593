import { at, isUnknown } from '../../template';
import { told } from '../compute/expectations';
import { every, isTrue, PRESENT, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const ecsServiceRollsBackOnAlarm: Rule = {
  id: 'EcsServiceRollsBackOnAlarm',
  title: 'a deployment that raises an alarm is rolled back',
  why: 'otherwise a version that starts, and answers wrongly, serves until somebody notices',
  fix: 'name alarms in DeploymentConfiguration.Alarms with Enable and Rollback',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::ECS::Service'],
  check: (resource) => {
    const controller = told(at(resource.properties, 'DeploymentController', 'Type')) ?? 'ECS';
    if (isUnknown(controller)) return unknownOutcome({ ...controller.cause, property: 'DeploymentController.Type' });
    return controller === 'ECS' ? every([
      ...['Enable', 'Rollback'].map((name) => property(resource, ['DeploymentConfiguration', 'Alarms', name], isTrue())), property(resource, ['DeploymentConfiguration', 'Alarms', 'AlarmNames'], PRESENT),
    ]) : skip('OtherController');
  },
};
