import { createHash } from 'node:crypto';
import { GatewayError } from '../core/gateway-error';
import type { Assessment } from '../core/ports';
import type { Principal } from '../core/principal';
import type { Segment } from '../core/segment';
import type { Verdict } from '../core/verdict';
import type { ChatRequest } from '../openai/types';
import type { Exchange } from './exchange';
import { failClosed, failClosedAsync } from './fail-closed';
import type { Parts } from './parts';

/** The firewall's action, for a request or for texts that are stored. */
export async function judge(parts: Parts, exchange: Exchange, principal: Principal, segments: readonly Segment[], approvable?: ChatRequest): Promise<void> {
  const { firewall, settings } = parts;
  const { consult } = firewall;
  let assessment = failClosed(() => firewall.assess(segments));
  if (consult !== undefined) assessment = stricter(assessment, await failClosedAsync(() => consult(segments, exchange.signal)));
  exchange.riskScore = Math.max(exchange.riskScore ?? 0, assessment.score);
  exchange.verdicts.push(assessment.verdict);
  if (settings.firewall.mode === 'observe') return;
  if (assessment.verdict.action === 'deny') throw new GatewayError('prompt_denied', { param: assessment.verdict.at });
  if (assessment.verdict.action !== 'review') return;
  if (approvable === undefined) throw new GatewayError('prompt_denied', { param: assessment.verdict.at });
  const digest = createHash('sha256').update(JSON.stringify([approvable.model, approvable.messages, approvable.tools ?? null])).digest('hex');
  await requireApproval(parts, exchange, principal, { kind: 'prompt', subject: 'prompt', digest, summary: reviewSummary(assessment.verdict) });
}

/** Passes when a person has approved this very thing; refuses and tells the id of the pending record otherwise. */
export async function requireApproval(parts: Parts, exchange: Exchange, principal: Principal, asked: { readonly kind: 'prompt' | 'tool-call'; readonly subject: string; readonly digest: string; readonly summary: string }): Promise<void> {
  const outcome = await failClosedAsync(() => parts.approvals.requireApproval(principal, asked));
  if (outcome.approved) return;
  const { id, expiresAt } = outcome.approval;
  exchange.approvals.push(id);
  const what = asked.kind === 'prompt' ? 'this request' : `the call of '${asked.subject}'`;
  throw new GatewayError('review_required', { message: `A person must approve ${what} first (approval ${id}, until ${expiresAt}). Repeat the request once approved.`, headers: { 'x-approval-id': id } });
}

function reviewSummary({ score, reasons, at }: Verdict): string {
  return `risk ${score?.toFixed(2) ?? '?'} at ${at ?? 'the request'}: ${Object.keys(reasons).join(', ')}`;
}

function stricter(one: Assessment, other: Assessment): Assessment {
  return other.score > one.score ? other : one;
}
