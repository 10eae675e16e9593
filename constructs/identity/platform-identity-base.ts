import type { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** Which method of an API needs which scope. */
export interface RouteScope {
  /** HTTP method, in capitals. */
  readonly method: string;
  /** Path with its leading slash: `/v1/models`. */
  readonly path: string;
  /** Scope that a token must carry to call it. */
  readonly scope: string;
}

/** The API that an authorizer is made for. */
export interface AuthorizerBinding {
  /** The API. The authorizer becomes part of its stack. */
  readonly restApi: apigateway.IRestApi;
  /** Deployment that must be made anew when the authorizer changes. */
  readonly deployment: apigateway.Deployment;
  /** Every method of the API that the authorizer guards. */
  readonly routes: RouteScope[];
}

/** Who may call the platform: an issuer of tokens, and how their claims are read. */
export interface IPlatformIdentity extends IConstruct {
  /** The `iss` claim of its tokens. */
  readonly issuerUrl: string;
  /**
   * Whom its tokens are for: the `aud` claim; for Cognito, whose access tokens have none, the ids of the app clients (the `client_id` claim),
   * separated by commas.
   */
  readonly audience: string;
  /** Where the issuer publishes its keys. @default - named in the issuer's discovery document */
  readonly jwksUri?: string;
  /** Claim that names the tenant. */
  readonly tenantClaim: string;
  /** Claim that lists the groups. */
  readonly groupsClaim: string;
  /** Claim whose scopes are trusted. @default - only groups count */
  readonly scopeClaim?: string;
  /** Group to the scopes that its members hold, where tokens do not carry them. @default - the scopes of the token alone count */
  readonly groupScopes?: { readonly [group: string]: string[] };
  /** The scope as a token carries it. */
  scopeName(scope: string): string;
  /**
   * Makes the authorizer of an API, in the API's own stack.
   * @param scope construct that the authorizer becomes a child of, with the id `Authorizer`
   */
  bindAuthorizer(scope: Construct, binding: AuthorizerBinding): apigateway.IAuthorizer;
}
