import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Example, Span } from './fill';

const records = z.array(z.object({
  full_text: z.string(),
  template_id: z.number(),
  spans: z.array(z.object({ entity_type: z.string(), start_position: z.number(), end_position: z.number() })),
}));

/** The synthetic sentences of presidio-research in the data folder. */
export function readExamples(data: string): Example[] {
  return records.parse(JSON.parse(readFileSync(join(data, 'pii', 'presidio_synth_v2.dev.json'), 'utf8'))).map(({ full_text, template_id, spans }) => ({
    text: full_text,
    group: String(template_id),
    spans: spans.map(({ entity_type, start_position, end_position }) => ({ type: entity_type, start: start_position, end: end_position })).sort((one, other) => one.start - other.start),
  }));
}

const prompts = z.array(z.object({ mutated_prompt: z.string() }));

/** Questions of engineers that hold nothing personal, but for the odd product and company. */
export function readQuestions(data: string): string[] {
  return prompts.parse(JSON.parse(readFileSync(join(data, 'prompts', 'cyberseceval_mitre_frr.dev.json'), 'utf8'))).map(({ mutated_prompt }) => mutated_prompt);
}

/** How often words stand in small letters in questions and e-mails. */
export function wordCounts(data: string): Map<string, number> {
  const counts = new Map<string, number>();
  const mails = readFileSync(join(data, 'prompts', 'bipia_email_train.jsonl'), 'utf8');
  for (const text of [...readQuestions(data), mails]) for (const word of text.match(/(?<!\p{L})[a-z]{3,}(?!\p{L})/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

export interface Counts { found: number; right: number; gold: number; hit: number }

export interface Score { readonly precision: number; readonly recall: number; readonly f1: number; readonly counts: Counts }

export function scoreOf(counts: Counts): Score {
  const precision = counts.found === 0 ? 1 : counts.right / counts.found;
  const recall = counts.gold === 0 ? 1 : counts.hit / counts.gold;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), counts };
}

/** Intersection over union of at least a half: the strict reading of "50 % overlap". */
function overlaps(one: Span, other: Span): boolean {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return shared > 0 && 2 * shared >= Math.max(one.end, other.end) - Math.min(one.start, other.start);
}

/** Gold spans and findings are paired one to one. Per type: recall by the gold type, precision by the found type. */
export class Tally {
  readonly byType = new Map<string, Counts>();
  readonly all: Counts = { found: 0, right: 0, gold: 0, hit: 0 };

  constructor(readonly typeAware: boolean) {}

  #counts(type: string): Counts {
    const counts = this.byType.get(type) ?? { found: 0, right: 0, gold: 0, hit: 0 };
    this.byType.set(type, counts);
    return counts;
  }

  add(gold: readonly Span[], found: readonly Span[]): void {
    const free = new Set(found);
    for (const span of gold) {
      const match = [...free].find((finding) => overlaps(span, finding) && (!this.typeAware || finding.type === span.type));
      for (const counts of [this.#counts(span.type), this.all]) {
        counts.gold++;
        if (match !== undefined) counts.hit++;
      }
      if (match !== undefined) free.delete(match);
    }
    for (const finding of found) {
      for (const counts of [this.#counts(finding.type), this.all]) {
        counts.found++;
        if (!free.has(finding)) counts.right++;
      }
    }
  }
}

const percent = (value: number): string => value.toFixed(3);

export function print(title: string, tally: Tally, structured: ReadonlySet<string>): void {
  console.log(`\n${title}`);
  const line = (name: string, { precision, recall, f1, counts }: Score): void => console.log(`${name.padEnd(20)} P ${percent(precision)}  R ${percent(recall)}  F1 ${percent(f1)}  (gold ${counts.gold}, found ${counts.found})`);
  for (const [type, counts] of [...tally.byType].sort(([one], [other]) => one.localeCompare(other))) line(type, scoreOf(counts));
  const sum: Counts = { found: 0, right: 0, gold: 0, hit: 0 };
  for (const [type, counts] of tally.byType) if (structured.has(type)) for (const key of ['found', 'right', 'gold', 'hit'] as const) sum[key] += counts[key];
  line('structured', scoreOf(sum));
  line('overall', scoreOf(tally.all));
}
