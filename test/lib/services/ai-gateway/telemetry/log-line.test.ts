import fc from 'fast-check';
import type { RequestSummary } from '../../../../../lib/services/ai-gateway/core/ports';
import { eventLine, MAX_LINE_BYTES, requestLine } from '../../../../../lib/services/ai-gateway/telemetry/log-line';
import { summary } from './fixture';

const HOSTILE = [`\n{"event":"forged"}\r\n`, '\u001b[2J\u009b31m', '\u202e\u2028\u2029\ufeff', '\ud800', '"\\', '\u0000', 'x'.repeat(100_000), 'é'.repeat(100_000), '\u{1f600}'.repeat(50_000)];

/** One line of JSON, bounded, with nothing in it that steers a terminal. */
function checked(line: string): Record<string, unknown> {
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES + 1);
  expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  return JSON.parse(line) as Record<string, unknown>;
}

test('writes who, what, verdicts, tokens and the place in the audit chain, and no more than it knows', () => {
  const line = checked(requestLine(summary({ verdicts: [{ guard: 'pii-input', action: 'changed', reasons: { EMAIL: 2 }, at: 'messages[0].content' }], toolCalls: { search: 1 } })));
  expect(line).toEqual({
    level: 'info', event: 'request', time: '2026-11-22T10:11:12.000Z', requestId: 'req_1', route: '/v1/chat/completions', status: 200, tenant: 'acme', subject: 'user-1', model: 'llama', modelVersion: 'llama-3-8b', stream: false, riskScore: 0.02,
    verdicts: [{ guard: 'pii-input', action: 'changed', reasons: { EMAIL: 2 }, at: 'messages[0].content' }], inputTokens: 100, outputTokens: 20, toolCalls: { search: 1 }, durationMilliseconds: 250, upstreamMilliseconds: 200, cost: 0.5,
    audit: { chain: '20261122T101112Z-00112233445566778899aabbccddeeff', sequence: 7, hash: 'a'.repeat(64) },
  });
  expect(checked(requestLine(summary({ status: 403 })))).toMatchObject({ level: 'warn' });
  expect(checked(requestLine(summary({ status: 503 })))).toMatchObject({ level: 'error' });
});

test('writes nothing that a summary should not have: content that was added to it stays out', () => {
  const extended = { ...summary(), content: 'the prompt', claims: { email: 'a@b.c' } };
  expect(requestLine(extended)).not.toMatch(/the prompt|a@b\.c/);
});

test.each(HOSTILE.map((text) => [text]))('writes one bounded line of JSON with hostile text in every field: %#', (text) => {
  const hostile: RequestSummary = {
    ...summary(), requestId: text, time: text, route: text, errorCode: text, tenant: text, subject: text, model: text, modelVersion: text,
    verdicts: Array.from({ length: 100 }, () => ({ guard: 'firewall', action: 'flag', reasons: { [text]: 1 }, at: text })),
    toolCalls: { [text]: 1, [`${text}2`]: 2 }, approvals: Array.from({ length: 100 }, () => text), audit: { chain: text, sequence: 1, hash: text },
  };
  const line = checked(requestLine(hostile));
  expect(line.event).toBe('request');
  expect(line.audit).toMatchObject({ sequence: 1 });
  checked(eventLine('warn', text, 0, { [text]: text, list: Array.from({ length: 1_000 }, () => text), deep: { deep: { deep: { deep: { deep: text } } } } }));
});

test('writes one bounded line for any text in any field', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(fc.property(text, text, text, fc.dictionary(text, fc.nat(), { maxKeys: 60 }), (route, subject, at, reasons) => {
    checked(requestLine(summary({ route, subject, toolCalls: reasons, verdicts: [{ guard: 'links', action: 'deny', reasons, at }] })));
  }), { numRuns: 100 });
});

test('writes an error as its name and code: its message may quote what was said', () => {
  const parse = (): unknown => JSON.parse('the prompt');
  let caught: unknown;
  try { parse(); } catch (error) { caught = error; }
  const line = eventLine('error', 'failed', 0, { cause: caught, nested: { cause: Object.assign(new TypeError('the prompt'), { code: 'ECONNRESET' }) }, call: () => 'the prompt', map: new Map([['the prompt', 1]]) });
  expect(line).not.toContain('the prompt');
  expect(checked(line)).toMatchObject({ level: 'error', event: 'failed', time: '1970-01-01T00:00:00.000Z', cause: { error: 'SyntaxError' }, nested: { cause: { error: 'TypeError', code: 'ECONNRESET' } } });
});

test('lets no field of an event stand in for its level, name or time', () => {
  expect(checked(eventLine('warn', 'real', 0, { level: 'info', event: 'forged', time: 'never' }))).toMatchObject({ level: 'warn', event: 'real', time: '1970-01-01T00:00:00.000Z' });
});
