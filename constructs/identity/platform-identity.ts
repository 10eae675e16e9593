import { Aws, Duration, Fn, RemovalPolicy, aws_apigateway as apigateway, aws_cognito as cognito, aws_kms as kms, aws_s3 as s3, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PlatformError, throwProblems } from '../../lib/contract/platform-error';
import { GROUPS_CLAIM, PRE_TOKEN_ENV, SCOPE_CLAIM, TENANT_ATTRIBUTE, TENANT_CLAIM } from '../../lib/contract/scopes';
import { acknowledge, finding } from '../core/acknowledge';
import { recordWeakening } from '../core/justification';
import { ServiceFunction } from '../core/service-function';
import { addAppClients, addResourceServers, type AppClients } from './app-clients';
import { cognitoAuthorizer } from './cognito-authorizer';
import { PlatformIdentityGrants } from './identity-grants';
import type { IdentityGroup, MachineClient } from './identity-options';
import { IdentityPlan } from './identity-plan';
import { userPoolProblems } from './identity-problems';
import { ImportedUserPoolIdentity, type PlatformIdentityAttributes } from './imported-identity';
import { OidcIdentity, type OidcIssuerProps } from './oidc-identity';
import type { AuthorizerBinding, IPlatformIdentity } from './platform-identity-base';
import { PlatformScope } from './platform-scope';

/** Properties of a PlatformIdentity. */
export interface PlatformIdentityProps {
  /** Groups and what their members may do. @default - users (all but writing vectors), curators (users, and writing vectors), administrators (everything but reviewing), reviewers (decide what waits for a person, nothing else) */
  readonly groups?: IdentityGroup[];
  /** Programs that call the API, one or more for each tenant. @default - none */
  readonly machineClients?: MachineClient[];
  /** Where people may be sent back to after signing in: https, or http://localhost. @default - no client for people is made */
  readonly callbackUrls?: string[];
  /** Where people may be sent back to after signing out. @default - nowhere */
  readonly logoutUrls?: string[];
  /** First label of the sign-in and token domain; unique in the region, for all accounts. @default - derived from the stack's id, so it is unique and cannot be guessed */
  readonly domainPrefix?: string;
  /** Domain that passkeys are bound to. Changing it orphans every passkey. @default - the pool's own domain */
  readonly passkeyRelyingPartyId?: string;
  /** Feature plan; weaken it by `IdentityPlan.essentials(justification)`. @default IdentityPlan.plus() */
  readonly plan?: IdentityPlan;
  /** Characters that a password must have at least; 14 or more. @default 14 */
  readonly minimumPasswordLength?: number;
  /** How long an access token holds; 5 to 60 minutes. @default Duration.minutes(15) */
  readonly accessTokenValidity?: Duration;
  /** How long people stay signed in. @default Duration.hours(12) */
  readonly refreshTokenValidity?: Duration;
  /** Bucket that receives sign-in events (needs the Plus plan); its policy must admit `delivery.logs.amazonaws.com`. @default - events stay in Cognito */
  readonly authEventsBucket?: s3.IBucket;
  /** Regional web ACL that protects the sign-in pages. @default - none */
  readonly webAclArn?: string;
  /** Key of the pre-token function's log group. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** What happens to the pool, and so to all users, when the stack goes. With RETAIN deletion protection is on. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** What no token carries: an empty audience could be read as 'any'. */
const NO_CLIENT = 'no-app-client';
const USER_SCOPES = [PlatformScope.INFERENCE_INVOKE, PlatformScope.INFERENCE_EMBED, PlatformScope.VECTORS_READ, PlatformScope.MODELS_READ];
const DEFAULT_GROUPS: IdentityGroup[] = [
  { name: 'administrators', description: 'Everything but reviewing', scopes: [...USER_SCOPES, PlatformScope.VECTORS_WRITE, PlatformScope.PLATFORM_ADMIN] },
  { name: 'curators', description: 'Use the models and write to the vector store', scopes: [...USER_SCOPES, PlatformScope.VECTORS_WRITE] },
  { name: 'users', description: 'Use the models', scopes: USER_SCOPES },
  // Apart from all others, so that asking and deciding are two people's work.
  { name: 'reviewers', description: 'Approve or reject what waits for a person', scopes: [PlatformScope.APPROVALS_DECIDE] },
];

/**
 * Who may call the platform: a Cognito user pool for people (invited, with a second factor or a passkey) and programs (client credentials).
 * Every token carries a tenant, or is not issued.
 */
export class PlatformIdentity extends Construct implements IPlatformIdentity {
  /** Tokens of an OpenID Connect issuer of your own (Entra ID, Okta, Keycloak, …) instead of Cognito's. */
  public static fromOidcIssuer(scope: Construct, id: string, props: OidcIssuerProps): IPlatformIdentity {
    return new OidcIdentity(scope, id, props);
  }

