import { GatewayError } from '../core/gateway-error';
import type { ApprovalStore, StoredApproval } from './store';

/** Most records of all tenants together. */
const DEFAULT_CAPACITY = 10_000;

/**
 * Approvals of one process, gone with it: for a laptop, or one task that may forget. When it is full, what no longer counts makes room; what still does
 * is never dropped, and a new request is refused with `overloaded` instead.
 */
export function memoryApprovalStore(now: () => number, capacity = DEFAULT_CAPACITY): ApprovalStore {
  const records = new Map<string, StoredApproval>();
  const place = (tenant: string, key: string): string => `${tenant} ${key}`;
  const counts = ({ status, expiresAt }: StoredApproval): boolean => status !== 'used' && Date.parse(expiresAt) > now();

  const makeRoom = (): void => {
    for (const [at, record] of records) if (!counts(record)) records.delete(at);
    if (records.size >= capacity) throw new GatewayError('overloaded', { message: 'Too much waits for a decision already.' });
  };

  return {
    find: async (tenant, key) => records.get(place(tenant, key)),
    put: async (record, before) => {
      const at = place(record.tenant, record.key);
      const held = records.get(at);
      if (held?.id !== before?.id || held?.status !== before?.status) return false;
      if (!records.has(at) && records.size >= capacity) makeRoom();
      // Anew at the end: the order of the map is that of creation.
      records.delete(at);
      records.set(at, record);
      return true;
    },
    change: async (record, from) => {
      const at = place(record.tenant, record.key);
      const held = records.get(at);
      if (held?.id !== record.id || held.status !== from) return false;
      records.set(at, record);
      return true;
    },
    pending: async (tenant, _now, limit) => {
      const found: StoredApproval[] = [];
      for (const record of records.values()) {
        if (found.length >= limit) break;
        if (record.tenant === tenant && record.status === 'pending' && counts(record)) found.push(record);
      }
      return found;
    },
  };
}
