import pino from 'pino';
import type { RequestSummary } from '../../lib/services/ai-gateway/core/ports';
import { requestLine } from '../../lib/services/ai-gateway/telemetry/log-line';
import { createTelemetry } from '../../lib/services/ai-gateway/telemetry/telemetry';

/** What the telemetry of one request costs: processor time of all threads, writing the log included. */
const summary: RequestSummary = {
  requestId: 'req_0123456789abcdef', time: '2026-11-22T10:11:12.000Z', route: '/v1/chat/completions', status: 200, tenant: 'acme', subject: 'user-0123-4567', model: 'llama', modelVersion: 'llama-3', stream: true, riskScore: 0.02,
  verdicts: [{ guard: 'firewall', action: 'allow', reasons: {}, score: 0.01 }, { guard: 'pii-input', action: 'changed', reasons: { EMAIL_ADDRESS: 1 }, at: 'messages[0].content' }, { guard: 'links', action: 'allow', reasons: {} }],
  usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 }, reservedTokens: 4_096, remainingTokens: 100_000, toolCalls: {}, durationMilliseconds: 12.3, firstTokenMilliseconds: 3.2, upstreamMilliseconds: 10.2, cost: 0.0001,
  audit: { chain: '20261122T233248Z-00112233445566778899aabbccddeeff', sequence: 123, hash: 'a'.repeat(64) },
};

async function measure(name: string, work: () => void, total = 40_000): Promise<void> {
  for (let index = 0; index < 5_000; index += 1) work();
  await new Promise(setImmediate);
  const cpu = process.cpuUsage();
  for (let index = 0; index < total; index += 1) {
    work();
    // As requests come: one in each turn of the loop.
    await new Promise(setImmediate);
  }
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${name.padEnd(28)} ${((user + system) / total).toFixed(1)} µs CPU/request`);
}

async function main(): Promise<void> {
  const file = pino.destination({ dest: '/dev/null', sync: false, maxLength: 16 * 2 ** 20 });
  const discard = { write: () => true };
  const telemetry = createTelemetry({}, { log: discard });
  const written = createTelemetry({}, { log: file });
  const logger = pino({ base: null }, discard);
  await measure('an empty turn of the loop', () => undefined);
  await measure('line alone', () => void requestLine(summary));
  await measure('pino with the same fields', () => logger.info(summary, 'request'));
  await measure('all, log discarded', () => telemetry.requestFinished(summary));
  await measure('all, log written', () => written.requestFinished(summary));
  await telemetry.close();
  await written.close();
}

void main();
