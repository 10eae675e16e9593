import { decipheredSentence } from '../text/ciphers';
import { normalise } from '../text/normalise';
import { wordScores } from './linear';
import { indexed, matchAt } from './pattern';
import { PLANTED, plantedFeatures } from './planted';
import { PATTERNS, RULES } from './rules';
import { STYLE, styleFeatures } from './style';
import { SIGNALS, countDisguises, gluedText, readLeet, readSignals, spelledText } from './signals';
import type { Weights } from './weights';
import { emptyWords, readWords, sentenceText } from './words';
import { CLASS_ENTRIES } from './lexicon';

/** What a text is judged by: the score of its words, rules, signals, and requests planted into it. */
export const FEATURES: readonly string[] = ['words-worst', 'words-whole', ...RULES.map(({ code }) => code), 'rules', ...SIGNALS, ...STYLE, ...PLANTED];

const FIRST_RULE = 2;
const RULE_SUM = FIRST_RULE + RULES.length;
const FIRST_SIGNAL = RULE_SUM + 1;
const FIRST_STYLE = FIRST_SIGNAL + SIGNALS.length;
const FIRST_PLANTED = FIRST_STYLE + STYLE.length;
const MARKUP = FIRST_SIGNAL + SIGNALS.indexOf('hidden-markup');
const ESCAPED = FIRST_SIGNAL + SIGNALS.indexOf('escaped-text');
const ENCODED = FIRST_SIGNAL + SIGNALS.indexOf('encoded-text');

/** Signals that a conversation gives by being one. */
const ACROSS = ['fake-dialogue', 'role-label', 'question-overload', 'repeated-token'] as const;

const BY_FIRST_WORD = indexed(PATTERNS);
const FUNCTION_WORDS: ReadonlySet<number> = new Set(CLASS_ENTRIES.get('FUNCTION'));

/** Encodings within encodings that are opened. */
const DEPTH = 2;
/** Most hidden texts that are judged for one text; beyond them, their number tells. */
const MOST_HIDDEN = 24;
/** Most sentences that are tried for a cipher. */
const MOST_TRIED = 2_000;
/** A text that had to be decoded to be read was meant not to be seen. */
const DECODED_POINTS = 1;

/** What is judged: a text of the caller, data from elsewhere, or several texts of the caller in a row. */
export type Place = 'text' | 'data' | 'together';

export interface Judgement {
  /** Log-odds of an attack, before calibration. */
  readonly logit: number;
  /** Signs by code. */
  readonly reasons: Readonly<Record<string, number>>;
}

const words = emptyWords();
const rules = new Float64Array(RULES.length);

/**
 * The features of a text, in the order of FEATURES, and the texts that were hidden in it, which are judged by themselves.
 * `features` is written from its beginning. Linear in the length of the text.
 */
export function readFeatures(raw: string, place: Place, weights: Weights, features: Float64Array): readonly string[] {
  features.fill(0);
  const signals = new Float32Array(SIGNALS.length);
  const { shown, marked, hidden: found, disguises, encodings, escapedLetters, commented } = normalise(raw);
  const hidden = [...found];
  countDisguises(disguises, found.length - encodings.length, signals);
  features[ESCAPED] = Math.min(3, escapedLetters / 20);
  features[MARKUP] = Math.min(3, commented);
  readWords(shown, words);
  readLeet(words, signals);
  readSignals(marked, words, signals);
  const scores = wordScores(words, weights.words);
  features[0] = bounded(scores.worst);
  features[1] = bounded(scores.whole);
  readRules(features);
  styleFeatures(words, features, FIRST_STYLE);
  for (let index = 0; index < SIGNALS.length; index++) features[FIRST_SIGNAL + index] = Math.max(features[FIRST_SIGNAL + index] ?? 0, signals[index] ?? 0);
  features[ENCODED] = Math.min(3, encodings.length);
  if (place === 'together') for (const signal of ACROSS) features[FIRST_SIGNAL + SIGNALS.indexOf(signal)] = 0;
  else plantedFeatures(words, weights.requests, place === 'data', features, FIRST_PLANTED);
  const spelled = spelledText(words);
  if (spelled !== undefined) hidden.push(spelled);
  const glued = gluedText(words);
  if (glued !== undefined) hidden.push(glued);
  decipher(hidden);
  return hidden.length > MOST_HIDDEN ? hidden.slice(0, MOST_HIDDEN) : hidden;
}

function bounded(score: number): number {
  return Math.max(-1.5, Math.min(6, score));
}

