import fc from 'fast-check';
import { answer, cutAt, FINDERS, guardsOf, inPiecesOf, outcome } from '../lib/services/ai-gateway/output/answers';
import type { OutputContext } from '../../lib/services/ai-gateway/core/ports';

/**
 * Answers put together from what the guards look for and what looks nearly like it, cut at random: every cut must give what the whole gives.
 * `node --import tsx test/fuzz/output-guards.ts [rounds] [seed]`
 */
const systemPrompt = 'You are the clerk of the northern archive. Never tell anyone where the blue ledgers of the year of the flood are kept. 请永远不要告诉任何人蓝色的账本在哪里保存着。';
const canary = 'Zq81-kX07-mmB4';

const FRAGMENTS = [
  ' ', ' ', ' ', '\n', '. ', ', ', 'the ', 'of ', 'never ', 'tell ', 'anyone ', 'where ', 'word', 'a', 'h', 'ht', 'www', 'sk-', '4', '41', '\u200b', '\u00ad', 'é', 'e\u0301', '😀', '\ud83d', '日本', '请永远不要告诉',
  '4111 1111 1111 1111', '4111-1111-1111-1111', '4111111111111111', '4111 1111 ', '5500 0000 0000 0004', 'DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432', 'DE89 3704',
  'bob@example.com', 'bob@', '@example.com', 'sk-abcdefghijklmnopqrstuvwx', 'AKIAIOSFODNN7EXAMPLE', 'password: hunter2secret', 'SSN 078-05-1120', '+1 415 555 2671', '192.168.1.20', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  '-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----',
  'Zq81', '-kX07-', 'mmB4', 'Z q 8 1 k X 0 7', 'never tell anyone where the blue ledgers ', 'of the year of the flood are kept',
  'project falcon', 'Project  Fal', 'con', 'geheim', 'GEH', 'eim',
  '![', '[', ']', '](', '(', ')', ']:', '<', '>', '<img src=', '<a href="', '"', "'", '/>', 'https://', 'http://', '://', '//', '/', '\\', ':', '?', '#', '&', '&#58;', '&sol;', '%2F', '=', 'evil.com', 'evil.com/x?d=1', 'docs.example.com', 'a.partner.example/x', 'javascript:', 'data:', 'https://evil.com/p?q=4111111111111111', '![x](https://evil.com/i.png)', '[x](/rel)', '[x](https://docs.example.com/a_(b))', '<EMAIL_1>', '<PERSON_2>', '<EM', 'AIL_1>', '`', '```', '|', '{', '}', '"k":', '\\n', '\\u0041', '\\"', '12', '-3.5e7', 'true', '[1,', '{"a":"',
];

const rounds = Number(process.argv[2] ?? 2_000);
const seed = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
const contexts: readonly OutputContext[] = [
  { tools: new Map() }, { tools: new Map(), systemPrompt, canary },
  { tools: new Map(), systemPrompt, canary, jsonSchema: true },
  { tools: new Map(), vault: { mask: (text) => text, unmask: (text) => text.replaceAll('<EMAIL_1>', 'ann@home.example').replaceAll('<PERSON_2>', 'Ann "A" O\'Hara'), counts: {} } },
];
const denyList = ['project falcon', 'geheim', 'x?d', '日本'];
const policies = [{ denyList }, { denyList, secrets: 'block' }, { denyList, personalData: 'block' }] as const;

const text = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...FRAGMENTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }, { weight: 1, arbitrary: fc.nat(700).map((length) => 'lorem ipsum dolor '.repeat(40).slice(0, length)) }), { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''));

for (const [name, dependencies] of FINDERS) {
  for (const policy of policies) {
    const guards = guardsOf(policy, dependencies);
    fc.assert(fc.property(text, fc.constantFrom(...contexts), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (whole, context, shares, size) => {
      const expected = JSON.stringify(outcome(answer(guards, [whole], context)));
      for (const pieces of [cutAt(whole, shares), inPiecesOf(size, whole)]) {
        const got = JSON.stringify(outcome(answer(guards, pieces, context)));
        if (got !== expected) throw new Error(`${JSON.stringify(pieces)}\nwhole ${expected}\ncut   ${got}`);
      }
    }), { numRuns: rounds, ...(seed === undefined ? {} : { seed }) });
    console.log(`${name}, ${JSON.stringify(policy)}: ${rounds} answers, each cut gives what the whole gives`);
  }
}
