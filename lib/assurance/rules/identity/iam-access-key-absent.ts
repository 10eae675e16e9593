import { fail } from '../outcome';
import type { Rule } from '../rule';

export const iamAccessKeyAbsent: Rule = {
  id: 'IamAccessKeyAbsent',
  title: 'no credential lasts for ever',
  why: 'a key that leaked works until somebody notices',
  fix: 'use roles, whose credentials last for hours',
  severity: 'error',
  controls: ['IAM-10'],
  types: ['AWS::IAM::AccessKey', 'AWS::IAM::ServiceSpecificCredential'],
  check: () => fail({ because: [{ code: 'LastingCredential' }] }),
};
