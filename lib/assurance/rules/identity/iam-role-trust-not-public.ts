import { fail } from '../outcome';
import type { Rule } from '../rule';
import { documentAt } from './documents';
import { noStranger } from './proofs';

export const iamRoleTrustNotPublic: Rule = {
  id: 'IamRoleTrustNotPublic',
  title: 'role is assumed by nobody whom it does not name',
  why: 'a stranger would hold all its permissions',
  fix: 'name the principals in the trust policy, or tie it to the organization',
  severity: 'error',
  controls: ['DAT-04', 'IAM-03'],
  types: ['AWS::IAM::Role'],
  check: (role, context) => {
    const document = documentAt(role, 'AssumeRolePolicyDocument');
    return document === undefined ? fail({ path: ['AssumeRolePolicyDocument'], because: [{ code: 'NoTrustPolicy' }] }) : noStranger(role, context, document.input, { path: document.path, because: [{ code: 'StrangersMayAssume' }] });
  },
};
