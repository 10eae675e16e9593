import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii';

const finder = createPiiFinder();
const SIZE = 40_000;

const UNITS = [
  '1', '1-', '1 ', '0 ', '12 ', '123 456 7890 ', '4111 ', '4111-', '1.1.1.1', '1/1/2001 ', '@', 'a@', 'a@b.', 'a.', 'a.b.c.d ', 'http://', 'www.', ':', '::', '00:', '=', 'password=', 'password: "', 'password is 1', 'key:',
  '-----BEGIN ', `-----BEGIN ${'PRIVATE'} KEY-----`, '-----', 'eyJ', 'eyJ-', 'eyJ.', 'sk-', 'sk-ant-', 'xoxb-', 'SG.', 'AKI', 'A', 'Ab1', 'x', ' ', '\n', '(', '<', '"', '\\', '+1', '+', '0x', 'bc1', 'GB29', 'GB29 ', 'AA 12 ',
  'tel 1234567 ', 'born 1/1/', 'zip 123 ', 'card 4 ', 'driver license 1', 'Bearer ', 'aws secret ', '\u200B', '\uFF11', '\u0661', '\uD835', '\uD835\uDFCF', '\u4E2D', '\u4E2D1', 'e\u0301', '\u{1F600}', 'ext 1 ', 'March 1 ', 'postgres://a:', 'a:b@',
];

describe('hostile texts', () => {
  test.each(UNITS.map((unit): [string, string] => [JSON.stringify(unit), unit]))('40 KB of %s take time that grows with their length', (_, unit) => {
    const text = unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
    const start = process.cpuUsage();
    const findings = finder.structured(text);
    finder.undecidedFrom(text);
    const { user } = process.cpuUsage(start);
    expect(findings.every(({ end }) => end <= text.length)).toBe(true);
    // about 20 ms at most on an idle machine: this is for what grows with the square
    expect(user / 1_000).toBeLessThan(300);
  });

  test('a surrogate without its other half, a zero byte and control characters are no obstacle', () => {
    for (const character of ['\uD835', '\uDFCE', '\u0000', '\u007F', '\uFFFF', '\uDB40']) {
      const text = `${character} joe@example.com ${character}4111 1111 1111 1111${character}`;
      expect(finder.structured(text).map(({ type }) => type)).toContain('EMAIL_ADDRESS');
    }
  });
});
