import { randomBytes } from 'node:crypto';
import { memoryApprovalStore } from '../../../../lib/services/ai-gateway/approvals/memory-store';
import { createAuditTrail, type ChainedAuditTrail } from '../../../../lib/services/ai-gateway/audit/audit-trail';
import { localAuditKeys } from '../../../../lib/services/ai-gateway/audit/local-keys';
import { createMemorySink } from '../../../../lib/services/ai-gateway/audit/memory-sink';
import type { AuditKeys } from '../../../../lib/services/ai-gateway/audit/keys';
import type { AuditSettings } from '../../../../lib/services/ai-gateway/audit/settings';
import type { AuditSink } from '../../../../lib/services/ai-gateway/audit/sink';
import { loadPolicies } from '../../../../lib/services/ai-gateway/authorization/policy-files';
import { createMemoryStore } from '../../../../lib/services/ai-gateway/budgets/memory-store';
import type { BudgetStore } from '../../../../lib/services/ai-gateway/budgets/store';
import { composeGateway, type ComposedGateway } from '../../../../lib/services/ai-gateway/compose';
import type { AuditRecord, RequestSummary, VectorStore } from '../../../../lib/services/ai-gateway/core/ports';
import { createServer, type GatewayServer } from '../../../../lib/services/ai-gateway/edge/server';
import { createAuthenticator } from '../../../../lib/services/ai-gateway/identity/authenticator';
import { startEchoModel, type EchoModel, type EchoModelSettings } from '../../../../lib/services/ai-gateway/local/echo-model';
import { startTokenIssuer, type TokenIssuer } from '../../../../lib/services/ai-gateway/local/token-issuer';
import type { Parts } from '../../../../lib/services/ai-gateway/pipeline/parts';
import { settingsInForce } from '../../../../lib/services/ai-gateway/settings/in-force';
import { gatewayConfig } from '../../../../lib/services/ai-gateway/settings/schema';
import { createTelemetry } from '../../../../lib/services/ai-gateway/telemetry/telemetry';

const AUDIENCE = 'tests';
const USE = ['inference/invoke', 'inference/embed', 'vectors/read', 'vectors/write', 'models/read'] as const;

/** Callers of two tenants, and a reviewer of the first. */
export const CLIENTS = [
  { id: 'alice', secret: 'a', tenant: 'acme', groups: [], scopes: USE },
  { id: 'bob', secret: 'b', tenant: 'globex', groups: [], scopes: USE },
  { id: 'rita', secret: 'r', tenant: 'acme', groups: ['reviewers'], scopes: ['approvals/decide'] },
] as const;

/** What a test changes of a whole gateway; everything else is the real thing. */
export interface UnderTest {
  /** As the configuration file holds it. @default - one chat model `echo`, one embedding model */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly model?: EchoModelSettings;
  /** Instead of the echo model. */
  readonly modelUrl?: string;
  readonly auditSink?: AuditSink;
  readonly auditSettings?: Partial<AuditSettings>;
  /** 32 bytes. @default - random */
  readonly auditMaster?: Buffer;
  readonly budgetStore?: BudgetStore;
  readonly vectorStore?: VectorStore;
  readonly replace?: (parts: Parts) => Partial<Parts>;
  readonly now?: () => number;
  /** Keeps records, summaries and log lines for the test to look at. @default true */
  readonly remember?: boolean;
}

export interface Running {
  readonly url: string;
  readonly server: GatewayServer;
  readonly gateway: ComposedGateway;
  readonly issuer: TokenIssuer;
  readonly model: EchoModel;
  readonly audit: ChainedAuditTrail;
  readonly auditKeys: AuditKeys;
  /** What was recorded, as it was before it was sealed. */
  readonly records: AuditRecord[];
  readonly summaries: RequestSummary[];
  /** Lines of the log. */
  readonly log: string[];
  token(client?: string): string;
  /** Sends a body to a route and reads the whole answer. */
  ask(body: unknown, options?: { readonly path?: string; readonly client?: string; readonly headers?: Readonly<Record<string, string>>; readonly method?: string }): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string; readonly json: unknown }>;
  close(): Promise<void>;
}

export const MODELS = [{ name: 'echo' }, { name: 'echo-embedding', kind: 'embedding' }];

export async function gatewayUnderTest(options: UnderTest = {}): Promise<Running> {
  const { settings } = settingsInForce(gatewayConfig.parse({ models: MODELS, ...options.config }), '2026-11-29');
  const issuer = await startTokenIssuer({ audience: AUDIENCE, clients: CLIENTS });
  const model = await startEchoModel({ dimensions: 16, ...options.model });
  const { remember = true } = options;
  const records: AuditRecord[] = [];
  const summaries: RequestSummary[] = [];
  const log: string[] = [];
  const telemetry = createTelemetry({ cloudWatch: false }, { log: { write: (line) => (remember ? log.push(line) : true) } });
  const auditKeys = localAuditKeys(options.auditMaster ?? randomBytes(32));
  const audit = createAuditTrail({ whenUnavailable: settings.audit.whenUnavailable, spoolRecords: settings.audit.spoolRecords, retryMilliseconds: 1, retryMaxMilliseconds: 20, closeMilliseconds: 200, ...options.auditSettings }, {
    sink: options.auditSink ?? createMemorySink(),
    keys: auditKeys,
    report: telemetry.event,
  });
  const gateway = composeGateway(settings, {
    authenticator: createAuthenticator({ issuer: issuer.url, audience: AUDIENCE }),
    policies: await loadPolicies(),
    budgetStore: options.budgetStore ?? createMemoryStore(),
    approvalStore: memoryApprovalStore(options.now ?? Date.now),
    audit: { append: async (record) => { const receipt = await audit.append(record); if (remember) records.push(structuredClone(record)); return receipt; }, available: () => audit.available(), close: () => audit.close() },
    telemetry: { ...telemetry, requestFinished: (summary, traceparent) => { if (remember) summaries.push(summary); telemetry.requestFinished(summary, traceparent); } },
    vectorStore: options.vectorStore,
    inferenceUrl: options.modelUrl ?? model.url,
    now: options.now,
  });
  const parts: Parts = { ...gateway.parts, ...options.replace?.(gateway.parts) };
  const server = createServer(parts);
  const url = await server.http.listen({ host: '127.0.0.1', port: 0 });
  const token = (client = 'alice'): string => issuer.issue(client);
  return {
    url, server, gateway, issuer, model, audit, auditKeys, records, summaries, log, token,
    ask: async (body, { path = '/v1/chat/completions', client, headers, method = 'POST' } = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token(client)}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parsed(text) };
    },
    close: async () => {
      await server.drain(1_000);
      await gateway.close();
      await Promise.all([issuer.close(), model.close()]);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A question of the user. */
export const question = (content: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ model: 'echo', messages: [{ role: 'user', content }], ...more });
