import { either, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { not } from '../../iam/trilean';
import { when } from '../network/told';
import { everyLinuxContainer, onFargate } from './containers';
import { listWith } from './expectations';

export const ecsContainerNoNewPrivileges: Rule = {
  id: 'EcsContainerNoNewPrivileges',
  title: 'containers on EC2 cannot gain privileges',
  why: 'without it a program with the setuid bit becomes root within the container',
  fix: 'add no-new-privileges to DockerSecurityOptions',
  severity: 'error',
  controls: ['SUP-05'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource) => when(not(onFargate(resource)), () => everyLinuxContainer(resource, (container, path) => either(['no-new-privileges', 'no-new-privileges:true'].map((option) => valueAt(container, ['DockerSecurityOptions'], listWith(option), path)))), skip('FargateHasNoSecurityOptions'), { code: 'PerhapsOnFargate' }),
};
