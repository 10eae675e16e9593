/**
 * Trains the tagger of names and places: `node --import tsx test/bench/pii-training/train.ts DATA FAKER [--cross]`.
 * DATA is the data folder, FAKER an unpacked @faker-js/faker 10.6.0. The same inputs give the same files. With `--cross` nothing is written: the
 * sentences are judged in five folds by template, none of a fold having been seen in training.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../../lib/services/ai-gateway/pii/characters';
import { structuredIn } from '../../../lib/services/ai-gateway/pii/structured';
import { filterBits, wordFilter } from '../../../lib/services/ai-gateway/pii/tagger/bloom';
import type { Weights } from '../../../lib/services/ai-gateway/pii/tagger/decode';
import { FAMILY, type Gazetteer, GIVEN, JOB, NATIONALITY, PLACE, traitsOf } from '../../../lib/services/ai-gateway/pii/tagger/features';
import { packWeights } from '../../../lib/services/ai-gateway/pii/tagger/pack';
import { spansOf } from '../../../lib/services/ai-gateway/pii/tagger/spans';
import { tokenise } from '../../../lib/services/ai-gateway/pii/tagger/tokens';
import { type Example, fill, type Lists, pick, type Random, randomFrom } from './fill';
import { readLists } from './lists';
import { print, readExamples, readQuestions, Tally, wordCounts } from './measure';
import { knownFeatures, labelsOf, type Sequence, train } from './perceptron';
import { NOISE, PLAIN, TEMPLATES } from './templates';

const SEED = 20_261;
const EPOCHS = 8;
const COPIES = 12;
const FEWEST_GROUPS = 3;
const FOLDS = 5;
const LIB = join(__dirname, '../../../lib/services/ai-gateway/pii/tagger');
/** Share of names in made sentences that the gazetteer is made to miss, as it will miss others. */
const MISSED = 0.4;

const GAZETTEER_LISTS = ['given', 'family', 'place', 'country', 'nationality', 'job', 'common'] as const;

function gazetteerBits(lists: Lists): Record<(typeof GAZETTEER_LISTS)[number], Uint8Array> {
  const words = (values: readonly string[]): ReadonlySet<string> => new Set(values.flatMap((value) => tokenise(value).map(({ text }) => text.toLowerCase())).filter((word) => word.length > 1 && /\p{L}/u.test(word)));
  const all = (key: 'given' | 'family' | 'city'): string[] => lists.locales.flatMap((names) => names[key]);
  return { given: filterBits(words(all('given'))), family: filterBits(words(all('family'))), place: filterBits(words(all('city'))), country: filterBits(words(lists.countries)), nationality: filterBits(words(lists.nationalities)), job: filterBits(words(lists.jobs)), common: filterBits(new Set(lists.common)) };
}

function sequenceOf({ text, spans, group }: Example, gazetteer: Gazetteer, missed: number, random: Random): Sequence {
  const tokens = tokenise(text);
  const structured = structuredIn(normalise(text).text.length === text.length ? normalise(text).text : text, 0);
  const names = GIVEN | FAMILY | PLACE | JOB | NATIONALITY;
  const traits = traitsOf(tokens, structured, gazetteer).map((trait) => (random() < missed ? { ...trait, lists: trait.lists & ~names } : trait));
  return { traits, labels: labelsOf(tokens, spans, structured), group };
}

/** Some sentences all in small letters, few all in capitals: people write so. */
function recased(example: Example, random: Random): Example {
  const dice = random();
  const text = dice < 0.08 ? example.text.toLowerCase() : dice < 0.1 ? example.text.toUpperCase() : example.text;
  return text.length === example.text.length ? { ...example, text } : example;
}

