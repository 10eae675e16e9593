import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import type { OutputContext, OutputGuards } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Verdict } from '../../../../../lib/services/ai-gateway/core/verdict';
import type { FinishReason, ToolCall } from '../../../../../lib/services/ai-gateway/openai/types';
import { createOutputGuards } from '../../../../../lib/services/ai-gateway/output/output-guards';
import type { OutputGuardDependencies } from '../../../../../lib/services/ai-gateway/output/output-guards';
import type { OutputGuardSettings } from '../../../../../lib/services/ai-gateway/output/settings';
import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii/finder';
import { isSecretType } from '../../../../../lib/services/ai-gateway/pii/types';
import { fakeFinder, isFakeSecret } from './fake-finder';

export const STRICT: OutputGuardSettings = {
  secrets: 'mask', personalData: 'mask', allowTypes: [], systemPrompt: 'block', links: 'neutralise', linkHosts: ['docs.example.com', '*.partner.example'], denyList: [],
};

export const NO_TOOLS: OutputContext = { tools: new Map() };

const FAKE: OutputGuardDependencies = { pii: fakeFinder, isSecretType: isFakeSecret };

/** Both finders: what holds has to hold with any that keeps the contract. */
export const FINDERS: readonly (readonly [string, OutputGuardDependencies])[] = [['a small finder', FAKE], ['the real finder', { pii: createPiiFinder(), isSecretType }]];

export function guardsOf(settings: Partial<OutputGuardSettings> = {}, dependencies: OutputGuardDependencies = FAKE): OutputGuards {
  return createOutputGuards({ ...STRICT, ...settings }, dependencies);
}

export interface Answer {
  /** All that was released, also before the answer was denied. */
  readonly text: string;
  readonly verdicts: readonly Verdict[];
  readonly error?: string;
  readonly finishReason?: FinishReason;
  readonly toolCalls?: readonly ToolCall[];
  /** What each push gave. */
  readonly releases: readonly string[];
}

/** Sends an answer through a filter in these pieces. */
export function answer(guards: OutputGuards, pieces: readonly string[], context: OutputContext = NO_TOOLS, finishReason: FinishReason = 'stop'): Answer {
  const filter = guards.filter(context);
  const releases: string[] = [];
  try {
    for (const piece of pieces) releases.push(filter.push(piece));
    const end = filter.end(finishReason);
    return { text: releases.join('') + end.text, verdicts: filter.verdicts, finishReason: end.finishReason, toolCalls: end.toolCalls, releases };
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return { text: releases.join(''), verdicts: filter.verdicts, error: error.code, releases };
  }
}

/** What a filter gives for a text, however it was cut. Of one that was refused, the part that was released before differs and is left out. */
export function outcome({ text, verdicts, error }: Answer): unknown {
  return error === undefined ? { text, verdicts } : { verdicts, error };
}

export function inPiecesOf(length: number, text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces;
}

/** The text cut once, at every place. */
export function everyCut(text: string): string[][] {
  return Array.from({ length: text.length - 1 }, (_, index) => [text.slice(0, index + 1), text.slice(index + 1)]);
}

/** The text cut twice, at every pair of places. */
export function everyPairOfCuts(text: string): string[][] {
  return everyCut(text).flatMap(([first = '', rest = '']) => rest.length < 2 ? [] : everyCut(rest).map((pieces) => [first, ...pieces]));
}

/** The text cut at these shares of its length. */
export function cutAt(text: string, shares: readonly number[]): string[] {
  const places = [...new Set(shares.map((share) => Math.floor(share * text.length)))].sort((one, other) => one - other);
  return [...places, text.length].map((place, index) => text.slice(index === 0 ? 0 : places[index - 1], place));
}

/** Those ways of cutting a text that give something else than the whole. */
export function cutsThatDiffer(guards: OutputGuards, whole: string, cuts: readonly (readonly string[])[], context: OutputContext = NO_TOOLS): (readonly string[])[] {
  const expected = JSON.stringify(outcome(answer(guards, [whole], context)));
  return cuts.filter((pieces) => JSON.stringify(outcome(answer(guards, pieces, context))) !== expected);
}
