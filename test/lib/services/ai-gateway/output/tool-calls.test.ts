import type { OutputContext } from '../../../../../lib/services/ai-gateway/core/ports';
import type { FinishReason } from '../../../../../lib/services/ai-gateway/openai/types';
import { everyCut, guardsOf, inPiecesOf } from './answers';

const CANARY = 'Zq81-kX07-mmB4';
const context: OutputContext = {
  canary: CANARY,
  tools: new Map<string, Readonly<Record<string, unknown>> | undefined>([
    ['send', { type: 'object', properties: { to: { type: 'string' }, count: { type: 'integer', maximum: 3 } }, required: ['to'], additionalProperties: false }],
    ['anything', undefined], ['broken', { $ref: '#/nowhere' }],
  ]),
};

interface Sent { readonly name: string; readonly arguments: string; readonly id?: string }

/** Sends calls with their arguments in pieces, the pieces of all calls mixed. */
function called(calls: readonly Sent[], cut: (text: string) => readonly string[] = (text) => [text], finishReason: FinishReason = 'tool_calls', settings = {}, given: OutputContext = context) {
  const filter = guardsOf(settings).filter(given);
  calls.forEach(({ name, id }, index) => { filter.pushToolCall({ index, name, id: id ?? `call_a${index}` }); });
  const pieces = calls.map(({ arguments: text }) => cut(text));
  for (let round = 0; pieces.some((list) => round < list.length); round++) {
    pieces.forEach((list, index) => { if (list[round] !== undefined) filter.pushToolCall({ index, arguments: list[round] }); });
  }
  return { ...filter.end(finishReason), verdicts: filter.verdicts };
}

test('an allowed call is released whole, as the model wrote it', () => {
  const text = '{ "to": "Ann \\"A\\" \\n", "count": 2 }';
  for (const pieces of [[text], [...text], ...everyCut(text)]) {
    expect(called([{ name: 'send', arguments: text }], () => pieces)).toMatchObject({
      finishReason: 'tool_calls', verdicts: [], toolCalls: [{ id: 'call_a0', type: 'function', function: { name: 'send', arguments: text } }],
    });
  }
});

test('numbers keep all their digits', () => {
  expect(called([{ name: 'anything', arguments: '{"id":12345678901234567890.50}' }], undefined, 'tool_calls', { personalData: 'allow' }).toolCalls[0]?.function.arguments).toBe('{"id":12345678901234567890.50}');
});

test.each<[string, Sent, string]>([
  ['a tool that was not offered', { name: 'delete_all', arguments: '{}' }, 'tool-not-offered'],
  ['a name that was only begun', { name: 'sen', arguments: '{}' }, 'tool-not-offered'],
  ['a name of every object', { name: 'constructor', arguments: '{}' }, 'tool-not-offered'],
  ['arguments that are no JSON', { name: 'send', arguments: '{"to":' }, 'invalid-arguments'],
  ['arguments that are no object', { name: 'anything', arguments: '"x"' }, 'invalid-arguments'],
  ['arguments that name a member twice', { name: 'send', arguments: '{"to":"a","count":9,"count":1}' }, 'invalid-arguments'],
  ['arguments with a member too many', { name: 'send', arguments: '{"to":"a","bcc":"b"}' }, 'schema-mismatch'],
  ['arguments out of bounds', { name: 'send', arguments: '{"to":"a","count":4}' }, 'schema-mismatch'],
  ['a schema that cannot be judged', { name: 'broken', arguments: '{}' }, 'schema-unusable'],
])('%s: the call is removed, and an answer of nothing else was filtered', (_name, call, reason) => {
  expect(called([call])).toEqual({ text: '', toolCalls: [], finishReason: 'content_filter', verdicts: [{ guard: 'tool-calls', action: 'changed', reasons: { [reason]: 1 } }] });
  expect(called([call, { name: 'send', arguments: '{"to":"a"}' }])).toMatchObject({ finishReason: 'tool_calls', toolCalls: [{ function: { name: 'send' } }] });
});

