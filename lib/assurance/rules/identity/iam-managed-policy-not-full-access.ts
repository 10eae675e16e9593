import { isUnknown, text } from '../../template';
import { everyItem, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const iamManagedPolicyNotFullAccess: Rule = {
  id: 'IamManagedPolicyNotFullAccess',
  title: 'no policy of AWS with full access is attached',
  why: 'it allows everything of its service on everything, and whatever AWS adds',
  fix: 'write a policy for what is needed',
  severity: 'error',
  controls: ['IAM-03', 'IAM-04'],
  types: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::SSO::PermissionSet'],
  check: (identity) => everyItem(identity.properties, [identity.type === 'AWS::SSO::PermissionSet' ? 'ManagedPolicies' : 'ManagedPolicyArns'], (item, path) => {
    const arn = text(item);
    if (isUnknown(arn)) return unknownOutcome({ ...arn.cause, property: path.join('.') });
    if (arn !== undefined && /:iam::aws:policy\/(?:[^/]+\/)*(?:AdministratorAccess|PowerUserAccess|.*FullAccess.*|IAMFullAccess)(?:-.*|$)/.test(arn)) return fail({ id: arn.replace(/^.*\//, ''), path, got: arn, because: [{ code: 'FullAccess', policy: arn }] });
    return arn !== undefined && /~any\u27E7$/.test(arn) ? unknownOutcome({ code: 'PolicyNotTold', property: path.join('.'), got: arn }) : PASS;
  }),
};
