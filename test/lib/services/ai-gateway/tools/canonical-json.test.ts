import fc from 'fast-check';
import { canonicalJson } from '../../../../../lib/services/ai-gateway/tools/canonical-json';

/** The same value, its keys in another order. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]): [string, unknown] => [key, shuffled(item)]).reverse());
};

test('one value has one spelling, whatever its keys’ order and its spaces', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
    // Keys that are numbers have an order of their own, and this one has no meaning as a member.
    fc.pre(!/"(?:\d+|__proto__)":/.test(JSON.stringify(value)));
    const canonical = canonicalJson(JSON.stringify(value));
    expect(canonicalJson(JSON.stringify(shuffled(value), undefined, 3))).toBe(canonical);
    expect(canonicalJson(canonical ?? '')).toBe(canonical);
    expect(JSON.parse(canonical ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
  }), { numRuns: 150 });
});

test('accepts what JSON.parse accepts, but for keys that are named twice, and nothing else', () => {
  const fragment = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-', '0', '.5', 'e3', 'true', 'null', ' ', '\n', '"\\u00e9"', '"\\x"', '"', "'", 'NaN', '+1', '01', '\u00a0');
  fc.assert(fc.property(fc.array(fragment, { maxLength: 7 }), (parts) => {
    const text = parts.join('');
    let parsed: unknown;
    try { parsed = JSON.parse(text); } catch { expect(canonicalJson(text)).toBeUndefined(); return; }
    const canonical = canonicalJson(text);
    if (canonical !== undefined) expect(JSON.parse(canonical)).toEqual(parsed);
    else expect(text).toMatch(/"a".*"a"|"b".*"b"|\\u00e9.*\\u00e9/s);
  }), { numRuns: 1_000 });
});

test.each([
  ['{"b":1,"a":2}', '{"a":2,"b":1}'], ['{"\\u0061":"\\u0041\\/"}', '{"a":"A/"}'], ['[1.0, 1.50, -0, 0.10]', '[1,1.5,0,0.1]'], ['{"a!":1,"a":2}', '{"a":2,"a!":1}'], [' {} ', '{}'], ['1E3', '1e3'],
])('%s is spelled %s', (text, expected) => { expect(canonicalJson(text)).toBe(expected); });

test.each([
  ['12345678901234567890', '12345678901234567891'], ['0.1', '0.1000000000000000055'], ['1e400', '1e401'], ['"\\ud800"', '"\\ud801"'], ['1', '"1"'], ['{"a":1}', '[["a",1]]'], ['9007199254740993', '9007199254740992'],
])('%s and %s stay apart', (one, other) => {
  expect(canonicalJson(one)).toBeDefined();
  expect(canonicalJson(one)).not.toBe(canonicalJson(other));
});

test.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":1}', '{"x":{"a":1,"b":2,"a":1}}', '{"a":1}{"a":1}', '{"a":1,}', "{'a':1}", '{a:1}', '[1 2]', '\ufeff{}', '"\n"', '', '{"a":undefined}', '['.repeat(70) + ']'.repeat(70)])('%s has no spelling', (text) => {
  expect(canonicalJson(text)).toBeUndefined();
});

test.each(['"', '"a', '\\', '1', '-', '[', '[1,', '{"a":', ' ', '"\\u', '1e', '0.'])('100 KB of %j take no time', (unit) => {
  const started = performance.now();
  for (const prefix of ['', '"', '{"a":', '-1']) canonicalJson(prefix + unit.repeat(Math.ceil(1e5 / unit.length)));
  expect(performance.now() - started).toBeLessThan(1_000);
});
