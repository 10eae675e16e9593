import { rowLogits, rowOf, trainFeatures, trainRequests, trainWords } from './training';
import type { Row } from './training';
import { seeded } from './template';
import type { Sample } from './template';
import type { Corpus } from './corpus';

export const FOLDS = 5;

/** Fold of each group, evenly within each kind of group. */
export function foldsOf(corpus: Corpus): ReadonlyMap<string, number> {
  const groups = [...new Set([...corpus.samples, ...corpus.sentences].flatMap((sample) => sample.groups))].sort();
  const random = seeded(3);
  const shuffled = groups.map((group) => ({ group, kind: group.replace(/-[^-]*$/, ''), at: random() })).sort((a, b) => a.at - b.at);
  const next = new Map<string, number>();
  const folds = new Map<string, number>();
  for (const { group, kind } of shuffled) {
    const fold = next.get(kind) ?? Math.floor(random() * FOLDS);
    folds.set(group, fold);
    next.set(kind, (fold + 1) % FOLDS);
  }
  return folds;
}

export interface Scored {
  readonly sample: Sample;
  readonly logit: number;
  /** The same without planted requests, which alone never make a score high. */
  readonly rest: number;
}

/** Features of every sample by models that have seen none of its groups. Samples whose parts fall into several folds are left out. */
export function unseenRows(corpus: Corpus, folds: ReadonlyMap<string, number>): { readonly row: Row; readonly fold: number }[] {
  const rows: { row: Row; fold: number }[] = [];
  const all = (sample: Sample, fold: number): boolean => sample.groups.every((group) => folds.get(group) === fold);
  const none = (sample: Sample, fold: number): boolean => sample.groups.every((group) => folds.get(group) !== fold);
  for (let fold = 0; fold < FOLDS; fold++) {
    const words = trainWords(corpus.samples.filter((sample) => none(sample, fold)));
    const requests = trainRequests(corpus.sentences.filter((sample) => none(sample, fold)));
    for (const sample of corpus.samples) if (all(sample, fold)) rows.push({ row: rowOf(sample, words, requests), fold });
  }
  return rows;
}

/** Scores of samples by last stages that have not seen their fold either. */
export function unseenScores(rows: readonly { readonly row: Row; readonly fold: number }[]): Scored[] {
  const scored: Scored[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const { features, bias } = trainFeatures(rows.filter((one) => one.fold !== fold).map(({ row }) => row));
    const weights = { features, bias, words: NO_TABLE, requests: NO_TABLE, calibration: { half: 0, high: 1 } };
    for (const { row } of rows.filter((one) => one.fold === fold)) scored.push({ sample: row.sample, ...rowLogits(row, weights) });
  }
  return scored;
}

/** Most samples of one template that are counted in figures: texts of one template fail or pass together. */
const PER_TEMPLATE = 3;

/** Samples as they are counted: all of the data, a few of each template. */
export function counted(scored: readonly Scored[]): Scored[] {
  const seen = new Map<string, number>();
  return scored.filter(({ sample }) => {
    if (!/^(?:own-|ordinary|hard-)/.test(sample.source)) return true;
    const key = `${sample.source} ${sample.groups.join(' ')}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return (seen.get(key) ?? 0) <= PER_TEMPLATE;
  });
}

export interface Thresholds { readonly half: number; readonly high: number }

/** Least distance of the two thresholds, in log-odds. */
const APART = 1;

/** Log-odds that one in a hundred, and three in a thousand, harmless samples reach. */
export function thresholds(scored: readonly Scored[]): Thresholds {
  const harmless = scored.filter(({ sample }) => !sample.attack);
  const at = (logits: readonly number[], share: number): number => [...logits].sort((a, b) => b - a)[Math.floor(harmless.length * share)] ?? -Infinity;
  const half = at(harmless.map(({ logit }) => logit), 0.01);
  return { half, high: Math.max(half + APART, at(harmless.filter(({ rest }) => rest >= half).map(({ logit }) => logit), 0.003)) };
}

export function reachesHalf({ logit }: Scored, { half }: Thresholds): boolean {
  return logit > half;
}

export function reachesHigh({ logit, rest }: Scored, { half, high }: Thresholds): boolean {
  return logit > high && rest >= half;
}

export const NO_TABLE = { slots: new Int8Array(0), scale: 0, bias: 0 };
