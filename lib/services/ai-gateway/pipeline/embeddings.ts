import { GatewayError } from '../core/gateway-error';
import type { EmbeddingResponse } from '../core/ports';
import type { Principal } from '../core/principal';
import type { Exchange } from './exchange';
import { failClosed } from './fail-closed';
import type { Parts } from './parts';
import { createPiiJudge } from './personal-data';
import { embeddingTokens, estimateTokens } from './tokens';

/** The body of a request for embeddings, as its schema lets it pass. */
export interface EmbeddingRequest {
  readonly model: string;
  readonly input: string | readonly string[] | readonly number[] | readonly (readonly number[])[];
  readonly dimensions?: number | null;
  readonly encoding_format?: 'float' | 'base64' | null;
}

export async function embeddings(parts: Parts, exchange: Exchange, principal: Principal, request: EmbeddingRequest): Promise<EmbeddingResponse> {
  const model = parts.settings.models.find(({ name, kind }) => kind === 'embedding' && name === request.model);
  if (model === undefined || !failClosed(() => parts.authorizer.allows(principal, 'EmbedText', { type: 'Model', id: model.name }))) throw new GatewayError('model_not_found', { param: 'model' });
  exchange.model = model;
  exchange.content.request = request;
  const texts = textsOf(request.input);
  await reserveFor(parts, exchange, principal, texts);
  const masked = maskTexts(parts, exchange, texts);
  const body = {
    model: model.upstream ?? model.name,
    input: masked,
    encoding_format: request.encoding_format ?? 'float',
    ...(typeof request.dimensions === 'number' ? { dimensions: request.dimensions } : {}),
  };
  exchange.content.sentToModel = body;
  const started = exchange.elapsed();
  const response = await parts.clientFor(model).embed(body, exchange.signal);
  exchange.upstreamMilliseconds = exchange.elapsed() - started;
  if (response.data.length !== texts.length) throw new GatewayError('upstream_failed', { cause: 'another number of embeddings than texts' });
  const tokens = embeddingTokens(response, masked);
  exchange.usage = { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens };
  return { ...response, model: model.name };
}

/** Token ids cannot be judged by any guard, and what cannot be judged is refused. */
function textsOf(input: EmbeddingRequest['input']): readonly string[] {
  if (typeof input === 'string') return [input];
  const texts = (input as readonly unknown[]).filter((item) => typeof item === 'string');
  if (texts.length !== input.length) throw new GatewayError('invalid_request', { message: 'Send texts: token ids cannot be judged by the guards.', param: 'input' });
  return texts;
}

export async function reserveFor(parts: Parts, exchange: Exchange, principal: Principal, texts: readonly string[]): Promise<void> {
  exchange.reservedTokens = estimateTokens(texts.reduce((sum, text) => sum + text.length, 0)) + texts.length;
  exchange.reservation = await parts.budgets.reserve(principal, exchange.reservedTokens);
}

/** Texts as they may go to a model. Every text has the vault of its own: nothing is given back here. */
export function maskTexts(parts: Parts, exchange: Exchange, texts: readonly string[]): readonly string[] {
  const pii = createPiiJudge(parts);
  const masked = texts.map((text, index) => failClosed(() => pii.mask(parts.createVault(), text, `input[${index}]`)));
  const verdict = pii.verdict();
  if (verdict !== undefined) exchange.verdicts.push(verdict);
  if (verdict?.action === 'deny') throw new GatewayError('pii_denied', { param: verdict.at });
  return masked;
}
