import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const lambdaReservedConcurrency: Rule = {
  id: 'LambdaReservedConcurrency',
  title: 'functions run at most so many times at once',
  why: 'without a limit one caller takes the concurrency of the whole account, and its budget',
  fix: 'set ReservedConcurrentExecutions',
  severity: 'warning',
  controls: ['API-06', 'AI-10'],
  types: ['AWS::Lambda::Function'],
  check: (resource) => property(resource, ['ReservedConcurrentExecutions'], PRESENT),
};
