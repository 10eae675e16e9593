/**
 * CPU of who asks, whether they may, and whether the budget has room, for requests of callers that were seen before: `npx tsx test/bench/gateway-access.ts`.
 * The bars: 4 µs for a token, 1 µs for a decision, 8 µs for reserve and settle in memory.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { createAuthorizer } from '../../lib/services/ai-gateway/authorization/authorizer';
import { loadPolicies } from '../../lib/services/ai-gateway/authorization/policy-files';
import { createBudgets } from '../../lib/services/ai-gateway/budgets/budgets';
import { createMemoryStore } from '../../lib/services/ai-gateway/budgets/memory-store';
import type { Principal } from '../../lib/services/ai-gateway/core/principal';
import { createAuthenticator } from '../../lib/services/ai-gateway/identity/authenticator';
import { gatewayConfig } from '../../lib/services/ai-gateway/settings/schema';

const CALLERS = 500;
const ROUNDS = 1_000;
const ISSUER = 'https://login.example.com';

/** Microseconds of CPU for each of the callers, averaged over the rounds after as many to warm up. */
async function measure(name: string, bar: number, work: (caller: number) => unknown, rounds = ROUNDS): Promise<void> {
  const all = async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      for (let caller = 0; caller < CALLERS; caller++) {
        const result = work(caller);
        if (result instanceof Promise) await result;
      }
    }
  };
  if (rounds > 1) await all();
  const before = process.cpuUsage();
  await all();
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${((user + system) / (rounds * CALLERS)).toFixed(2)} µs${bar === Infinity ? '' : ` (bar ${bar})`}`);
}

async function main(): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const bearer = (caller: number): string => {
    const payload = { iss: ISSUER, sub: `person-${caller}`, aud: 'api', tenant: 'acme', groups: ['ml', 'people'], scope: 'inference/invoke models/read', exp: Math.floor(Date.now() / 1_000) + 3_600 };
    const input = `${encode({ alg: 'RS256', kid: 'k' })}.${encode(payload)}`;
    return `Bearer ${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  };
  const keys = new TextEncoder().encode(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k' }] }));
  const { authenticate } = createAuthenticator({ issuer: ISSUER, audience: 'api', groupsClaim: 'groups', jwksUri: `${ISSUER}/keys` }, { now: Date.now, fetch: () => Promise.resolve(keys.slice().buffer) });
  const headers = Array.from({ length: CALLERS }, (_, caller) => bearer(caller));
  await measure('verify a token for the first time', Infinity, (caller) => authenticate(headers[caller]), 1);
  await measure('authenticate a token again', 4, (caller) => authenticate(headers[caller]));

  const principals: Principal[] = [];
  for (const header of headers) principals.push(await authenticate(header));
  const of = (caller: number): Principal => principals[caller] ?? { tenant: '', subject: '', groups: [], scopes: new Set() };
  const { allows } = createAuthorizer(await loadPolicies());
  await measure('decide for the first time', Infinity, (caller) => allows(of(caller), 'InvokeModel', { type: 'Model', id: 'warm-up' }), 1);
  await measure('decide for the first time, compiled', Infinity, (caller) => allows(of(caller), 'InvokeModel', { type: 'Model', id: 'chat' }), 1);
  await measure('decide again', 1, (caller) => allows(of(caller), 'InvokeModel', { type: 'Model', id: 'chat' }));

  const much = { requestsPerMinute: 1e9, tokensPerMinute: 1e12, tokensPerDay: 1e14 };
  const budgets = createBudgets(gatewayConfig.parse({ budgets: { tenant: much, principal: much } }).budgets, createMemoryStore());
  await measure('reserve and settle', 8, async (caller) => (await budgets.reserve(of(caller), 4_500)).settle(700));
}

void main();
