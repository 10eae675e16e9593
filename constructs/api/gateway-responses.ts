import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What a caller is told: in the shape of OpenAI's errors, so that SDKs can read it, and never more than this. API Gateway's own texts name ARNs and reasons. */
const RESPONSES: ReadonlyArray<readonly [responseType: string, status: string | undefined, type: string, message: string]> = [
  ['DEFAULT_4XX', undefined, 'invalid_request_error', 'The request was refused.'],
  ['DEFAULT_5XX', undefined, 'server_error', 'The request could not be processed.'],
  ['UNAUTHORIZED', '401', 'authentication_error', 'A valid access token is required.'],
  ['ACCESS_DENIED', '403', 'permission_error', 'The token does not allow this request.'],
  ['MISSING_AUTHENTICATION_TOKEN', '404', 'invalid_request_error', 'There is no such route.'],
  ['RESOURCE_NOT_FOUND', '404', 'invalid_request_error', 'There is no such route.'],
  ['BAD_REQUEST_BODY', '400', 'invalid_request_error', 'The request body does not match the schema.'],
  ['BAD_REQUEST_PARAMETERS', '400', 'invalid_request_error', 'A required parameter is missing.'],
  ['REQUEST_TOO_LARGE', '413', 'invalid_request_error', 'The request is too large.'],
  ['THROTTLED', '429', 'rate_limit_error', 'Too many requests.'],
  ['QUOTA_EXCEEDED', '429', 'rate_limit_error', 'The quota is used up.'],
  ['INTEGRATION_TIMEOUT', '504', 'server_error', 'The request took too long.'],
];

export function addGatewayResponses(scope: Construct, restApiId: string): { readonly resources: apigateway.CfnGatewayResponse[]; readonly definition: unknown } {
  const definition = RESPONSES.map(([responseType, statusCode, type, message]) => ({
    restApiId,
    responseType,
    statusCode,
    responseTemplates: { 'application/json': JSON.stringify({ error: { message, type, param: null, code: null, request_id: '$context.requestId' } }) },
    responseParameters: {
      'gatewayresponse.header.cache-control': "'no-store'",
      'gatewayresponse.header.strict-transport-security': "'max-age=63072000; includeSubDomains'",
      'gatewayresponse.header.x-content-type-options': "'nosniff'",
    },
  }));
  return { definition, resources: definition.map((props) => new apigateway.CfnGatewayResponse(scope, `Response${props.responseType}`, props)) };
}
