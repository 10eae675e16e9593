import { Duration, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { IdentityPlan, PlatformIdentity, PlatformScope, type IPlatformIdentity } from '../../constructs/identity';
import type { Scope } from '../contract/scopes';
import type { IdentityConfig, PlatformConfig } from '../config/schema';
import { PlatformStack } from './platform-stack';

/** Who may call the platform: a user pool of its own, or tokens of an issuer that exists. */
export class IdentityStack extends PlatformStack {
  public readonly identity: IPlatformIdentity;

  constructor(scope: Construct, config: PlatformConfig, logEncryptionKey: kms.IKey) {
    super(scope, 'Identity', 'Who may call the platform', config);
    this.identity = config.identity.kind === 'oidc' ? this.ownIssuer(config.identity, logEncryptionKey) : this.userPool(config.identity, logEncryptionKey);
  }

  private userPool({ cognito }: Extract<IdentityConfig, { kind: 'cognito' }>, logEncryptionKey: kms.IKey): IPlatformIdentity {
    const identity = new PlatformIdentity(this, 'Identity', {
      groups: cognito.groups.map((group) => ({ ...group, scopes: scopes(group.scopes) })),
      machineClients: this.config.tenants.map((tenant) => ({ name: tenant.id, tenant: tenant.id, scopes: scopes(tenant.scopes) })),
      callbackUrls: cognito.callbackUrls,
      logoutUrls: cognito.logoutUrls,
      domainPrefix: cognito.domainPrefix,
      passkeyRelyingPartyId: cognito.passkeyRelyingParty,
      plan: cognito.plan === 'essentials' && cognito.planJustification !== undefined ? IdentityPlan.essentials(cognito.planJustification) : IdentityPlan.plus(),
      accessTokenValidity: Duration.minutes(cognito.accessTokenMinutes),
      logEncryptionKey,
      removalPolicy: this.removalPolicy,
    });
    this.output('UserPoolId', identity.userPool.userPoolId, 'user pool of people and programs');
    this.output('TokenEndpoint', `${identity.domainUrl}/oauth2/token`, 'where programs get tokens, by client credentials');
    for (const { id } of this.config.tenants) this.output(`Client-${id}`, identity.machineClient(id).userPoolClientId, `client id of tenant '${id}'`);
    return identity;
  }

  private ownIssuer({ oidc }: Extract<IdentityConfig, { kind: 'oidc' }>, logEncryptionKey: kms.IKey): IPlatformIdentity {
    return PlatformIdentity.fromOidcIssuer(this, 'Identity', {
      issuerUrl: oidc.issuerUrl,
      audience: oidc.audience,
      groupClaim: oidc.groupClaim,
      tenantClaim: oidc.tenantClaim,
      scopeClaim: oidc.scopeClaim,
      jwksUri: oidc.jwksUri,
      groupMapping: Object.entries(oidc.groupMapping).map(([group, names]) => ({ group, scopes: scopes(names) })),
      logEncryptionKey,
    });
  }
}

/** The members of the enumeration are the scopes themselves. */
function scopes(names: readonly Scope[]): PlatformScope[] {
  return Object.values(PlatformScope).filter((scope) => names.some((name) => name === scope));
}
