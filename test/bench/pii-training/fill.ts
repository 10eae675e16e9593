/** What is put into the slots of a template; the random source makes it the same each time. */
export interface Names {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly city: readonly string[];
  readonly street: readonly string[];
}

export interface Lists {
  /** By locale, so that the parts of a name and of an address go together. */
  readonly locales: readonly Names[];
  readonly countries: readonly string[];
  readonly nationalities: readonly string[];
  readonly jobs: readonly string[];
  readonly companyWords: readonly string[];
  /** Everyday words. */
  readonly common: readonly string[];
}

export interface Span { readonly type: string; readonly start: number; readonly end: number }
export interface Example { readonly text: string; readonly spans: readonly Span[]; readonly group: string }

export type Random = () => number;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = (mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed)) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

const between = (from: number, to: number, random: Random): number => from + Math.floor(random() * (to - from + 1));
const digits = (count: number, random: Random): string => Array.from({ length: count }, () => between(0, 9, random)).join('');
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const STATES = ['AL', 'CA', 'CO', 'FL', 'GA', 'IL', 'MA', 'MI', 'NC', 'NJ', 'NY', 'OH', 'ON', 'PA', 'QC', 'TX', 'VA', 'WA', 'NSW', 'VIC'];

function postcode(random: Random): string {
  return pick([digits(5, random), digits(4, random), digits(5, random), `${digits(3, random)} ${digits(2, random)}`, `${digits(2, random)}-${digits(3, random)}`, `${digits(4, random)} ${pick(['AB', 'XK', 'NL', 'GH'], random)}`,
    `${pick(['SW', 'M', 'LS', 'EH'], random)}${between(1, 19, random)} ${between(1, 9, random)}${pick(['AA', 'QP', 'HD'], random)}`, `${digits(5, random)}-${digits(3, random)}`, `${digits(4, random)}-${digits(3, random)}`], random);
}

function day(random: Random): string {
  const [year, month, date] = [between(1930, 2030, random), between(1, 12, random), between(1, 28, random)];
  const two = (value: number): string => String(value).padStart(2, '0');
  const name = MONTHS[month - 1] ?? '';
  return pick([`${month}/${date}/${year}`, `${year}-${two(month)}-${two(date)}`, `${date} ${name} ${year}`, `${name} ${date}, ${year}`, `${two(date)}.${two(month)}.${year}`, `${name} ${year}`, `${date} ${name}`, `${name} ${date}`,
    `${year}-${two(month)}-${two(date)} ${two(between(0, 23, random))}:${two(between(0, 59, random))}:${two(between(0, 59, random))}`], random);
}

function streetLine(names: Names, random: Random): string {
  const street = pick(names.street, random);
  const number = `${between(1, 2999, random)}${random() < 0.1 ? pick(['a', 'B', '/2', '-14'], random) : ''}`;
  return pick([`${number} ${street}`, `${street} ${number}`, `${number} ${street}`, `${number} ${street} ${between(1, 199, random)}`, `${street} ${between(1, 150, random)}.`], random);
}

function unit(random: Random): string {
  return pick([`Apt. ${digits(3, random)}`, `Suite ${digits(3, random)}`, `Apt ${between(1, 40, random)}${pick(['', 'A', 'B'], random)}`, `Flat ${between(1, 30, random)}`, `Unit ${between(1, 99, random)}`, `Floor ${between(1, 20, random)}`], random);
}

function address(names: Names, lists: Lists, random: Random): string {
  const city = pick(names.city, random);
  const shown = random() < 0.25 ? city.toUpperCase() : city;
  const country = pick(lists.countries, random);
  const line = streetLine(names, random);
  const state = pick(STATES, random);
  return pick([
    () => `${line}\n ${unit(random)}\n ${shown}\n ${country} ${digits(5, random)}`,
    () => `${line} ${unit(random)}\n${shown}, ${state} ${postcode(random)}`,
    () => `${line} ${unit(random)}, ${shown}, ${country} ${postcode(random)}`,
    () => `${line}, ${shown} ${postcode(random)}, ${country}`,
    () => `${line}, ${postcode(random)} ${shown}`,
    () => `${line}, ${shown}, ${state} ${postcode(random)}`,
    () => `${line}\n${postcode(random)} ${shown}\n${country}`,
    () => `${line}\n${shown}\n, ${state}\n ${country} ${digits(5, random)}`,
    () => `${line} ${unit(random)} ${shown} ${country} ${digits(5, random)}`,
    () => `${line}\n${shown}\n, ${state}\n ${digits(5, random)}`,
    () => `P.O. Box ${between(10, 9999, random)}, ${shown} ${postcode(random)}`,
    () => `PSC ${digits(4, random)}, Box ${digits(4, random)}\nAPO ${pick(['AA', 'AE', 'AP'], random)} ${digits(5, random)}`,
    () => `Unit ${digits(4, random)} Box ${digits(4, random)}\nDPO ${pick(['AA', 'AE', 'AP'], random)} ${digits(5, random)}`,
    () => `the corner of ${pick(names.street, random)} and ${pick(names.street, random)}`,
    () => line,
  ], random)();
}

function fullName(names: Names, random: Random): string {
  const [given, family] = [pick(names.given, random), pick(names.family, random)];
  return pick([`${given} ${family}`, `${given} ${family}`, `${given} ${family}`, `${given} ${String.fromCharCode(between(65, 90, random))}. ${family}`, `${given} ${String.fromCharCode(between(65, 90, random))} ${family}`, given, family, `${given} ${family}-${pick(names.family, random)}`], random);
}

