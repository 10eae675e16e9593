import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const ecrTagImmutable: Rule = {
  id: 'EcrTagImmutable',
  title: 'tags of images cannot be moved',
  why: 'with tags that move, what runs tomorrow under a name is not what was tested today',
  fix: 'set ImageTagMutability to IMMUTABLE',
  severity: 'error',
  controls: ['SUP-01'],
  types: ['AWS::ECR::Repository', 'AWS::ECR::RepositoryCreationTemplate'],
  check: (resource) => property(resource, ['ImageTagMutability'], oneOf(['IMMUTABLE'])),
};
