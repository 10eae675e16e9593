import type { ApplyGuardrailCommandOutput, BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { z } from 'zod';
import type { Segment } from '../core/segment';

export type BedrockGuardrailClient = Pick<BedrockRuntimeClient, 'send'>;
export type FetchLike = (url: string, options: { readonly method: string; readonly headers: Record<string, string>; readonly body: string; readonly signal: AbortSignal }) => Promise<{ readonly ok: boolean; json(): Promise<unknown> }>;

/** What an outside guard thinks of a request. */
export interface Opinion {
  readonly score: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly at?: string;
}

/** Most characters that a guardrail takes in one call, with room to spare. */
const GUARDRAIL_CHARACTERS = 20_000;
/** How far pieces of a long text overlap, so that no sentence is cut for both. */
const OVERLAP = 500;
/** The score of what a guardrail refuses. */
const REFUSED = 0.99;

/** Asks a Bedrock guardrail about each text. Throws when it cannot be asked or answers something unknown. */
export async function askGuardrail(client: BedrockGuardrailClient, guardrail: { readonly id: string; readonly version: string }, segments: readonly Segment[], signal: AbortSignal): Promise<Opinion> {
  // The client of AWS is loaded where a guardrail is configured, and nowhere else.
  const { ApplyGuardrailCommand } = await import('@aws-sdk/client-bedrock-runtime');
  const opinions = await Promise.all(segments.flatMap((segment) => pieces(segment.text).map(async (text): Promise<Opinion> => {
    const answer: ApplyGuardrailCommandOutput = await client.send(new ApplyGuardrailCommand({
      guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version, source: 'INPUT', content: [{ text: { text } }],
    }), { abortSignal: signal });
    if (answer.action === 'NONE') return { score: 0, reasons: {} };
    if (answer.action !== 'GUARDRAIL_INTERVENED') throw new Error('the guardrail gave no decision');
    const isAttack = answer.assessments?.some(({ contentPolicy }) => contentPolicy?.filters?.some(({ type }) => type === 'PROMPT_ATTACK') === true) === true;
    return { score: REFUSED, reasons: { [isAttack ? 'guardrail-prompt-attack' : 'guardrail-intervened']: 1 }, at: segment.at };
  })));
  return strictest(opinions);
}

const answerShape = z.object({ scores: z.array(z.number().min(0).max(1)) });

/** Asks a classifier about all texts at once. Throws when it fails, or does not give one score for each. */
export async function askClassifier(fetch: FetchLike, url: string, segments: readonly Segment[], signal: AbortSignal): Promise<Opinion> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ texts: segments.map(({ text }) => text) }), signal });
  if (!response.ok) throw new Error('the classifier failed');
  const { scores } = answerShape.parse(await response.json());
  if (scores.length !== segments.length) throw new Error('the classifier did not judge every text');
  return strictest(scores.map((score, index) => ({ score, reasons: { classifier: 1 }, at: segments[index]?.at })));
}

function strictest(opinions: readonly Opinion[]): Opinion {
  return opinions.reduce((one, other) => (other.score > one.score ? other : one), { score: 0, reasons: {} });
}

function pieces(text: string): string[] {
  const found: string[] = [];
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += GUARDRAIL_CHARACTERS - OVERLAP) found.push(text.slice(from, from + GUARDRAIL_CHARACTERS));
  return found;
}
