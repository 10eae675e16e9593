import { hash } from 'node:crypto';
import type { Principal } from '../core/principal';
import type { GatewayConfig } from '../settings/schema';
import type { Charge, Window } from './store';

export type BudgetLimits = GatewayConfig['budgets']['tenant'];

/** A name for the counters of a tenant or a principal, and what it may use. */
export interface Account {
  readonly name: string;
  readonly limits: BudgetLimits;
}

const MILLISECONDS = { minute: 60_000, day: 86_400_000 } as const;

/** Tenant first. A principal's name is the hash of tenant and subject in JSON: of one length, without personal data, and never that of another tenant's. */
export function accountsOf({ tenant, subject }: Principal, settings: GatewayConfig['budgets']): readonly [Account, Account] {
  const own = Object.hasOwn(settings.tenants, tenant) ? settings.tenants[tenant] : undefined;
  return [
    { name: `tenant#${tenant}`, limits: own ?? settings.tenant },
    { name: `principal#${hash('sha256', JSON.stringify([tenant, subject]), 'base64url')}`, limits: settings.principal },
  ];
}

export function windowAt(kind: Window['kind'], now: number): Window {
  const index = Math.floor(now / MILLISECONDS[kind]);
  return { kind, index, endsAt: (index + 1) * MILLISECONDS[kind] };
}

export function isWithin({ kind, endsAt }: Window, now: number): boolean {
  return now < endsAt && now >= endsAt - MILLISECONDS[kind];
}

export function chargesOf(accounts: readonly Account[], minute: Window, day: Window): Charge[] {
  return accounts.flatMap(({ name, limits }) => [
    { account: name, window: minute, limitRequests: limits.requestsPerMinute, limitTokens: limits.tokensPerMinute },
    { account: name, window: day, limitTokens: limits.tokensPerDay },
  ]);
}