  /** A user pool that exists already. Its access tokens must carry the scopes of PlatformScope and a tenant claim. */
  public static fromPlatformIdentityAttributes(scope: Construct, id: string, attributes: PlatformIdentityAttributes): IPlatformIdentity {
    return new ImportedUserPoolIdentity(scope, id, attributes);
  }

  public readonly issuerUrl: string;
  public readonly audience: string;
  public readonly jwksUri?: string;
  public readonly tenantClaim: string = TENANT_CLAIM;
  public readonly groupsClaim: string = GROUPS_CLAIM;
  public readonly scopeClaim?: string = SCOPE_CLAIM;
  /** The user pool. */
  public readonly userPool: cognito.UserPool;
  /** Client for people: public, authorization code with PKCE. @default - there is none without `callbackUrls` */
  public readonly userClient?: cognito.UserPoolClient;
  /** Address of the sign-in pages and, with `/oauth2/token`, of the token endpoint. */
  public readonly domainUrl: string;
  /** Permissions on the pool. */
  public readonly grants: PlatformIdentityGrants;
  private readonly machines: AppClients['machines'];

  constructor(scope: Construct, id: string, props: PlatformIdentityProps = {}) {
    super(scope, id);
    const groups = props.groups ?? DEFAULT_GROUPS;
    const machineClients = props.machineClients ?? [];
    const plan = props.plan ?? IdentityPlan.plus();
    const callbackUrls = props.callbackUrls ?? [];
    const logoutUrls = props.logoutUrls ?? [];
    const accessTokenValidity = props.accessTokenValidity ?? Duration.minutes(15);
    throwProblems(userPoolProblems({
      groups,
      machineClients,
      domainPrefix: props.domainPrefix,
      callbackUrls: [...callbackUrls, ...logoutUrls],
      accessTokenMinutes: accessTokenValidity.toMinutes({ integral: false }),
      minimumPasswordLength: props.minimumPasswordLength ?? 14,
      authEventsWithoutPlus: props.authEventsBucket !== undefined && plan.featurePlan !== cognito.FeaturePlan.PLUS,
    }, this.node.path));

    this.userPool = this.createUserPool(props, plan);
    this.node.defaultChild = this.userPool;
    this.weaken(plan);
    this.addPreTokenFunction(groups, props.logEncryptionKey);
    groups.forEach((group, index) => new cognito.CfnUserPoolGroup(this, `Group${group.name}`, {
      userPoolId: this.userPool.userPoolId,
      groupName: group.name,
      description: group.description,
      precedence: group.precedence ?? index,
      roleArn: group.role?.roleArn,
    }));

    const domain = this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: props.domainPrefix ?? this.unguessablePrefix() },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const resourceServers = addResourceServers(this, this.userPool, machineClients);
    const clients = addAppClients(this, {
      userPool: this.userPool,
      machineClients,
      callbackUrls,
      logoutUrls,
      accessTokenValidity,
      refreshTokenValidity: props.refreshTokenValidity ?? Duration.hours(12),
    });
    this.userClient = clients.user;
    this.machines = clients.machines;
    const all = [...(clients.user === undefined ? [] : [clients.user]), ...clients.machines.values()];
    for (const client of all) client.node.addDependency(...resourceServers);
    if (clients.user !== undefined) {
      // Managed login shows an error page to a client that has no style.
      const branding = new cognito.CfnManagedLoginBranding(this, 'Branding', {
        userPoolId: this.userPool.userPoolId, clientId: clients.user.userPoolClientId, useCognitoProvidedValues: true,
      });
      branding.node.addDependency(domain);
    }
    this.addOptionalParts(props);

    this.issuerUrl = `https://${this.userPool.userPoolProviderName}`;
    this.jwksUri = `${this.issuerUrl}/.well-known/jwks.json`;
    this.audience = all.length > 0 ? Fn.join(',', all.map((client) => client.userPoolClientId)) : NO_CLIENT;
    this.domainUrl = domain.baseUrl();
    this.grants = new PlatformIdentityGrants(this.userPool.userPoolArn);
  }

