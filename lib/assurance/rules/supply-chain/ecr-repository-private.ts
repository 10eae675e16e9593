import { fail } from '../outcome';
import type { Rule } from '../rule';

export const ecrRepositoryPrivate: Rule = {
  id: 'EcrRepositoryPrivate',
  title: 'images are not published',
  why: 'a public repository hands code and weights to everybody',
  fix: 'use AWS::ECR::Repository',
  severity: 'error',
  controls: ['SUP-01', 'SUP-03'],
  types: ['AWS::ECR::PublicRepository'],
  check: () => fail({ because: [{ code: 'PublicRepository' }] }),
};
