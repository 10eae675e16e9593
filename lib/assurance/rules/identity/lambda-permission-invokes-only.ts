import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const lambdaPermissionInvokesOnly: Rule = {
  id: 'LambdaPermissionInvokesOnly',
  title: 'permission on a function allows its invocation, and no more',
  why: 'a wildcard allows strangers to change the code',
  fix: 'set Action to lambda:InvokeFunction',
  severity: 'error',
  controls: ['DAT-04', 'IAM-03'],
  types: ['AWS::Lambda::Permission'],
  check: (permission) => property(permission, ['Action'], oneOf(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'])),
};
