import { FEATURES, logitsOf, readFeatures } from '../../../lib/services/ai-gateway/firewall/judge';
import { STRIDE, WINDOW, WORD_FEATURES, windowNorm, wordSlots } from '../../../lib/services/ai-gateway/firewall/linear';
import { MOST_SLOTS, requestNorm, requestSlots } from '../../../lib/services/ai-gateway/firewall/planted';
import { RULES } from '../../../lib/services/ai-gateway/firewall/rules';
import { SIGNALS, SIGNAL_POINTS } from '../../../lib/services/ai-gateway/firewall/signals';
import { REQUEST_SLOTS, WORD_SLOTS } from '../../../lib/services/ai-gateway/firewall/weights';
import type { Table, Weights } from '../../../lib/services/ai-gateway/firewall/weights';
import { emptyWords, readWords } from '../../../lib/services/ai-gateway/firewall/words';
import { canonicalText } from '../../../lib/services/ai-gateway/text/canonical';
import { withoutMarkup } from '../../../lib/services/ai-gateway/text/markup';
import { seeded } from './template';
import type { Sample } from './template';

/** One thing to learn from: slots with one value for all, as the runtime sums them. */
interface Instance {
  readonly slots: Int32Array;
  readonly value: number;
  readonly label: 0 | 1;
  readonly weight: number;
  /** Sample that it is part of. */
  readonly owner: number;
}

/** How much each source counts in all, however many samples it has. */
const SOURCE_WEIGHT: Readonly<Record<string, number>> = {
  'jailbreaks': 900, 'cyberseceval-direct': 160, 'cyberseceval-indirect': 60, 'own-attacks': 300, 'ordinary': 600, 'hard-benign': 900, 'security-questions': 250, 'sentences-with-names': 300, 'bookings': 120, 'emails': 200, 'own-documents': 300, 'frameworks': 250,
};

const words = emptyWords();

function readSample(sample: Sample): void {
  readWords(withoutMarkup(canonicalText(sample.text)).text, words);
}

/** Learns which words speak for an attack. An attack need not show in each window of its text: in later rounds only those count that look most like one. */
export function trainWords(samples: readonly Sample[]): Table {
  const usable = samples.filter(({ source }) => source !== 'bipia' && source !== 'own-planted');
  const instances = usable.flatMap((sample, owner) => windows(sample, owner));
  balance(instances, usable);
  let table = fit(instances, WORD_SLOTS, 8, 0.12);
  for (let round = 0; round < 2; round++) table = fit(telling(instances, table, usable), WORD_SLOTS, 10, 0.12);
  return table;
}

function windows(sample: Sample, owner: number): Instance[] {
  readSample(sample);
  const made: Instance[] = [];
  const slots = new Int32Array(WORD_FEATURES);
  for (let from = 0; from === 0 || (from + STRIDE < words.count && from < 4_000); from += STRIDE) {
    const to = Math.min(words.count, from + WINDOW);
    const all = new Int32Array((to - from) * WORD_FEATURES);
    for (let index = from; index < to; index++) {
      wordSlots(words, index, WORD_SLOTS, slots);
      all.set(slots, (index - from) * WORD_FEATURES);
    }
    made.push({ slots: all, value: windowNorm(to - from), label: sample.attack ? 1 : 0, weight: 1, owner });
    if (to === words.count) break;
  }
  return made;
}

/** Shares the weight of each source among its samples, and of each sample among its windows. */
function balance(instances: Instance[], samples: readonly Sample[]): void {
  const perSource = new Map<string, number>();
  for (const { source } of samples) perSource.set(source, (perSource.get(source) ?? 0) + 1);
  const perOwner = new Map<number, number>();
  for (const { owner } of instances) perOwner.set(owner, (perOwner.get(owner) ?? 0) + 1);
  instances.forEach((instance, index) => {
    const source = samples[instance.owner]?.source ?? '';
    const share = (SOURCE_WEIGHT[source] ?? 200) / (perSource.get(source) ?? 1);
    instances[index] = { ...instance, weight: instance.label === 0 ? share : share / (perOwner.get(instance.owner) ?? 1) };
  });
}

