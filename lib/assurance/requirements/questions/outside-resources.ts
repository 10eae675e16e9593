import type { Policy } from '../../iam/policy';
import { EVERYBODY } from './requests';

/** Grants whatever is asked, to everybody: the worst that a resource outside of the templates may do. */
export const OPEN_POLICY: Policy = {
  version: '2012-10-17',
  statements: [{ index: 0, effect: 'Allow', principal: EVERYBODY, action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [] }],
};

/** A resource outside of the templates that leaves it to an account who may use it. */
export function leftToAccount({ partition, account }: { readonly partition: string; readonly account: string }): Policy {
  const root = { ...EVERYBODY, everyone: false, aws: [`arn:${partition}:iam::${account}:root`] };
  return { ...OPEN_POLICY, statements: OPEN_POLICY.statements.map((grant) => ({ ...grant, principal: root })) };
}
