import { parseTokenPolicy, tokenOverrides } from '../../../../lib/services/functions/pre-token/pre-token';

const POLICY = { groupScopes: { users: ['inference/invoke', 'models/read'], curators: ['vectors/write'] } };

/** Event version 3, as Cognito sends it for a person who signs in at the managed login. */
function userEvent(change: { readonly attributes?: object; readonly groups?: unknown; readonly scopes?: unknown; readonly trigger?: unknown; readonly version?: unknown } = {}): object {
  return {
    version: 'version' in change ? change.version : '3',
    triggerSource: 'trigger' in change ? change.trigger : 'TokenGeneration_HostedAuth',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_EXAMPLE',
    userName: '01234567-89ab-cdef-0123-456789abcdef',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: {
      userAttributes: change.attributes ?? { sub: '01234567-89ab-cdef-0123-456789abcdef', 'cognito:user_status': 'CONFIRMED', email: 'person@example.com', 'custom:tenant': 'acme' },
      groupConfiguration: { groupsToOverride: 'groups' in change ? change.groups : ['users'], iamRolesToOverride: [], preferredRole: null },
      scopes: 'scopes' in change ? change.scopes : ['openid', 'inference/invoke', 'models/read', 'vectors/write', 'platform/admin'],
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
}

/** Event version 3 for the client-credentials grant. */
const machineEvent = (scopes: unknown): object => ({
  version: '3', triggerSource: 'TokenGeneration_ClientCredentials', region: 'eu-west-1', userPoolId: 'eu-west-1_EXAMPLE', userName: '1example23456789',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
  request: { userAttributes: null, groupConfiguration: null, scopes, clientMetadata: { tenant: 'victim' } },
  response: { claimsAndScopeOverrideDetails: null },
});

const overrides = (event: object) => tokenOverrides(event, POLICY).claimsAndScopeOverrideDetails;

describe('a person\'s token', () => {
  test('carries the tenant of the directory in both tokens', () => {
    expect(overrides(userEvent()).idTokenGeneration?.claimsToAddOrOverride).toEqual({ tenant: 'acme' });
    expect(overrides(userEvent()).accessTokenGeneration.claimsToAddOrOverride).toEqual({ tenant: 'acme' });
  });

  test('loses the scopes that no group of the person holds', () => {
    expect(overrides(userEvent()).accessTokenGeneration.scopesToSuppress).toEqual(['vectors/write', 'platform/admin']);
    expect(overrides(userEvent({ groups: ['users', 'curators'] })).accessTokenGeneration.scopesToSuppress).toEqual(['platform/admin']);
  });

  test.each([[[]], [undefined], [null], [['unknown']], [['__proto__', 'constructor', 'toString']]])('loses all of them with groups %j', (groups) => {
    expect(overrides(userEvent({ groups })).accessTokenGeneration.scopesToSuppress).toEqual(['inference/invoke', 'models/read', 'vectors/write', 'platform/admin']);
  });

  test('never gains a scope that was not asked for', () => {
    expect(JSON.stringify(overrides(userEvent({ scopes: ['openid'] })))).not.toMatch(/scopesToAdd|inference/);
  });

  test('loses a tenant scope, which is for machines only', () => {
    expect(overrides(userEvent({ scopes: ['openid', 'tenant/other'] })).accessTokenGeneration.scopesToSuppress).toEqual(['tenant/other']);
  });

  test.each(['TokenGeneration_Authentication', 'TokenGeneration_NewPasswordChallenge', 'TokenGeneration_AuthenticateDevice', 'TokenGeneration_RefreshTokens'])('is decided alike at %s', (trigger) => {
    expect(overrides(userEvent({ trigger })).accessTokenGeneration.scopesToSuppress).toEqual(['vectors/write', 'platform/admin']);
  });

  test.each([
    [{}], [{ 'custom:tenant': '' }], [{ 'custom:tenant': 'a/b' }], [{ 'custom:tenant': 'acme\n' }], [{ 'custom:tenant': "a' or '1'='1" }], [{ 'custom:tenant': 'x'.repeat(64) }], [{ tenant: 'acme' }], [{ 'custom:tenant': 7 }],
  ])('is denied with the attributes %j', (attributes) => expect(() => overrides(userEvent({ attributes }))).toThrow('no valid tenant'));
});

describe('a machine\'s token', () => {
  test('carries the tenant that its registration allows, and not the scope that says so', () => {
    expect(overrides(machineEvent(['inference/invoke', 'tenant/acme']))).toEqual({ accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'acme' }, scopesToSuppress: ['tenant/acme'] } });
  });

  test.each([[['inference/invoke']], [[]], [null], [['tenant/acme', 'tenant/globex']]])('is denied with the scopes %j', (scopes) => {
    expect(() => overrides(machineEvent(scopes))).toThrow('exactly one tenant/<name> scope');
  });

  test.each([[['tenant/']], [['tenant/a b']], [['tenant/../x']]])('is denied with the malformed tenant of %j', (scopes) => expect(() => overrides(machineEvent(scopes))).toThrow('no valid tenant'));

  test('does not listen to what the client says of itself', () => {
    expect(JSON.stringify(overrides(machineEvent(['tenant/acme'])))).not.toContain('victim');
  });
});

describe('is denied when the event', () => {
  test.each<[string, unknown]>([
    ['is of another version', userEvent({ version: '1' })], ['has no version', userEvent({ version: undefined })], ['has an unknown trigger', userEvent({ trigger: 'TokenGeneration_New' })],
    ['has no trigger', userEvent({ trigger: undefined })], ['is nothing', null], ['is a list', []], ['has no request', { version: '3', triggerSource: 'TokenGeneration_HostedAuth' }],
    ['lists something else than scopes', userEvent({ scopes: [1] })], ['lists something else than groups', userEvent({ groups: 'users' })],
  ])('%s', (_, event) => expect(() => tokenOverrides(event, POLICY)).toThrow('token refused'));
});

describe('its policy', () => {
  test('is read from the environment', () => expect(parseTokenPolicy('{"users":["models/read"]}')).toEqual({ groupScopes: { users: ['models/read'] } }));
  test.each([undefined, '', 'x', '[]', '"x"', '{"users":"models/read"}'])('%j stops the function from starting', (json) => expect(() => parseTokenPolicy(json)).toThrow());
});
