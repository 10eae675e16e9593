import { createPiiFinder, isSecretType } from '../../../../../lib/services/ai-gateway/pii';
import { ALL_SAMPLES, CARDS, IDENTIFIERS, type Sample, SECRETS } from './samples';

const finder = createPiiFinder();

function found(text: string): string[] {
  return finder.structured(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

const title = ({ type, before = '', value }: Sample): string => `${type} ${before}${value.slice(0, 24).replaceAll('\n', ' ')}`;
const cases = (samples: readonly Sample[]): [string, Sample][] => samples.map((sample) => [title(sample), sample]);

describe('what is found', () => {
  test.each(cases(ALL_SAMPLES))('finds all of %s, alone and nothing else', (_, { type, before = '', value }) => {
    expect(found(`${before}${value}`)).toEqual([`${type} ${value}`]);
  });

  test.each(cases(ALL_SAMPLES))('finds %s in a sentence, in brackets and at the end of a line', (_, { type, before = '', value }) => {
    for (const text of [`I think that ${before}${value} is the one.`, `see this: (${before}${value})`, `first line\n${before}${value}\nlast line`, `${before}${value}, and so on`]) {
      expect(found(text)).toContain(`${type} ${value}`);
    }
  });

  test.each(cases(ALL_SAMPLES.filter(({ before }) => before !== undefined && !/[:=]/.test(before))))('does not find %s without its words', (_, { type, value }) => {
    expect(found(`the thing ${value} is here`)).not.toContain(`${type} ${value}`);
  });
});

describe('check digits', () => {
  const checked = ALL_SAMPLES.filter((sample) => sample.checked);

  /** The last letter or digit, by another of its kind: all ten or twenty-six but itself. */
  function others(value: string): string[] {
    const at = value.search(/[A-Za-z0-9][^A-Za-z0-9]*$/);
    const alphabet = /\d/.test(value.charAt(at)) ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    return [...alphabet].filter((character) => character !== value.charAt(at)).map((character) => value.slice(0, at) + character + value.slice(at + 1));
  }

  test.each(cases(checked))('%s with another last character is not taken for one', (_, { type, before = '', value }) => {
    const taken = others(value).filter((wrong) => found(`${before}${wrong} please`).includes(`${type} ${wrong}`));
    expect(taken).toEqual([]);
  });

  test('a single wrong digit anywhere in a card is noticed', () => {
    for (const card of CARDS) {
      for (let at = 0; at < card.length; at++) {
        if (!/\d/.test(card.charAt(at))) continue;
        const wrong = card.slice(0, at) + String((Number(card.charAt(at)) + 1) % 10) + card.slice(at + 1);
        expect(found(`card ${wrong} please`)).not.toContain(`CREDIT_CARD ${wrong}`);
      }
    }
  });
});

describe('boundaries', () => {
  test.each(cases([...CARDS.map((value): Sample => ({ type: 'CREDIT_CARD', value })), ...IDENTIFIERS].filter(({ value }) => /^\d+$/.test(value))))('%s within a longer run of digits is not one', (_, { type, before = '', value }) => {
    for (const text of [`${before}7${value}`, `${before}${value}7`, `${before}${'3'.repeat(30)}${value}`, `${before}x${value}`, `${before}${value}_1`]) {
      expect(found(text).filter((finding) => finding === `${type} ${value}`)).toEqual([]);
    }
  });

  test('a card is found behind other numbers, and numbers before it do not hide it', () => {
    for (const text of ['1 4111 1111 1111 1111', 'tel 1 4111 1111 1111 1111', '12 12 12 4111-1111-1111-1111', 'order 99 4111111111111111 12/26', `${'1 '.repeat(200)}4111 1111 1111 1111`]) {
      expect(found(text).filter((finding) => finding.startsWith('CREDIT_CARD 4111'))).toHaveLength(1);
    }
  });

  test('findings never overlap and stand in order, whatever is put beside each other', () => {
    for (const one of ALL_SAMPLES) {
      for (const other of [ALL_SAMPLES[3], ALL_SAMPLES[40], ALL_SAMPLES[70], SECRETS[6]]) {
        const findings = finder.structured(`${one.value} ${other?.value}-${one.value}`);
        for (const [index, { start, end }] of findings.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(findings[index - 1]?.end ?? 0);
        }
      }
    }
  });
});

describe('strongest first', () => {
  test.each([
    ['an e-mail address inside a web address keeps its type', 'https://example.com/?mail=joe@example.com', ['DOMAIN_NAME https://example.com/?mail=', 'EMAIL_ADDRESS joe@example.com']],
    ['a connection string covers the addresses in it', 'redis://u:pw12345@10.0.0.1:6379', ['CONNECTION_STRING redis://u:pw12345@10.0.0.1:6379']],
    ['a key that is given as a password keeps its own type or is covered', `password=${SECRETS[2]?.value}`, [`PASSWORD ${SECRETS[2]?.value}`]],
    ['an address with a numeric host is an IP address', 'http://192.0.2.7:8080/x', ['IP_ADDRESS 192.0.2.7']],
    ['a password in quotes may hold blanks and marks', '{"password": "correct horse 9, battery", "user": "joe"}', ['PASSWORD correct horse 9, battery']],
    ['a password of which the sentence speaks is not followed by its full stop', 'my password is hunter22.', ['PASSWORD hunter22']],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

test('secrets are told from personal data', () => {
  expect(SECRETS.every(({ type }) => isSecretType(type))).toBe(true);
  expect([...IDENTIFIERS, { type: 'CREDIT_CARD' }, { type: 'EMAIL_ADDRESS' }].some(({ type }) => isSecretType(type))).toBe(false);
  expect(isSecretType('toString')).toBe(false);
});

test('types that are let through are not reported', () => {
  const lenient = createPiiFinder({ allowTypes: ['EMAIL_ADDRESS'] });
  expect(lenient.structured('joe@example.com and 203.0.113.195').map(({ type }) => type)).toEqual(['IP_ADDRESS']);
});
