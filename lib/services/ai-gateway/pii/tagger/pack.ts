import { z } from 'zod';
import type { Weights } from './decode';
import { FEATURE_BITS } from './features';
import { LABEL_COUNT } from './labels';

/**
 * Weights as they are stored, in base64: the features that matter as 32-bit numbers, and for each of them a mask of three bytes that tells for which
 * labels it has a score, then these scores, a signed byte each.
 */
export const packedWeights = z.strictObject({
  features: z.base64(),
  emissions: z.base64(),
  scale: z.number().positive(),
  transitions: z.array(z.number()).length(LABEL_COUNT * LABEL_COUNT),
});

export type PackedWeights = z.output<typeof packedWeights>;

/** Features whose largest score is below this share of the largest of all are left out. */
const LEAST_SHARE = 0.03;
/** Few scores are far larger than the others: they are cut, so that these keep their precision. */
const CUT_SHARE = 0.5;
/** Scores of at most so many steps are left out. */
const LEAST_STEPS = 2;

export function packWeights({ rows, emissions, transitions }: Weights): PackedWeights {
  const largest = emissions.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = (largest * CUT_SHARE) / 127;
  const features: number[] = [];
  const bytes: number[] = [];
  for (const [feature, row] of rows.entries()) {
    if (row < 0) continue;
    const scores = emissions.slice(row * LABEL_COUNT, (row + 1) * LABEL_COUNT);
    if (scores.every((score) => Math.abs(score) < largest * LEAST_SHARE)) continue;
    const steps = Array.from(scores, (score) => Math.max(-127, Math.min(127, Math.round(score / scale)))).map((step) => (Math.abs(step) <= LEAST_STEPS ? 0 : step));
    const mask = steps.reduce((bits, step, label) => (step === 0 ? bits : bits | 1 << label), 0);
    features.push(feature);
    bytes.push(mask & 0xFF, mask >> 8 & 0xFF, mask >> 16, ...steps.filter((step) => step !== 0));
  }
  return {
    features: Buffer.from(Uint32Array.from(features).buffer).toString('base64'),
    emissions: Buffer.from(Int8Array.from(bytes).buffer).toString('base64'),
    scale,
    transitions: [...transitions].map((value) => Math.round(value * 1_000) / 1_000),
  };
}

/** Throws a RangeError when the scores end before the features. */
export function unpackWeights(packed: PackedWeights): Weights {
  const features = Buffer.from(packed.features, 'base64');
  const bytes = Buffer.from(packed.emissions, 'base64');
  const rows = new Int32Array(2 ** FEATURE_BITS).fill(-1);
  const emissions = new Float32Array((features.length / 4) * LABEL_COUNT);
  let at = 0;
  for (let row = 0; row < features.length / 4; row++) {
    rows[features.readUInt32LE(row * 4)] = row;
    const mask = bytes.readUIntLE(at, 3);
    at += 3;
    for (let label = 0; label < LABEL_COUNT; label++) if ((mask >> label & 1) === 1) emissions[row * LABEL_COUNT + label] = bytes.readInt8(at++) * packed.scale;
  }
  return { rows, emissions, transitions: Float32Array.from(packed.transitions) };
}
