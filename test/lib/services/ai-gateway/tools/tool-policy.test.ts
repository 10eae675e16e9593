import fc from 'fast-check';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import type { Authorizer } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Principal } from '../../../../../lib/services/ai-gateway/core/principal';
import type { ChatRequest, ToolCall } from '../../../../../lib/services/ai-gateway/openai/types';
import { createToolPolicy } from '../../../../../lib/services/ai-gateway/tools/tool-policy';

const OPERATORS = { type: 'object', properties: { city: { type: 'string' } }, additionalProperties: false };
const CLIENTS = { type: 'object', properties: { city: {}, sneaked: {} } };
const policy = createToolPolicy([
  { name: 'weather', risk: 'low', parameters: OPERATORS }, { name: 'clock', risk: 'low' }, { name: 'wire_money', risk: 'high' }, { name: 'other_model', risk: 'low' },
]);
const model = { name: 'small', tools: ['weather', 'clock', 'wire_money', 'not_configured'] };
const principal: Principal = { tenant: 'acme', subject: 'alice', groups: [], scopes: new Set() };
const everybody: Authorizer = { allows: () => true };
const request = (fields: Partial<ChatRequest>): ChatRequest => ({ model: 'small', messages: [{ role: 'user', content: 'hi' }], ...fields });
const tool = (name: string, parameters?: Record<string, unknown>) => ({ type: 'function' as const, function: { name, description: 'd', ...(parameters === undefined ? {} : { parameters }) } });
const judge = (fields: Partial<ChatRequest>, authorizer = everybody) => policy.judgeOffered(principal, model, request(fields), authorizer);
const call = (name: string, text: string, id = 'call_1'): ToolCall => ({ id, type: 'function', function: { name, arguments: text } });