function madeExamples(lists: Lists, questions: readonly string[], random: Random): Example[] {
  const made = TEMPLATES.flatMap((template, index) => Array.from({ length: COPIES }, () => recased(fill(template, `own-${index}`, lists, random), random)));
  const plain = PLAIN.flatMap((text, index) => [text, text, pick([text.toLowerCase(), text.toUpperCase(), text], random)].map((variant) => ({ text: variant, spans: [], group: `plain-${index}` })));
  const senseless = NOISE.flatMap((template, index) => Array.from({ length: 3 * COPIES }, () => fill(template, `noise-${index}`, lists, random)));
  return [...made, ...plain, ...senseless, ...questions.map((text, index) => ({ text, spans: [], group: `question-${index % 20}` }))];
}

function trainOn(examples: readonly Example[], made: readonly Example[], gazetteer: Gazetteer): Weights {
  const random = randomFrom(SEED);
  const sequences = [...examples.map((example) => sequenceOf(example, gazetteer, 0.1, random)), ...made.map((example) => sequenceOf(example, gazetteer, MISSED, random))];
  return train(sequences, knownFeatures(sequences, FEWEST_GROUPS), EPOCHS, random);
}

async function main(): Promise<void> {
  const [data = '', faker = '', mode] = process.argv.slice(2);
  const lists = await readLists(faker, wordCounts(data));
  const bits = gazetteerBits(lists);
  const gazetteer: Gazetteer = { given: wordFilter(bits.given), family: wordFilter(bits.family), place: wordFilter(bits.place), country: wordFilter(bits.country), nationality: wordFilter(bits.nationality), job: wordFilter(bits.job), common: wordFilter(bits.common) };
  const examples = readExamples(data);
  const questions = readQuestions(data);
  // every second one is kept to count false findings
  const made = madeExamples(lists, questions.filter((_, index) => index % 2 === 0), randomFrom(SEED + 1));
  if (mode === '--cross') {
    const groups = [...new Set(examples.map(({ group }) => group))].sort((one, other) => Number(one) - Number(other));
    const tallies = [new Tally(false), new Tally(true)];
    for (let fold = 0; fold < FOLDS; fold++) {
      const unseen = new Set(groups.filter((_, index) => index % FOLDS === fold));
      const weights = trainOn(examples.filter(({ group }) => !unseen.has(group)), made, gazetteer);
      for (const { text, spans } of examples.filter(({ group }) => unseen.has(group))) {
        const structured = structuredIn(text, 0);
        const found = spansOf(text, structured, gazetteer, weights);
        for (const tally of tallies) tally.add(spans, found);
      }
    }
    const structured = new Set(['CREDIT_CARD', 'IBAN_CODE', 'US_SSN', 'PHONE_NUMBER', 'EMAIL_ADDRESS', 'IP_ADDRESS', 'DOMAIN_NAME', 'US_DRIVER_LICENSE']);
    const alone = trainOn([], made, gazetteer);
    const own = new Tally(false);
    for (const { text, spans } of examples) own.add(spans, spansOf(text, structuredIn(text, 0), gazetteer, alone));
    const whole = trainOn(examples, made, gazetteer);
    const kept = questions.filter((_, index) => index % 2 === 1);
    const tokens = kept.reduce((sum, text) => sum + tokenise(text).length, 0);
    const wrong = kept.reduce((sum, text) => sum + spansOf(text, [], gazetteer, whole).length, 0);
    print('trained on own sentences only, type-blind', own, structured);
    console.log(`\nfindings in unseen questions of engineers: ${((1000 * wrong) / tokens).toFixed(2)} of 1000 tokens`);
    print('unseen templates, type-blind', tallies[0] ?? new Tally(false), structured);
    print('unseen templates, type-aware', tallies[1] ?? new Tally(true), structured);
    return;
  }
  const weights = trainOn(examples, made, gazetteer);
  writeFileSync(join(LIB, 'weights.json'), `${JSON.stringify(packWeights(weights), undefined, 1)}\n`);
  writeFileSync(join(LIB, 'gazetteer.json'), `${JSON.stringify(Object.fromEntries(GAZETTEER_LISTS.map((name) => [name, Buffer.from(bits[name]).toString('base64')])), undefined, 1)}\n`);
}

void main();
