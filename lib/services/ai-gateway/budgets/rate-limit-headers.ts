import type { BudgetState } from '../core/ports';

/**
 * The narrowest budget as OpenAI's SDKs read it, and as the IETF draft writes it (draft-ietf-httpapi-ratelimit-headers-11). The draft counts requests
 * unless told otherwise, so tokens name their unit; it is not in the draft's registry, which has none for them.
 */
export function rateLimitHeaders(state: BudgetState): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit-requests': String(state.limitRequests),
    'x-ratelimit-remaining-requests': String(state.remainingRequests),
    'x-ratelimit-reset-requests': duration(state.resetRequestsSeconds),
    'x-ratelimit-limit-tokens': String(state.limitTokens),
    'x-ratelimit-remaining-tokens': String(state.remainingTokens),
    'x-ratelimit-reset-tokens': duration(state.resetTokensSeconds),
    'ratelimit-policy': `"requests";q=${state.limitRequests};w=60, "tokens";q=${state.limitTokens};qu="tokens"`,
    ratelimit: `"requests";r=${state.remainingRequests};t=${state.resetRequestsSeconds}, "tokens";r=${state.remainingTokens};t=${state.resetTokensSeconds}`,
  };
}

/** `1s`, `6m0s`, `1h0m5s`, as OpenAI writes it. */
function duration(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}
