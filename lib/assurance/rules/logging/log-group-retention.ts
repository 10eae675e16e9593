import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

/** What CloudWatch Logs takes. */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map(String);

export const logGroupRetention: Rule = {
  id: 'LogGroupRetention',
  title: 'log group keeps its logs for a time that is said',
  why: "without it they are kept for ever, people's data included",
  fix: 'set RetentionInDays',
  severity: 'error',
  controls: ['LOG-03', 'DAT-12'],
  types: ['AWS::Logs::LogGroup'],
  check: (group) => property(group, ['RetentionInDays'], oneOf(RETENTIONS)),
};
