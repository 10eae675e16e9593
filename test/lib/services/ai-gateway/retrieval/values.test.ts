import fc from 'fast-check';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import { metadataJson, storableText, vectorText } from '../../../../../lib/services/ai-gateway/retrieval/values';

const vector = { type: 'vector', dimensions: 3 } as const;
const halfvec = { type: 'halfvec', dimensions: 3 } as const;

describe('a vector', () => {
  test.each([
    [[1, 2, 3], '[1,2,3]'], [[0, -0, 1e-3], '[0,0,0.0010000000474974513]'], [[1e-300, 0, 1], '[0,0,1]'],
  ])('%j is written in single precision', (value, text) => {
    expect(vectorText(value, vector, 'v')).toBe(text);
  });

  test.each<[unknown, string]>([
    [[1, 2], 'wrong_dimensions'], [[], 'wrong_dimensions'], [[1, 2, 3, 4], 'wrong_dimensions'], [[0, 0, 0], 'invalid_request'], [[1e-30, 0, 0], 'invalid_request'], [[1e30, 0, 0], 'invalid_request'],
    [[1, Number.NaN, 0], 'invalid_request'], [[1, Number.POSITIVE_INFINITY, 0], 'invalid_request'], [[1e39, 0, 0], 'invalid_request'], [[1, '2', 3], 'invalid_request'], [[1, null, 3], 'invalid_request'],
    [Array(3), 'invalid_request'], [[1, [2], 3], 'invalid_request'], ['[1,2,3]', 'invalid_request'], [{ length: 3, 0: 1 }, 'invalid_request'], [null, 'invalid_request'], [undefined, 'invalid_request'],
  ])('%j is refused with %s', (value, code) => {
    expect(() => vectorText(value, vector, 'v')).toThrow(expect.objectContaining({ code, param: 'v' }));
  });

  test('of half precision ends where its numbers end', () => {
    expect(vectorText([65_000, 0, 0], halfvec, 'v')).toBe('[65000,0,0]');
    expect(() => vectorText([70_000, 0, 0], halfvec, 'v')).toThrow(GatewayError);
    expect(() => vectorText([1e-6, 0, 0], halfvec, 'v')).toThrow(GatewayError);
  });
});

describe('metadata', () => {
  test('is JSON that means what it was, or is refused', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null))), (value) => {
      let text: string;
      try {
        text = metadataJson(value, 'm');
      } catch (error) {
        if (!GatewayError.isGatewayError(error)) throw error;
        const parts = Object.entries(value).flat();
        return parts.some((part) => (typeof part === 'number' && !Number.isFinite(part)) || (typeof part === 'string' && (part.includes('\0') || Buffer.from(part).toString() !== part || part === '__proto__')));
      }
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      return true;
    }), { numRuns: 100 });
  });

  test.each<[unknown]>([[[]], ['x'], [1], [{ a: [1] }], [{ a: {} }], [{ a: undefined }], [{ a: 1n }], [{ a: () => 1 }], [{ a: '\0' }], [{ 'a\0': 1 }], [{ a: '\ud800' }], [JSON.parse('{"__proto__":1}')]])('%p is refused', (value) => {
    expect(() => metadataJson(value, 'm')).toThrow(expect.objectContaining({ code: 'invalid_request', param: 'm' }));
  });

  test('may be left out', () => {
    expect([undefined, null, {}].map((value) => metadataJson(value, 'm'))).toEqual(['{}', '{}', '{}']);
  });
});

test('a long text is looked through once', () => {
  const started = performance.now();
  for (const unit of ['a', '\ud83d\ude00', '\udbff\udfff']) storableText(unit.repeat(1e5), 't');
  expect(performance.now() - started).toBeLessThan(1_000);
});
