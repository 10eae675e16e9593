type Schema = Readonly<Record<string, unknown>>;

/** A schema that refers to itself ends here. */
const MAX_DEPTH = 12;

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2000-01-01T00:00:00Z', date: '2000-01-01', time: '00:00:00Z', duration: 'P1D', email: 'a@example.com', hostname: 'example.com', ipv4: '192.0.2.1', ipv6: '2001:db8::1',
  uri: 'https://example.com/', uuid: '00000000-0000-4000-8000-000000000000',
};

/**
 * A small value that matches a JSON schema, as a model with structured output would give one: the required members, the first alternative, the least
 * number. Knows the keywords that structured output allows; patterns are not followed.
 */
export function schemaInstance(schema: unknown): unknown {
  return instance(schema, schema, 0);
}

function instance(schema: unknown, root: unknown, depth: number): unknown {
  if (!isSchema(schema) || depth > MAX_DEPTH) return null;
  if (typeof schema.$ref === 'string') return instance(referred(schema.$ref, root), root, depth + 1);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const alternatives of [schema.anyOf, schema.oneOf]) {
    if (Array.isArray(alternatives)) return instance({ ...without(schema), ...object(alternatives[0]) }, root, depth + 1);
  }
  if (Array.isArray(schema.allOf)) return instance(schema.allOf.reduce<Schema>((merged, part) => merge(merged, object(part)), without(schema)), root, depth + 1);
  switch (typeOf(schema)) {
    case 'string': return text(schema);
    case 'integer': return number(schema, 1);
    case 'number': return number(schema, 0.5);
    case 'boolean': return true;
    case 'array': return Array.from({ length: count(schema.minItems) }, (_, index) => instance(Array.isArray(schema.prefixItems) ? schema.prefixItems[index] ?? schema.items : schema.items, root, depth + 1));
    case 'object': return members(schema, root, depth);
    default: return null;
  }
}

function members(schema: Schema, root: unknown, depth: number): unknown {
  const properties = object(schema.properties);
  const required = Array.isArray(schema.required) ? schema.required.filter((name): name is string => typeof name === 'string') : [];
  return Object.fromEntries(required.map((name) => [name, instance(Object.hasOwn(properties, name) ? properties[name] : {}, root, depth + 1)]));
}

function text(schema: Schema): string {
  const formatted = typeof schema.format === 'string' && Object.hasOwn(FORMATS, schema.format) ? FORMATS[schema.format] : undefined;
  return formatted ?? 'text'.padEnd(count(schema.minLength), 'x').slice(0, typeof schema.maxLength === 'number' ? schema.maxLength : undefined);
}

/** The least one that is allowed, or zero. */
function number(schema: Schema, step: number): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const least = typeof minimum === 'number' ? minimum : typeof exclusiveMinimum === 'number' ? exclusiveMinimum + step : Number.NEGATIVE_INFINITY;
  const most = typeof maximum === 'number' ? maximum : typeof exclusiveMaximum === 'number' ? exclusiveMaximum - step : Number.POSITIVE_INFINITY;
  const wanted = Math.min(Math.max(0, least), most);
  const unit = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : step === 1 ? 1 : 0;
  return unit === 0 ? wanted : Math.ceil(wanted / unit) * unit;
}

function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema.type)) return schema.type[0];
  return schema.type ?? ('properties' in schema ? 'object' : 'items' in schema ? 'array' : undefined);
}

/** `#`, `#/$defs/name`: places in the same schema. */
function referred(reference: string, root: unknown): unknown {
  const steps = reference.replace(/^#\/?/, '').split('/').filter((step) => step !== '').map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((place, step) => (isSchema(place) && Object.hasOwn(place, step) ? place[step] : undefined), root);
}

function without({ anyOf: _any, oneOf: _one, allOf: _all, ...rest }: Schema): Schema {
  return rest;
}

function merge(one: Schema, other: Schema): Schema {
  const required = [one.required, other.required].flatMap((names) => (Array.isArray(names) ? (names as readonly unknown[]) : []));
  return { ...one, ...other, properties: { ...object(one.properties), ...object(other.properties) }, required };
}

function count(value: unknown): number {
  return typeof value === 'number' ? Math.min(Math.max(0, value), 1_000) : 0;
}

function object(value: unknown): Schema {
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
