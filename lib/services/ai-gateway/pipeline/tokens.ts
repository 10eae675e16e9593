import type { EmbeddingResponse } from '../core/ports';
import type { ChatRequest } from '../openai/types';
import type { Segment } from '../core/segment';

/** Characters of a token, from below: ordinary English has four, code and other languages fewer. Reserving too much is given back, too little is not. */
const CHARACTERS_PER_TOKEN = 3;
/** What a chat template adds to each message. */
const TOKENS_PER_MESSAGE = 8;

export function estimateTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

/** Tokens of texts that were embedded: as the server counted them, or estimated where it does not count. */
export function embeddingTokens({ usage }: EmbeddingResponse, texts: readonly string[]): number {
  return usage.prompt_tokens > 0 ? usage.prompt_tokens : estimateTokens(texts.reduce((sum, text) => sum + text.length, 0));
}

/** Tokens that the prompt may take, before any server has counted them. */
export function estimatePromptTokens(segments: readonly Segment[], messages: number, further = 0): number {
  let characters = further;
  for (const { text } of segments) characters += text.length;
  return estimateTokens(characters) + messages * TOKENS_PER_MESSAGE;
}

/** Most tokens that the answer may take: as asked for, but no more than the gateway allows. */
export function outputTokenLimit(request: ChatRequest, most: number): number {
  return Math.min(request.max_completion_tokens ?? request.max_tokens ?? most, most);
}
