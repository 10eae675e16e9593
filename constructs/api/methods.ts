import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ROUTES, type RequestLimits } from '../../lib/contract/inference-request';
import type { IPlatformIdentity } from '../identity/platform-identity-base';
import { acknowledge, finding } from '../core/acknowledge';
import type { LoadBalancerLink } from './load-balancer-link';

/** What the methods are made from. */
export interface MethodSettings {
  readonly restApiId: string;
  readonly rootResourceId: string;
  readonly authorizer: apigateway.IAuthorizer;
  readonly identity: IPlatformIdentity;
  readonly link: LoadBalancerLink;
  readonly limits: RequestLimits;
  readonly apiKeyRequired: boolean;
}

/** One method as it stands in the template. */
export interface DefinedMethod {
  readonly resource: apigateway.CfnMethod;
  readonly props: apigateway.CfnMethodProps;
}

/** The routes of the contract, each with its authorizer, one scope, validator and model. There is no proxy: what is not listed does not exist. */
export function addMethods(scope: Construct, settings: MethodSettings): { readonly methods: DefinedMethod[]; readonly models: unknown } {
  const { restApiId, authorizer } = settings;
  const validator = new apigateway.CfnRequestValidator(scope, 'Validator', { restApiId, validateRequestBody: true, validateRequestParameters: true });
  const paths = new Map<string, string>([['', settings.rootResourceId]]);
  const models: unknown[] = [];
  const methods = ROUTES.map((route) => {
    let model: apigateway.CfnModel | undefined;
    if (route.model !== undefined && route.schema !== undefined) {
      const schema = route.schema(settings.limits);
      models.push(schema);
      model = new apigateway.CfnModel(scope, `Model${route.model}`, { restApiId, contentType: 'application/json', schema });
    }
    const props: apigateway.CfnMethodProps = {
      restApiId,
      resourceId: resourceAt(scope, restApiId, route.path, paths),
      httpMethod: route.method,
      authorizationType: authorizer.authorizationType,
      authorizerId: authorizer.authorizerId,
      // One scope only: of several, any would do. A Lambda authorizer checks it itself.
      authorizationScopes: isCognito(authorizer) ? [settings.identity.scopeName(route.scope)] : undefined,
      apiKeyRequired: settings.apiKeyRequired,
      requestValidatorId: validator.ref,
      // '$default' holds for every other content type: without it, naming another type would go around the validation.
      requestModels: model === undefined ? undefined : { 'application/json': model.ref, $default: model.ref },
      requestParameters: { 'method.request.header.Authorization': true },
      integration: settings.link.integration(route),
    };
    const resource = new apigateway.CfnMethod(scope, `${route.method}${route.path.replaceAll('/', '-')}`, props);
    if (!isCognito(authorizer)) {
      acknowledge(resource, {
        findings: [finding('AwsSolutions', 'COG4')],
        reason: 'Callers hold tokens of an OpenID Connect issuer of the customer, which a function verifies; there is no user pool',
        expires: '2027-11-30',
      });
    }
    return { resource, props };
  });
  return { methods, models };
}

function isCognito(authorizer: apigateway.IAuthorizer): boolean {
  return authorizer.authorizationType === apigateway.AuthorizationType.COGNITO;
}

/** Makes the resources on the way that are not there yet. */
function resourceAt(scope: Construct, restApiId: string, path: string, known: Map<string, string>): string {
  const existing = known.get(path);
  if (existing !== undefined) return existing;
  const cut = path.lastIndexOf('/');
  const parentId = resourceAt(scope, restApiId, path.slice(0, cut), known);
  const resource = new apigateway.CfnResource(scope, `Path${path.replaceAll('/', '-')}`, { restApiId, parentId, pathPart: path.slice(cut + 1) });
  known.set(path, resource.ref);
  return resource.ref;
}
