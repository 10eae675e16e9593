import { createHash } from 'node:crypto';
import { GatewayError } from '../core/gateway-error';
import type { Approval, Approvals } from '../core/ports';
import type { Principal } from '../core/principal';
import type { ApprovalStore, StoredApproval } from './store';

export interface ApprovalSettings {
  /** How long a decision is waited for, and how long an approval or a rejection holds after it. */
  readonly minutes: number;
  /** Only members of one of these groups decide. */
  readonly reviewerGroups: readonly string[];
}

/** What the outside world gives. */
export interface ApprovalsWorld {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** So many random bytes, of cryptographic quality. */
  readonly random: (bytes: number) => Buffer;
}

const ID = /^([0-9a-f]{64})\.([0-9a-f]{16})$/;
const MAX_PENDING = 100;
const MAX_SUMMARY_CHARACTERS = 5_000;
const MAX_REASON_CHARACTERS = 2_000;
/** Each try that fails was won by somebody else, so this many in a row do not happen by chance. */
const TRIES = 8;

/**
 * Decisions by people. What was approved is known by tenant, requester, kind, subject and digest, so a client simply repeats its request: the same thing
 * passes once. No answer in time means no; a rejection stands for the same time, so that asking again does not wear the reviewers out.
 *
 * Methods throw `guard_failed` when the store cannot be reached: what cannot be looked up was not approved.
 */
export function createApprovals(store: ApprovalStore, settings: ApprovalSettings, { now, random }: ApprovalsWorld): Approvals {
  const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
  const validFrom = (time: number): { readonly expiresAt: string } => ({ expiresAt: at(time + settings.minutes * 60_000) });
  const expired = ({ expiresAt }: StoredApproval): boolean => Date.parse(expiresAt) <= now();
  const seen = ({ key: _, ...record }: StoredApproval): Approval => ({ ...record, status: record.status !== 'used' && Date.parse(record.expiresAt) <= now() ? 'expired' : record.status });

  const reviewing = (reviewer: Principal): void => {
    if (!settings.reviewerGroups.some((group) => reviewer.groups.includes(group))) throw new GatewayError('not_authorized');
  };

  /** The outcome, or undefined when somebody else was faster. */
  const attempt = async (principal: Principal, key: string, subject: Parameters<Approvals['requireApproval']>[1]): Promise<Awaited<ReturnType<Approvals['requireApproval']>> | undefined> => {
    const existing = await reached(store.find(principal.tenant, key));
    if (existing !== undefined && existing.status !== 'used' && !expired(existing)) {
      if (existing.status !== 'approved') return { approved: false, approval: seen(existing) };
      return await reached(store.change({ ...existing, status: 'used' }, 'approved')) ? { approved: true } : undefined;
    }
    const time = now();
    const record: StoredApproval = {
      id: `${key}.${random(8).toString('hex')}`, key, tenant: principal.tenant, requestedBy: principal.subject, kind: subject.kind, subject: subject.subject, digest: subject.digest,
      summary: subject.summary.slice(0, MAX_SUMMARY_CHARACTERS), status: 'pending', createdAt: at(time), ...validFrom(time),
    };
    return await reached(store.put(record, existing)) ? { approved: false, approval: seen(record) } : undefined;
  };

  return {
    async requireApproval(principal, subject) {
      const key = keyOf(principal, subject);
      for (let tries = 0; tries < TRIES; tries++) {
        const outcome = await attempt(principal, key, subject);
        if (outcome !== undefined) return outcome;
      }
      throw new GatewayError('guard_failed', { cause: new Error('an approval changed each time it was looked at') });
    },

    async pending(reviewer) {
      reviewing(reviewer);
      return (await reached(store.pending(reviewer.tenant, at(now()), MAX_PENDING))).filter((record) => !expired(record)).map(seen);
    },

    async decide(reviewer, id, decision, reason) {
      reviewing(reviewer);
      const key = ID.exec(id)?.[1];
      const existing = key === undefined ? undefined : await reached(store.find(reviewer.tenant, key));
      // The tenant is part of where it was looked for; compared once more, like everything that comes out of a shared table.
      if (existing === undefined || existing.id !== id || existing.tenant !== reviewer.tenant || existing.status !== 'pending' || expired(existing)) throw new GatewayError('approval_not_found');
      if (existing.requestedBy === reviewer.subject) throw new GatewayError('not_authorized', { message: 'Nobody decides about a request of their own.' });
      const time = now();
      const decided: StoredApproval = {
        ...existing, status: decision === 'approve' ? 'approved' : 'rejected', decidedBy: reviewer.subject, decidedAt: at(time), reason: reason.slice(0, MAX_REASON_CHARACTERS), ...validFrom(time),
      };
      if (!await reached(store.change(decided, 'pending'))) throw new GatewayError('approval_not_found');
      return seen(decided);
    },
  };
}

/** One digest for what is to be approved for whom; lengths are told apart by JSON's quotes. */
function keyOf(principal: Principal, { kind, subject, digest }: { readonly kind: string; readonly subject: string; readonly digest: string }): string {
  return createHash('sha256').update(JSON.stringify([principal.tenant, principal.subject, kind, subject, digest])).digest('hex');
}

async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw GatewayError.isGatewayError(cause) ? cause : new GatewayError('guard_failed', { cause });
  }
}
