import { z } from 'zod';

/**
 * A choice between values of which some weaken a guard. Strict values are written plainly; a weak one stands with why, who answers for it and until
 * when. After that day the gateway goes back to the default, and says so in its log: an exception that nobody renews ends by itself.
 */
function choice<const Strict extends string, const Weak extends string>(strict: readonly [Strict, ...Strict[]], weak: readonly [Weak, ...Weak[]], fallback: Strict) {
  return z.union([
    z.enum(strict).transform((value) => ({ value, expires: undefined as string | undefined })),
    z.strictObject({
      weakenedTo: z.enum(weak),
      reason: z.string().min(10).describe('Why the guard may be weaker here.'),
      owner: z.string().min(1).describe('Who answers for it.'),
      expires: z.iso.date().describe('Last day on which it holds.'),
    }).transform(({ weakenedTo, expires }) => ({ value: weakenedTo, expires: expires as string | undefined })),
  ]).prefault(fallback).transform((chosen) => ({ ...chosen, fallback }));
}

/** What `choice` gives: the value, the last day of a weak one, and what holds afterwards. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly expires: string | undefined;
  readonly fallback: Value;
}

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/);
const toolName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);
const collection = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/);
const share = z.number().min(0).max(1);
const count = z.int().min(0);

const model = z.strictObject({
  name: name.describe('What clients ask for.'),
  kind: z.enum(['chat', 'embedding']).default('chat'),
  upstream: name.optional().describe('What the inference server calls it. Default: the same name.'),
  url: z.url({ protocol: /^https?$/ }).optional().describe('OpenAI-compatible server that has it, up to before /v1. Default: INFERENCE_URL.'),
  version: z.string().max(128).optional().describe('Stands in audit records. Default: the upstream name.'),
  systemPrompt: z.string().max(100_000).optional().describe('The operator’s instructions. Clients can neither read nor replace them.'),
  retrieval: z.strictObject({
    collection,
    topK: z.int().min(1).max(20).default(4),
    minScore: z.number().min(-1).max(1).default(0.2),
  }).optional().describe('Passages of this collection of the caller’s tenant are added to each question, as data with citations.'),
  tools: z.array(toolName).default([]).describe('Tools that this model may be offered and may call; Cedar policies decide for whom.'),
  media: choice(['refuse'], ['pass'], 'refuse').describe('Images, audio and files of a message. No guard judges them, so letting them pass is a weakening.'),
  costPerMillion: z.strictObject({ input: z.number().min(0).default(0), output: z.number().min(0).default(0) }).prefault({}).describe('Price of a million tokens, for audit records and metrics.'),
});

const tool = z.strictObject({
  name: toolName,
  parameters: z.record(z.string(), z.unknown()).optional().describe('JSON schema of its arguments. Default: any object.'),
  risk: z.enum(['low', 'high']).default('high').describe('high: a person must approve each call.'),
});

const budget = z.strictObject({
  requestsPerMinute: count.default(600),
  tokensPerMinute: count.default(200_000),
  tokensPerDay: count.default(20_000_000),
});

/** The configuration file of the gateway. Every default is the strict choice. */
export const gatewayConfig = z.strictObject({
  models: z.array(model).default([]).describe('Default: one chat model, named by MODEL_NAME.'),
  unknownFields: z.enum(['refuse', 'strip']).default('refuse').describe('What happens to fields that the request schema does not know. They never travel on.'),
  clientSystemMessages: choice(['demote', 'refuse'], ['allow'], 'demote').describe('demote: what a client sends as system or developer message becomes a user message, below the operator’s instructions.'),
  limits: z.strictObject({
    bodyBytes: z.int().min(1_024).max(64 * 2 ** 20).default(2 * 2 ** 20),
    headerBytes: z.int().min(4_096).max(65_536).default(16_384),
    receiveSeconds: z.number().min(1).max(300).default(30).describe('Time for a request to arrive.'),
    maxOutputTokens: z.int().min(1).default(4_096).describe('Most tokens of an answer; also reserved where a request names no maximum.'),
    concurrentRequests: z.int().min(1).default(512).describe('Beyond these, requests are answered with 503 at once.'),
    upstreamConnections: z.int().min(1).default(128),
    connectSeconds: z.number().min(0.1).default(5),
    firstByteSeconds: z.number().min(1).default(120).describe('Time until the model begins to answer.'),
    idleSeconds: z.number().min(1).default(60).describe('Longest silence within an answer.'),
    slowReaderBytes: z.int().min(65_536).default(2 ** 20).describe('Bytes that wait for one slow client before its stream stands still.'),
    slowReaderSeconds: z.number().min(1).default(60).describe('How long a stream may stand still before it is ended.'),
  }).prefault({}),
  firewall: z.strictObject({
    flagAt: share.default(0.5).describe('Score from which a request is marked. 0.5 is calibrated to about one in a hundred harmless requests.'),
    reviewAt: share.optional().describe('Score from which a person must approve. Default: never.'),
    denyAt: share.default(0.8).describe('Score from which a request is refused.'),
    bedrockGuardrail: z.strictObject({ id: z.string().min(1), version: z.string().min(1) }).optional().describe('Asked beside the built-in score.'),
    classifierUrl: z.url().optional().describe('Classifier that is asked beside the built-in score: POST {"texts": [...]} answers {"scores": [...]}.'),
    mode: choice(['enforce'], ['observe'], 'enforce').describe('observe: scores are recorded and nothing is refused.'),
  }).prefault({}),
  pii: z.strictObject({
    toModel: choice(['mask', 'block'], ['allow'], 'mask').describe('What happens to personal data and secrets on the way to the model.'),
    fromModel: choice(['mask', 'block'], ['allow'], 'mask').describe('And on the way back.'),
    names: z.enum(['log', 'mask']).default('log').describe('mask: names, places and addresses are treated like the structured types. log: only in what is logged.'),
    reversible: z.enum(['never', 'on-request']).default('on-request').describe('on-request: with the header `x-pii-masking: reversible` the placeholders of a request become its own values again in the answer.'),
    allowTypes: z.array(z.string()).default(['DOMAIN_NAME']).describe('Types of personal data that are let through; links of an answer have a guard of their own. Secrets never are.'),
  }).prefault({}),
  output: z.strictObject({
    secrets: choice(['mask', 'block'], ['allow'], 'mask').describe('Keys and tokens of well-known shapes in an answer.'),
    systemPrompt: choice(['block'], ['allow'], 'block').describe('Canary or long passages of the operator’s instructions in an answer.'),
    links: choice(['neutralise'], ['allow'], 'neutralise').describe('Links and images to hosts that are not in linkHosts.'),
    linkHosts: z.array(z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/)).default([]).describe('Hosts to which links of an answer may lead; `*.example.com` for all below.'),
    denyList: z.array(z.string().min(2).max(200)).max(1_000).default([]).describe('Texts that no answer may hold; case and invisible characters make no difference.'),
    jsonSchema: z.enum(['validate']).default('validate'),
  }).prefault({}),
  tools: z.array(tool).default([]),
  approvals: z.strictObject({
    minutes: z.number().min(1).max(7 * 24 * 60).default(60).describe('How long a decision is waited for; no answer means no.'),
    reviewerGroups: z.array(z.string()).default(['reviewers']),
  }).prefault({}),
  budgets: z.strictObject({
    tenant: budget.prefault({}).describe('What each tenant may use.'),
    principal: budget.prefault({}).describe('What each caller of a tenant may use.'),
    tenants: z.record(z.string(), budget).default({}).describe('Tenants with budgets of their own.'),
  }).prefault({}),
  audit: z.strictObject({
    whenUnavailable: choice(['refuse'], ['spool'], 'refuse').describe('spool: up to spoolRecords wait in memory, then requests are refused.'),
    spoolRecords: z.int().min(1).max(100_000).default(1_000),
  }).prefault({}),
  policies: z.array(z.string()).default([]).describe('Further Cedar policy files, relative to this file.'),
});

export type GatewayConfig = z.output<typeof gatewayConfig>;
export type ToolConfig = GatewayConfig['tools'][number];
