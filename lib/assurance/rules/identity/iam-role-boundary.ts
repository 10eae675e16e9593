import { at } from '../../template';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const iamRoleBoundary: Rule = {
  id: 'IamRoleBoundary',
  title: 'role has a permissions boundary where roles have one',
  why: 'the boundary is the wall behind each policy that somebody may write; one role without it is the way around',
  fix: 'set PermissionsBoundary',
  severity: 'error',
  controls: ['IAM-09'],
  types: ['AWS::IAM::Role', 'AWS::IAM::User'],
  check: (identity, context) => {
    const someHave = context.ofType('AWS::IAM::Role', 'AWS::IAM::User').some(({ properties }) => at(properties, 'PermissionsBoundary') !== undefined);
    return someHave ? property(identity, ['PermissionsBoundary'], PRESENT) : skip('NoBoundariesHere');
  },
};
