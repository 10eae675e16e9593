import { rateLimitHeaders } from '../../../../../lib/services/ai-gateway/budgets/rate-limit-headers';

test('the headers are those of OpenAI and of the IETF draft', () => {
  expect(rateLimitHeaders({ limitRequests: 600, remainingRequests: 599, resetRequestsSeconds: 1, limitTokens: 200_000, remainingTokens: 0, resetTokensSeconds: 360 })).toEqual({
    'x-ratelimit-limit-requests': '600', 'x-ratelimit-remaining-requests': '599', 'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-limit-tokens': '200000', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s',
    'ratelimit-policy': '"requests";q=600;w=60, "tokens";q=200000;qu="tokens"',
    ratelimit: '"requests";r=599;t=1, "tokens";r=0;t=360',
  });
});

test.each([[0, '0s'], [59, '59s'], [60, '1m0s'], [3_599, '59m59s'], [3_600, '1h0m0s'], [86_399, '23h59m59s']])('%d seconds are written %s', (seconds, written) => {
  const headers = rateLimitHeaders({ limitRequests: 1, remainingRequests: 1, resetRequestsSeconds: seconds, limitTokens: 1, remainingTokens: 1, resetTokensSeconds: 0 });
  expect(headers['x-ratelimit-reset-requests']).toBe(written);
});
