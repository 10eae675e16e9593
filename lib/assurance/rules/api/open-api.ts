import { all, any, type Trilean } from '../../iam/trilean';
import { at, isMap, isUnknown, list, map, text, type Value } from '../../template';

/** An operation of an OpenAPI definition. */
export interface Operation {
  /** `POST /v1/chat`. */
  readonly name: string;
  readonly path: readonly string[];
  readonly value: Value;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace', 'x-amazon-apigateway-any-method'];
const AUTHENTICATING = ['AWSSIGV4', 'COGNITO_USER_POOLS', 'CUSTOM', 'OAUTH2'];

/** Every operation of a definition; undefined when its paths cannot be told. */
export function operations(body: Value | undefined): readonly Operation[] | undefined {
  const paths = map(at(body, 'paths'));
  if (isUnknown(paths)) return undefined;
  const found: Operation[] = [];
  for (const [path, item] of Object.entries(paths ?? {})) {
    const methods = map(item);
    if (isUnknown(methods)) return undefined;
    for (const [method, value] of Object.entries(methods ?? {})) {
      if (METHODS.includes(method.toLowerCase())) found.push({ name: `${method.startsWith('x-') ? 'ANY' : method.toUpperCase()} ${path}`, path: ['paths', path, method], value });
    }
  }
  return found;
}

export function integrationOf(operation: Operation): Value | undefined {
  return at(operation.value, 'x-amazon-apigateway-integration');
}

/** Preflight requests, and answers that stand in the definition. */
export function repliesByItself(operation: Operation): boolean {
  const type = text(at(integrationOf(operation), 'type'));
  const onward = text(at(integrationOf(operation), 'httpMethod'));
  return (typeof type === 'string' && type.toUpperCase() === 'MOCK') || (operation.name.startsWith('OPTIONS ') && (onward === undefined || onward === 'OPTIONS'));
}

/** Whether a caller must prove who it is: each alternative must name a scheme that an authorizer or IAM checks. */
export function authenticates(body: Value, operation: Operation): Trilean {
  const iam = text(at(operation.value, 'x-amazon-apigateway-auth', 'type'));
  if (iam === 'AWS_IAM') return 'yes';
  const security = list(at(operation.value, 'security') ?? at(body, 'security'));
  if (isUnknown(security)) return 'unknown';
  if (security === undefined || security.length === 0) return 'no';
  return all(security.map((alternative) => (isMap(alternative) ? any(Object.keys(alternative).map((scheme) => schemeAuthenticates(body, scheme))) : isUnknown(alternative) ? 'unknown' : 'no')));
}

/** An API key tells who pays, not who calls. */
function schemeAuthenticates(body: Value, name: string): Trilean {
  const scheme = at(body, 'components', 'securitySchemes', name) ?? at(body, 'securityDefinitions', name);
  if (scheme === undefined) return 'no';
  if (isUnknown(scheme)) return 'unknown';
  const kind = text(at(scheme, 'x-amazon-apigateway-authtype'));
  if (isUnknown(kind)) return 'unknown';
  return at(scheme, 'x-amazon-apigateway-authorizer') !== undefined || (kind !== undefined && AUTHENTICATING.includes(kind.toUpperCase())) ? 'yes' : 'no';
}
