import { at, isUnknown } from '../../template';
import { every, isFalse, PRESENT, skip, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyContainer } from './containers';
import { told } from './expectations';

export const ecsContainerLogGroupDeclared: Rule = {
  id: 'EcsContainerLogGroupDeclared',
  title: 'containers log to a log group that somebody set up',
  why: 'a log group that the driver creates has no key and keeps its events for ever',
  fix: 'name a log group of the template in awslogs-group and do not set awslogs-create-group',
  severity: 'warning',
  controls: ['SUP-05', 'LOG-03'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => everyContainer(resource, (container, path) => {
    const driver = told(at(container, 'LogConfiguration', 'LogDriver'));
    if (isUnknown(driver)) return unknownOutcome({ ...driver.cause, property: [...path, 'LogConfiguration'].join('.') });
    if (driver !== 'awslogs') return skip('OtherLogDriver');
    return every([valueAt(container, ['LogConfiguration', 'Options', 'awslogs-group'], PRESENT, path), valueAt(container, ['LogConfiguration', 'Options', 'awslogs-create-group'], isFalse('yes'), path)]);
  }),
};
