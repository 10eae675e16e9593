/**
 * Measures the finder of personal data: `npm run bench:pii -- DATA`. Prints precision, recall and F1 by type (the strict reading of 50 % overlap:
 * intersection over union), and what a call costs. The tagger was trained on these sentences; `pii-training/train.ts DATA FAKER --cross` judges it on
 * sentences it has not seen.
 */
import { createPiiFinder } from '../../lib/services/ai-gateway/pii';
import { print, readExamples, Tally } from './pii-training/measure';

/** Recognised by format or checksum. ZIP_CODE is not among them: a number of three to five digits is a postal code only by what stands around it. */
const STRUCTURED = new Set(['CREDIT_CARD', 'IBAN_CODE', 'US_SSN', 'PHONE_NUMBER', 'EMAIL_ADDRESS', 'IP_ADDRESS', 'DOMAIN_NAME', 'US_DRIVER_LICENSE']);

const PROSE = 'The gateway keeps a record of every request that it has seen, and the record says who asked, what was asked and how it was answered. Nothing of the content stands in the log: what was said is sealed with a key that only the auditors of the tenant can use. If the store for these records cannot be reached, no answer leaves the house, because an answer that nobody can account for later is worse than no answer at all. Operators may choose otherwise, but the choice has a name, a reason and a last day on which it holds. After that day the gateway goes back to the strict default and says so in its own log file.'.slice(0, 600);
const PERSONAL = 'Hello, I am writing about order 48291. My card 4111 1111 1111 1111 was charged twice on 12/03/2024, please call me on +44 7700 900123 or (415) 555-2671 and mail joe.bloggs@example.com; my account is GB29 NWBK 6016 1331 9268 19 and the server 10.1.2.3 answered at https://status.example.com/incidents/42. My social security number is 536-22-1234 and I was born on 12 March 1980, my zip code is 94107. Thank you for looking into this as soon as you can, the version 1.2.3 of your client is really slow today and I have to start it again and again before it does what it should do.'.slice(0, 600);

const finder = createPiiFinder();

function cost(name: string, rounds: number, call: () => unknown): void {
  for (let round = 0; round < rounds; round++) call();
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round++) call();
  const { user, system } = process.cpuUsage(start);
  console.log(`${name.padEnd(44)} ${((user + system) / rounds).toFixed(2)} \u00b5s of CPU`);
}

function heldOnAverage(text: string): number {
  let held = 0;
  for (let length = 1; length <= text.length; length++) held += length - finder.undecidedFrom(text.slice(0, length));
  return held / text.length;
}

const blind = new Tally(false);
const aware = new Tally(true);
for (const { text, spans } of readExamples(process.argv[2] ?? '')) {
  const findings = finder.all(text);
  blind.add(spans, findings);
  aware.add(spans, findings);
}
print('type-blind', blind, STRUCTURED);
print('type-aware', aware, STRUCTURED);

console.log('\ncost');
cost('structured, 600 characters of prose', 20_000, () => finder.structured(PROSE));
cost('structured, 600 characters with 11 findings', 10_000, () => finder.structured(PERSONAL));
cost('undecidedFrom, 600 characters of prose', 20_000, () => finder.undecidedFrom(PROSE));
cost('all, 600 characters of prose', 1_000, () => finder.all(PROSE));
cost('all, 600 characters with 11 findings', 1_000, () => finder.all(PERSONAL));
console.log(`held back on average in prose: ${heldOnAverage(PROSE).toFixed(2)} characters`);
