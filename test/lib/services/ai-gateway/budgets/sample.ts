import { createBudgets } from '../../../../../lib/services/ai-gateway/budgets/budgets';
import { createDynamoDbStore } from '../../../../../lib/services/ai-gateway/budgets/dynamodb-store';
import { createMemoryStore } from '../../../../../lib/services/ai-gateway/budgets/memory-store';
import type { BudgetStore } from '../../../../../lib/services/ai-gateway/budgets/store';
import type { BudgetLimits } from '../../../../../lib/services/ai-gateway/budgets/accounts';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import type { Budgets, Reservation } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Principal } from '../../../../../lib/services/ai-gateway/core/principal';
import { gatewayConfig } from '../../../../../lib/services/ai-gateway/settings/schema';
import { fakeDynamoDb, type Fault, type OnCommit } from './fake-dynamodb';

export const NOON = Date.UTC(2026, 2, 1, 12, 0, 10);
export const MINUTE = 60_000;
export const DAY = 86_400_000;
const MUCH: BudgetLimits = { requestsPerMinute: 1_000_000, tokensPerMinute: 1_000_000_000, tokensPerDay: 1_000_000_000_000 };

export const person = (subject = 'person-1', tenant = 'acme'): Principal => ({ tenant, subject, groups: [], scopes: new Set() });

/** Settings in which only what is named is scarce. */
export function settings({ tenant = {}, principal = {}, tenants = {} }: {
  readonly tenant?: Partial<BudgetLimits>; readonly principal?: Partial<BudgetLimits>; readonly tenants?: Readonly<Record<string, Partial<BudgetLimits>>>;
}) {
  return gatewayConfig.parse({ budgets: { tenant: { ...MUCH, ...tenant }, principal: { ...MUCH, ...principal }, tenants: Object.fromEntries(Object.entries(tenants).map(([name, own]) => [name, { ...MUCH, ...own }])) } }).budgets;
}

/** Numbers from 0 to 1 that are the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Time that stands still, unless somebody sleeps. */
export const clockAt = (now: number) => ({ now });

/** A table with tasks on it, whose calls overtake each other. */
export function table(seed: number, fault?: (call: number) => Fault, onCommit?: OnCommit) {
  const random = randomFrom(seed);
  const clock = clockAt(NOON);
  const pause = async (): Promise<void> => { for (let turns = Math.floor(random() * 4); turns > 0; turns--) await new Promise(setImmediate); };
  const fake = fakeDynamoDb({ pause, fault, onCommit });
  let tokens = 0;
  const world = {
    now: () => clock.now,
    random: () => 0.5 + random() / 2,
    sleep: async (milliseconds: number) => { clock.now += milliseconds / 10; await pause(); },
    token: () => `token-${++tokens}`,
  };
  return { ...fake, clock, world, store: (): BudgetStore => createDynamoDbStore(fake.client, 'state', world) };
}

/** Both stores, each with its clock. */
export const STORES: readonly [string, () => { readonly store: BudgetStore; readonly clock: { now: number } }][] = [
  ['in memory', () => ({ store: createMemoryStore(), clock: clockAt(NOON) })],
  ['in DynamoDB', () => { const { store, clock } = table(1); return { store: store(), clock }; }],
];

export function budgetsOn({ store, clock }: { readonly store: BudgetStore; readonly clock: { now: number } }, of: Parameters<typeof settings>[0]): Budgets {
  return createBudgets(settings(of), store, { now: () => clock.now });
}

/** The reservation, or the refusal. */
export async function attempt(budgets: Budgets, principal: Principal, tokens: number): Promise<Reservation | GatewayError> {
  try {
    return await budgets.reserve(principal, tokens);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return error;
    throw error;
  }
}

export const isGranted = (outcome: Reservation | GatewayError): outcome is Reservation => !GatewayError.isGatewayError(outcome);
