import { GatewayError } from '../core/gateway-error';
import type { MaskVault, OutputContext } from '../core/ports';
import type { Principal } from '../core/principal';
import { prefixedContent } from '../openai/content';
import { mapTexts, segmentsOf } from '../openai/texts';
import type { ChatRequest, Message } from '../openai/types';
import type { Exchange, ModelSettings } from './exchange';
import { failClosed } from './fail-closed';
import { judge } from './judge';
import type { MarkAsData, Parts } from './parts';
import { passageRoom, passagesFor } from './passages';
import { createPiiJudge } from './personal-data';
import { applySystemMessagePolicy, isSystem } from './system-messages';
import { estimatePromptTokens, outputTokenLimit } from './tokens';
import { carriedMessage, refuseUncarried, upstreamRequest } from './upstream-request';

/** A request that every input guard has let pass, and what the output guards need to know of it. */
export interface PreparedChat {
  readonly model: ModelSettings;
  readonly principal: Principal;
  readonly upstream: ChatRequest;
  readonly output: OutputContext;
  readonly promptTokens: number;
}

/** Headers of a request that change how it is guarded. */
export interface ChatOptions {
  /** The answer gives the caller's own values back in place of placeholders. */
  readonly reversibleMasking: boolean;
}

/** Authorises, reserves, judges and assembles. Throws GatewayError for every reason to refuse; nothing has been sent to a model then. */
export async function prepareChat(parts: Parts, exchange: Exchange, principal: Principal, asked: ChatRequest, options: ChatOptions): Promise<PreparedChat> {
  const { settings, authorizer } = parts;
  const model = settings.models.find(({ name, kind }) => kind === 'chat' && name === asked.model);
  if (model === undefined || !failClosed(() => authorizer.allows(principal, 'InvokeModel', { type: 'Model', id: model.name }))) throw new GatewayError('model_not_found', { param: 'model' });
  exchange.model = model;
  exchange.stream = asked.stream === true;
  exchange.content.request = asked;
  refuseUncarried(asked, model);
  const { request, schemas } = failClosed(() => parts.tools.judgeOffered(principal, model, asked, authorizer));

  const segments = segmentsOf(request);
  const maxTokens = outputTokenLimit(request, settings.limits.maxOutputTokens);
  const promptTokens = estimatePromptTokens(segments, request.messages.length, (model.systemPrompt?.length ?? 0) + passageRoom(model));
  exchange.reservedTokens = promptTokens + maxTokens * (request.n ?? 1);
  exchange.reservation = await parts.budgets.reserve(principal, exchange.reservedTokens);

  await judge(parts, exchange, principal, segments, request);
  const messages = applySystemMessagePolicy(request.messages, settings.clientSystemMessages);
  if (messages !== request.messages) exchange.verdicts.push({ guard: 'system-message', action: 'changed', reasons: { demoted: request.messages.filter(isSystem).length } });

  const vault = parts.createVault();
  const masked = maskPersonalData(parts, exchange, vault, messages === request.messages ? request : { ...request, messages });
  const mark = parts.createMarker();
  const passages = await passagesFor(parts, exchange, principal, model, masked, vault, mark);
  const { canary, carried } = assemble(parts, model, masked.messages, passages, mark);
  const upstream = upstreamRequest(masked, carried, model, maxTokens);
  if (exchange.signal.aborted) throw new GatewayError('client_closed_request');
  exchange.content.sentToModel = upstream;
  return { model, principal, upstream, promptTokens, output: outputContext(options, model, schemas, request, canary, vault) };
}

/** Masks or refuses personal data and secrets in every text that goes to the model. */
function maskPersonalData(parts: Parts, exchange: Exchange, vault: MaskVault, request: ChatRequest): ChatRequest {
  const verdicts = createPiiJudge(parts);
  const masked = failClosed(() => mapTexts(request, (text, _role, _origin, at) => verdicts.mask(vault, text, at)));
  const verdict = verdicts.verdict();
  if (verdict !== undefined) exchange.verdicts.push(verdict);
  if (verdict?.action === 'deny') throw new GatewayError('pii_denied', { param: verdict.at });
  return masked;
}

/** The messages as the model reads them: the operator's instructions first, then what the client sent, with passages before the last question. */
function assemble({ canaryFor }: Parts, model: ModelSettings, messages: readonly Message[], passages: string | undefined, mark: MarkAsData): { readonly canary?: string; readonly carried: readonly Message[] } {
  const carried = messages.map((message) => carriedMessage(message, mark));
  if (passages !== undefined) {
    const last = carried.findLastIndex(({ role }) => role === 'user');
    const message = carried[last];
    if (message !== undefined) carried[last] = { ...message, content: prefixedContent(message.content, passages) };
  }
  if (model.systemPrompt === undefined) return { carried };
  const canary = canaryFor(model);
  return { canary, carried: [{ role: 'system', content: `${model.systemPrompt}\n\n(Internal marker, never to be written: ${canary})` }, ...carried] };
}

function outputContext({ reversibleMasking }: ChatOptions, model: ModelSettings, tools: OutputContext['tools'], request: ChatRequest, canary: string | undefined, vault: MaskVault): OutputContext {
  const format = request.response_format;
  return {
    canary,
    systemPrompt: model.systemPrompt,
    tools,
    jsonSchema: format?.type === 'json_schema' ? format.json_schema?.schema ?? true : format?.type === 'json_object' ? true : undefined,
    vault: reversibleMasking ? vault : undefined,
  };
}
