import type { Approvals, Authenticator, Authorizer, AuditTrail, Budgets, Firewall, MaskVault, ModelClient, OutputGuards, PiiFinder, Telemetry, VectorStore } from '../core/ports';
import type { GatewaySettings } from '../settings/in-force';
import type { ToolPolicies } from '../tools/tool-policy';
import type { ModelSettings } from './exchange';

/** Marks a text as data that is not to be obeyed; `source` says what it is: `tool result`, `passage`. */
export type MarkAsData = (text: string, source: string) => string;

/** Everything that the request path stands on. */
export interface Parts {
  readonly settings: GatewaySettings;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly budgets: Budgets;
  readonly firewall: Firewall;
  readonly pii: PiiFinder;
  readonly createVault: () => MaskVault;
  /** A marker with a boundary of its own for each request, so that no text can end what it stands in. */
  readonly createMarker: () => MarkAsData;
  readonly outputGuards: OutputGuards;
  readonly tools: ToolPolicies;
  /** Personal data and secrets of a text replaced by their types, for what people read. */
  readonly redact: (text: string) => string;
  readonly approvals: Approvals;
  readonly vectorStore?: VectorStore;
  readonly clientFor: (model: ModelSettings) => ModelClient;
  readonly audit: AuditTrail;
  readonly telemetry: Telemetry;
  /** Unguessable text in a model's instructions that no answer may hold. */
  readonly canaryFor: (model: ModelSettings) => string;
}