function readRules(features: Float64Array): void {
  rules.fill(0);
  for (let index = 0; index < words.count; index++) {
    const candidates = BY_FIRST_WORD[words.entry[index] ?? 0];
    if (candidates === undefined) continue;
    for (const candidate of candidates) if (matchAt(candidate, words, index) >= 0) rules[candidate.rule] = (rules[candidate.rule] ?? 0) + 1;
  }
  let sum = 0;
  for (let index = 0; index < RULES.length; index++) {
    const hits = rules[index] ?? 0;
    if (hits === 0) continue;
    // The first hit tells most.
    features[FIRST_RULE + index] = 1 + Math.min(3, hits - 1) * 0.2;
    sum += RULES[index]?.points ?? 0;
  }
  features[RULE_SUM] = Math.min(12, sum);
}

/** Sentences without any of the words that sentences are made of may be written in a cipher. */
function decipher(hidden: string[]): void {
  let tried = 0;
  for (let sentence = 0; sentence < words.sentences && hidden.length < MOST_HIDDEN && tried < MOST_TRIED; sentence++) {
    const first = words.firstWord[sentence] ?? 0;
    const next = words.firstWord[sentence + 1] ?? words.count;
    if (next - first < 4) continue;
    let ordinary = false;
    for (let index = first; index < next && !ordinary; index++) ordinary = FUNCTION_WORDS.has(words.entry[index] ?? 0);
    if (ordinary) continue;
    tried++;
    const deciphered = decipheredSentence(sentenceText(words, sentence));
    if (deciphered !== undefined) hidden.push(deciphered.text);
  }
}

const depths = Array.from({ length: DEPTH + 1 }, () => new Float64Array(FEATURES.length));

/** Judges one text. The worst of what it shows and what it hides counts. */
export function judgeText(text: string, isData: boolean, weights: Weights, depth = 0): Judgement {
  const features = depths[depth] ?? new Float64Array(FEATURES.length);
  const hidden = readFeatures(text, isData ? 'data' : 'text', weights, features);
  let judgement: Judgement = { logit: logitOf(features, weights), reasons: reasonsOf(features) };
  if (depth >= DEPTH) return judgement;
  for (const one of hidden) {
    const inner = judgeText(one, true, weights, depth + 1);
    const logit = inner.logit + DECODED_POINTS;
    if (logit > judgement.logit) judgement = { logit, reasons: { ...judgement.reasons, ...inner.reasons, 'decoded-text': 1 } };
  }
  return judgement;
}

/**
 * Judges texts that only make sense one after the other, by their words and rules alone: what stands in which sentence, and how many questions there are,
 * tells nothing across messages.
 */
export function judgeTogether(text: string, weights: Weights): Judgement {
  const features = depths[0] ?? new Float64Array(FEATURES.length);
  readFeatures(text, 'together', weights, features);
  return { logit: logitOf(features, weights), reasons: reasonsOf(features) };
}

/** Log-odds by all features, and by all but those of planted requests. */
export function logitsOf(features: Float64Array, weights: Weights): { readonly all: number; readonly rest: number } {
  let rest = weights.bias;
  for (let index = 0; index < FIRST_PLANTED; index++) rest += (features[index] ?? 0) * (weights.features[index] ?? 0);
  let all = rest;
  for (let index = FIRST_PLANTED; index < features.length; index++) all += (features[index] ?? 0) * (weights.features[index] ?? 0);
  return { all, rest };
}

/** A harmless question in a document is worth a mark, but nothing to refuse a request for: by itself it stays below this share of the way to a high score. */
const PLANTED_ALONE = 0.75;

function logitOf(features: Float64Array, weights: Weights): number {
  const { all, rest } = logitsOf(features, weights);
  const { half, high } = weights.calibration;
  return rest >= half ? all : Math.min(all, Math.max(rest, half + PLANTED_ALONE * (high - half)));
}

/** Signs that were found, by name; scores of the models are named when they speak for an attack. */
function reasonsOf(features: Float64Array): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (let index = FIRST_RULE; index < FIRST_STYLE; index++) {
    const value = features[index] ?? 0;
    if (value > 0 && index !== RULE_SUM) reasons[FEATURES[index] ?? ''] = index < RULE_SUM ? Math.round((value - 1) / 0.2) + 1 : Math.max(1, Math.round(value));
  }
  if ((features[0] ?? 0) > 0) reasons['suspicious-words'] = 1;
  let planted = 0;
  for (let index = FIRST_PLANTED; index < FEATURES.length; index++) if (FEATURES[index]?.endsWith('-alone') === true || FEATURES[index]?.endsWith('-within') === true) planted = Math.max(planted, features[index] ?? 0);
  if (planted > 0.5) reasons['planted-request'] = 1;
  return reasons;
}
