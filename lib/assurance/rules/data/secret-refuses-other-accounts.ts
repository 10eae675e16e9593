import type { Rule } from '../rule';
import { askOf } from './bucket-policies';
import { ownAccount } from './secrets';

export const secretRefusesOtherAccounts: Rule = {
  id: 'SecretRefusesOtherAccounts',
  title: 'secret is refused to every other account by its own policy',
  why: 'an identity policy of another account, met by one careless statement here, would open it',
  fix: 'deny secretsmanager:* in a resource policy where aws:PrincipalAccount is another',
  severity: 'warning',
  controls: ['DAT-04'],
  types: ['AWS::SecretsManager::Secret'],
  check: (secret, context) => askOf(secret, context, 'secretsmanager', ['secretsmanager:GetSecretValue'], {
    code: 'OtherAccountsNotRefused', condition: { operator: 'StringNotEquals', ifExists: false, key: 'aws:PrincipalAccount', values: [ownAccount(secret, context)] },
  }),
};
