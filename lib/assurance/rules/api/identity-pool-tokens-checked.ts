import { everyItem, isFalse, isTrue, every, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const identityPoolTokensChecked: Rule = {
  id: 'IdentityPoolTokensChecked',
  title: 'identity pool asks the user pool whether a token is still good',
  why: 'credentials would go on being given to users who were signed out, disabled or deleted',
  fix: 'set ServerSideTokenCheck to true for every provider, and leave AllowClassicFlow out',
  severity: 'warning',
  controls: ['API-01'],
  types: ['AWS::Cognito::IdentityPool'],
  check: (pool) => every([
    property(pool, ['AllowClassicFlow'], isFalse('yes')),
    everyItem(pool.properties, ['CognitoIdentityProviders'], (provider, path) => valueAt(provider, ['ServerSideTokenCheck'], isTrue(), path)),
  ]),
};
