import { Arn, ArnFormat, Stack, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GROUPS_CLAIM, SCOPE_CLAIM, TENANT_CLAIM } from '../../lib/contract/scopes';
import { cognitoAuthorizer } from './cognito-authorizer';
import type { AuthorizerBinding, IPlatformIdentity } from './platform-identity-base';

/** A user pool that exists already. */
export interface PlatformIdentityAttributes {
  /** ARN of the user pool, in the region of the API. */
  readonly userPoolArn: string;
  /** Ids of the app clients whose tokens are accepted. */
  readonly clientIds: string[];
  /** Claim of the access token that names the tenant. @default 'tenant' */
  readonly tenantClaim?: string;
}

/** A user pool that another stack or tool owns. */
export class ImportedUserPoolIdentity extends Construct implements IPlatformIdentity {
  public readonly issuerUrl: string;
  public readonly audience: string;
  public readonly jwksUri?: string;
  public readonly tenantClaim: string;
  public readonly groupsClaim: string = GROUPS_CLAIM;
  public readonly scopeClaim?: string = SCOPE_CLAIM;
  private readonly userPoolArn: string;

  constructor(scope: Construct, id: string, attributes: PlatformIdentityAttributes) {
    super(scope, id);
    const stack = Stack.of(this);
    const { region = stack.region, resourceName = '' } = Arn.split(attributes.userPoolArn, ArnFormat.SLASH_RESOURCE_NAME);
    this.userPoolArn = attributes.userPoolArn;
    this.issuerUrl = `https://cognito-idp.${region}.${stack.urlSuffix}/${resourceName}`;
    this.jwksUri = `${this.issuerUrl}/.well-known/jwks.json`;
    this.audience = attributes.clientIds.join(',');
    this.tenantClaim = attributes.tenantClaim ?? TENANT_CLAIM;
  }

  public scopeName(scope: string): string {
    return scope;
  }

  public bindAuthorizer(scope: Construct, binding: AuthorizerBinding): apigateway.IAuthorizer {
    return cognitoAuthorizer(scope, this.userPoolArn, binding);
  }
}
