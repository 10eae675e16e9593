import fc from 'fast-check';
import { nestsDeeperThan } from '../../../../../lib/services/ai-gateway/edge/json-body';

function depth(value: unknown): number {
  return typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
}

test('depth is that of the parsed value, whatever stands in its strings', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), fc.integer({ min: 0, max: 7 }), (value, limit) => {
    expect(nestsDeeperThan(JSON.stringify(value), limit)).toBe(depth(value) > limit);
  }), { numRuns: 300 });
});

test('brackets in strings do not count, brackets after them do', () => {
  expect(nestsDeeperThan(JSON.stringify({ a: '[[[[\\"[[', b: '\\' }), 1)).toBe(false);
  expect(nestsDeeperThan(JSON.stringify({ a: 'x\\"', b: [[]] }), 2)).toBe(true);
});

test('hostile texts take no longer than their length', () => {
  for (const text of ['['.repeat(1e6), '"'.repeat(1e6), '\\'.repeat(1e6), `"${'\\"'.repeat(5e5)}`]) nestsDeeperThan(text, 1e9);
  expect(nestsDeeperThan('['.repeat(1e6), 64)).toBe(true);
});