  /** The client of a program, for its id. Its secret stays in Cognito: read it with `grants.readClientSecrets`. */
  public machineClient(name: string): cognito.IUserPoolClient {
    const client = this.machines.get(name);
    if (client === undefined) {
      throw new PlatformError([{ code: 'MachineClientUnknown', what: 'there is no machine client of this name', got: name, where: this.node.path, fix: "list it in 'machineClients'" }]);
    }
    return client;
  }

  public scopeName(scope: string): string {
    return scope;
  }

  public bindAuthorizer(scope: Construct, binding: AuthorizerBinding): apigateway.IAuthorizer {
    return cognitoAuthorizer(scope, this.userPool.userPoolArn, binding);
  }

  private createUserPool(props: PlatformIdentityProps, plan: IdentityPlan): cognito.UserPool {
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const userPool = new cognito.UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      customAttributes: { [TENANT_ATTRIBUTE]: new cognito.StringAttribute({ minLen: 1, maxLen: 63, mutable: true }) },
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyUserVerification: cognito.PasskeyUserVerification.REQUIRED,
      passkeyRelyingPartyId: props.passkeyRelyingPartyId,
      passwordPolicy: {
        minLength: props.minimumPasswordLength ?? 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        passwordHistorySize: 24,
        tempPasswordValidity: Duration.days(1),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      featurePlan: plan.featurePlan,
      standardThreatProtectionMode: plan.featurePlan === cognito.FeaturePlan.PLUS ? cognito.StandardThreatProtectionMode.FULL_FUNCTION : undefined,
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    const resource = userPool.node.defaultChild;
    if (cognito.CfnUserPool.isCfnUserPool(resource)) {
      // Without it a passkey counts as one factor, and cannot be used where two are required.
      resource.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
      if (removalPolicy !== RemovalPolicy.RETAIN) {
        acknowledge(resource, {
          findings: [finding('SecureAi', 'UserPoolDeletionProtected')],
          reason: 'The removal policy says that everything goes with the stack, which deletion protection would stop',
          expires: '2027-11-30',
        });
      }
    }
    return userPool;
  }

  private weaken(plan: IdentityPlan): void {
    if (plan.justification === undefined) return;
    recordWeakening(this, 'ThreatProtection', plan.justification);
    acknowledge(this.userPool, { findings: [finding('AwsSolutions', 'COG8')], ...plan.justification });
  }

  /** Cognito asks it before each token, and issues none when it fails. */
  private addPreTokenFunction(groups: readonly IdentityGroup[], logEncryptionKey?: kms.IKey): void {
    const preToken = new ServiceFunction(this, 'PreToken', {
      service: 'pre-token',
      description: 'Puts the tenant into tokens and takes out the scopes that the groups do not hold',
      environment: { [PRE_TOKEN_ENV.groupScopes]: JSON.stringify(Object.fromEntries(groups.map(({ name, scopes }) => [name, scopes]))) },
      timeout: Duration.seconds(5),
      logEncryptionKey,
    });
    acknowledge(preToken, {
      findings: [finding('SecureAi', 'LambdaInVpc'), finding('SecureAi', 'LambdaTracing')],
      reason: 'Cognito alone calls it, and passes no trace on; it calls nothing, and a VPC connection would give it a path to the data tier',
      expires: '2027-11-30',
    });
    this.userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, preToken.function, cognito.LambdaVersion.V3_0);
  }

  private addOptionalParts(props: PlatformIdentityProps): void {
    if (props.authEventsBucket !== undefined) {
      new cognito.CfnLogDeliveryConfiguration(this, 'AuthEvents', {
        userPoolId: this.userPool.userPoolId,
        logConfigurations: [{ eventSource: 'userAuthEvents', logLevel: 'INFO', s3Configuration: { bucketArn: props.authEventsBucket.bucketArn } }],
      });
    }
    if (props.webAclArn !== undefined) {
      new wafv2.CfnWebACLAssociation(this, 'WebAclAssociation', { webAclArn: props.webAclArn, resourceArn: this.userPool.userPoolArn });
    }
  }

  /** The last part of a stack's id is a random UUID; the construct's own address sets two pools of one stack apart. */
  private unguessablePrefix(): string {
    return Fn.join('-', ['ai', this.node.addr.slice(-6), Fn.select(2, Fn.split('/', Aws.STACK_ID))]);
  }
}
