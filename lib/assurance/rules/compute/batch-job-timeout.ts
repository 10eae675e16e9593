import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const batchJobTimeout: Rule = {
  id: 'BatchJobTimeout',
  title: 'jobs end after a set time',
  why: 'a job that hangs, or mines, holds its GPU until somebody looks at the bill',
  fix: 'set Timeout.AttemptDurationSeconds',
  severity: 'warning',
  controls: ['API-06', 'AI-10'],
  types: ['AWS::Batch::JobDefinition'],
  check: (resource) => property(resource, ['Timeout', 'AttemptDurationSeconds'], PRESENT),
};
