import type { RequestSummary } from '../../../../../lib/services/ai-gateway/core/ports';

export function summary(changes: Partial<RequestSummary> = {}): RequestSummary {
  return {
    requestId: 'req_1', time: '2026-11-22T10:11:12.000Z', route: '/v1/chat/completions', status: 200, tenant: 'acme', subject: 'user-1', model: 'llama', modelVersion: 'llama-3-8b', stream: false,
    riskScore: 0.02, verdicts: [{ guard: 'firewall', action: 'allow', reasons: {}, score: 0.02 }], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }, toolCalls: {}, durationMilliseconds: 250, upstreamMilliseconds: 200, cost: 0.5,
    audit: { chain: '20261122T101112Z-00112233445566778899aabbccddeeff', sequence: 7, hash: 'a'.repeat(64) },
    ...changes,
  };
}
