import { at } from '../../template';
import { isTrue, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const iamUserReplacesPassword: Rule = {
  id: 'IamUserReplacesPassword',
  title: 'first password of a user is replaced at once',
  why: 'whoever made it knows it',
  fix: 'set LoginProfile.PasswordResetRequired to true',
  severity: 'warning',
  controls: ['IAM-10'],
  types: ['AWS::IAM::User'],
  check: (user) => (at(user.properties, 'LoginProfile') === undefined ? skip('NoLogin') : property(user, ['LoginProfile', 'PasswordResetRequired'], isTrue())),
};
