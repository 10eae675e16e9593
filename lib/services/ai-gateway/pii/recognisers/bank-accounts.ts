import { isAlphanumeric } from '../characters';
import { found, type Found } from '../finding';
import { mod97 } from './checksums';
import type { Context } from './context';

/** Lengths by country of the IBAN registry. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30'
    .match(/[A-Z]{2}\d{2}/g)?.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]) ?? [],
);

/** Reads an account number whose check digits stand at `digits`: two letters of a country before them, blanks or dashes between groups. */
function readIban(text: string, digits: number): { readonly start: number; readonly end: number; readonly code: string; readonly length: number } | undefined {
  const start = digits - 2;
  if (start < 0 || (start > 0 && isAlphanumeric(text.charCodeAt(start - 1)))) return undefined;
  const length = LENGTHS.get(text.slice(start, digits).toUpperCase());
  if (length === undefined) return undefined;
  let code = '';
  let index = start;
  for (let parted = false; code.length < length; index++) {
    const unit = text.charCodeAt(index);
    if (isAlphanumeric(unit)) {
      code += text.charAt(index);
      parted = false;
    } else if ((unit === 0x20 || unit === 0x2D) && !parted && code.length >= 4) parted = true;
    else break;
  }
  return { start, end: index, code: code.toUpperCase(), length };
}

/** An IBAN whose check digits stand at `digits`: the length of its country, remainder 1 by 97. */
export function ibanAt(text: string, digits: number): Found | undefined {
  const read = readIban(text, digits);
  if (read === undefined || read.code.length < read.length || (read.end < text.length && isAlphanumeric(text.charCodeAt(read.end)))) return undefined;
  return mod97(read.code.slice(4) + read.code.slice(0, 4)) === 1 ? found('IBAN_CODE', read.start, read.end, 1) : undefined;
}

const LONGEST_WRITTEN = 68;
const HEAD = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/g;

/** Where an IBAN may begin that goes on behind the end of the text or, whole, reaches into the word at `last`; the length of the text when nowhere. */
export function openIban(text: string, from: number, last: number): number {
  HEAD.lastIndex = Math.max(from, Math.min(last, text.length) - LONGEST_WRITTEN);
  for (let match = HEAD.exec(text); match !== null; match = HEAD.exec(text)) {
    const end = readIban(text, match.index + 2)?.end ?? 0;
    if (end === text.length || (end > last && match.index < last)) return match.index;
  }
  return text.length;
}

const NINO = /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])/iy;
const UNUSED_PREFIX = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/i;
const NINO_WORDS = /national insurance|\bni ?(?:no|number|#)|\bnino\b/;

/** A British national insurance number; in lower case only after its name. */
export function nationalInsuranceAt(text: string, digits: number, context: Context): Found | undefined {
  const start = digits - (text.charAt(digits - 1) === ' ' || text.charAt(digits - 1) === '-' ? 3 : 2);
  if (start < 0 || (start > 0 && isAlphanumeric(text.charCodeAt(start - 1)))) return undefined;
  NINO.lastIndex = start;
  const match = NINO.exec(text)?.[0];
  if (match === undefined || UNUSED_PREFIX.test(match) || (match !== match.toUpperCase() && !NINO_WORDS.test(context.before))) return undefined;
  return found('UK_NINO', start, start + match.length, 0.9);
}
