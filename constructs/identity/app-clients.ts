import { Duration, aws_cognito as cognito } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SCOPES, TENANT_RESOURCE_SERVER } from '../../lib/contract/scopes';
import type { MachineClient } from './identity-options';

/** What the app clients are made from. */
export interface AppClientSettings {
  readonly userPool: cognito.UserPool;
  readonly machineClients: readonly MachineClient[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly accessTokenValidity: Duration;
  readonly refreshTokenValidity: Duration;
}

/** The app clients of a pool. */
export interface AppClients {
  readonly user?: cognito.UserPoolClient;
  /** By name. */
  readonly machines: ReadonlyMap<string, cognito.UserPoolClient>;
}

/** An empty list would mean all standard attributes; this one holds nothing that anything is decided by. */
const NO_ATTRIBUTES = new cognito.ClientAttributes().withStandardAttributes({ locale: true });

/** The resource servers of the scopes, one for what stands before the slash, and the one whose scopes are the tenants. */
export function addResourceServers(scope: Construct, userPool: cognito.UserPool, machineClients: readonly MachineClient[]): cognito.CfnUserPoolResourceServer[] {
  const scopesByServer = new Map<string, cognito.CfnUserPoolResourceServer.ResourceServerScopeTypeProperty[]>();
  const add = (server: string, scopeName: string, scopeDescription: string): void => {
    scopesByServer.set(server, [...scopesByServer.get(server) ?? [], { scopeName, scopeDescription }]);
  };
  for (const [name, description] of Object.entries(SCOPES)) {
    const [server = '', scopeName = ''] = name.split('/');
    add(server, scopeName, description);
  }
  for (const tenant of new Set(machineClients.map((client) => client.tenant))) add(TENANT_RESOURCE_SERVER, tenant, `Acts for the tenant ${tenant}`);
  return [...scopesByServer].map(([identifier, scopes]) => new cognito.CfnUserPoolResourceServer(scope, `Scopes${identifier}`, {
    userPoolId: userPool.userPoolId, identifier, name: identifier, scopes,
  }));
}

/** One client for people, when there is an address to send them back to, and one for each program. */
export function addAppClients(scope: Construct, settings: AppClientSettings): AppClients {
  const machines = settings.machineClients.map((client) => [client.name, machineClient(scope, client, settings)] as const);
  return { user: settings.callbackUrls.length > 0 ? userClient(scope, settings) : undefined, machines: new Map(machines) };
}

/** Authorization code only. The client is public, so PKCE is what protects the code; a client secret in a browser would be none. */
function userClient(scope: Construct, settings: AppClientSettings): cognito.UserPoolClient {
  const apiScopes = Object.keys(SCOPES).map((name) => cognito.OAuthScope.custom(name));
  return new cognito.UserPoolClient(scope, 'UserClient', {
    userPool: settings.userPool,
    generateSecret: false,
    // Choice-based sign-in is what passkeys need; password, SRP and admin flows stay closed.
    authFlows: { user: true },
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
      // The scope that would let users change their own attributes is not among them.
      scopes: [cognito.OAuthScope.OPENID, ...apiScopes],
      callbackUrls: [...settings.callbackUrls],
      logoutUrls: settings.logoutUrls.length > 0 ? [...settings.logoutUrls] : undefined,
    },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: settings.accessTokenValidity,
    idTokenValidity: settings.accessTokenValidity,
    refreshTokenValidity: settings.refreshTokenValidity,
    refreshTokenRotationGracePeriod: Duration.seconds(10),
    authSessionValidity: Duration.minutes(3),
    readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }),
    // What is not named here cannot be written with a user's own token: neither the tenant nor the address.
    writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true, timezone: true }),
  });
}

function machineClient(scope: Construct, client: MachineClient, settings: AppClientSettings): cognito.UserPoolClient {
  const scopes = [...client.scopes, `${TENANT_RESOURCE_SERVER}/${client.tenant}`];
  const resource = new cognito.UserPoolClient(scope, `MachineClient${client.name}`, {
    userPool: settings.userPool,
    userPoolClientName: client.name,
    generateSecret: true,
    oAuth: {
      flows: { clientCredentials: true, authorizationCodeGrant: false, implicitCodeGrant: false },
      scopes: scopes.map((name) => cognito.OAuthScope.custom(name)),
    },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: settings.accessTokenValidity,
    readAttributes: NO_ATTRIBUTES,
    writeAttributes: NO_ATTRIBUTES,
  });
  const { defaultChild } = resource.node;
  if (cognito.CfnUserPoolClient.isCfnUserPoolClient(defaultChild)) {
    // Left out, it would mean Cognito's defaults: then people could sign in with the program's secret.
    defaultChild.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
  }
  return resource;
}
