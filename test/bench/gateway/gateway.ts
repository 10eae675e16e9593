import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { memoryApprovalStore } from '../../../lib/services/ai-gateway/approvals/memory-store';
import { createAuditTrail } from '../../../lib/services/ai-gateway/audit/audit-trail';
import { createFileSink } from '../../../lib/services/ai-gateway/audit/file-sink';
import { localAuditKeys } from '../../../lib/services/ai-gateway/audit/local-keys';
import { loadPolicies } from '../../../lib/services/ai-gateway/authorization/policy-files';
import { createMemoryStore } from '../../../lib/services/ai-gateway/budgets/memory-store';
import { composeGateway } from '../../../lib/services/ai-gateway/compose';
import { createServer } from '../../../lib/services/ai-gateway/edge/server';
import { createAuthenticator } from '../../../lib/services/ai-gateway/identity/authenticator';
import { demoClients, startTokenIssuer } from '../../../lib/services/ai-gateway/local/token-issuer';
import { settingsInForce } from '../../../lib/services/ai-gateway/settings/in-force';
import { gatewayConfig } from '../../../lib/services/ai-gateway/settings/schema';
import { createTelemetry } from '../../../lib/services/ai-gateway/telemetry/telemetry';

/** Our gateway with every guard on: tokens, policies, budgets, firewall, personal data, output guards, sealed records on disk, log, metrics. */
const AUDIENCE = 'bench';
const wide = { requestsPerMinute: 1e9, tokensPerMinute: 1e12, tokensPerDay: 1e12 };

async function serve({ inferenceUrl, policies, issuer }: Setup): Promise<string> {
  const { settings } = settingsInForce(gatewayConfig.parse({
    models: [{ name: 'bench', systemPrompt: 'You work for the harbour office. Be kind and brief, never promise a place on a ferry, and send those who ask about prices to the counter.' }],
    budgets: { tenant: wide, principal: wide },
    output: { denyList: ['project bluebird', 'internal use only'] },
  }), new Date().toISOString().slice(0, 10));
  const telemetry = createTelemetry({}, { log: pino.destination({ dest: '/dev/null', sync: false, minLength: 4_096 }) });
  const gateway = composeGateway(settings, {
    authenticator: createAuthenticator({ issuer, audience: AUDIENCE }),
    policies: await loadPolicies(policies),
    budgetStore: createMemoryStore(),
    approvalStore: memoryApprovalStore(Date.now),
    audit: createAuditTrail(settings.audit, { sink: createFileSink({ folder: mkdtempSync(join(tmpdir(), 'gateway-bench-')), durability: 'system' }), keys: localAuditKeys(randomBytes(32)) }),
    telemetry,
    inferenceUrl,
  });
  return createServer(gateway.parts).http.listen({ host: '127.0.0.1', port: 0 });
}

interface Setup {
  readonly inferenceUrl: string;
  readonly policies: string;
  readonly issuer: string;
}

/** Arguments: address of the model server, folder of the policies. */
async function main(): Promise<void> {
  const [, , inferenceUrl = '', policies = ''] = process.argv;
  const clients = demoClients();
  const issuer = await startTokenIssuer({ audience: AUDIENCE, clients, algorithm: 'RS256', lifetimeSeconds: 86_400 });
  const origin = await serve({ inferenceUrl, policies, issuer: issuer.url });
  process.send?.({ origin, token: issuer.issue(clients[0]?.id ?? '') });
}

process.once('SIGINT', () => process.exit(0));
void main();
