import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerEndpointRollsBack: Rule = {
  id: 'SagemakerEndpointRollsBack',
  title: 'an endpoint that raises an alarm goes back to the old model',
  why: 'otherwise a model that answers wrongly serves until somebody notices',
  fix: 'name alarms in DeploymentConfig.AutoRollbackConfiguration',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::SageMaker::Endpoint'],
  check: (resource) => property(resource, ['DeploymentConfig', 'AutoRollbackConfiguration', 'Alarms'], PRESENT),
};
