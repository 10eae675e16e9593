import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const lambdaRecursionStopped: Rule = {
  id: 'LambdaRecursionStopped',
  title: 'a function that calls itself without end is stopped',
  why: 'a loop through a queue runs until somebody looks at the bill',
  fix: 'remove RecursiveLoop, or set it to Terminate',
  severity: 'warning',
  controls: ['API-06', 'AI-10'],
  types: ['AWS::Lambda::Function'],
  check: (resource) => property(resource, ['RecursiveLoop'], oneOf(['Terminate'], 'yes')),
};
