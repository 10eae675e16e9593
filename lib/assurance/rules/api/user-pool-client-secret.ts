import { at, isUnknown, texts } from '../../template';
import { isTrue, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { hasWord, when } from '../network/told';

export const userPoolClientSecret: Rule = {
  id: 'UserPoolClientSecret',
  title: 'machine client proves itself with a secret',
  why: 'the id of a client is no secret: with it alone anybody would get its tokens',
  fix: 'set GenerateSecret to true',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client) => {
    const flows = texts(at(client.properties, 'AllowedOAuthFlows'));
    if (isUnknown(flows)) return unknownOutcome(flows.cause);
    return when(hasWord(flows, 'client_credentials'), () => property(client, ['GenerateSecret'], isTrue()), skip('NotAMachine'), { code: 'PerhapsAMachine' });
  },
};
