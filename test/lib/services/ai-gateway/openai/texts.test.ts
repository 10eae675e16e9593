import { mapTexts, segmentsOf } from '../../../../../lib/services/ai-gateway/openai/texts';
import type { ChatRequest } from '../../../../../lib/services/ai-gateway/openai/types';

/** A request with a text in every place that reaches the model; each text is its own name. */
const EVERYWHERE: ChatRequest = {
  model: 'm',
  messages: [
    { role: 'system', content: 'T-system' },
    { role: 'developer', content: [{ type: 'text', text: 'T-part' }, { type: 'refusal', refusal: 'T-refusal-part' }] },
    { role: 'user', content: 'T-user', name: 'T-name' },
    { role: 'assistant', content: null, refusal: 'T-refusal', reasoning_content: 'T-reasoning', tool_calls: [{ id: '1', type: 'function', function: { name: 'f', arguments: '{"a":"T-arguments"}' } }] },
    { role: 'tool', tool_call_id: '1', content: 'T-tool' },
    { role: 'function', name: 'f', content: 'T-function' },
    { role: 'assistant', content: 'T-assistant', function_call: { name: 'f', arguments: 'T-call' } },
  ],
  tools: [{ type: 'function', function: { name: 'f', description: 'T-description', parameters: { type: 'object', properties: { 'T-long-property-name': { description: 'T-property', enum: ['T-enum'] } } } } }],
  functions: [{ name: 'g', description: 'T-legacy' }],
  response_format: { type: 'json_schema', json_schema: { name: 's', schema: { title: 'T-title' } } },
  prediction: { type: 'content', content: 'T-prediction' },
  stop: ['T-stop'],
};

const planted = [...JSON.stringify(EVERYWHERE).matchAll(/T-[a-z-]+/g)].map(([text]) => text);

test('every text is judged, of every role and field', () => {
  const seen = segmentsOf(EVERYWHERE).map(({ text }) => text).join('\n');
  for (const text of planted) expect(seen).toContain(text);
});

test('results of tools are data, everything else is the client’s', () => {
  const origins = new Map(segmentsOf(EVERYWHERE).map(({ text, origin }) => [text, origin]));
  expect(origins.get('T-tool')).toBe('data');
  expect(origins.get('T-function')).toBe('data');
  expect(origins.get('T-system')).toBe('client');
  expect(origins.get('T-user')).toBe('client');
});

test('every text but the names of properties can be replaced', () => {
  const masked = JSON.stringify(mapTexts(EVERYWHERE, (text) => text.replace(/T-/g, 'M-')));
  for (const text of planted.filter((name) => name !== 'T-long-property-name')) expect(masked).not.toContain(text);
});

test('a request in which nothing changes is the same object, and a changed one leaves the other alone', () => {
  const before = structuredClone(EVERYWHERE);
  expect(mapTexts(EVERYWHERE, (text) => text)).toBe(EVERYWHERE);
  const changed = mapTexts(EVERYWHERE, (text, role) => (role === 'user' ? 'x' : text));
  expect(changed.messages[0]).toBe(EVERYWHERE.messages[0]);
  expect(EVERYWHERE).toEqual(before);
});

test('places are told as clients write them', () => {
  expect(segmentsOf(EVERYWHERE).map(({ at }) => at)).toEqual(expect.arrayContaining(['messages[0].content', 'messages[1].content[0].text', 'messages[3].tool_calls[0].function.arguments', 'tools[0].function.description']));
});
