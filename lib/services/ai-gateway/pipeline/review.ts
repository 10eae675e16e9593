import { GatewayError } from '../core/gateway-error';
import type { Approval } from '../core/ports';
import type { Principal } from '../core/principal';
import { failClosed, failClosedAsync } from './fail-closed';
import type { Parts } from './parts';

/** A reviewer's decision, as its schema lets it pass. */
export interface ApprovalDecision {
  readonly id: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
}

/** What waits in the reviewer's tenant. */
export async function pendingApprovals(parts: Parts, reviewer: Principal): Promise<{ readonly object: 'list'; readonly data: readonly Approval[] }> {
  const pending = await failClosedAsync(() => parts.approvals.pending(reviewer));
  return { object: 'list', data: pending.filter((approval) => mayDecide(parts, reviewer, approval)) };
}

/** Approves or rejects. Whether it is one's own request is judged by the policies where it is listed, and by the store in any case. */
export async function decideApproval(parts: Parts, reviewer: Principal, { id, decision, reason }: ApprovalDecision): Promise<Approval> {
  const pending = await failClosedAsync(() => parts.approvals.pending(reviewer));
  if (!mayDecide(parts, reviewer, pending.find((waiting) => waiting.id === id) ?? { id })) throw new GatewayError('not_authorized', { param: 'id' });
  return failClosedAsync(() => parts.approvals.decide(reviewer, id, decision, reason));
}

function mayDecide({ authorizer }: Parts, reviewer: Principal, { id, requestedBy }: Pick<Approval, 'id'> & Partial<Pick<Approval, 'requestedBy'>>): boolean {
  return failClosed(() => authorizer.allows(reviewer, 'DecideApproval', { type: 'Approval', id, requestedBy }));
}
