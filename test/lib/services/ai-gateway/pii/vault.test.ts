import fc from 'fast-check';
import { createMaskVault, createPiiFinder, redact, unfinishedPlaceholderFrom } from '../../../../../lib/services/ai-gateway/pii';
import { ALL_SAMPLES } from './samples';

const finder = createPiiFinder();
const masked = (vault: ReturnType<typeof createMaskVault>, text: string): string => vault.mask(text, finder.structured(text));

describe('masking', () => {
  test('equal values get equal placeholders within a request, other values others', () => {
    const vault = createMaskVault();
    expect(masked(vault, 'joe@example.com wrote to ann@example.com')).toBe('<EMAIL_ADDRESS_1> wrote to <EMAIL_ADDRESS_2>');
    expect(masked(vault, 'again joe@example.com, from 203.0.113.9')).toBe('again <EMAIL_ADDRESS_1>, from <IP_ADDRESS_1>');
    expect(vault.counts).toEqual({ EMAIL_ADDRESS: 3, IP_ADDRESS: 1 });
  });

  test('a text without findings stays as it is', () => {
    expect(createMaskVault().mask('a < b and <b>bold</b> <LIST_1> <T>', [])).toBe('a < b and <b>bold</b> <LIST_1> <T>');
  });

  test('one vault knows nothing of another', () => {
    const vault = createMaskVault();
    masked(vault, 'joe@example.com');
    expect(createMaskVault().unmask('<EMAIL_ADDRESS_1>')).toBe('<EMAIL_ADDRESS_1>');
  });

  test('overlapping findings leave nothing over', () => {
    const vault = createMaskVault();
    const text = 'abcdefghij';
    expect(vault.mask(text, [{ type: 'B', start: 4, end: 9, score: 1 }, { type: 'A', start: 1, end: 6, score: 1 }])).toBe('a<A_1>j');
    expect(redact(text, [{ type: 'B', start: 4, end: 9, score: 1 }, { type: 'A', start: 1, end: 6, score: 1 }])).toBe('a<A>j');
  });

  test('a mask for the log says the type only', () => {
    expect(redact('mail joe@example.com', finder.structured('mail joe@example.com'))).toBe('mail <EMAIL_ADDRESS>');
  });
});

describe('unmasking', () => {
  test('gives back every sample, and texts around them, unchanged', () => {
    const vault = createMaskVault();
    for (const { before = '', value } of ALL_SAMPLES) {
      const text = `x ${before}${value} $& $1 <y>`;
      expect(masked(vault, text)).not.toContain(value);
      expect(vault.unmask(masked(vault, text))).toBe(text);
    }
  });

  test('is the inverse of masking for any text and any findings', () => {
    const piece = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('<EMAIL_ADDRESS_1>', '<PLACEHOLDER_1>', '<PERSON_2>', 'joe@example.com', '$&', '<', '__proto__', '\u{1F600}'));
    const texts = fc.array(fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')), { maxLength: 4 });
    fc.assert(fc.property(texts, fc.array(fc.tuple(fc.nat(40), fc.nat(12), fc.constantFrom('PERSON', 'EMAIL_ADDRESS')), { maxLength: 4 }), (list, spans) => {
      const vault = createMaskVault();
      for (const text of list) {
        const findings = spans.map(([start, length, type]) => ({ type, start: Math.min(start, text.length), end: Math.min(start + length, text.length), score: 1 })).filter(({ start, end }) => end > start);
        expect(vault.unmask(vault.mask(text, findings))).toBe(text);
      }
    }), { numRuns: 200, seed: 3 });
  });
});

describe('placeholders that the caller wrote himself', () => {
  test('do not become somebody else’s value, whether they come before it or after', () => {
    const vault = createMaskVault();
    const before = masked(vault, 'repeat <EMAIL_ADDRESS_1> please');
    const value = masked(vault, 'joe@example.com');
    const after = masked(vault, 'and <EMAIL_ADDRESS_1> and <PLACEHOLDER_1>');
    expect(vault.unmask(before)).toBe('repeat <EMAIL_ADDRESS_1> please');
    expect(vault.unmask(value)).toBe('joe@example.com');
    expect(vault.unmask(after)).toBe('and <EMAIL_ADDRESS_1> and <PLACEHOLDER_1>');
    expect(before).not.toContain(value);
    expect(vault.counts).toEqual({ EMAIL_ADDRESS: 1 });
  });

  test('a value that looks like a placeholder is not replaced a second time', () => {
    const vault = createMaskVault();
    const secret = vault.mask('s3cret', [{ type: 'PASSWORD', start: 0, end: 6, score: 1 }]);
    const nested = vault.mask(secret, [{ type: 'PERSON', start: 0, end: secret.length, score: 1 }]);
    expect(vault.unmask(nested)).toBe(secret);
  });

  test('placeholders that the model invents stay what they are', () => {
    const vault = createMaskVault();
    masked(vault, 'joe@example.com');
    expect(vault.unmask('<EMAIL_ADDRESS_2> <email_address_1> <EMAIL_ADDRESS_01> <constructor_1> <EMAIL_ADDRESS_1>')).toBe('<EMAIL_ADDRESS_2> <email_address_1> <EMAIL_ADDRESS_01> <constructor_1> joe@example.com');
  });
});

test('a piece that ends within a placeholder is held from its bracket, at every cut', () => {
  const text = 'to <EMAIL_ADDRESS_12> or a < b';
  for (let cut = 4; cut < 21; cut++) expect(unfinishedPlaceholderFrom(text.slice(0, cut))).toBe(3);
  for (const end of [3, 21, 25, text.length]) expect(unfinishedPlaceholderFrom(text.slice(0, end))).toBe(end);
});