test('a call that was cut short by the token limit keeps that finish reason', () => {
  expect(called([{ name: 'send', arguments: '{"to":"a' }], undefined, 'length')).toMatchObject({ toolCalls: [], finishReason: 'length' });
});

test('a call without arguments is one with none', () => {
  expect(called([{ name: 'anything', arguments: '' }]).toolCalls).toMatchObject([{ function: { arguments: '{}' } }]);
});

test.each([
  ['{"to":"b@example.com"}', '{"to":"<EMAIL_ADDRESS>"}'], ['{"to":"b\\u0040example.com"}', '{"to":"<EMAIL_ADDRESS>"}'], ['{"to":"key\\nsk-abcdefghijklmnopqrstuvwx"}', '{"to":"key\\n<API_KEY>"}'],
  ['{"to":"https://any.test/x"}', '{"to":"https://any.test/x"}'],
])('personal data and secrets in %s are masked within their strings', (text, expected) => {
  for (const pieces of [[text], ...everyCut(text)]) expect(called([{ name: 'send', arguments: text }], () => pieces).toolCalls[0]?.function.arguments).toBe(expected);
});

test('a masked number no longer matches its schema', () => {
  const numbers: OutputContext = { tools: new Map([['pay', { properties: { card: { type: 'integer' } } }]]) };
  expect(called([{ name: 'pay', arguments: '{"card":4111111111111111}' }], undefined, 'tool_calls', {}, numbers).verdicts).toMatchObject([{ guard: 'pii-output' }, { guard: 'tool-calls', reasons: { 'schema-mismatch': 1 } }]);
});

test('the caller’s own values come back in arguments', () => {
  const vault = { mask: (text: string) => text, unmask: (text: string) => text.replaceAll('<EMAIL_ADDRESS_1>', 'ann@home.example'), counts: {} };
  expect(called([{ name: 'send', arguments: '{"to":"<EMAIL_ADDRESS_1>"}' }], undefined, 'tool_calls', {}, { ...context, vault }).toolCalls[0]?.function.arguments).toBe('{"to":"ann@home.example"}');
});

test('the canary in an argument, or a blocked secret, denies the answer', () => {
  expect(() => called([{ name: 'send', arguments: JSON.stringify({ to: [...CANARY].join(' ') }) }])).toThrow('withheld');
  expect(() => called([{ name: 'send', arguments: '{"to":"sk-abcdefghijklmnopqrstuvwx"}' }], undefined, 'tool_calls', { secrets: 'block' })).toThrow('withheld');
});

test('an id that is more than an id is replaced', () => {
  expect(called([{ name: 'anything', arguments: '{}', id: 'see https://evil.test' }]).toolCalls[0]?.id).toBe('call_0');
});

test('ids and names that come again with every piece are taken once', () => {
  const filter = guardsOf().filter(context);
  for (const piece of inPiecesOf(3, '{"to":"x"}')) filter.pushToolCall({ index: 0, id: 'call_1', name: 'send', arguments: piece });
  expect(filter.end('tool_calls').toolCalls).toEqual([{ id: 'call_1', type: 'function', function: { name: 'send', arguments: '{"to":"x"}' } }]);
});

test('calls and their arguments are bounded', () => {
  const many = guardsOf().filter(context);
  expect(() => { for (let index = 0; index <= 128; index++) many.pushToolCall({ index, name: 'anything' }); }).toThrow('withheld');
  const long = guardsOf().filter(context);
  expect(() => { for (let round = 0; round < 1_100; round++) long.pushToolCall({ index: 0, arguments: 'x'.repeat(1_000) }); }).toThrow('withheld');
  expect(long.verdicts).toEqual([{ guard: 'tool-calls', action: 'deny', reasons: { 'calls-too-long': 1 } }]);
});
