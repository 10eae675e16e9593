import { parseJson, isRecord } from '../../services/model-signing/json';
import type { SigningKey } from '../../services/model-signing/key';
import { memorySource } from '../../services/model-signing/memory-source';
import { signModel } from '../../services/model-signing/sign';
import type { Statement } from '../../services/model-signing/statement';
import type { ModelCard } from './model-card';

export const PUBLISHED_CARD_NAME = 'model-card.json';

/** The card as it is stored: bound to the model by its digest, and signed like a model of one file. */
export async function signCard(card: ModelCard, statement: Statement, key: SigningKey): Promise<{ readonly text: string; readonly signature: string }> {
  const text = `${JSON.stringify({ ...card, rootDigest: `sha256:${statement.rootDigest}` }, undefined, 2)}\n`;
  const { bundle } = await signModel(memorySource(PUBLISHED_CARD_NAME, Buffer.from(text)), key, { modelName: PUBLISHED_CARD_NAME, method: 'files' });
  return { text, signature: bundle };
}

/** The digest for which a stored card was made, without its prefix. */
export function rootDigestOf(card: Buffer): string | undefined {
  const parsed = parseJson(card, 'ModelCardOfOtherModel');
  const digest = isRecord(parsed) ? parsed.rootDigest : undefined;
  return typeof digest === 'string' ? digest.replace(/^sha256:/, '') : undefined;
}
