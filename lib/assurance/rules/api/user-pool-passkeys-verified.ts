import { at, isUnknown, texts } from '../../template';
import { oneOf, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { hasWord, when } from '../network/told';

export const userPoolPasskeysVerified: Rule = {
  id: 'UserPoolPasskeysVerified',
  title: 'passkeys ask for the user, not only for the device',
  why: 'without user verification whoever holds the unlocked device is the user',
  fix: 'set WebAuthnUserVerification to required',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => {
    const factors = texts(at(pool.properties, 'Policies', 'SignInPolicy', 'AllowedFirstAuthFactors'));
    if (isUnknown(factors)) return unknownOutcome(factors.cause);
    return when(hasWord(factors, 'WEB_AUTHN'), () => property(pool, ['WebAuthnUserVerification'], oneOf(['required'])), skip('NoPasskeys'), { code: 'PerhapsPasskeys' });
  },
};
