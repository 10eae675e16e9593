import { parseSettings } from '../../../../lib/services/functions/token-authorizer/settings';

const ENV = {
  TOKEN_ISSUER: 'https://login.example.com', TOKEN_AUDIENCE: 'api://ai', TENANT_CLAIM: 'org', GROUPS_CLAIM: 'groups',
  GROUP_SCOPES: '{"ml":["models/read"]}', ROUTE_SCOPES: '{"GET/v1/models":"models/read"}',
};

test('the environment is read into issuer and policy', () => {
  expect(parseSettings({ ...ENV, JWKS_URI: 'https://login.example.com/keys', SCOPE_CLAIM: 'scp' })).toEqual({
    issuer: { issuer: 'https://login.example.com', audience: 'api://ai', jwksUri: 'https://login.example.com/keys' },
    policy: { tenantClaim: 'org', groupsClaim: 'groups', scopeClaim: 'scp', groupScopes: { ml: ['models/read'] }, routeScopes: { 'GET/v1/models': 'models/read' } },
  });
});

test.each(Object.keys(ENV))('fails without %s', (name) => expect(() => parseSettings({ ...ENV, [name]: undefined })).toThrow(name));

test.each([
  ['an issuer in the clear', { TOKEN_ISSUER: 'http://login.example.com' }], ['keys in the clear', { JWKS_URI: 'http://login.example.com' }],
  ['groups that are no object', { GROUP_SCOPES: '7' }], ['a group without a list', { GROUP_SCOPES: '{"ml":"models/read"}' }], ['a route without a scope', { ROUTE_SCOPES: '{"GET/v1/models":[]}' }],
])('fails with %s', (_, change) => expect(() => parseSettings({ ...ENV, ...change })).toThrow('environment variable'));
