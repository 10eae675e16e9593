import { randomBytes } from 'node:crypto';
import { createApprovals } from './approvals/approvals';
import type { ApprovalStore } from './approvals/store';
import { createAuthorizer } from './authorization/authorizer';
import type { PolicyFiles } from './authorization/policy-files';
import { createBudgets } from './budgets/budgets';
import type { BudgetStore } from './budgets/store';
import type { Authenticator, AuditTrail, Telemetry, VectorStore } from './core/ports';
import { createFirewall, type FirewallDependencies } from './firewall/firewall';
import { createOutputGuards } from './output/output-guards';
import { createPiiFinder } from './pii/finder';
import { isSecretType } from './pii/types';
import { createMaskVault, redact } from './pii/vault';
import type { ModelSettings } from './pipeline/exchange';
import type { MarkAsData, Parts } from './pipeline/parts';
import type { GatewaySettings } from './settings/in-force';
import { asData, untrustedBoundary } from './text/untrusted';
import { createToolPolicy } from './tools/tool-policy';
import { createModelClient, type ModelClientSettings, type ObservedModelClient } from './upstream/model-client';
import type { BreakerState } from './upstream/circuit-breaker';

/** What differs between the container and a laptop. */
export interface GatewayWorld {
  readonly authenticator: Authenticator;
  readonly policies: PolicyFiles;
  readonly budgetStore: BudgetStore;
  readonly approvalStore: ApprovalStore;
  readonly audit: AuditTrail;
  readonly telemetry: Telemetry;
  readonly vectorStore?: VectorStore;
  /** Server of the models that name none. */
  readonly inferenceUrl: string;
  readonly tls?: ModelClientSettings['tls'];
  readonly apiKey?: string;
  /** Outside classifiers of the firewall. */
  readonly classifiers?: FirewallDependencies;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A gateway without its edge. */
export interface ComposedGateway {
  readonly parts: Parts;
  /** By the address of the server. */
  readonly breakers: () => Readonly<Record<string, BreakerState>>;
  /** Ends connections to models and store, then closes the audit trail and the telemetry, in this order. */
  close(): Promise<void>;
}

/** Puts the parts together. Throws PlatformError for settings or policies that cannot be kept. */
export function composeGateway(settings: GatewaySettings, world: GatewayWorld): ComposedGateway {
  const { now = Date.now, audit, telemetry, vectorStore } = world;
  const pii = createPiiFinder();
  const clients = new Map<string, ObservedModelClient>();
  const clientFor = ({ url = world.inferenceUrl }: Pick<ModelSettings, 'url'>): ObservedModelClient => {
    let client = clients.get(url);
    if (client === undefined) {
      const { upstreamConnections: connections, connectSeconds, firstByteSeconds, idleSeconds } = settings.limits;
      client = createModelClient({ url, connections, connectSeconds, firstByteSeconds, idleSeconds, tls: url.startsWith('https:') ? world.tls : undefined, apiKey: world.apiKey }, now);
      clients.set(url, client);
    }
    return client;
  };
  const { reviewerGroups } = settings.approvals;
  return {
    parts: {
      settings,
      authenticator: world.authenticator,
      authorizer: createAuthorizer(world.policies, { reviewerGroups }),
      budgets: createBudgets(settings.budgets, world.budgetStore, { now }),
      firewall: createFirewall(settings.firewall, world.classifiers),
      pii,
      createVault: createMaskVault,
      createMarker: dataMarker,
      outputGuards: createOutputGuards({ ...settings.output, personalData: settings.pii.fromModel, allowTypes: settings.pii.allowTypes }, { pii, isSecretType }),
      tools: createToolPolicy(settings.tools),
      redact: (text) => redact(text, text.length > LONGEST_READ_FOR_NAMES ? pii.structured(text) : pii.all(text)),
      approvals: createApprovals(world.approvalStore, settings.approvals, { now, random: randomBytes }),
      vectorStore,
      clientFor,
      audit,
      telemetry,
      canaryFor: rotatingCanaries(now),
    },
    breakers: () => Object.fromEntries([...clients].map(([url, client]) => [url, client.breakerState()])),
    close: async () => {
      await Promise.allSettled([...clients.values()].map((client) => client.close()));
      await vectorStore?.close();
      await audit.close();
      await telemetry.close();
    },
  };
}

/** One boundary for each request, made when there is something to mark. */
function dataMarker(): MarkAsData {
  let boundary: string | undefined;
  return (text, source) => asData(text, { source, boundary: boundary ??= untrustedBoundary() });
}

/** Characters up to which names are looked for in what people read, at about half a microsecond for each: a request must not hold up all others. */
const LONGEST_READ_FOR_NAMES = 16_384;

/** How long a model's canary stays the same: the guards look for it by a table that is not worth making for one request. */
const CANARY_MILLISECONDS = 10 * 60_000;

function rotatingCanaries(now: () => number): (model: ModelSettings) => string {
  const canaries = new Map<string, { readonly text: string; readonly until: number }>();
  return ({ name }) => {
    const known = canaries.get(name);
    if (known !== undefined && now() < known.until) return known.text;
    const text = randomBytes(8).toString('hex');
    canaries.set(name, { text, until: now() + CANARY_MILLISECONDS });
    return text;
  };
}
