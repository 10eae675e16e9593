import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const accessAnalyzerAlerts: Rule = {
  id: 'AccessAnalyzerAlerts',
  title: 'analyser of access looks at the account or organization',
  why: 'what is opened to strangers shows within minutes',
  fix: 'leave Type at ACCOUNT or ORGANIZATION',
  severity: 'warning',
  controls: ['LOG-05', 'DAT-04'],
  types: ['AWS::AccessAnalyzer::Analyzer'],
  check: (analyzer) => property(analyzer, ['Type'], oneOf([
    'ACCOUNT',
    'ORGANIZATION',
    'ACCOUNT_UNUSED_ACCESS',
    'ORGANIZATION_UNUSED_ACCESS',
    'ACCOUNT_INTERNAL_ACCESS',
    'ORGANIZATION_INTERNAL_ACCESS',
  ])),
};
