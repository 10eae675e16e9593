import { every, everyItem, noneOf, property, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { at } from '../../template';

const NO_IMPLICIT = noneOf(['implicit'], 'no');
const NO_PASSWORD = noneOf(['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'], 'no');

export const userPoolClientFlows: Rule = {
  id: 'UserPoolClientFlows',
  title: 'client gets tokens by flows that keep them, and passwords, off the wire',
  why: 'the implicit flow leaves tokens in addresses and histories; password flows hand the password to the application',
  fix: 'use the code flow (with PKCE) or client_credentials, and SRP or managed login for passwords',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client) => {
    const { properties } = client;
    if (at(properties, 'AllowedOAuthFlows') === undefined && at(properties, 'ExplicitAuthFlows') === undefined) return skip('DefaultFlows');
    return every([
      property(client, [], { wanted: 'a client', accepts: () => 'yes' }),
      everyItem(properties, ['AllowedOAuthFlows'], (flow, path) => valueAt(flow, [], NO_IMPLICIT, path)),
      everyItem(properties, ['ExplicitAuthFlows'], (flow, path) => valueAt(flow, [], NO_PASSWORD, path)),
    ]);
  },
};
