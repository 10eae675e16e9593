import fc from 'fast-check';
import type { OutputContext } from '../../../../../lib/services/ai-gateway/core/ports';
import type { FinishReason } from '../../../../../lib/services/ai-gateway/openai/types';
import { answer, cutsThatDiffer, everyCut, guardsOf, inPiecesOf, NO_TOOLS } from './answers';

const guards = guardsOf({ denyList: ['hidden'] });
const object: OutputContext = { ...NO_TOOLS, jsonSchema: true };
const schema: OutputContext = { ...NO_TOOLS, jsonSchema: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } }, required: ['name'], additionalProperties: false } };

test.each([
  ['an address in a string', '{"a":"to b@example.com, now"}', { a: 'to <EMAIL_ADDRESS>, now' }],
  ['an address behind an escaped line’s end', '{"a":"to\\nb@example.com\\n"}', { a: 'to\n<EMAIL_ADDRESS>\n' }],
  ['a card in escapes', '{"a":"\\u0034111 1111\\u00201111 1111"}', { a: '<CREDIT_CARD>' }],
  ['an address in escapes', '{"a":"b\\u0040example.com"}', { a: '<EMAIL_ADDRESS>' }],
  ['a card as a number', '{"a": 4111111111111111, "b": [4111111111111111]}', { a: '<CREDIT_CARD>', b: ['<CREDIT_CARD>'] }],
  ['a member’s name', '{"b@example.com": 1}', { '<EMAIL_ADDRESS>': 1 }],
  ['a link with escaped slashes', '{"a":"x https:\\/\\/evil.test\\/?q=1"}', { a: 'x [link removed]' }],
  ['a link beside other members', '{"a":"https://evil.test","b":"https://docs.example.com","c":1}', { a: '[link removed]', b: 'https://docs.example.com', c: 1 }],
  ['an HTML image with escaped quotes', '{"a":"<img src=\\"//evil.test/i\\">"}', { a: '[image removed]' }],
  ['a denied text', '{"a":"\\"hidden\\""}', { a: '"[removed]"' }],
])('%s is masked and the answer stays JSON, wherever it is cut', (_name, text, expected) => {
  const { text: released, error } = answer(guards, [text], object);
  expect(error).toBeUndefined();
  expect(JSON.parse(released)).toEqual(expected);
  expect(cutsThatDiffer(guards, text, [[...text], ...everyCut(text)], object)).toEqual([]);
});

test('JSON without anything to guard keeps its meaning, whatever is in it and however it is cut', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 4 }).filter((text) => text.startsWith('{')), fc.integer({ min: 1, max: 5 }), fc.boolean(), (text, size, escaped) => {
    const written = escaped ? text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : text;
    const { text: released, error } = answer(guardsOf({ links: 'allow', personalData: 'allow', secrets: 'allow' }), inPiecesOf(size, written), object);
    expect(error).toBeUndefined();
    expect(JSON.parse(released)).toEqual(JSON.parse(text));
  }), { numRuns: 80 });
});

test('what a client gets stays JSON when a placeholder becomes a value with quotes', () => {
  const vault = { mask: (text: string) => text, unmask: (text: string) => text.replaceAll('<PASSWORD_1>', 'a"b\\c\nd'), counts: {} };
  for (const pieces of [...everyCut('{"a":"is <PASSWORD_1>!"}')]) expect(JSON.parse(answer(guards, pieces, { ...object, vault }).text)).toEqual({ a: 'is a"b\\c\nd!' });
});

test.each<[string, OutputContext, string, string]>([
  ['is no JSON', object, 'Sure, here it is', 'invalid-json'],
  ['is JSON in a fence', object, '```json\n{}\n```', 'invalid-json'],
  ['ends early', object, '{"a":"b', 'invalid-json'],
  ['is empty', object, '', 'invalid-json'],
  ['has an unknown escape', object, '{"a":"\\d"}', 'invalid-json'],
  ['has a line’s end in a string', object, '{"a":"b\nc"}', 'invalid-json'],
  ['names a member twice', object, '{"a":1,"a":2}', 'invalid-json'],
  ['is nested beyond reason', object, `{"a":${'['.repeat(300)}${']'.repeat(300)}}`, 'invalid-json'],
  ['is no object', object, '[1]', 'schema-mismatch'],
  ['lacks a member', schema, '{"age":1}', 'schema-mismatch'],
  ['has a member too many', schema, '{"name":"x","x":1}', 'schema-mismatch'],
  ['has another type', schema, '{"name":"x","age":1.5}', 'schema-mismatch'],
  ['cannot be judged', { ...NO_TOOLS, jsonSchema: { $ref: 'https://evil.test/schema.json' } }, '{}', 'schema-unusable'],
])('an answer that %s is refused at its end', (_name, context, text, reason) => {
  const { error, verdicts } = answer(guards, [...text], context);
  expect({ error, verdicts }).toEqual({ error: 'invalid_model_output', verdicts: [{ guard: 'json-output', action: 'deny', reasons: { [reason]: 1 } }] });
  expect(answer(guards, [text], context)).toMatchObject({ error, verdicts });
});

test('a matching answer is released as it comes, not at its end', () => {
  const { releases, error } = answer(guards, inPiecesOf(4, '{"name": "Ann of the northern archive, as it is written", "age": 41}'), schema);
  expect(error).toBeUndefined();
  expect(releases.filter((release) => release !== '').length).toBeGreaterThan(5);
});

test.each<FinishReason>(['length', 'content_filter'])('an answer that was cut short (%s) says so itself and is not refused', (finishReason) => {
  expect(answer(guards, ['{"name":"An'], schema, finishReason)).toMatchObject({ text: '{"name":"An', finishReason, verdicts: [{ guard: 'json-output', action: 'flag', reasons: { incomplete: 1 } }] });
});

test('an answer too long to be judged is denied, at the same place however it is cut', () => {
  const text = `{"a":"${'word '.repeat(210_000)}"}`;
  const guards = guardsOf({ secrets: 'allow', personalData: 'allow' });
  for (const size of [text.length, 60_000]) expect(answer(guards, inPiecesOf(size, text), object)).toMatchObject({ error: 'output_denied', verdicts: [{ guard: 'json-output', reasons: { 'too-long': 1 } }] });
});
