import { z } from 'zod';
import stored from './weights.json';

/** What was learned. The tables hold one signed byte for each slot; a word's share is its bytes times the scale. */
export interface Weights {
  readonly words: Table;
  readonly requests: Table;
  /** One for each feature, in the order of FEATURES. */
  readonly features: Float64Array;
  readonly bias: number;
  /** Log-odds at which harmless texts pass 99 and 99.7 times of 100: the scores 0.5 and 0.8. */
  readonly calibration: { readonly half: number; readonly high: number };
}

export interface Table {
  readonly slots: Int8Array;
  readonly scale: number;
  readonly bias: number;
}

export const WORD_SLOTS = 32_768;
export const REQUEST_SLOTS = 32_768;

const table = z.strictObject({ slots: z.string(), scale: z.number(), bias: z.number() });
const shape = z.strictObject({ words: table, requests: table, features: z.record(z.string(), z.number()), bias: z.number(), calibration: z.strictObject({ half: z.number(), high: z.number() }) });

/** Reads weights as `stored` writes them. Throws when they are not complete. */
export function readWeights(json: unknown, features: readonly string[]): Weights {
  const parsed = shape.parse(json);
  return {
    words: readTable(parsed.words, WORD_SLOTS),
    requests: readTable(parsed.requests, REQUEST_SLOTS),
    features: Float64Array.from(features, (name) => {
      const weight = parsed.features[name];
      if (weight === undefined) throw new Error(`the weights lack the feature ${name}`);
      return weight;
    }),
    bias: parsed.bias,
    calibration: parsed.calibration,
  };
}

function readTable({ slots, scale, bias }: z.output<typeof table>, size: number): Table {
  const bytes = Buffer.from(slots, 'base64');
  if (bytes.length !== size) throw new Error(`a table of weights has ${bytes.length} slots, not ${size}`);
  return { slots: new Int8Array(bytes.buffer, bytes.byteOffset, size), scale, bias };
}

/** The score of some log-odds, between 0 and 1. */
export function calibrated(logit: number, { half, high }: Weights['calibration']): number {
  return 1 / (1 + Math.exp((-Math.LN2 * 2 * (logit - half)) / Math.max(0.1, high - half)));
}

export function storedWeights(features: readonly string[]): Weights {
  return readWeights(stored, features);
}
