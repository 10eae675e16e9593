import { createFirewall } from '../../../../../lib/services/ai-gateway/firewall/firewall';
import type { FirewallDependencies } from '../../../../../lib/services/ai-gateway/firewall/firewall';
import type { BedrockGuardrailClient } from '../../../../../lib/services/ai-gateway/firewall/consult';
import type { Segment } from '../../../../../lib/services/ai-gateway/core/segment';
import { settingsInForce } from '../../../../../lib/services/ai-gateway/settings/in-force';
import { gatewayConfig } from '../../../../../lib/services/ai-gateway/settings/schema';

const segments: readonly Segment[] = [
  { text: 'our rules', role: 'system', origin: 'operator', at: 'operator' },
  { text: 'first', role: 'user', origin: 'client', at: 'messages[0]' },
  { text: 'second', role: 'tool', origin: 'data', at: 'messages[1]' },
];
const never = new AbortController().signal;
const make = (firewall: Record<string, unknown>, dependencies: Partial<FirewallDependencies>) => {
  const { consult } = createFirewall(settingsInForce(gatewayConfig.parse({ firewall }), '2027-01-01').settings.firewall, dependencies);
  if (consult === undefined) throw new Error('nobody is asked');
  return consult;
};
const classifierUrl = 'https://classifier.example/score';
const answering = (answer: unknown, ok = true) => jest.fn(() => Promise.resolve({ ok, json: () => Promise.resolve(answer) }));

test('nobody is asked where nobody is configured', () => {
  expect(createFirewall(settingsInForce(gatewayConfig.parse({}), '2027-01-01').settings.firewall).consult).toBeUndefined();
});

test('the classifier is asked about all texts but the operator’s, and its worst score counts', async () => {
  const fetch = answering({ scores: [0.1, 0.93] });
  const { score, verdict } = await make({ classifierUrl }, { fetch })(segments, never);
  expect(fetch).toHaveBeenCalledWith(classifierUrl, expect.objectContaining({ method: 'POST', body: '{"texts":["first","second"]}' }));
  expect(score).toBe(0.93);
  expect(verdict).toEqual({ guard: 'firewall', action: 'deny', reasons: { classifier: 1 }, score: 0.93, at: 'messages[1]' });
});

test.each([
  ['refuses', answering({}, false)],
  ['answers something else', answering({ score: 1 })],
  ['answers too few scores', answering({ scores: [0.1] })],
  ['answers scores beyond one', answering({ scores: [0.1, 7] })],
  ['cannot be reached', jest.fn(() => Promise.reject(new Error('no route')))],
])('a classifier that %s makes the request fail', async (_, fetch) => {
  await expect(make({ classifierUrl }, { fetch })(segments, never)).rejects.toThrow();
});

test('a classifier that does not answer in time makes the request fail', async () => {
  const fetch = (_: string, { signal }: { readonly signal: AbortSignal }) => new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  await expect(make({ classifierUrl }, { fetch, timeoutMilliseconds: 20 })(segments, never)).rejects.toThrow();
});

const guardrail = { bedrockGuardrail: { id: 'abc', version: '1' } };
/** A client that gives these answers one after the other. */
const bedrock = (...answers: unknown[]): BedrockGuardrailClient & { readonly send: jest.Mock } => ({ send: jest.fn(() => Promise.resolve(answers.shift())) });

test('a guardrail that finds an attack refuses the request', async () => {
  const client = bedrock({ action: 'NONE' }, { action: 'GUARDRAIL_INTERVENED', assessments: [{ contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', action: 'BLOCKED' }] } }] });
  const { verdict } = await make(guardrail, { bedrock: client })(segments, never);
  expect(client.send).toHaveBeenCalledTimes(2);
  expect(verdict).toMatchObject({ action: 'deny', reasons: { 'guardrail-prompt-attack': 1 }, at: 'messages[1]' });
});

test('a guardrail that has nothing against the request allows it', async () => {
  expect((await make(guardrail, { bedrock: bedrock({ action: 'NONE' }, { action: 'NONE' }) })(segments, never)).verdict.action).toBe('allow');
});

test('a guardrail without a decision makes the request fail', async () => {
  await expect(make(guardrail, { bedrock: bedrock({ action: 'NONE' }, {}) })(segments, never)).rejects.toThrow();
  await expect(make(guardrail, { bedrock: { send: jest.fn(() => Promise.reject(new Error('throttled'))) } })(segments, never)).rejects.toThrow();
});

test('a long text is asked about in pieces that overlap', async () => {
  const client = bedrock({ action: 'NONE' }, { action: 'NONE' }, { action: 'NONE' });
  await make(guardrail, { bedrock: client })([{ text: 'a'.repeat(45_000), role: 'user', origin: 'client', at: 'x' }], never);
  const lengths = client.send.mock.calls.map(([command]: [{ input: { content: { text: { text: string } }[] } }]) => command.input.content[0]?.text.text.length);
  expect(lengths).toEqual([20_000, 20_000, 6_000]);
});

test('the stricter of both counts', async () => {
  const both = make({ ...guardrail, classifierUrl }, { bedrock: bedrock({ action: 'NONE' }, { action: 'NONE' }), fetch: answering({ scores: [0.6, 0] }) });
  expect((await both(segments, never)).verdict).toMatchObject({ action: 'flag', score: 0.6 });
});

test('a guardrail that nobody can ask is refused at the start', () => {
  expect(() => make(guardrail, {})).toThrow('there is no client to ask it');
});