function telling(instances: readonly Instance[], table: Table, samples: readonly Sample[]): Instance[] {
  const best = new Map<number, number>();
  const scores = instances.map((instance) => score(instance, table));
  instances.forEach(({ owner }, index) => best.set(owner, Math.max(best.get(owner) ?? -Infinity, scores[index] ?? 0)));
  const kept = instances.filter((instance, index) => instance.label === 0 || (scores[index] ?? 0) >= (best.get(instance.owner) ?? 0) - 0.7);
  balance(kept, samples);
  return kept;
}

function score({ slots, value }: Instance, table: Table): number {
  let sum = 0;
  for (const slot of slots) sum += table.slots[slot] ?? 0;
  return table.bias + table.scale * sum * value;
}

/** Learns how a request to a model reads, sentence by sentence. Documents hold requests as well, but to people. */
export function trainRequests(samples: readonly Sample[]): Table {
  const weights: Readonly<Record<string, number>> = { 'bipia': 500, 'own-planted': 600, 'ordinary': 400, 'hard-benign': 300, 'security-questions': 60, 'emails': 400, 'own-documents': 700, 'sentences-with-names': 350, 'bookings': 60, 'frameworks': 300 };
  const instances: Instance[] = [];
  const slots = new Int32Array(MOST_SLOTS);
  samples.forEach((sample, owner) => {
    readSample(sample);
    for (let sentence = 0; sentence < words.sentences && sentence < 60; sentence++) {
      const found = requestSlots(words, sentence, slots);
      const length = (words.firstWord[sentence + 1] ?? 0) - (words.firstWord[sentence] ?? 0);
      if (length >= 2) instances.push({ slots: slots.slice(0, found), value: requestNorm(words, sentence), label: sample.attack ? 1 : 0, weight: 1, owner });
    }
  });
  const perSource = new Map<string, number>();
  for (const { owner } of instances) perSource.set(samples[owner]?.source ?? '', (perSource.get(samples[owner]?.source ?? '') ?? 0) + 1);
  instances.forEach((instance, index) => {
    const source = samples[instance.owner]?.source ?? '';
    instances[index] = { ...instance, weight: (weights[source] ?? 200) / (perSource.get(source) ?? 1) };
  });
  return fit(instances, REQUEST_SLOTS, 14, 0.12);
}

/** Logistic regression by stochastic gradient descent with a step of its own for each weight; the same instances give the same table. */
function fit(instances: readonly Instance[], size: number, epochs: number, rate: number): Table {
  const weights = new Float64Array(size);
  const steps = new Float64Array(size).fill(1e-3);
  let bias = -1;
  let biasStep = 1e-3;
  const order = instances.map((_, index) => index);
  const random = seeded(7);
  const ridge = 5e-4;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
    }
    for (const at of order) {
      const instance = instances[at];
      if (instance === undefined) continue;
      let sum = bias;
      for (const slot of instance.slots) sum += (weights[slot] ?? 0) * instance.value;
      const error = (1 / (1 + Math.exp(-sum)) - instance.label) * instance.weight;
      biasStep += error * error;
      bias -= (rate * error) / Math.sqrt(biasStep);
      for (const slot of instance.slots) {
        const gradient = error * instance.value + ridge * instance.weight * (weights[slot] ?? 0);
        steps[slot] = (steps[slot] ?? 0) + gradient * gradient;
        weights[slot] = (weights[slot] ?? 0) - (rate * gradient) / Math.sqrt(steps[slot] ?? 1);
      }
    }
  }
  return quantised(weights, bias);
}

function quantised(weights: Float64Array, bias: number): Table {
  const sizes = [...weights].map(Math.abs).sort((a, b) => a - b);
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127;
  return { slots: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))), scale: Number(scale.toPrecision(6)), bias: Number(bias.toPrecision(6)) };
}

/** A sample as the last stage sees it. */
export interface Row {
  readonly sample: Sample;
  readonly features: Float64Array;
  /** Features of what is hidden in it. */
  readonly hidden: readonly Float64Array[];
}

export function rowOf(sample: Sample, words: Table, requests: Table): Row {
  const weights: Weights = { words, requests, features: new Float64Array(FEATURES.length), bias: 0, calibration: { half: 0, high: 1 } };
  const features = new Float64Array(FEATURES.length);
  const hidden = readFeatures(sample.text, sample.role === 'tool' ? 'data' : 'text', weights, features).map((text) => {
    const inner = new Float64Array(FEATURES.length);
    readFeatures(text, 'data', weights, inner);
    return inner;
  });
  return { sample, features, hidden };
}

