import { GatewayError } from '../core/gateway-error';
import type { Exchange, ModelSettings } from './exchange';
import type { Parts } from './parts';
import { embeddingTokens } from './tokens';

/** The model that embeds texts for the vector store: the first of its kind. */
export function embeddingModel({ settings }: Parts): ModelSettings {
  const model = settings.models.find(({ kind }) => kind === 'embedding');
  if (model === undefined) throw new GatewayError('model_not_found', { message: 'No embedding model is configured; send vectors of your own.' });
  return model;
}

/** Vectors of texts, in their order. */
export async function embedTexts(parts: Parts, exchange: Exchange, texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  const model = embeddingModel(parts);
  const started = exchange.elapsed();
  const response = await parts.clientFor(model).embed({ model: model.upstream ?? model.name, input: texts, encoding_format: 'float' }, exchange.signal);
  exchange.upstreamMilliseconds = (exchange.upstreamMilliseconds ?? 0) + exchange.elapsed() - started;
  exchange.embeddedTokens += embeddingTokens(response, texts);
  const vectors = response.data.map(({ embedding }) => embedding).filter((embedding) => typeof embedding !== 'string');
  if (vectors.length !== texts.length) throw new GatewayError('upstream_failed', { cause: 'another number of embeddings than texts' });
  return vectors;
}
