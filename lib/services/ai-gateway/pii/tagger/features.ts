import type { Found } from '../finding';
import { isMonthName } from '../recognisers/days-and-postcodes';
import { hashOf, type WordFilter } from './bloom';
import type { Token } from './tokens';

/** Lists of names, as filters over lower-case words. */
export interface Gazetteer {
  readonly given: WordFilter;
  readonly family: WordFilter;
  readonly place: WordFilter;
  readonly country: WordFilter;
  readonly nationality: WordFilter;
  readonly job: WordFilter;
  /** Words of everyday and technical English that are not mainly names. */
  readonly common: WordFilter;
}

export const GIVEN = 1, FAMILY = 2, PLACE = 4, COUNTRY = 8, NATIONALITY = 16, JOB = 32;
const STREET = 64, UNIT = 128, COMPANY = 256, HONORIFIC = 512, DAY = 1_024, FUNCTION = 2_048, COMMON = 4_096;

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Kinds of words that tell what stands beside them. Short closed lists; the long ones are in the gazetteer. */
const STREET_WORDS = list('street st road rd avenue ave av lane ln drive dr court ct square sq place pl boulevard blvd way terrace crescent close circle highway hwy parkway pkwy trail alley row grove hill gardens park corner route esplanade plaza mews walk rue allée chemin impasse quai via viale piazza corso vicolo strada calle avenida avda paseo plaza camino carrer rúa rua travessa largo praça straat weg laan plein gracht kade strasse straße gasse platz allee ufer ulica ul aleja náměstí třída utca út útja tér krt sor vej gade allé plads vei gate veien gata vägen väg gränd torg katu tie kuja polku ulice utcá cesta trg sokak cadde caddesi bulvarı улица проспект переулок οδός λεωφ');
const STREET_ENDINGS = /(?:straat|strasse|straße|gasse|platz|weg|laan|gracht|kade|plein|vej|vejen|gade|gaden|stræde|vei|veien|gata|gate|gaten|vägen|gränd|stigen|katu|tie|kuja|tänav|gatan|allé|utca|haven|parken|bakken|terrasse|stræti|gata|braut|vegur|ová|ská|cká)$/;
const UNIT_WORDS = list('apt apartment suite unit flat floor fl room rm building bldg box po p.o psc apo fpo dpo ste no nr numéro interno piso etage étage wing block tower house');
const COMPANY_WORDS = list('inc incorporated corp corporation ltd limited llc llp plc gmbh ag kg co company group holdings partners associates bank university college institute hospital school foundation agency ministry department committee association society union technologies technology systems solutions software labs laboratories media capital financial insurance industries international global services consulting investments pharma pharmaceuticals health healthcare motors airlines energy oil networks ventures press records studios sa srl spa bv nv ab as oy oyj sarl sas kft zrt sro');
const HONORIFICS = list('mr mrs ms miss dr prof professor sir madam lady lord rev reverend hon judge captain capt major colonel col sergeant sgt lieutenant lt herr frau monsieur madame mme mlle señor señora sr sra signor signora pan pani');
const DAYS = list('monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight noon midnight weekend mon tue tues wed thu thur thurs fri sat sun spring summer autumn winter christmas easter');
const FUNCTION_WORDS = list('the a an and or but if then of to in on at by for with from into over under about after before as is are was were be been being am do does did have has had will would can could may might shall should must not no yes i you he she it we they me him her us them my your his its our their this that these those who whom which what where when why how there here all any some each both more most other such only own same so than too very just also please thanks thank hello hi hey dear ok okay');

/** What a token is, apart from its word: read once, used by its neighbours too. */
export interface Trait {
  readonly lower: string;
  readonly word: number;
  readonly shape: number;
  readonly prefix: number;
  readonly suffix: number;
  readonly ending: number;
  /** Bits of the lists above. */
  readonly lists: number;
}

function shapeOf(text: string): string {
  if (text === '\n') return 'n';
  if (/^\d/.test(text)) return /[^\d]/.test(text) ? `d${/[:]/.test(text) ? ':' : /\//.test(text) ? '/' : /-/.test(text) ? '-' : '.'}${Math.min(text.length, 11)}` : `d${Math.min(text.length, 8)}`;
  const first = text.charAt(0);
  if (first.toLowerCase() === first.toUpperCase()) return /\p{L}/u.test(first) ? 'o' : `p${first}`;
  if (first === first.toLowerCase()) return text === text.toLowerCase() ? 'x' : 'xX';
  if (text.length === 1) return 'X1';
  return text === text.toUpperCase() ? (text.length <= 3 ? 'XX' : 'CAPS') : /^.[^\p{Lu}]+$/u.test(text) ? 'Xx' : /-/.test(text) ? 'X-X' : 'XxX';
}

