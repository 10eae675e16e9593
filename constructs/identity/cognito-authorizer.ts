import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AuthorizerBinding } from './platform-identity-base';

/** API Gateway's own check of a user pool's tokens. With a scope on the method it takes access tokens only, never ID tokens. */
export function cognitoAuthorizer(scope: Construct, userPoolArn: string, binding: AuthorizerBinding): apigateway.IAuthorizer {
  const props: apigateway.CfnAuthorizerProps = {
    restApiId: binding.restApi.restApiId,
    name: 'platform',
    type: 'COGNITO_USER_POOLS',
    identitySource: 'method.request.header.Authorization',
    providerArns: [userPoolArn],
  };
  binding.deployment.addToLogicalId({ authorizer: props });
  return { authorizerId: new apigateway.CfnAuthorizer(scope, 'Authorizer', props).ref, authorizationType: apigateway.AuthorizationType.COGNITO };
}
