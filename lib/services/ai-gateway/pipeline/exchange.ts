import type { AuditReceipt, BudgetState, RequestSummary, Reservation } from '../core/ports';
import type { Principal } from '../core/principal';
import type { Verdict } from '../core/verdict';
import type { GatewaySettings } from '../settings/in-force';
import type { Usage } from '../openai/types';

export type ModelSettings = GatewaySettings['models'][number];

/** What becomes known of one request while it is served. The path fills it in; log, metrics and audit record read it. */
export class Exchange {
  principal?: Principal;
  model?: ModelSettings;
  stream = false;
  status = 200;
  errorCode?: string;
  riskScore?: number;
  usage?: Usage;
  /** Tokens of texts that were embedded for the vector store. */
  embeddedTokens = 0;
  reservation?: Reservation;
  reservedTokens?: number;
  firstTokenMilliseconds?: number;
  upstreamMilliseconds?: number;
  clientGone = false;
  /** Its connection and its work, as far as they have not ended. */
  holders = 0;
  /** Where the last record of this request stands. */
  receipt?: AuditReceipt;
  readonly verdicts: Verdict[] = [];
  readonly toolCalls: Record<string, number> = {};
  readonly approvals: string[] = [];
  /** What the audit record seals. */
  readonly content: { request?: unknown; sentToModel?: unknown; answer?: unknown; sources?: unknown } = {};
  private readonly started = performance.now();
  private readonly time = new Date().toISOString();

  private readonly controller = new AbortController();

  constructor(readonly requestId: string, readonly route: string) {}

  /** Aborted when the client goes away, or the answer is given up. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** @param reason what the request is refused with; left out where nobody is there to be told */
  cancel(reason?: Error): void {
    this.controller.abort(reason);
  }

  get budget(): BudgetState | undefined {
    return this.reservation?.state;
  }

  elapsed(): number {
    return performance.now() - this.started;
  }

  countToolCall(name: string): void {
    this.toolCalls[name] = (this.toolCalls[name] ?? 0) + 1;
  }

  summary(): Omit<RequestSummary, 'audit'> {
    const { principal, model, usage } = this;
    return {
      requestId: this.requestId,
      time: this.time,
      route: this.route,
      status: this.status,
      errorCode: this.errorCode,
      tenant: principal?.tenant,
      subject: principal?.subject,
      model: model?.name,
      modelVersion: model === undefined ? undefined : model.version ?? model.upstream ?? model.name,
      stream: this.stream,
      riskScore: this.riskScore,
      verdicts: this.verdicts,
      usage,
      reservedTokens: this.reservedTokens,
      remainingTokens: this.budget?.remainingTokens,
      toolCalls: this.toolCalls,
      approvals: this.approvals.length === 0 ? undefined : this.approvals,
      durationMilliseconds: round(this.elapsed()),
      firstTokenMilliseconds: this.firstTokenMilliseconds === undefined ? undefined : round(this.firstTokenMilliseconds),
      upstreamMilliseconds: this.upstreamMilliseconds === undefined ? undefined : round(this.upstreamMilliseconds),
      cost: model === undefined || usage === undefined ? undefined : cost(model, usage),
      clientGone: this.clientGone ? true : undefined,
    };
  }
}

function cost({ costPerMillion: { input, output } }: ModelSettings, usage: Usage): number | undefined {
  return input === 0 && output === 0 ? undefined : (usage.prompt_tokens * input + usage.completion_tokens * output) / 1e6;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