function company(names: Names, lists: Lists, random: Random): string {
  const word = pick(lists.companyWords, random);
  const other = pick(lists.companyWords, random);
  const capital = word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  const [first, second, third] = [pick(names.family, random), pick(names.family, random), pick(names.family, random)];
  const invented = capital.slice(0, 5) + pick(['ify', 'ly', 'ex', 'era', 'io', 'ix', 'scan', 'ware', 'soft', 'point', 'net', 'Web', 'Bank', 'logic', 'tics'], random);
  return pick([`${first} ${pick(['Inc', 'Inc.', 'Ltd.', 'LLC', 'GmbH', 'and Sons', 'Group', 'AG', 'PLC', 'S.A.'], random)}`, `${first}-${second}`, `${first}, ${second} and ${third}`, invented, invented, invented,
    `${capital} ${other.charAt(0).toUpperCase()}${other.slice(1)} ${pick(['Partners', 'Systems', 'Capital', 'Health', 'Solutions', 'Insurance', 'Corporation', 'Technologies', 'Energy', 'Markets'], random)}`,
    `${capital} ${other.charAt(0).toUpperCase()}${other.slice(1)}`, `${capital} ${pick(['Bank', 'Airlines', 'Labs', 'Media', 'Club', 'Finance', 'Associates', 'Group'], random)}`], random);
}

const TYPES: Readonly<Record<string, string>> = {
  NAME: 'PERSON', GIVEN: 'PERSON', FAMILY: 'PERSON', PERSON: 'PERSON', CITY: 'GPE', COUNTRY: 'GPE', GPE: 'GPE', STREET: 'STREET_ADDRESS', STREET_NAME: 'STREET_ADDRESS', ADDRESS: 'STREET_ADDRESS', STREET_ADDRESS: 'STREET_ADDRESS',
  ORG: 'ORGANIZATION', ORGANIZATION: 'ORGANIZATION', NRP: 'NRP', DAY: 'DATE_TIME', YEAR: 'DATE_TIME', WEEKDAY: 'DATE_TIME', AGE: 'AGE', JOB: 'TITLE', HONORIFIC: 'TITLE', ZIP: 'ZIP_CODE',
};

function valueOf(slot: string, names: Names, lists: Lists, random: Random): string {
  switch (slot) {
    case 'NAME': case 'PERSON': return fullName(names, random);
    case 'GIVEN': return pick(names.given, random);
    case 'FAMILY': return pick(names.family, random);
    case 'CITY': return random() < 0.15 ? pick(names.city, random).toUpperCase() : pick(names.city, random);
    case 'GPE': return random() < 0.4 ? pick(lists.countries, random) : pick(names.city, random);
    case 'COUNTRY': return pick(lists.countries, random);
    case 'STREET': return streetLine(names, random);
    case 'STREET_NAME': return pick(names.street, random);
    case 'ADDRESS': case 'STREET_ADDRESS': return address(names, lists, random);
    case 'ORG': case 'ORGANIZATION': return company(names, lists, random);
    case 'NRP': return pick(lists.nationalities, random);
    case 'DAY': return day(random);
    case 'YEAR': return String(between(1900, 2030, random));
    case 'WEEKDAY': return pick(WEEKDAYS, random);
    case 'AGE': return String(between(1, 99, random));
    case 'JOB': return pick(lists.jobs, random);
    case 'HONORIFIC': return pick(['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.', 'Mr', 'Mrs', 'Miss'], random);
    case 'ZIP': return postcode(random);
    case 'TIME': return `${between(0, 23, random)}:${String(between(0, 59, random)).padStart(2, '0')}`;
    case 'EMAIL': return `${pick(['info', 'office', 'a.b'], random)}@example.com`;
    case 'PHONE': return `+1 415 555 ${digits(4, random)}`;
    case 'W': return pick(lists.common, random);
    case 'CW': return capital(pick(lists.common, random));
    case 'UW': return pick(lists.common, random).toUpperCase();
    case 'ACRONYM': return Array.from({ length: between(2, 5, random) }, () => String.fromCharCode(between(65, 90, random))).join('');
    case 'CODE': return pick([`${pick(lists.common, random)}_${pick(lists.common, random)}`, `${pick(lists.common, random)}${capital(pick(lists.common, random))}`, `${capital(pick(lists.common, random))}${capital(pick(lists.common, random))}`, `--${pick(lists.common, random)}`, `${pick(lists.common, random)}.${pick(['js', 'py', 'yaml', 'txt'], random)}`, `/${pick(lists.common, random)}/${pick(lists.common, random)}`], random);
    default: return String(between(2, 9999, random));
  }
}

/** Puts values into the slots of a template: `{NAME}`. */
export function fill(template: string, group: string, lists: Lists, random: Random): Example {
  const names = pick(lists.locales, random);
  const spans: Span[] = [];
  let text = '';
  for (const [index, part] of template.split(/\{([A-Z_]+)\}/).entries()) {
    if (index % 2 === 0) {
      text += part;
      continue;
    }
    const own = random() < 0.1 ? pick(lists.locales, random) : names;
    const value = valueOf(part, own, lists, random);
    const type = TYPES[part];
    if (type !== undefined) spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, spans, group };
}
