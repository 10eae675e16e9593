import { at, isUnknown, texts } from '../../template';
import { causeOf, decided, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { hasWord, when } from '../network/told';

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
    const asked = (): Outcome => decided(hasWord(required, 'email'), { path, got: written, because: [{ code: 'ChangeNotVerified', attribute: 'email' }] }, { code: 'AttributesNotTold', property: path.join('.') });
    return when(hasWord(verified, 'email'), asked, skip('NoVerifiedAddress'), { code: 'PerhapsVerifiedAddress' });
  },
};
