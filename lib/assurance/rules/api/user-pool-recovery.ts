import { fail, noneOf, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyOf } from '../network/items';

export const userPoolRecovery: Rule = {
  id: 'UserPoolRecovery',
  title: 'accounts are not recovered by text message',
  why: 'who talks a carrier into moving a number resets the password with it',
  fix: 'set AccountRecoverySetting to verified_email or admin_only',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => everyOf(pool.properties, ['AccountRecoverySetting', 'RecoveryMechanisms'], (each, path) => valueAt(each, ['Name'], noneOf(['verified_phone_number'], 'no'), path),
    fail({ path: ['AccountRecoverySetting'], because: [{ code: 'DefaultRecovery' }] })),
};
