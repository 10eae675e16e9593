import { at, isUnknown, texts } from '../../template';
import { all, not } from '../../iam/trilean';
import { causeOf, decided, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { byWord, hasWord } from '../network/told';

export const userPoolStrongFactors: Rule = {
  id: 'UserPoolStrongFactors',
  title: 'second factor is an authenticator, not a text message',
  why: 'text messages are read by who talks a carrier into moving a number',
  fix: 'set EnabledMfas to SOFTWARE_TOKEN_MFA',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => byWord(at(pool.properties, 'MfaConfiguration'), (mode) => {
    if (mode === undefined || mode === 'OFF') return skip('NoSecondFactor');
    const written = at(pool.properties, 'EnabledMfas');
    const factors = texts(written);
    if (isUnknown(factors)) return unknownOutcome(causeOf(written, ['EnabledMfas'], 'SOFTWARE_TOKEN_MFA'));
    const strong = all([hasWord(factors, 'SOFTWARE_TOKEN_MFA'), not(hasWord(factors, 'SMS_MFA'))]);
    return decided(strong, { path: ['EnabledMfas'], got: written, because: [{ code: 'WeakFactor', factors: factors ?? [] }] }, { code: 'FactorsNotTold', property: 'EnabledMfas' });
  }),
};
