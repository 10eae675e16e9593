import { featuresAt, MOST_FEATURES, type Trait } from './features';
import { LABEL_COUNT, mayFollow } from './labels';

/** Scores by feature and label, and by label and the one before it. */
export interface Weights {
  /** Row of a feature, or -1. */
  readonly rows: Int32Array;
  readonly emissions: Float32Array;
  /** `[previous * LABEL_COUNT + label]`. */
  readonly transitions: Float32Array;
}

const FOLLOWS: readonly (readonly number[])[] = Array.from({ length: LABEL_COUNT }, (_, label) =>
  Array.from({ length: LABEL_COUNT }, (_previous, previous) => previous).filter((previous) => mayFollow(previous, label)));

/** The best sequence of labels (Viterbi). Tokens of structured findings, which have no word of their own, are labelled 0. */
export function decode(traits: readonly Trait[], weights: Weights): Int32Array {
  const length = traits.length;
  // Read once: unbundled, a constant of another file is a call, and in a sandbox a global is one.
  const count = LABEL_COUNT;
  const impossible = -Infinity;
  const features = new Int32Array(MOST_FEATURES);
  const back = new Uint8Array(length * count);
  let scores = new Float32Array(count).fill(impossible);
  let next = new Float32Array(count);
  const emission = new Float32Array(count);
  scores[0] = 0;
  for (let index = 0; index < length; index++) {
    emission.fill(0);
    const found = featuresAt(traits, index, features);
    for (let number = 0; number < found; number++) {
      const row = weights.rows[features[number] ?? 0] ?? -1;
      if (row < 0) continue;
      for (let label = 0, at = row * count; label < count; label++, at++) emission[label] = (emission[label] ?? 0) + (weights.emissions[at] ?? 0);
    }
    const isStructured = traits[index]?.lower === '';
    for (let label = 0; label < count; label++) {
      let best = impossible;
      let from = 0;
      for (const previous of isStructured && label !== 0 ? [] : FOLLOWS[label] ?? []) {
        const score = (scores[previous] ?? 0) + (weights.transitions[previous * count + label] ?? 0);
        if (score > best) {
          best = score;
          from = previous;
        }
      }
      next[label] = best + (emission[label] ?? 0);
      back[index * count + label] = from;
    }
    [scores, next] = [next, scores];
  }
  const labels = new Int32Array(length);
  let label = 0;
  for (let candidate = 1; candidate < count; candidate++) if ((scores[candidate] ?? 0) > (scores[label] ?? 0)) label = candidate;
  for (let index = length - 1; index >= 0; index--) {
    labels[index] = label;
    label = back[index * count + label] ?? 0;
  }
  return labels;
}
