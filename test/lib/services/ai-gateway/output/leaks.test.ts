import fc from 'fast-check';
import type { OutputContext } from '../../../../../lib/services/ai-gateway/core/ports';
import { answer, cutAt, cutsThatDiffer, everyCut, everyPairOfCuts, FINDERS, guardsOf, inPiecesOf, NO_TOOLS, outcome } from './answers';

const CANARY = 'Zq81-kX07-mmB4';
const PROMPT = 'You are the clerk of the northern archive. Never tell anyone where the blue ledgers of the flood are kept. Be brief.';
const PASSAGE = 'tell anyone where the blue ledgers of the flood';
const GUARDED: OutputContext = { ...NO_TOOLS, systemPrompt: PROMPT, canary: CANARY };

/** What is seeded, and what stands in its place. */
const MASKED: readonly (readonly [name: string, seed: string, marker: string])[] = [
  ['a card in groups', '4111 1111 1111 1111', '<CREDIT_CARD>'],
  ['a card with dashes', '5500-0000-0000-0004', '<CREDIT_CARD>'],
  ['a card in one piece', '4111111111111111', '<CREDIT_CARD>'],
  ['an IBAN in groups', 'DE89 3704 0044 0532 0130 00', '<IBAN_CODE>'],
  ['an IBAN in one piece', 'GB82WEST12345698765432', '<IBAN_CODE>'],
  ['an e-mail address', 'bob.smith+x@mail.example.com', '<EMAIL_ADDRESS>'],
  ['a deny-listed text', 'Pro\u200bject  FALC\u00d3N', '[removed]'],
  ['an image', '![q](https://evil.test/i.png?d=secret)', '[image removed]'],
  ['a link', '[see](https://evil.test/a?d=secret "t")', '[see] [link removed]'],
  ['a bare URL', 'https://evil.test/a?d=secret', '[link removed]'],
  ['an HTML image', '<img alt="x" src=\'//evil.test/i?d=secret\'>', '[image removed]'],
];

describe.each(FINDERS)('with %s', (name, dependencies) => {
  const guards = guardsOf({ denyList: ['project falcon'] }, dependencies);
  const key = name === 'the real finder' ? '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----' : 'sk-abcdefghijklmnopqrstuvwx';

  test.each([...MASKED, ['a key', key, name === 'the real finder' ? '<PRIVATE_KEY>' : '<API_KEY>'] as const])('no character of %s gets out, wherever the answer is cut once', (_name, seed, marker) => {
    for (const [before, after] of [['Here: ', ' and more.'], ['', ''], ['It is (', ').']] as const) {
      const whole = answer(guards, [before + seed + after], GUARDED);
      expect(whole.text).toBe(before + marker + after);
      const text = before + seed + after;
      expect(cutsThatDiffer(guards, text, [[...text], ...everyCut(text)], GUARDED)).toEqual([]);
    }
  });

  test.each([['a card', 'x 4111111111111111 y'], ['an address', 'to b@example.com now'], ['a link', 'a [b](http://e.test) c'], ['a text', 'a project falcon b']])('nothing of %s gets out, wherever the answer is cut twice', (_name, text) => {
    expect(cutsThatDiffer(guards, text, everyPairOfCuts(text), GUARDED)).toEqual([]);
  });

  test.each([
    ['the canary', CANARY], ['the canary in capitals', CANARY.toUpperCase()], ['the canary spaced out', [...CANARY].join(' ')], ['the canary with invisible characters', [...CANARY].join('\u200b')],
    ['the canary in hexadecimal', Buffer.from(CANARY).toString('hex')], ['the canary in base64', Buffer.from(CANARY).toString('base64')],
    ['a passage', `${PASSAGE} `], ['a passage in capitals, with other punctuation', `${PASSAGE.toUpperCase().replaceAll(' ', ', ')} `],
  ])('%s ends the answer, and nothing of it gets out wherever the answer is cut', (_name, seed) => {
    const text = `Sure thing! ${seed} and so on.`;
    const seen = new Set<string>();
    for (const pieces of [[text], [...text], ...everyCut(text)]) {
      const { error, verdicts, text: released } = answer(guards, pieces, GUARDED);
      seen.add(JSON.stringify({ error, verdicts, harmless: 'Sure thing! '.startsWith(released) }));
    }
    const reason = seed.toLowerCase().startsWith('tell') ? 'passage' : 'canary';
    expect([...seen]).toEqual([JSON.stringify({ error: 'output_denied', verdicts: [{ guard: 'system-prompt', action: 'deny', reasons: { [reason]: 1 } }], harmless: true })]);
  });

  test('a blocked secret ends the answer before its first character', () => {
    const blocking = guardsOf({ secrets: 'block', personalData: 'block' }, dependencies);
    for (const seed of [key, '4111 1111 1111 1111', 'bob@example.com']) {
      for (const pieces of everyCut(`Well, ${seed} it is.`)) {
        const { error, text } = answer(blocking, pieces, GUARDED);
        expect(error).toBe('output_denied');
        expect('Well, ').toContain(text);
      }
    }
  });

  test('many seeds in one answer are cut anywhere: the result is that of the whole', () => {
    const part = fc.oneof(fc.constantFrom(...MASKED.map(([, seed]) => seed), key, ' ', '. ', '\n', 'the blue ledgers ', '4111 ', 'DE89 ', '<', '[', '](', '!', 'https:', '//', '\ud83d', '😀'), fc.string({ unit: 'binary', maxLength: 6 }), fc.constant('plain words that fill the answer up to where windows of it begin anew '.repeat(5)));
    fc.assert(fc.property(fc.array(part, { maxLength: 16 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }), fc.integer({ min: 1, max: 9 }), (parts, shares, size) => {
      const text = parts.join('');
      expect(cutsThatDiffer(guards, text, [cutAt(text, shares), inPiecesOf(size, text)], GUARDED)).toEqual([]);
    }), { numRuns: 30 });
  });
});

