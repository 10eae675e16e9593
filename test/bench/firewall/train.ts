/**
 * Makes the weights of the prompt firewall: `npx tsx test/bench/firewall/train.ts <data folder> [output]`. The same folder gives the same file.
 * Scores are calibrated on samples that the models have not seen, so that 0.5 is passed by one harmless text in a hundred and 0.8 by three in a thousand.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEATURES } from '../../../lib/services/ai-gateway/firewall/judge';
import type { Table } from '../../../lib/services/ai-gateway/firewall/weights';
import { loadCorpus } from './corpus';
import { counted, foldsOf, thresholds, unseenRows, unseenScores } from './folds';
import { trainFeatures, trainRequests, trainWords } from './training';

const [folder, output = join(__dirname, '../../../lib/services/ai-gateway/firewall/weights.json')] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the data folder');

const corpus = loadCorpus(folder);
const rows = unseenRows(corpus, foldsOf(corpus));
const { half, high } = thresholds(counted(unseenScores(rows)));
const { features, bias } = trainFeatures(rows.map(({ row }) => row));
const stored = (table: Table) => ({ slots: Buffer.from(table.slots.buffer).toString('base64'), scale: table.scale, bias: table.bias });
const short = (value: number): number => Number(value.toPrecision(5));
writeFileSync(output, `${JSON.stringify({
  words: stored(trainWords(corpus.samples)), requests: stored(trainRequests(corpus.sentences)),
  features: Object.fromEntries(FEATURES.map((name, index) => [name, short(features[index] ?? 0)])), bias: short(bias), calibration: { half: short(half), high: short(high) },
}, undefined, 1)}\n`);
console.log(`${corpus.samples.length} samples; score 0.5 at ${half.toFixed(2)}, 0.8 at ${high.toFixed(2)}`);
