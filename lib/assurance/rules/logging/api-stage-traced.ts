import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const apiStageTraced: Rule = {
  id: 'ApiStageTraced',
  title: 'requests are traced through the services behind',
  why: 'without it nobody can say where a request went',
  fix: 'set TracingEnabled to true',
  severity: 'warning',
  controls: ['LOG-01'],
  types: ['AWS::ApiGateway::Stage'],
  check: (stage) => property(stage, ['TracingEnabled'], isTrue()),
};
