import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii';

const finder = createPiiFinder();
const wide = (text: string): string => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xFEE0));
const inScript = (text: string, zero: number): string => text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

describe('disguises', () => {
  test.each([
    ['full-width digits', wide('4111111111111111'), 'CREDIT_CARD'],
    ['full-width mail', wide('joe@example.com'), 'EMAIL_ADDRESS'],
    ['Arabic digits', inScript('4111 1111 1111 1111', 0x660), 'CREDIT_CARD'],
    ['Devanagari digits', inScript('4111111111111111', 0x966), 'CREDIT_CARD'],
    ['mathematical digits', inScript('4111111111111111', 0x1D7CE), 'CREDIT_CARD'],
    ['zero-width spaces between the digits', [...'4111111111111111'].join('\u200B'), 'CREDIT_CARD'],
    ['soft hyphens and joiners', '41\u00AD11 11\u200D11 1111\u2060 1111', 'CREDIT_CARD'],
    ['tag characters', '4111\u{E0041}111111111111', 'CREDIT_CARD'],
    ['no-break spaces', '4111\u00A01111\u202F1111\u20091111', 'CREDIT_CARD'],
    ['typographic dashes', '536\u201322\u22121234', 'US_SSN'],
    ['invisible characters within a key', `AK${'IA'}IOSFOD\u200BNN7EXAMPLE`, 'AWS_ACCESS_KEY_ID'],
    ['a name in another script before a mail', '\u90AE\u7BB1\u662Fjoe@example.com\u3002', 'EMAIL_ADDRESS'],
  ])('%s do not hide it, and the finding covers all of it', (_, value, type) => {
    for (const [before, after] of [['', ''], ['see ', ' there'], ['\u{1F600} ', ' \u{1F600}']]) {
      const text = `${before}${value}${after}`;
      const findings = finder.structured(text);
      expect(findings.map((finding) => finding.type)).toEqual([type]);
      const covered = text.slice(findings[0]?.start, findings[0]?.end);
      expect(value.includes(covered) && value.replace(covered, '').length <= 4).toBe(true);
      expect(text.slice(0, findings[0]?.start) + text.slice(findings[0]?.end)).not.toMatch(/\d|[\uFF10-\uFF19]|[\u0660-\u0669]/);
    }
  });
});
