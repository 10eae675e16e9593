import { atLeast, property } from '../outcome';
import type { Rule } from '../rule';

export const logGroupRetentionLongEnough: Rule = {
  id: 'LogGroupRetentionLongEnough',
  title: 'log group keeps its logs long enough',
  why: 'a break-in is found out after months; providers of high-risk AI systems keep logs for six',
  fix: 'set RetentionInDays to 180 or more on groups that are kept, and to 30 or more on others',
  severity: 'warning',
  controls: ['LOG-03'],
  types: ['AWS::Logs::LogGroup'],
  check: (group) => property(group, ['RetentionInDays'], atLeast(group.deletionPolicy === 'Retain' || group.deletionPolicy === 'RetainExceptOnCreate' ? 180 : 30, 'yes')),
};
