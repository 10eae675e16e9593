import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const ecsServicePlatformCurrent: Rule = {
  id: 'EcsServicePlatformCurrent',
  title: 'tasks run on a current platform of Fargate',
  why: 'old platform versions are not patched and have no encrypted storage',
  fix: 'set PlatformVersion to LATEST or 1.4.0',
  severity: 'warning',
  controls: ['SUP-05'],
  types: ['AWS::ECS::Service'],
  check: (resource) => property(resource, ['PlatformVersion'], oneOf(['LATEST', '1.4.0'], 'yes')),
};
