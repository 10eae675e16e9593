import { atMost, property } from '../outcome';
import type { Rule } from '../rule';

export const iamRoleSessionShort: Rule = {
  id: 'IamRoleSessionShort',
  title: 'sessions of the role are short',
  why: 'what is stolen from a session works until it ends',
  fix: 'set MaxSessionDuration to 14400 seconds at most',
  severity: 'warning',
  controls: ['IAM-10'],
  types: ['AWS::IAM::Role'],
  check: (role) => property(role, ['MaxSessionDuration'], atMost(14400, 'yes')),
};
