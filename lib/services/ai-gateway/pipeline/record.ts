import type { AuditReceipt, AuditRecord } from '../core/ports';
import type { Exchange } from './exchange';
import type { Parts } from './parts';

/** Seals what is known of a request. Resolves when it cannot be lost any more; throws `audit_unavailable`. */
export async function record({ audit }: Parts, exchange: Exchange, phase: AuditRecord['phase']): Promise<AuditReceipt> {
  const receipt = await audit.append({ phase, summary: exchange.summary(), content: exchange.content });
  exchange.receipt = receipt;
  return receipt;
}
