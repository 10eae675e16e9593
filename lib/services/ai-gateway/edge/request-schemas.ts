import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { ROUTES, type RequestLimits, type Route } from '../../../contract/inference-request';
import { GatewayError } from '../core/gateway-error';

/** Gives the body of a route as its schema lets it pass; throws GatewayError `unknown_field` or `invalid_request`, with the field. */
export type ReadBody = (body: unknown) => unknown;

/**
 * Readers of the bodies, by `<METHOD> <path>`. The schemas are those that API Gateway checks at the edge: one source, so that both refuse the same.
 * Unknown fields are refused, or removed by choice; in neither case do they travel on.
 */
export function createBodyReaders(limits: RequestLimits, unknownFields: 'refuse' | 'strip'): ReadonlyMap<string, ReadBody> {
  // Removing mutates, also where one branch of an anyOf fails and another then passes; the schemas' branches differ by type, never by their fields.
  const ajv = new Ajv({ strict: false, allErrors: false, removeAdditional: unknownFields === 'strip', validateFormats: false });
  return new Map(ROUTES.map((route) => [routeKey(route), createReader(route, limits, ajv)]));
}

export function routeKey({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

function createReader({ schema }: Route, limits: RequestLimits, ajv: Ajv): ReadBody {
  if (schema === undefined) return () => undefined;
  const { $schema: _dialect, ...rules } = schema(limits);
  const validate: ValidateFunction = ajv.compile(rules);
  return (body) => {
    if (validate(body)) return body;
    throw refusal(validate.errors ?? []);
  };
}

/** Ajv lists the failed branches of an alternative before the alternative itself: the deepest place is the one that a person looks for. */
function refusal(errors: readonly ErrorObject[]): GatewayError {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties');
  const deepest = unknown ?? errors.reduce<ErrorObject | undefined>((best, error) => (best === undefined || depth(error) > depth(best) ? error : best), undefined);
  if (deepest === undefined) return new GatewayError('invalid_request');
  const at = fieldName(deepest.instancePath);
  const name: unknown = deepest.params.additionalProperty ?? deepest.params.missingProperty;
  const param = [at, typeof name === 'string' ? shown(name) : undefined].filter((part) => part !== undefined && part !== '').join('.');
  if (deepest === unknown) return new GatewayError('unknown_field', { message: `This gateway does not know the field '${param}'.`, param });
  return new GatewayError('invalid_request', { message: `'${param === '' ? 'the body' : param}' ${deepest.message ?? 'is not as the schema of this route asks'}.`, param: param === '' ? undefined : param });
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}

/** `/messages/0/content` as `messages[0].content`. */
function fieldName(pointer: string): string {
  return pointer.slice(1, 256).split('/').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~')).map(shown).reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '');
}

/** Names are content, too: one that looks like no name of a field is not repeated. */
function shown(name: string): string {
  return /^[\w.$-]{0,64}$/.test(name) ? name : '…';
}