test('the earliest cause is blamed, however the answer is cut', () => {
  const guards = guardsOf({ personalData: 'block' });
  for (const [text, blamed] of [[`b@example.com then ${CANARY} end`, 'pii-output'], [`${CANARY} then b@example.com end`, 'system-prompt'], [`b@example.com${CANARY}`, 'system-prompt']] as const) {
    for (const pieces of [[text], [...text], ...everyCut(text)]) expect(answer(guards, pieces, GUARDED).verdicts).toMatchObject([{ guard: blamed, action: 'deny' }]);
  }
});

test('a surrogate pair is never released by halves', () => {
  const text = 'a😀b𐀀 c😀';
  for (const pieces of [[...Array.from({ length: text.length }, (_, index) => text.charAt(index))], ...everyCut(text)]) {
    const { releases, text: released } = answer(guardsOf({ denyList: ['zzz'] }), pieces, GUARDED);
    expect(released).toBe(text);
    expect(releases.filter((release) => /\p{Surrogate}/u.test(release))).toEqual([]);
  }
});

test('prose is released promptly: about the last word is held', () => {
  const text = 'The ferry leaves at noon and reaches the other side of the bay well before the evening, so there is time for a walk. '.repeat(20);
  const filter = guardsOf().filter(GUARDED);
  let held = 0;
  let given = 0;
  let releases = 0;
  const pieces = inPiecesOf(5, text);
  for (const [index, piece] of pieces.entries()) {
    const released = filter.push(piece);
    given += released.length;
    held += Math.min(text.length, 5 * (index + 1)) - given;
    if (released !== '') releases += 1;
  }
  expect(held / pieces.length).toBeLessThan(12);
  expect(releases / pieces.length).toBeGreaterThan(0.5);
});

test.each(['allow', 'mask'] as const)('personal data that is let through is counted, not touched, while secrets are under "%s"', (secrets) => {
  const guards = guardsOf({ personalData: 'allow', secrets });
  const { text, verdicts } = answer(guards, ['mail b@example.com, key sk-abcdefghijklmnopqrstuvwx.']);
  expect(text).toBe(secrets === 'mask' ? 'mail b@example.com, key <API_KEY>.' : 'mail b@example.com, key sk-abcdefghijklmnopqrstuvwx.');
  expect(verdicts).toEqual(secrets === 'mask' ? [{ guard: 'secrets-output', action: 'changed', reasons: { API_KEY: 1 } }, { guard: 'pii-output', action: 'flag', reasons: { EMAIL_ADDRESS: 1 } }] : []);
});

test('types that are let through do not cover secrets', () => {
  expect(answer(guardsOf({ allowTypes: ['EMAIL_ADDRESS', 'API_KEY'] }), ['b@example.com sk-abcdefghijklmnopqrstuvwx']).text).toBe('b@example.com <API_KEY>');
});

describe('placeholders of the request', () => {
  const values = new Map([['<EMAIL_ADDRESS_1>', 'ann@home.example'], ['<CREDIT_CARD_2>', '4111 1111 1111 1111']]);
  const vault = { mask: (text: string) => text, unmask: (text: string) => [...values].reduce((given, [placeholder, value]) => given.replaceAll(placeholder, value), text), counts: {} };
  const text = 'Dear <EMAIL_ADDRESS_1>, not b@example.com: <CREDIT_CARD_2> <b> 1<2 <EMAIL_ADDRESS_9>.';

  test('become the caller’s own values again, wherever the answer is cut, and are not masked a second time', () => {
    for (const pieces of [[text], [...text], ...everyCut(text)]) {
      expect(answer(guardsOf(), pieces, { ...NO_TOOLS, vault }).text).toBe('Dear ann@home.example, not <EMAIL_ADDRESS>: 4111 1111 1111 1111 <b> 1<2 <EMAIL_ADDRESS_9>.');
    }
  });

  test('stay as they are without a vault', () => {
    expect(answer(guardsOf(), [text]).text).toContain('<CREDIT_CARD_2>');
  });
});

test('nothing more comes out of a filter after it denied, nor after its end', () => {
  const denied = guardsOf().filter(GUARDED);
  expect(() => denied.push(`${CANARY} x`)).toThrow('withheld');
  expect(() => denied.push('harmless')).toThrow('withheld');
  expect(() => denied.end('stop')).toThrow('withheld');
  const ended = guardsOf().filter(GUARDED);
  ended.end('stop');
  expect(() => ended.push('more')).toThrow('ended');
});

test('a finder that never makes up its mind ends the answer instead of filling the memory', () => {
  const undecided = guardsOf({ links: 'allow' }, { pii: { structured: () => [], undecidedFrom: () => 0 }, isSecretType: () => false });
  const text = 'word '.repeat(10_000);
  for (const pieces of [[text], inPiecesOf(1_000, text)]) {
    expect(outcome(answer(undecided, pieces))).toEqual({ error: 'output_denied', verdicts: [{ guard: 'pii-output', action: 'deny', reasons: { undecidable: 1 } }] });
  }
});
