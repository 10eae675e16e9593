import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const ecrLifecyclePolicy: Rule = {
  id: 'EcrLifecyclePolicy',
  title: 'images that nobody uses expire',
  why: 'old images keep old holes within reach of a rollback',
  fix: 'set LifecyclePolicy',
  severity: 'warning',
  controls: ['SUP-01'],
  types: ['AWS::ECR::Repository'],
  check: (resource) => property(resource, ['LifecyclePolicy', 'LifecyclePolicyText'], PRESENT),
};
