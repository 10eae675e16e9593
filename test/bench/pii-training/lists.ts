import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import nlp from 'compromise';
import { z } from 'zod';
import type { Lists, Names } from './fill';

const words = z.array(z.string());
const bySex = z.object({ generic: words.optional(), female: words.optional(), male: words.optional() }).transform(({ generic = [], female = [], male = [] }) => [...generic, ...female, ...male]);
const definitions = z.object({
  person: z.object({ first_name: bySex.optional(), last_name: bySex.optional(), job_type: words.optional(), job_area: words.optional() }).optional(),
  location: z.object({ city_name: words.nullish(), street_name: words.nullish(), street_suffix: words.nullish(), country: words.nullish() }).optional(),
  company: z.object({ adjective: words.optional(), buzz_noun: words.optional() }).optional(),
  word: z.object({ noun: words.nullish(), adjective: words.nullish(), verb: words.nullish(), adverb: words.nullish() }).optional(),
});
const model = z.object({ one: z.object({ lexicon: z.record(z.string(), z.union([z.string(), words])) }) });
type Definitions = z.output<typeof definitions>;

const unique = (list: readonly string[]): string[] => [...new Set(list)];
/** Letters that the tokens know; names in scripts without capitals would teach nothing. */
const isName = (word: string): boolean => /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word) && word.length > 1 && word.length < 40;

function namesOf({ person, location }: Definitions, fallback: Names): Names {
  const family = unique(person?.last_name ?? []).filter(isName);
  const suffixes = location?.street_suffix ?? [];
  const given = unique(person?.first_name ?? []).filter(isName);
  const city = unique(location?.city_name ?? []).filter(isName);
  const street = unique([...location?.street_name ?? [], ...suffixes.slice(0, 40).map((suffix, index) => {
    const name = family[(index * 37) % Math.max(1, family.length)] ?? 'Park';
    return /^[a-z\u00e6\u00f8\u00e5\u00e4\u00f6\u00df]/.test(suffix) && !suffix.startsWith(' ') && suffix.length < 9 ? `${name}${suffix}` : `${name} ${suffix.trim()}`;
  })]).filter(isName);
  return { given: given.length > 0 ? given : fallback.given, family: family.length > 0 ? family : fallback.family, city: city.length > 0 ? city : fallback.city, street: street.length > 4 ? street : fallback.street };
}

const EVERYDAY_TAGS = ['Gerund', 'PastTense', 'PresentTense', 'Plural', 'Infinitive', 'Adjective', 'Singular', 'Comparative', 'Superlative', 'Uncountable', 'Noun', 'Adverb', 'Participle', 'Unit', 'Actor'];
const OFTEN = 3;

/** Lists of names from an unpacked @faker-js/faker (MIT), and from compromise (MIT), which the project has. */
export async function readLists(faker: string, written: ReadonlyMap<string, number>): Promise<Lists> {
  const main = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(join(faker, 'package.json'), 'utf8'))).main;
  const { allFakers } = z.object({ allFakers: z.record(z.string(), z.object({ rawDefinitions: definitions })) }).parse(await import(pathToFileURL(join(faker, main)).href));
  const lexicon = model.parse(nlp.model()).one.lexicon;
  const tagged = (tag: string): string[] => Object.keys(lexicon).filter((word) => [lexicon[word]].flat().includes(tag));
  const title = (word: string): string => word.replace(/(^|[ -])\p{L}/gu, (start) => start.toUpperCase());
  const english = allFakers['en']?.rawDefinitions ?? {};
  const fallback: Names = namesOf(english, { given: [], family: [], city: [], street: [] });
  const common: Names = { given: [...tagged('MaleName'), ...tagged('FemaleName')].map(title), family: tagged('LastName').map(title), city: tagged('City').map(title), street: fallback.street };
  const { noun, adjective, verb, adverb } = english.word ?? {};
  const everyday = new Set([...EVERYDAY_TAGS.flatMap(tagged), ...noun ?? [], ...adjective ?? [], ...verb ?? [], ...adverb ?? [], ...[...written].filter(([, count]) => count >= OFTEN).map(([word]) => word)]);
  for (const name of [...common.given, ...common.family, ...common.city, ...tagged('Country'), ...tagged('Demonym')].map((word) => word.toLowerCase())) if ((written.get(name) ?? 0) < OFTEN) everyday.delete(name);
  const areas = english.person?.job_area ?? [];
  const types = english.person?.job_type ?? [];
  return {
    locales: [common, common, ...Object.keys(allFakers).sort().map((locale) => namesOf(allFakers[locale]?.rawDefinitions ?? {}, fallback)).filter(({ given, family }) => given.length > 0 && family.length > 0)],
    countries: unique([...tagged('Country').map(title), ...english.location?.country ?? []]).filter((name) => name.length < 40),
    nationalities: unique(tagged('Demonym').map(title)),
    jobs: unique([...tagged('Actor').filter((word) => word.length > 3), ...areas.flatMap((area) => types.slice(0, 12).map((type) => `${area} ${type.toLowerCase()}`)), ...tagged('Actor').map(title)]),
    common: [...everyday].filter((word) => /^[a-z]{3,}$/.test(word)).sort(),
    companyWords: unique([...english.word?.noun ?? [], ...english.company?.buzz_noun ?? []]).filter((word) => /^[A-Za-z]{4,}$/.test(word)),
  };
}
