import { every, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const userPoolThreatProtection: Rule = {
  id: 'UserPoolThreatProtection',
  title: 'user pool refuses compromised passwords and suspicious sign-ins',
  why: 'in AUDIT mode, or off, a password from a known leak opens the platform',
  fix: 'set UserPoolAddOns.AdvancedSecurityMode to ENFORCED (tier PLUS)',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPool'],
  check: (pool) => every([property(pool, ['UserPoolAddOns', 'AdvancedSecurityMode'], oneOf(['ENFORCED'])), property(pool, ['UserPoolTier'], oneOf(['PLUS']))]),
};
