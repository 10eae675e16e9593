import type { Approval } from '../core/ports';

/** An approval as it is kept. Whether it has expired is not kept: the clock says. */
export type StoredApproval = Omit<Approval, 'status'> & {
  readonly status: 'pending' | 'approved' | 'rejected' | 'used';
  /** What is to be approved for whom, as a digest: of each there is one record at a time. */
  readonly key: string;
};

/**
 * Where approvals are kept. Writes are conditional, so that of two at once one wins; the other is told so and looks again. Rejects when it cannot be reached.
 */
export interface ApprovalStore {
  /** The record of this key, as the last write left it. */
  find(tenant: string, key: string): Promise<StoredApproval | undefined>;
  /** Takes the place of `before`, or of nothing; false when another record stands there by now. */
  put(record: StoredApproval, before: StoredApproval | undefined): Promise<boolean>;
  /** Changes what stands there if it is still this one: the same id in the same status. */
  change(record: StoredApproval, from: StoredApproval['status']): Promise<boolean>;
  /** Pending ones of the tenant that have not expired at `now`, the oldest first, at most `limit`. */
  pending(tenant: string, now: string, limit: number): Promise<readonly StoredApproval[]>;
}