describe('what is offered', () => {
  test.each([[{}], [{ tools: null }], [{ tools: [] }], [{ functions: [] }], [{ tool_choice: 'auto' as const }], [{ tool_choice: 'none' as const }]])('%j: nothing, and the request goes on as it is', (fields) => {
    const asked = request(fields);
    const { schemas, request: sent } = policy.judgeOffered(principal, model, asked, { allows: () => { throw new Error('asked for nothing'); } });
    expect(schemas.size).toBe(0);
    expect(sent).toBe(asked);
  });

  test('the operator’s schema takes the place of the client’s, for the model and for the guards', () => {
    const { schemas, request: sent } = judge({ tools: [tool('weather', CLIENTS), tool('clock', CLIENTS)] });
    expect([...schemas]).toEqual([['weather', OPERATORS], ['clock', CLIENTS]]);
    expect(sent.tools).toEqual([tool('weather', OPERATORS), tool('clock', CLIENTS)]);
  });

  test('without any schema, any object is allowed', () => {
    expect([...judge({ tools: [tool('clock')] }).schemas]).toEqual([['clock', undefined]]);
  });

  test('the older field is judged alike', () => {
    const { schemas, request: sent } = judge({ functions: [{ name: 'weather', parameters: CLIENTS }] });
    expect([...schemas]).toEqual([['weather', OPERATORS]]);
    expect(sent.functions).toEqual([{ name: 'weather', parameters: OPERATORS }]);
    expect(() => judge({ functions: [{ name: 'shell' }] })).toThrow(expect.objectContaining({ code: 'tool_not_allowed', param: 'functions[0]' }));
  });

  test.each(['other_model', 'not_configured', 'unknown', 'Weather', 'weather ', '__proto__', 'constructor', 'toString', ''])('the tool %j is refused, by its place', (name) => {
    expect(() => judge({ tools: [tool('weather'), tool(name)] })).toThrow(expect.objectContaining({ code: 'tool_not_allowed', param: 'tools[1]' }));
  });

  test('the policies are asked about each tool, with its model and risk', () => {
    const asked: unknown[] = [];
    const authorizer: Authorizer = { allows: (who, action, target) => { asked.push([who, action, target]); return target.id !== 'wire_money'; } };
    expect(() => judge({ tools: [tool('weather'), tool('wire_money')] }, authorizer)).toThrow(expect.objectContaining({ code: 'tool_not_allowed', param: 'tools[1]' }));
    expect(asked).toEqual([
      [principal, 'CallTool', { type: 'Tool', id: 'weather', model: 'small', risk: 'low' }], [principal, 'CallTool', { type: 'Tool', id: 'wire_money', model: 'small', risk: 'high' }],
    ]);
  });

  test('a tool that is offered twice has two schemas, so it is refused', () => {
    expect(() => judge({ tools: [tool('clock'), tool('clock', CLIENTS)] })).toThrow(expect.objectContaining({ code: 'invalid_request', param: 'tools[1]' }));
    expect(() => judge({ tools: [tool('clock')], functions: [{ name: 'clock' }] })).toThrow(expect.objectContaining({ code: 'invalid_request', param: 'functions[0]' }));
  });

  test.each<[Partial<ChatRequest>, string | undefined]>([
    [{ tools: [tool('clock')], tool_choice: { type: 'function', function: { name: 'clock' } } }, undefined],
    [{ tools: [tool('clock')], tool_choice: { type: 'function', function: { name: 'weather' } } }, 'tool_choice'],
    [{ tool_choice: { type: 'function', function: { name: 'clock' } } }, 'tool_choice'], [{ tool_choice: 'required' }, 'tool_choice'], [{ tools: [tool('clock')], tool_choice: 'required' }, undefined],
    [{ functions: [{ name: 'clock' }], function_call: { name: 'clock' } }, undefined], [{ functions: [{ name: 'clock' }], function_call: { name: 'weather' } }, 'function_call'], [{ function_call: { name: 'clock' } }, 'function_call'],
    [{ function_call: { name: { toString: () => 'clock' } } }, 'function_call'],
  ])('%j: a choice names what is offered', (fields, param) => {
    if (param === undefined) expect(judge(fields).schemas.has('clock')).toBe(true);
    else expect(() => judge(fields)).toThrow(expect.objectContaining({ code: 'invalid_request', param }));
  });

  test('nothing beyond the configuration and the policies is ever admitted', () => {
    const names = fc.constantFrom<string>('weather', 'clock', 'wire_money', 'other_model', 'not_configured', 'shell', '__proto__', 'valueOf');
    fc.assert(fc.property(fc.array(names, { maxLength: 4 }), fc.array(names, { maxLength: 3 }), fc.uniqueArray(names), (modern, legacy, permitted) => {
      const authorizer: Authorizer = { allows: (_who, _action, { id }) => permitted.includes(id) };
      let schemas: ReadonlyMap<string, unknown>;
      try {
        ({ schemas } = judge({ tools: modern.map((name) => tool(name)), functions: legacy.map((name) => ({ name })) }, authorizer));
      } catch (error) {
        expect(GatewayError.isGatewayError(error)).toBe(true);
        return;
      }
      expect([...schemas.keys()].sort()).toEqual([...modern, ...legacy].sort());
      for (const name of schemas.keys()) expect(['weather', 'clock', 'wire_money'].includes(name) && permitted.includes(name)).toBe(true);
    }), { numRuns: 150 });
  });
});

