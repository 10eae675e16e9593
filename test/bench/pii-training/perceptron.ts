import type { Found } from '../../../lib/services/ai-gateway/pii/finding';
import { decode, type Weights } from '../../../lib/services/ai-gateway/pii/tagger/decode';
import { FEATURE_BITS, featuresAt, MOST_FEATURES, type Trait } from '../../../lib/services/ai-gateway/pii/tagger/features';
import { firstLabel, LABEL_COUNT, TAGGED_TYPES } from '../../../lib/services/ai-gateway/pii/tagger/labels';
import type { Token } from '../../../lib/services/ai-gateway/pii/tagger/tokens';
import type { Random, Span } from './fill';

export interface Sequence { readonly traits: readonly Trait[]; readonly labels: Int32Array; readonly group: string }

/** Labels of the tokens that spans cover; those in structured findings have none. */
export function labelsOf(tokens: readonly Token[], spans: readonly Span[], structured: readonly Found[]): Int32Array {
  const labels = new Int32Array(tokens.length);
  for (const span of spans) {
    const type = TAGGED_TYPES.findIndex((name) => name === span.type);
    let isFirst = true;
    for (const [index, token] of tokens.entries()) {
      if (type < 0 || token.start < span.start || token.end > span.end || structured.some(({ start, end }) => start < token.end && end > token.start)) continue;
      labels[index] = firstLabel(type) + (isFirst ? 0 : 1);
      isFirst = false;
    }
  }
  return labels;
}

const ROWS = 2 ** FEATURE_BITS;

/** Features that occur in fewer groups of sentences than this are not learned: what only one sentence shows does not generalise. */
export function knownFeatures(sequences: readonly Sequence[], groups: number): Int32Array {
  const seen = new Map<number, Set<string>>();
  const features = new Int32Array(MOST_FEATURES);
  for (const { traits, group } of sequences) {
    for (let index = 0; index < traits.length; index++) {
      const count = featuresAt(traits, index, features);
      for (let number = 0; number < count; number++) {
        const feature = features[number] ?? 0;
        const known = seen.get(feature);
        if (known === undefined) seen.set(feature, new Set([group]));
        else if (known.size < groups) known.add(group);
      }
    }
  }
  const rows = new Int32Array(ROWS).fill(-1);
  let row = 0;
  for (const [feature, known] of [...seen].sort(([one], [other]) => one - other)) if (known.size >= groups) rows[feature] = row++;
  return rows;
}

/** Averaged structured perceptron. The same sequences, seed and epochs give the same weights. */
export function train(sequences: readonly Sequence[], rows: Int32Array, epochs: number, random: Random): Weights {
  const size = rows.reduce((most, row) => Math.max(most, row + 1), 0) * LABEL_COUNT;
  const weights = { rows, emissions: new Float32Array(size), transitions: new Float32Array(LABEL_COUNT * LABEL_COUNT) };
  const emissionSums = new Float64Array(size);
  const transitionSums = new Float64Array(weights.transitions.length);
  const features = new Int32Array(MOST_FEATURES);
  let step = 1;
  const order = Array.from(sequences.keys());
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
    }
    for (const place of order) {
      const sequence = sequences[place];
      if (sequence === undefined) continue;
      const guess = decode(sequence.traits, weights);
      const change = (values: Float32Array, sums: Float64Array, at: number, amount: number): void => {
        values[at] = (values[at] ?? 0) + amount;
        sums[at] = (sums[at] ?? 0) + amount * step;
      };
      let [before, guessedBefore] = [0, 0];
      for (let index = 0; index < guess.length; index++) {
        const [label, guessed] = [sequence.labels[index] ?? 0, guess[index] ?? 0];
        if (label !== guessed) {
          const count = featuresAt(sequence.traits, index, features);
          for (let number = 0; number < count; number++) {
            const row = rows[features[number] ?? 0] ?? -1;
            if (row < 0) continue;
            change(weights.emissions, emissionSums, row * LABEL_COUNT + label, 1);
            change(weights.emissions, emissionSums, row * LABEL_COUNT + guessed, -1);
          }
        }
        if (label !== guessed || before !== guessedBefore) {
          change(weights.transitions, transitionSums, before * LABEL_COUNT + label, 1);
          change(weights.transitions, transitionSums, guessedBefore * LABEL_COUNT + guessed, -1);
        }
        [before, guessedBefore] = [label, guessed];
      }
      step++;
    }
  }
  return { rows, emissions: weights.emissions.map((value, at) => value - (emissionSums[at] ?? 0) / step), transitions: weights.transitions.map((value, at) => value - (transitionSums[at] ?? 0) / step) };
}
