import { at, isUnknown, texts } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const userPoolChangesVerified: Rule = {
  id: 'UserPoolChangesVerified',
  title: 'a new e-mail address counts only once it is verified',
  why: 'otherwise a stolen session moves the account to the thief\'s address, and with it every reset',
  fix: 'name email in UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => {
    const verified = texts(at(pool.properties, 'AutoVerifiedAttributes'));
    const path = ['UserAttributeUpdateSettings', 'AttributesRequireVerificationBeforeUpdate'];
    const written = at(pool.properties, ...path);
    const required = texts(written);
    if (isUnknown(verified) || isUnknown(required)) return unknownOutcome(causeOf(written, path, 'email'));
    if (verified?.includes('email') !== true) return skip('NoVerifiedAddress');
    return required?.includes('email') === true ? PASS : fail({ path, got: written, because: [{ code: 'ChangeNotVerified', attribute: 'email' }] });
  },
};
