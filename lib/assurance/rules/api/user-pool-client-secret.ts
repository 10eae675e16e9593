import { at, isUnknown, texts } from '../../template';
import { isTrue, property, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

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
    return flows?.includes('client_credentials') === true ? property(client, ['GenerateSecret'], isTrue()) : skip('NotAMachine');
  },
};