/** Weights of the last stage before it has seen anything; rules and signals keep to theirs unless the samples say otherwise. */
function priors(): Float64Array {
  return Float64Array.from(FEATURES, (name) => {
    const rule = RULES.find(({ code }) => code === name);
    const signal = SIGNALS.find((one) => one === name);
    return rule !== undefined ? rule.points * 0.7 : signal !== undefined ? SIGNAL_POINTS[signal] * 0.6 : name.startsWith('words-') ? 1 : 0;
  });
}

/** No sign of an attack may speak against one: a disguise or a rule that is hit never lowers the score. */
function isSign(name: string): boolean {
  return RULES.some(({ code }) => code === name) || SIGNALS.some((one) => one === name) || name === 'rules' || name === 'words-worst' || name.startsWith('style-');
}

/** That somebody asks about a text is what texts are pasted for: it never speaks for an attack. */
function isExcuse(name: string): boolean {
  return name.endsWith('-own') || name === 'text-is';
}

const ROW_WEIGHT: Readonly<Record<string, number>> = {
  'jailbreaks': 900, 'cyberseceval-direct': 300, 'cyberseceval-indirect': 120, 'own-attacks': 100, 'bipia': 500, 'own-planted': 150, 'ordinary': 700, 'hard-benign': 900, 'security-questions': 300, 'sentences-with-names': 500, 'bookings': 200, 'emails': 500, 'own-documents': 600, 'frameworks': 400,
};

/** The last stage: full-batch logistic regression over the features, drawn to the priors. */
export function trainFeatures(rows: readonly Row[]): { readonly features: Float64Array; readonly bias: number } {
  const prior = priors();
  const weights = Float64Array.from(prior);
  const signs = FEATURES.map(isSign);
  const excuses = FEATURES.map(isExcuse);
  // Few samples have signals; what they teach is bounded by what a signal is worth.
  const worth = new Map<string, number>(Object.entries(SIGNAL_POINTS));
  const ceilings = FEATURES.map((name) => (worth.get(name) ?? Infinity) * 1.6);
  const perSource = new Map<string, number>();
  for (const { sample } of rows) perSource.set(sample.source, (perSource.get(sample.source) ?? 0) + 1);
  const shares = rows.map(({ sample }) => (ROW_WEIGHT[sample.source] ?? 200) / (perSource.get(sample.source) ?? 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  let bias = -2;
  const steps = new Float64Array(FEATURES.length).fill(1e-6);
  let biasStep = 1e-6;
  for (let round = 0; round < 900; round++) {
    const gradient = new Float64Array(FEATURES.length);
    let biasGradient = 0;
    rows.forEach(({ sample, features }, index) => {
      let sum = bias;
      for (let feature = 0; feature < features.length; feature++) sum += (features[feature] ?? 0) * (weights[feature] ?? 0);
      const error = ((1 / (1 + Math.exp(-sum)) - (sample.attack ? 1 : 0)) * (shares[index] ?? 0)) / total;
      biasGradient += error;
      for (let feature = 0; feature < features.length; feature++) gradient[feature] = (gradient[feature] ?? 0) + error * (features[feature] ?? 0);
    });
    biasStep += biasGradient * biasGradient;
    bias -= (0.4 * biasGradient) / Math.sqrt(biasStep);
    for (let feature = 0; feature < weights.length; feature++) {
      const slope = (gradient[feature] ?? 0) + (signs[feature] === true ? 2e-4 : 1e-4) * ((weights[feature] ?? 0) - (prior[feature] ?? 0));
      steps[feature] = (steps[feature] ?? 0) + slope * slope;
      const next = (weights[feature] ?? 0) - (0.4 * slope) / Math.sqrt(steps[feature] ?? 1);
      weights[feature] = signs[feature] === true ? Math.min(ceilings[feature] ?? Infinity, Math.max(0, next)) : excuses[feature] === true ? Math.min(0, next) : next;
    }
  }
  return { features: weights, bias };
}

/** What a row scores, with and without what planted requests add. */
export function rowLogits({ features, hidden }: Row, weights: Weights): { readonly logit: number; readonly rest: number } {
  const { all, rest } = logitsOf(features, weights);
  return hidden.map((one) => logitsOf(one, weights)).reduce((worst, one) => (one.all + 1 > worst.logit ? { logit: one.all + 1, rest: one.rest + 1 } : worst), { logit: all, rest });
}
