import { askOf } from '../data/bucket-policies';
import { ownAccount } from '../data/secrets';
import type { Rule } from '../rule';

export const ecrRefusesOtherAccounts: Rule = {
  id: 'EcrRefusesOtherAccounts',
  title: 'repository refuses every other account by its own policy',
  why: 'an identity policy of another account, met by one careless statement here, would let it pull or push images',
  fix: 'deny ecr:* in RepositoryPolicyText where aws:PrincipalAccount is another',
  severity: 'warning',
  controls: ['SUP-01', 'DAT-04'],
  types: ['AWS::ECR::Repository'],
  check: (resource, context) => askOf(resource, context, 'ecr', ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:PutImage'], {
    code: 'OtherAccountsNotRefused', condition: { operator: 'StringNotEquals', ifExists: false, key: 'aws:PrincipalAccount', values: [ownAccount(resource, context)] },
  }),
};
