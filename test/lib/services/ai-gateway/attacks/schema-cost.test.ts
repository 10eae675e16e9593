import { matchesSchema, type SchemaVerdict } from '../../../../../lib/services/ai-gateway/output/json-schema';

/** A client writes the schema and, with a question, much of the answer. Long lists in the one, times long lists in the other, must not hold up everybody else. */
const LONG = 100_000;
const many = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => item(index));
const members = (count: number): Readonly<Record<string, unknown>> => Object.fromEntries(many(count, (index) => [`k${index}`, 1]));

test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
  ['values to choose from', { items: { enum: many(LONG, (index) => index) } }, many(2_000, () => LONG - 1)],
  ['types', { items: { type: [...many(LONG, () => 'string'), 'integer'] } }, many(2_000, () => 1)],
  ['required members', { items: { required: many(LONG, () => 'a') } }, many(2_000, () => ({ a: 1 }))],
  ['members that need others', { items: { dependentRequired: Object.fromEntries(many(LONG / 4, (index) => [`k${index}`, []])) } }, many(2_000, () => ({}))],
  ['a member that needs many', { items: { dependentRequired: { a: many(LONG, () => 'a') } } }, many(2_000, () => ({ a: 1 }))],
  ['conditions that always hold', { items: { allOf: many(LONG, () => true) } }, many(2_000, () => 1)],
  ['conditions that never hold', { anyOf: [...many(LONG, () => false), true] }, 1],
  ['bounds for a long text', { anyOf: [...many(90_000, () => ({ maxLength: 0 })), {}] }, 'x'.repeat(16_000)],
  ['bounds for a text of wide characters', { anyOf: [...many(90_000, () => ({ minLength: 8_001 })), {}] }, '😀'.repeat(8_000)],
  ['bounds for an object of many members', { anyOf: [...many(90_000, () => ({ maxProperties: 0 })), {}] }, members(2_000)],
  ['references to one another', { $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }, { $ref: '#/$defs/b' }] }, b: { anyOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' }, 1],
  ['a member among many that is referred to', { $defs: { ...members(LONG), x: { type: 'integer' } }, items: { $ref: '#/$defs/x' } }, many(2_000, () => 1)],
  ['items that have to differ', { allOf: many(1_000, () => ({ uniqueItems: true })) }, many(2_000, (index) => index)],
])('a schema with %s is judged or given up soon', (_case, schema, value) => {
  const before = process.cpuUsage();
  const verdict: SchemaVerdict = matchesSchema(schema, value);
  const { user, system } = process.cpuUsage(before);
  expect(['valid', 'invalid', 'unusable']).toContain(verdict);
  expect((user + system) / 1_000).toBeLessThan(400);
});

test.each<[string, Readonly<Record<string, unknown>>, unknown, SchemaVerdict]>([
  ['250 values for each of 1,000 items', { items: { enum: many(250, (index) => `c${index}`) } }, many(1_000, (index) => `c${index % 250}`), 'valid'],
  ['20 required members of each of 1,000', { items: { type: 'object', required: many(20, (index) => `k${index}`), properties: Object.fromEntries(many(20, (index) => [`k${index}`, { type: 'integer' }])) } }, many(1_000, () => members(20)), 'valid'],
  ['a text of wide characters within its bounds', { minLength: 3, maxLength: 3 }, '😀😀😀', 'valid'],
  ['one that is too long by a character', { maxLength: 2 }, '😀😀😀', 'invalid'],
  ['one that is too short by a character', { minLength: 4 }, '😀😀😀', 'invalid'],
])('what people ask for is still judged: %s', (_case, schema, value, expected) => {
  expect(matchesSchema(schema, value)).toBe(expected);
});
