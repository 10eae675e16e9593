import { listWith } from '../compute/expectations';
import { every, isFalse, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const codeDeployRollsBack: Rule = {
  id: 'CodeDeployRollsBack',
  title: 'a deployment that fails, or raises an alarm, is rolled back',
  why: 'otherwise a bad version serves until somebody notices',
  fix: 'enable AutoRollbackConfiguration for DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM, and name alarms',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::CodeDeploy::DeploymentGroup'],
  check: (resource) => every([
    property(resource, ['AutoRollbackConfiguration', 'Enabled'], isTrue()),
    ...['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'].map((event) => property(resource, ['AutoRollbackConfiguration', 'Events'], listWith(event))),
    property(resource, ['AlarmConfiguration', 'Alarms'], PRESENT), property(resource, ['AlarmConfiguration', 'Enabled'], isTrue('yes')), property(resource, ['AlarmConfiguration', 'IgnorePollAlarmFailure'], isFalse('yes')),
  ]),
};
