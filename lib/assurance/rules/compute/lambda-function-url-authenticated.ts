import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const lambdaFunctionUrlAuthenticated: Rule = {
  id: 'LambdaFunctionUrlAuthenticated',
  title: 'addresses of functions ask who calls',
  why: 'a function URL without authentication is open to the internet',
  fix: 'set AuthType to AWS_IAM',
  severity: 'error',
  controls: ['API-01', 'DAT-04'],
  types: ['AWS::Lambda::Url'],
  check: (resource) => property(resource, ['AuthType'], oneOf(['AWS_IAM'])),
};
