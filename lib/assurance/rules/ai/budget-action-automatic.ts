import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const budgetActionAutomatic: Rule = {
  id: 'BudgetActionAutomatic',
  title: 'a spent budget cuts off by itself',
  why: 'a cut-off that waits for a person comes after the weekend',
  fix: 'set ApprovalModel to AUTOMATIC',
  severity: 'error',
  controls: ['AI-10'],
  types: ['AWS::Budgets::BudgetsAction'],
  check: (resource) => property(resource, ['ApprovalModel'], oneOf(['AUTOMATIC'])),
};
