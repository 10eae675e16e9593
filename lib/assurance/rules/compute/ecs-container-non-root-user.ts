import { valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CONTAINER_TYPES, everyLinuxContainer } from './containers';
import { ofText } from './expectations';

export const ecsContainerNonRootUser: Rule = {
  id: 'EcsContainerNonRootUser',
  title: 'containers run as a user other than root',
  why: 'root in a container is root on the host as soon as the isolation has one hole',
  fix: 'set User to a number other than 0',
  severity: 'error',
  controls: ['SUP-05'],
  types: CONTAINER_TYPES,
  check: (resource) => everyLinuxContainer(resource, (container, path) => valueAt(container, ['User'], NOT_ROOT, path)),
};

const NOT_ROOT = ofText('a user other than root', (written) => (/^(?:root|0+)(?::.*)?$/i.test(written) ? 'no' : /^\u27E6[^\u27E7]*~any\u27E7/.test(written) ? 'unknown' : 'yes'));
