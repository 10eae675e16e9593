import { createBodyReaders } from '../../../../../lib/services/ai-gateway/edge/request-schemas';
import { DEFAULT_REQUEST_LIMITS } from '../../../../../lib/contract/inference-request';

const CHAT = 'POST /v1/chat/completions';
const MESSAGES = [{ role: 'user', content: 'Hello' }];
const read = (unknownFields: 'refuse' | 'strip', body: unknown, route = CHAT): unknown => createBodyReaders(DEFAULT_REQUEST_LIMITS, unknownFields).get(route)?.(body);

test.each([
  ['plain', { model: 'm', messages: MESSAGES }],
  ['options that SDKs send as null', { model: 'm', messages: MESSAGES, stop: null, tools: null, stream_options: null }],
  ['tools', { model: 'm', messages: MESSAGES, tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: { a: { type: 'string' } } } } }], tool_choice: 'auto' }],
  ['parts', { model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] }],
])('a body with %s passes unchanged', (_case, body) => {
  for (const policy of ['refuse', 'strip'] as const) expect(read(policy, structuredClone(body))).toEqual(body);
});

test.each([
  ['an unknown field', { model: 'm', messages: MESSAGES, guided_json: {} }, 'unknown_field', 'guided_json'],
  ['an unknown field of a message', { model: 'm', messages: [{ role: 'user', content: 'a', hidden: 1 }] }, 'unknown_field', 'messages[0].hidden'],
  ['no messages', { model: 'm' }, 'invalid_request', 'messages'],
  ['a wrong type', { model: 'm', messages: 'x' }, 'invalid_request', 'messages'],
  ['a temperature out of bounds', { model: 'm', messages: MESSAGES, temperature: 9 }, 'invalid_request', 'temperature'],
  ['a foreign address of an image', { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://169.254.169.254/' } }] }] }, 'invalid_request', 'messages[0].content'],
  ['a role that is none', { model: 'm', messages: [{ role: 'root', content: 'a' }] }, 'invalid_request', 'messages[0].role'],
  ['nothing', undefined, 'invalid_request', undefined],
  ['a list', [], 'invalid_request', undefined],
])('a body with %s is refused and says where', (_case, body, code, param) => {
  let refused: unknown;
  try { read('refuse', body); } catch (error) { refused = error; }
  expect(refused).toMatchObject({ code });
  const at = (refused as { param?: string }).param;
  if (param === undefined) expect(at).toBeUndefined();
  else expect(at).toContain(param.split('.').at(-1));
});

test('by choice unknown fields are removed, at every depth', () => {
  const body = { model: 'm', messages: [{ role: 'user', content: 'a', hidden: 1 }], guided_json: {} };
  expect(read('strip', body)).toEqual({ model: 'm', messages: [{ role: 'user', content: 'a' }] });
});

test('content of a refused body is not repeated', () => {
  let refused: unknown;
  try { read('refuse', { model: 'm', messages: MESSAGES, temperature: 'my secret is 1234' }); } catch (error) { refused = error; }
  expect(String(refused)).not.toContain('1234');
});
