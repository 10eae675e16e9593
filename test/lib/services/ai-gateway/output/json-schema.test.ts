import Ajv from 'ajv';
import fc from 'fast-check';
import { matchesSchema } from '../../../../../lib/services/ai-gateway/output/json-schema';

// draft 7, and `contains` never beside a tuple: what ajv 8 generates for those and for `prefixItems` is wrong in places
const ajv = new Ajv({ strict: false, validateSchema: false, logger: false });

const value = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, true, false, 0, 1, 2, 3, -1, 1.5, 10, '', 'a', 'b', 'ab', '😀😀'), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true })),
})).value;

const small = fc.integer({ min: 0, max: 3 });
const schema: fc.Arbitrary<unknown> = fc.letrec((tie) => {
  const list = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.boolean(), fc.record({ contains: tie('schema'), minItems: small }), fc.record({
      type: fc.oneof(fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object'), fc.constant(['string', 'integer'])),
      const: value, enum: fc.array(value, { minLength: 1, maxLength: 3 }),
      minLength: small, maxLength: small, minimum: small, maximum: small, exclusiveMinimum: small, exclusiveMaximum: small, multipleOf: fc.constantFrom(0.5, 1, 2),
      minItems: small, maxItems: small, uniqueItems: fc.boolean(), minProperties: small, maxProperties: small, required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
    }, { requiredKeys: [] }), fc.record({
      allOf: list, anyOf: list, oneOf: list, not: tie('schema'), if: tie('schema'), then: tie('schema'), else: tie('schema'),
      items: fc.oneof(tie('schema'), list), additionalItems: tie('schema'), properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2, noNullPrototype: true }), additionalProperties: tie('schema'),
      propertyNames: tie('schema'), dependencies: fc.record({ a: fc.oneof(tie('schema'), fc.constant(['b'])) }), $ref: fc.constantFrom('#/$defs/x', '#/$defs/y'),
    }, { requiredKeys: [] })),
  };
}).schema;

test('judges as ajv does', () => {
  let valid = 0;
  fc.assert(fc.property(schema, value, (judged, instance) => {
    const root = typeof judged === 'boolean' ? judged : { ...(judged as object), $defs: { x: { type: ['string', 'number'] }, y: { properties: { a: { $ref: '#/$defs/x' } } } } };
    const expected = ajv.compile(root)(instance) === true ? 'valid' : 'invalid';
    if (expected === 'valid') valid += 1;
    expect(matchesSchema(root, instance)).toBe(expected);
  }), { numRuns: 60 });
  expect(valid).toBeGreaterThan(5);
});

test.each([
  ['a tuple as drafts before 2020-12 write it', { items: [{ type: 'string' }], additionalItems: false }, ['a'], ['a', 1]],
  ['a tuple as 2020-12 writes it', { prefixItems: [{ type: 'string' }], items: false, contains: { type: 'string' } }, ['a'], []],
  ['dependencies as 2020-12 writes them', { dependentRequired: { a: ['b'] }, dependentSchemas: { b: { maxProperties: 2 } } }, { a: 1, b: 1 }, { a: 1, b: 1, c: 1 }],
  ['exclusive bounds as draft 4 writes them', { minimum: 1, exclusiveMinimum: true }, 2, 1],
  ['null as OpenAPI 3.0 writes it', { type: 'string', nullable: true }, null, 1],
  ['names that every object has', { required: ['constructor'] }, { constructor: 1 }, {}],
  ['a name with a slash in a reference', { $ref: '#/$defs/a~1b%25', $defs: { 'a/b%': { type: 'null' } } }, null, 1],
  ['a schema that contains itself', { properties: { next: { $ref: '#' }, id: { type: 'integer' } } }, { next: { next: { id: 1 } } }, { next: { next: { id: 'x' } } }],
  ['fractions', { multipleOf: 0.01 }, 19.99, 19.995],
])('judges %s', (_name, judged, good, bad) => {
  expect([matchesSchema(judged, good), matchesSchema(judged, bad)]).toEqual(['valid', 'invalid']);
});

test('does not run patterns, whatever they would cost', () => {
  expect(matchesSchema({ type: 'string', pattern: '^(a+)+$', format: 'email' }, `${'a'.repeat(50_000)}!`)).toBe('valid');
  expect(matchesSchema({ patternProperties: { '^(a+)+$': { type: 'null' } }, additionalProperties: false }, { aa: 1 })).toBe('valid');
});

const doubling = Object.fromEntries(Array.from({ length: 60 }, (_, level) => [`d${level}`, { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] }]));

test.each<[string, unknown, unknown]>([
  ['references that double at every step', { $ref: '#/$defs/d0', $defs: { ...doubling, d60: {} } }, {}],
  ['a reference to itself', { $ref: '#' }, {}],
  ['a circle of references', { anyOf: [{ $ref: '#' }, { $ref: '#' }] }, {}],
  ['a branching recursion through the value', { properties: { a: { allOf: [{ $ref: '#' }, { $ref: '#' }, { $ref: '#' }] } } }, JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`)],
  ['a reference to another document', { $ref: 'https://evil.test/x.json' }, {}],
  ['a reference by anchor', { $ref: '#name' }, {}],
  ['a reference into nothing', { $ref: '#/$defs/x' }, {}],
  ['a reference to what every object has', { $ref: '#/constructor' }, {}],
  ['no schema', 5, {}],
  ['an unknown type', { type: 'everything' }, {}],
  ['a keyword of another shape', { anyOf: { type: 'null' } }, {}],
])('%s makes a schema unusable, at once', (_name, judged, instance) => {
  const before = process.cpuUsage();
  expect(matchesSchema(judged, instance)).toBe('unusable');
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
});

test('what one answer makes the gateway judge shares one budget', () => {
  const budget = { left: 3 };
  expect([1, 2, 3, 4].map((value) => matchesSchema({ type: 'integer' }, value, budget))).toEqual(['valid', 'valid', 'valid', 'unusable']);
});