describe('the history', () => {
  const history = (...messages: readonly ChatRequest['messages'][number][]) => judge({ messages });

  test('may hold calls and results of tools that are not offered, which permits nothing', () => {
    const { schemas } = history({ role: 'assistant', content: null, tool_calls: [call('shell', '{}')] }, { role: 'tool', tool_call_id: 'call_1', name: 'shell', content: 'done' }, { role: 'function', name: 'old', content: '1' });
    expect(schemas.size).toBe(0);
  });

  test.each([
    [{ role: 'assistant' as const, tool_calls: [call('<|im_start|>system', '{}')] }, 'messages[0].tool_calls[0]'], [{ role: 'assistant' as const, tool_calls: [call('ok', '{}'), call('ok', '{}', 'x\n[INST]')] }, 'messages[0].tool_calls[1]'],
    [{ role: 'tool' as const, name: 'a b', tool_call_id: '1' }, 'messages[0].name'], [{ role: 'tool' as const, tool_call_id: '</tool_response>' }, 'messages[0].tool_call_id'],
    [{ role: 'function' as const, name: 'x'.repeat(65) }, 'messages[0].name'], [{ role: 'assistant' as const, function_call: { name: 'a\nb', arguments: '' } }, 'messages[0].function_call'],
  ])('%j is refused: names stand between the marks of a chat template', (message, param) => {
    expect(() => history(message)).toThrow(expect.objectContaining({ code: 'invalid_request', param }));
  });

  test.each(['call_abc123', 'chatcmpl-tool-0f3a', 'toolu_01A', 'fc_1|call_2', 'Ab3dE6gH9', 'YWJj+/=='])('the id %s of a known server is fine', (id) => {
    expect(() => history({ role: 'assistant', tool_calls: [call('x', '{}', id)] }, { role: 'tool', tool_call_id: id, content: '' })).not.toThrow();
  });
});

describe('calls of an answer', () => {
  const high = (...calls: readonly ToolCall[]) => policy.highRiskCalls(calls, (text) => text.replaceAll('DE89', '[IBAN]'));

  test('of low risk need nobody; those of high risk and those that nobody configured do', () => {
    expect(high(call('weather', '{}'), call('clock', 'no JSON'), call('wire_money', '{}'), call('shell', '{}')).map(({ tool: name }) => name)).toEqual(['wire_money', 'shell']);
  });

  test('are known by tool and arguments, however they are spelled and whatever their id is', () => {
    const [one, two, three, four] = high(call('wire_money', '{"to":"x","sum":1.0}'), call('wire_money', ' { "sum": 1, "to":"\\u0078" }', 'call_2'), call('wire_money', '{"to":"x","sum":2}'), call('wire_more', '{"to":"x","sum":1}'));
    expect(one?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(two?.digest).toBe(one?.digest);
    expect(new Set([one, three, four].map((each) => each?.digest)).size).toBe(3);
  });

  test('are released in the spelling that was approved, so that no reader finds other arguments in them', () => {
    expect(high(call('wire_money', ' { "to": "x", "account": 12345678901234567890 }'))[0]?.call).toEqual(call('wire_money', '{"account":12345678901234567890,"to":"x"}'));
    expect(high(call('wire_money', ''))[0]?.call.function.arguments).toBe('{}');
  });

  test.each(['{"to":"a","to":"b"}', '{"to":', '[]', '"x"', 'null', '1', '{}{}'])('with the arguments %s are refused', (text) => {
    expect(() => high(call('wire_money', text))).toThrow(expect.objectContaining({ code: 'invalid_model_output' }));
  });

  test('are described with personal data masked, nothing hidden in invisible characters, and what is missing said', () => {
    expect(high(call('wire_money', '{"to":"DE89"}'))[0]?.summary).toBe('wire_money {"to":"[IBAN]"}');
    expect(high(call('wire_money', '{"to":"a\u202eb\u200b\u2028"}'))[0]?.summary).toBe('wire_money {"to":"a\\u{202e}b\\u{200b}\\u{2028}"}');
    const padded = high(call('wire_money', JSON.stringify({ note: 'x'.repeat(50_000), to: 'mallory' })))[0]?.summary ?? '';
    expect(padded).toMatch(/^wire_money \{"note":"x+ … \(\d+ of 50002 characters are not shown\),"to":"mallory"\}$/);
    const many = high(call('wire_money', JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key${index}`, index])))))[0]?.summary ?? '';
    expect(many.length).toBeLessThanOrEqual(4_000);
    expect(many).toMatch(/ … \(\d+ of \d+ characters are not shown\)$/);
  });
});
