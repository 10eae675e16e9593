import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { memoryApprovalStore } from '../approvals/memory-store';
import { createAuditTrail } from '../audit/audit-trail';
import { createFileSink } from '../audit/file-sink';
import { fileTrail } from '../audit/file-source';
import { isProblem } from '../audit/findings';
import { localAuditKeys, readOrMakeKeyFile } from '../audit/local-keys';
import { verifyTrail } from '../audit/verify-trail';
import { loadPolicies } from '../authorization/policy-files';
import { createMemoryStore } from '../budgets/memory-store';
import { composeGateway } from '../compose';
import { createConsole, type AuditStatus } from '../console/console';
import { createFeed, type Feed } from '../console/feed';
import type { AuditTrail, Telemetry } from '../core/ports';
import { createServer } from '../edge/server';
import { createAuthenticator } from '../identity/authenticator';
import { createVectorStore } from '../retrieval/vector-store';
import type { GatewayConfig } from '../settings/schema';
import { settingsInForce } from '../settings/in-force';
import { createTelemetry, type LogOutput } from '../telemetry/telemetry';
import { startEchoModel } from './echo-model';
import { embeddedStore } from './embedded-store';
import { listenOnLoopback } from './loopback-server';
import { lastQuestionOf } from './preview';
import { demoClients, startTokenIssuer, type LocalClient, type TokenIssuer } from './token-issuer';

/** How the data path runs on one machine. */
export interface LocalOptions {
  readonly config: GatewayConfig;
  /** Holds the audit trail and its key. */
  readonly folder: string;
  /** An OpenAI-compatible server for models that name none. @default - the embedded echo model */
  readonly modelServer?: { readonly url: string; readonly apiKey?: string };
  /** @default 0 - any free port */
  readonly port?: number;
  readonly log: LogOutput;
  /** Of the embedded vector store and model. @default 256 */
  readonly dimensions?: number;
}

/** What runs, and where. */
export interface LocalPlatform {
  readonly url: string;
  readonly consoleUrl: string;
  readonly issuer: TokenIssuer;
  readonly clients: readonly LocalClient[];
  readonly auditFolder: string;
  readonly auditKeyFile: string;
  close(): Promise<void>;
}

const AUDIENCE = 'local';
const DRAIN_MILLISECONDS = 5_000;

/** The whole data path on loopback: token issuer, gateway, vector store with row-level security, model, audit trail and console. */
export async function startLocal({ config, folder, modelServer, port = 0, log, dimensions = 256 }: LocalOptions): Promise<LocalPlatform> {
  const { settings: configured } = settingsInForce(config, new Date().toISOString().slice(0, 10));
  const auditFolder = join(folder, 'audit');
  const auditKeyFile = join(folder, 'audit.key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const master = readOrMakeKeyFile(auditKeyFile);
  const clients = demoClients();
  const [issuer, echo, store, policies] = await Promise.all([
    startTokenIssuer({ audience: AUDIENCE, clients }),
    startEchoModel({ dimensions }),
    embeddedStore({ dimensions }),
    loadPolicies(undefined, configured.policies),
  ]);
  // Embeddings come from the echo model even where another server chats: the store has columns of its size.
  const settings = { ...configured, models: configured.models.map((model) => (model.kind === 'embedding' && model.url === undefined ? { ...model, url: echo.url } : model)) };
  const feed = createFeed();
  const telemetry = createTelemetry({ cloudWatch: false }, { log });
  const trail = createAuditTrail(settings.audit, {
    sink: createFileSink({ folder: auditFolder, durability: 'system' }),
    keys: localAuditKeys(master),
    report: telemetry.event,
  });
  const asked = new Map<string, unknown>();
  const gateway = composeGateway(settings, {
    authenticator: createAuthenticator({ issuer: issuer.url, audience: AUDIENCE }),
    policies,
    budgetStore: createMemoryStore(),
    approvalStore: memoryApprovalStore(Date.now),
    audit: remembering(trail, (id, request) => { asked.set(id, request); }),
    telemetry: feeding(telemetry, feed, asked, (request) => gateway.parts.redact(lastQuestionOf(request))),
    vectorStore: createVectorStore({ pool: store.pool }),
    inferenceUrl: modelServer?.url ?? echo.url,
    apiKey: modelServer?.apiKey,
  });
  const server = createServer(gateway.parts);
  const url = await server.http.listen({ host: '127.0.0.1', port });
  const reviewer = clients.find(({ groups }) => groups.includes('reviewers'));
  if (reviewer === undefined) throw new Error('the demo clients have no reviewer');
  const page = await listenOnLoopback(createConsole({
    feed,
    approvals: gateway.parts.approvals,
    auditStatus: () => auditStatus(auditFolder, master),
    reviewer: { tenant: reviewer.tenant, subject: reviewer.id, groups: reviewer.groups, scopes: new Set(reviewer.scopes) },
  }));
  return {
    url,
    consoleUrl: page.url,
    issuer,
    clients,
    auditFolder,
    auditKeyFile,
    close: async () => {
      await server.drain(DRAIN_MILLISECONDS);
      await Promise.all([page.close(), issuer.close(), echo.close()]);
      await gateway.close();
    },
  };
}

/** Shows each request to the console as it is recorded. */
function remembering(trail: AuditTrail, remember: (requestId: string, request: unknown) => void): AuditTrail {
  return {
    append: (record) => {
      remember(record.summary.requestId, record.content.request);
      return trail.append(record);
    },
    available: () => trail.available(),
    close: () => trail.close(),
  };
}

function feeding(telemetry: Telemetry, feed: Feed, asked: Map<string, unknown>, preview: (request: unknown) => string): Telemetry {
  return {
    ...telemetry,
    requestFinished: (summary, traceparent) => {
      const request = asked.get(summary.requestId);
      asked.delete(summary.requestId);
      feed.add(summary, () => preview(request));
      telemetry.requestFinished(summary, traceparent);
    },
  };
}

/** What verifying the whole trail found, with the key that opens it. */
async function auditStatus(folder: string, master: Buffer): Promise<AuditStatus> {
  const { chains, findings } = await verifyTrail(fileTrail(folder), { keys: localAuditKeys(master) });
  const records = chains.reduce((sum, chain) => sum + chain.records, 0);
  const [broken] = findings.filter(isProblem);
  if (broken !== undefined) return { state: 'broken', records, problem: broken.code };
  const head = chains.at(-1)?.head;
  return { state: 'intact', records, head: head?.hash ?? '' };
}
