import { getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/min';
import { isAlphanumeric } from '../characters';
import { found, type Found } from '../finding';
import { type Context, followsWord } from './context';
import { type DigitGroups } from './digit-groups';

const MOST_DIGITS = 15;

/** A word about telephones not far before the number, without another number in between. */
const BEFORE = /(?:phone|\btel\b|\btele?f|t\u00e9l\u00e9?|mobile|\bmobil|m\u00f3vil|\bm\u00f3bil|\bcell|celular|cellulare|portable|handy|\bfax|\bcalls?\b|call me|called\b|calling|dial|\bring\b|\btext(?:ed|ing)? (?:me|him|her|them|us|to)\b|\bsms\b|messag|whats ?app|signal|telegram|viber|reach|contact|answer|voice ?mail|hotline|helpline|land ?line|switchboard|\bdesk\b|pager|anruf|rufnummer|llam|appel|chiam|ligar|\bbel(?:len)? |puhelin|numer|dzwo|ring p\u00e5|\u7535\u8bdd|\u96fb\u8a71|\u624b\u673a|\u624b\u6a5f|\ucc48\ud654|\uc804\ud654|\ud734\ub300|\u0442\u0435\u043b\u0435\u0444\u043e\u043d|\u0442\u0435\u043b\b|\u03c4\u03b7\u03bb\u03ad\u03c6|\u0647\u0627\u062a\u0641|\u062c\u0648\u0627\u0644|\u092b\u094b\u0928)[^\d!?;]{0,48}$|\b(?:office|direct|main|home|work)(?: line| number| no\.?)?[: ]{1,3}$/;
/** Or right after it. */
const AFTER = /^[- ,(\\]{0,2}(?:office|fax|mobile|cell|home|work|tel\b|phone|desk|direct|mob\b)/;
const LONGEST_LABEL = 12;
const EXTENSION = /(?: ?(?:x|ext\.?|extension|#) ?\d{1,6})(?![A-Za-z0-9])/iy;

/** Days, years and ranges of years, which groups of digits mostly are. */
function isDate(shape: string, digits: string): boolean {
  if (/^(?:4-[12]-[12]|8)(?:-\d{1,2})?$/.test(shape)) return /^(?:1[89]|20)\d\d(?:0?[1-9]|1[0-2])/.test(digits);
  if (/^[12]-[12]-4(?:-\d{1,2})?$/.test(shape)) return /(?:1[89]|20)\d\d(?:\d{1,2})?$/.test(digits);
  if (shape === '4-4') return /^(?:1[89]|20)\d\d(?:1[89]|20)\d\d$/.test(digits);
  return shape === '2-2-2' && /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[12]\d|3[01])/.test(digits);
}

function endOf(text: string, groups: DigitGroups, last: number): number | undefined {
  const end = groups.end(last);
  EXTENSION.lastIndex = end;
  const extension = EXTENSION.exec(text)?.[0].length ?? 0;
  const after = text.charCodeAt(end + extension);
  if (extension > 0) return end + extension;
  if (end < text.length && (isAlphanumeric(after) || after === 0x5F)) return undefined;
  // more digits follow behind a mark that binds
  return groups.isBoundOn(last) ? undefined : end;
}

const possibleLengths = new Metadata();

/** Lengths of national numbers by calling code, of all countries that share it. */
const LENGTHS_BY_CODE: ReadonlyMap<string, ReadonlySet<number>> = getCountries().reduce((codes, country) => {
  const code = getCountryCallingCode(country);
  possibleLengths.selectNumberingPlan(country);
  const lengths = possibleLengths.numberingPlan?.possibleLengths() ?? [];
  return codes.set(code, new Set([...codes.get(code) ?? [], ...lengths]));
}, new Map<string, ReadonlySet<number>>());

/** A number as it is dialled from abroad: its calling code exists and its length is possible there. */
function isInternational(digits: string): boolean {
  for (let length = 1; length <= 3; length++) {
    const lengths = LENGTHS_BY_CODE.get(digits.slice(0, length));
    if (lengths !== undefined) return lengths.has(digits.length - length);
  }
  return false;
}

function isNorthAmerican(shape: string, digits: string): boolean {
  return (shape === '3-3-4' || (shape === '1-3-3-4' && digits.startsWith('1'))) && /^1?[2-9]\d\d[2-9]\d{6}$/.test(digits);
}

/** Domestic form of most countries: a trunk zero, groups of two digits and more. */
function isDomestic(shape: string, digits: string): boolean {
  return /^0[1-9]/.test(digits) && digits.length >= (/-\d-/.test(shape) ? 9 : 10) && digits.length <= 12 && /^[2-5](?:-[2-8]){1,4}$/.test(shape);
}

interface Opening {
  readonly start: number;
  readonly plus: boolean;
}

/** `+`, `(` and `(+` before the digits belong to the number; a bracket only if it closes after the first group. */
function openingOf(text: string, groups: DigitGroups): Opening {
  const digits = groups.start(0);
  const plus = text.charAt(digits - 1) === '+' && !isAlphanumeric(text.charCodeAt(digits - 2));
  const start = plus ? digits - 1 : digits;
  return { start: text.charAt(start - 1) === '(' && text.charAt(groups.end(0)) === ')' ? start - 1 : start, plus };
}

const MOST_PHONE_GROUPS = 8;
const FEWEST_DIGITS = 6;

/** A telephone number of any country that begins with these groups. */
export function phoneAt(text: string, groups: DigitGroups, context: Context): Found | undefined {
  if (groups.length === 0 || groups.count(groups.length - 1) < FEWEST_DIGITS) return undefined;
  const hasTrunkZero = groups.end(0) - groups.start(0) > 1 && text.charAt(groups.start(0)) === '0';
  const { start, plus } = openingOf(text, groups);
  const isNamed = followsWord(text, start) && BEFORE.test(context.before);
  for (let last = Math.min(groups.length, MOST_PHONE_GROUPS) - 1; last >= 0 && groups.count(last) >= FEWEST_DIGITS; last--) {
    // what follows is a label only after the last group
    const isLabelled = isNamed || (last === groups.length - 1 && AFTER.test(text.slice(groups.end(last), groups.end(last) + LONGEST_LABEL).toLowerCase()));
    if (!isLabelled && !plus && !hasTrunkZero && last > 3) continue;
    const phone = phoneOf(text, groups, last, start, plus, isLabelled);
    if (phone !== undefined) return phone;
  }
  return undefined;
}

/** The groups up to `last` as a telephone number. */
function phoneOf(text: string, groups: DigitGroups, last: number, start: number, plus: boolean, isLabelled: boolean): Found | undefined {
  const count = groups.count(last);
  const end = count <= MOST_DIGITS + 3 ? endOf(text, groups, last) : undefined;
  if (end === undefined) return undefined;
  const all = groups.digits(last);
  // the trunk zero in brackets is not dialled from abroad
  const dialled = text.slice(start, end).includes('(0)') ? all.replace(/^(\d{1,3})0/, '$1') : all;
  if (plus && dialled.length >= 8 && dialled.length <= MOST_DIGITS && isInternational(dialled)) return found('PHONE_NUMBER', start, end, 0.95);
  const shape = groups.shape(last);
  if (isDate(shape, all)) return undefined;
  if (isNorthAmerican(shape, all)) return found('PHONE_NUMBER', start, end, 0.9);
  if (isDomestic(shape, all)) return found('PHONE_NUMBER', start, end, 0.8);
  if (last > 0 && all.startsWith('00') && !shape.startsWith('1-') && isInternational(all.slice(2))) return found('PHONE_NUMBER', start, end, 0.85);
  return isLabelled && count <= MOST_DIGITS && count >= (last === 0 ? 7 : FEWEST_DIGITS) ? found('PHONE_NUMBER', start, end, 0.75) : undefined;
}
