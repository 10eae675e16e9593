import { ArnFormat, Duration, Stack, aws_apigateway as apigateway, aws_iam as iam, aws_kms as kms, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TOKEN_AUTHORIZER_ENV } from '../../lib/contract/scopes';
import { throwProblems } from '../../lib/contract/platform-error';
import { ServiceFunction } from '../core/service-function';
import { oidcProblems } from './identity-problems';
import type { AuthorizerBinding, IPlatformIdentity } from './platform-identity-base';
import type { PlatformScope } from './platform-scope';

/** A group of the issuer and what its members may do. */
export interface OidcGroupMapping {
  /** Group as the claim writes it: a name or an id. */
  readonly group: string;
  /** Scopes that members hold. */
  readonly scopes: PlatformScope[];
}

/** An OpenID Connect issuer of one's own. */
export interface OidcIssuerProps {
  /** The `iss` claim, compared character by character; an https address. */
  readonly issuerUrl: string;
  /** The `aud` claim that a token must carry: the API's identifier at the issuer, not the id of an app that signs users in. */
  readonly audience: string;
  /** Claim that names the tenant. @default 'tenant' */
  readonly tenantClaim?: string;
  /** Claim that lists the groups. @default 'groups' */
  readonly groupClaim?: string;
  /** Which group holds which scopes. @default - no group holds any; `scopeClaim` is required */
  readonly groupMapping?: OidcGroupMapping[];
  /**
   * Claim (`scope`, `scp`) whose scopes count beside those of the groups. Name it only when the issuer grants these scopes by policy:
   * where users can consent to a scope themselves, it would let them grant it to themselves.
   * @default - only groups count
   */
  readonly scopeClaim?: string;
  /** Where the issuer publishes its keys. @default - named in its discovery document */
  readonly jwksUri?: string;
  /** How long API Gateway may use a decision again: for this long a token outlives its expiry at the edge. At most 5 minutes. @default Duration.minutes(1) */
  readonly cacheTtl?: Duration;
  /** Key of the authorizer's log group. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
}

/** Tokens of an issuer outside AWS, verified by a function of the API that they are used at. */
export class OidcIdentity extends Construct implements IPlatformIdentity {
  public readonly issuerUrl: string;
  public readonly audience: string;
  public readonly jwksUri?: string;
  public readonly tenantClaim: string;
  public readonly groupsClaim: string;
  public readonly scopeClaim?: string;
  public readonly groupScopes?: { readonly [group: string]: string[] };
  private readonly props: OidcIssuerProps;

  constructor(scope: Construct, id: string, props: OidcIssuerProps) {
    super(scope, id);
    throwProblems(oidcProblems(props, this.node.path));
    this.props = props;
    this.issuerUrl = props.issuerUrl;
    this.audience = props.audience;
    this.jwksUri = props.jwksUri;
    this.tenantClaim = props.tenantClaim ?? 'tenant';
    this.groupsClaim = props.groupClaim ?? 'groups';
    this.scopeClaim = props.scopeClaim;
    this.groupScopes = Object.fromEntries((props.groupMapping ?? []).map(({ group, scopes }) => [group, scopes]));
  }

  public scopeName(scope: string): string {
    return scope;
  }

  public bindAuthorizer(scope: Construct, binding: AuthorizerBinding): apigateway.IAuthorizer {
    const stack = Stack.of(scope);
    const verifier = new ServiceFunction(scope, 'TokenAuthorizer', {
      service: 'token-authorizer',
      description: 'Verifies tokens of the OpenID Connect issuer for the API',
      environment: this.environment(binding),
      timeout: Duration.seconds(10),
      logEncryptionKey: this.props.logEncryptionKey,
    });
    const { functionArn } = verifier.function;
    const props: apigateway.CfnAuthorizerProps = {
      restApiId: binding.restApi.restApiId,
      name: 'platform',
      type: 'TOKEN',
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: '^Bearer [A-Za-z0-9_.-]+$',
      authorizerUri: `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      authorizerResultTtlInSeconds: (this.props.cacheTtl ?? Duration.minutes(1)).toSeconds(),
    };
    binding.deployment.addToLogicalId({ authorizer: props });
    const authorizer = new apigateway.CfnAuthorizer(scope, 'Authorizer', props);
    const permission = new lambda.CfnPermission(scope, 'AuthorizerPermission', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: new iam.ServicePrincipal('apigateway.amazonaws.com').service,
      sourceAccount: stack.account,
      sourceArn: stack.formatArn({
        service: 'execute-api', resource: binding.restApi.restApiId, resourceName: `authorizers/${authorizer.ref}`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });
    binding.deployment.node.addDependency(permission);
    return { authorizerId: authorizer.ref, authorizationType: apigateway.AuthorizationType.CUSTOM };
  }

  private environment(binding: AuthorizerBinding): { [name: string]: string } {
    const routeScopes = Object.fromEntries(binding.routes.map(({ method, path, scope }) => [`${method}${path}`, scope]));
    return {
      [TOKEN_AUTHORIZER_ENV.issuer]: this.issuerUrl,
      [TOKEN_AUTHORIZER_ENV.audience]: this.audience,
      [TOKEN_AUTHORIZER_ENV.tenantClaim]: this.tenantClaim,
      [TOKEN_AUTHORIZER_ENV.groupsClaim]: this.groupsClaim,
      [TOKEN_AUTHORIZER_ENV.groupScopes]: JSON.stringify(this.groupScopes),
      [TOKEN_AUTHORIZER_ENV.routeScopes]: JSON.stringify(routeScopes),
      ...(this.jwksUri === undefined ? {} : { [TOKEN_AUTHORIZER_ENV.jwksUri]: this.jwksUri }),
      ...(this.props.scopeClaim === undefined ? {} : { [TOKEN_AUTHORIZER_ENV.scopeClaim]: this.props.scopeClaim }),
    };
  }
}
