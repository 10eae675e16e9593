import { noneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, everyContainer } from './containers';

export const ecsContainerLogging: Rule = {
  id: 'EcsContainerLogging',
  title: 'containers write their log to a central place',
  why: 'what a container wrote is gone with it unless it is sent elsewhere',
  fix: 'set LogConfiguration with awslogs or awsfirelens',
  severity: 'error',
  controls: ['SUP-05', 'LOG-01'],
  types: CONTAINER_TYPES,
  check: (resource) => everyContainer(resource, (container, path) => valueAt(container, ['LogConfiguration', 'LogDriver'], resource.type === 'AWS::Batch::JobDefinition' ? ALSO_BY_DEFAULT : CENTRAL, path)),
};

const LOCAL_DRIVERS = ['none', 'json-file', 'local', 'journald'];
const CENTRAL = noneOf(LOCAL_DRIVERS, 'no');
/** Batch sends logs to CloudWatch when nothing else is said. */
const ALSO_BY_DEFAULT = noneOf(LOCAL_DRIVERS, 'yes');
