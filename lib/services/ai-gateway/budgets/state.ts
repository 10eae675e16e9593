import { GatewayError } from '../core/gateway-error';
import type { BudgetState } from '../core/ports';
import { rateLimitHeaders } from './rate-limit-headers';
import { fits, type Charge, type Level, type Withdrawal } from './store';

const EMPTY: Level = { requests: 0, tokens: 0 };

interface Room {
  readonly limit: number;
  readonly remaining: number;
  readonly endsAt: number;
}

/** What is left where least is left, of requests and of tokens, each in its own window. */
export function stateOf(charges: readonly Charge[], levels: readonly Level[], now: number): BudgetState {
  let requests: Room | undefined;
  let tokens: Room | undefined;
  for (const [index, { window: { endsAt }, limitRequests, limitTokens }] of charges.entries()) {
    const level = levels[index];
    if (level === undefined) continue;
    if (limitRequests !== undefined) requests = narrower(requests, limitRequests, level.requests, endsAt);
    tokens = narrower(tokens, limitTokens, level.tokens, endsAt);
  }
  return {
    limitRequests: requests?.limit ?? 0,
    remainingRequests: requests?.remaining ?? 0,
    resetRequestsSeconds: secondsUntil(requests?.endsAt ?? now, now),
    limitTokens: tokens?.limit ?? 0,
    remainingTokens: tokens?.remaining ?? 0,
    resetTokensSeconds: secondsUntil(tokens?.endsAt ?? now, now),
  };
}

function narrower(best: Room | undefined, limit: number, used: number, endsAt: number): Room {
  const remaining = Math.max(0, limit - used);
  return best === undefined || remaining < best.remaining || (remaining === best.remaining && endsAt > best.endsAt) ? { limit, remaining, endsAt } : best;
}

/** Why a withdrawal was refused, and when it may be tried again. */
export function refusalOf({ charges, tokens }: Withdrawal, levels: readonly Level[], state: BudgetState, now: number): GatewayError {
  const full = charges.map((charge, index) => ({ charge, level: levels[index] ?? EMPTY })).filter(({ charge, level }) => !fits(charge, level, tokens));
  const seconds = Math.max(1, ...full.map(({ charge }) => secondsUntil(charge.window.endsAt, now)));
  const headers = { ...rateLimitHeaders(state), 'retry-after': String(seconds) };
  const impossible = full.map(({ charge }) => charge).filter((charge) => !fits(charge, EMPTY, tokens)).sort((one, other) => one.limitTokens - other.limitTokens)[0];
  if (impossible !== undefined) return never(impossible, tokens, headers);
  const longest = [...full].sort((one, other) => other.charge.window.endsAt - one.charge.window.endsAt)[0];
  const requests = longest?.charge.limitRequests !== undefined && longest.level.requests >= longest.charge.limitRequests;
  return new GatewayError('rate_limit_exceeded', { message: `The budget of ${requests ? 'requests' : 'tokens'} of this ${longest?.charge.window.kind ?? 'window'} is used up. Try again in ${seconds} seconds.`, headers });
}

/** SDKs try again after 429 by themselves unless they are told that it is of no use. */
function never({ window, limitTokens }: Charge, tokens: number, headers: Readonly<Record<string, string>>): GatewayError {
  const tooLarge = limitTokens > 0 && tokens > limitTokens;
  return new GatewayError('rate_limit_exceeded', {
    message: tooLarge
      ? `The request may need ${tokens} tokens, and the budget of a whole ${window.kind} is ${limitTokens}: it can never fit. Lower max_tokens or shorten the input.`
      : 'The budget allows no requests at all.',
    param: tooLarge ? 'max_tokens' : undefined,
    headers: { ...headers, 'x-should-retry': 'false' },
  });
}

const secondsUntil = (time: number, now: number): number => Math.max(0, Math.ceil((time - now) / 1_000));
