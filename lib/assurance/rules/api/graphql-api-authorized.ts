import { everyItem, every, noneOf, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

const NO_KEY = noneOf(['API_KEY'], 'no');

export const graphqlApiAuthorized: Rule = {
  id: 'GraphqlApiAuthorized',
  title: 'GraphQL API asks who calls',
  why: 'an API key is handed to every client and tells nobody apart',
  fix: 'use AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or AWS_IAM, also as additional providers',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::AppSync::GraphQLApi'],
  check: (api) => every([
    property(api, ['AuthenticationType'], NO_KEY),
    everyItem(api.properties, ['AdditionalAuthenticationProviders'], (provider, path) => valueAt(provider, ['AuthenticationType'], NO_KEY, path)),
  ]),
};