function listsOf(lower: string, gazetteer: Gazetteer): number {
  if (lower.length < 2 || !/\p{L}/u.test(lower.charAt(0))) return 0;
  let lists = 0;
  if (FUNCTION_WORDS.has(lower)) return FUNCTION;
  if (gazetteer.given.has(lower)) lists |= GIVEN;
  if (gazetteer.family.has(lower)) lists |= FAMILY;
  if (gazetteer.place.has(lower)) lists |= PLACE;
  if (gazetteer.country.has(lower)) lists |= COUNTRY;
  if (gazetteer.nationality.has(lower)) lists |= NATIONALITY;
  if (gazetteer.job.has(lower)) lists |= JOB;
  if (gazetteer.common.has(lower)) lists |= COMMON;
  if (STREET_WORDS.has(lower) || (lower.length > 6 && STREET_ENDINGS.test(lower))) lists |= STREET;
  if (UNIT_WORDS.has(lower)) lists |= UNIT;
  if (COMPANY_WORDS.has(lower)) lists |= COMPANY;
  if (HONORIFICS.has(lower)) lists |= HONORIFIC;
  if (DAYS.has(lower) || isMonthName(lower)) lists |= DAY;
  return lists;
}

/** Traits of all tokens. A structured finding counts as one kind of word, whatever it holds. */
export function traitsOf(tokens: readonly Token[], structured: readonly Found[], gazetteer: Gazetteer): Trait[] {
  let next = 0;
  return tokens.map(({ text, start, end }) => {
    while ((structured[next]?.end ?? Infinity) <= start) next++;
    const finding = structured[next];
    if (finding !== undefined && finding.start < end) {
      const type = hashOf(finding.type, 7);
      return { lower: '', word: type, shape: type, prefix: 0, suffix: 0, ending: 0, lists: 0 };
    }
    const lower = text.toLowerCase();
    return {
      lower, word: hashOf(/^\d/.test(lower) ? '0' : lower, 3), shape: hashOf(shapeOf(text), 4), prefix: hashOf(lower.slice(0, 3), 5),
      suffix: hashOf(lower.slice(-3), 6), ending: hashOf(lower.slice(-2), 6), lists: listsOf(lower, gazetteer),
    };
  });
}

const OUTSIDE: Trait = { lower: '', word: 11, shape: 12, prefix: 13, suffix: 14, ending: 15, lists: 0 };

export const FEATURE_BITS = 18;

// Taken once: in the sandbox of a test runner every look at a global is a call.
const { imul } = Math;

/** Place in the table of weights of feature number `kind` with these values. */
function feature(kind: number, first: number, second = 0, third = 0): number {
  let hash = imul(kind + 1, 0x9E3779B1) ^ first;
  hash = imul(hash ^ hash >>> 16, 0x85EBCA6B) ^ second;
  hash = imul(hash ^ hash >>> 13, 0xC2B2AE35) ^ third;
  hash = imul(hash ^ hash >>> 16, 0x27D4EB2F);
  return (hash ^ hash >>> 15) >>> (32 - FEATURE_BITS);
}

/** Writes the features of the token at `index` into `features`; gives their number. */
export function featuresAt(traits: readonly Trait[], index: number, features: Int32Array): number {
  const here = traits[index] ?? OUTSIDE;
  const before = traits[index - 1] ?? OUTSIDE;
  const before2 = traits[index - 2] ?? OUTSIDE;
  const before3 = traits[index - 3] ?? OUTSIDE;
  const after = traits[index + 1] ?? OUTSIDE;
  const after2 = traits[index + 2] ?? OUTSIDE;
  let count = 0;
  const add = (kind: number, first: number, second?: number, third?: number): void => {
    features[count++] = feature(kind, first, second, third);
  };
  add(0, 0);
  add(1, here.word);
  add(2, here.shape);
  add(3, here.prefix, here.shape);
  add(4, here.suffix, here.shape);
  add(5, here.ending, here.shape);
  add(6, here.lists);
  add(7, here.lists, here.shape);
  add(8, here.lists, before.lists, here.shape);
  add(9, here.lists, after.lists, here.shape);
  add(10, before.word);
  add(11, before.word, here.shape);
  add(12, before.shape, here.shape);
  add(13, after.word);
  add(14, after.word, here.shape);
  add(15, after.shape, here.shape);
  add(16, before.shape, here.shape, after.shape);
  add(17, before2.word, before.word);
  add(18, before2.word, before.word, here.shape);
  add(19, after.word, after2.word);
  add(20, before2.word);
  add(21, after2.word);
  add(22, before.lists, here.shape);
  add(23, after.lists, here.shape);
  add(24, before2.lists, before.lists, here.lists);
  add(25, before.word, after.word);
  add(26, before2.shape, before.shape, here.shape);
  add(27, here.shape, after.shape, after2.shape);
  add(28, before3.word, before2.word, before.word);
  add(29, after.suffix, here.shape);
  add(30, before.suffix, here.shape);
  add(31, before2.lists, here.shape);
  add(32, after2.lists, here.shape);
  add(33, before.word, here.lists);
  add(34, after.word, here.lists);
  for (let bit = 1; bit <= COMMON; bit <<= 1) {
    if ((here.lists & bit) !== 0) add(35, bit, here.shape);
    if ((before.lists & bit) !== 0) add(36, bit);
    if ((after.lists & bit) !== 0) add(37, bit);
  }
  return count;
}

export const MOST_FEATURES = 96;
