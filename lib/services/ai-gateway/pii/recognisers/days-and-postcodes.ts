import { isDigit } from '../characters';
import { found, type Found } from '../finding';
import { type Context, followsWord } from './context';

const BIRTH = /\bborn\b|birth|\bd\.?o\.?b\b|geboren|geburt|\bn\u00e9e?\b|naissance|naci(?:do|da|miento)|nascimento|nascid|nato il|nata il|nascita|geboorte|f\u00f6d|f\u00f8d|syntyn|urodz|naroz|\u751f\u65e5|\u51fa\u751f|\uc0dd\ub144/;

/** Names of months, short and long, in the languages of western Europe. */
export const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|januar|februar|m\u00e4rz|mai|juni|juli|oktober|dezember|janvier|f\u00e9vrier|mars|avril|juin|juillet|ao\u00fbt|septembre|octobre|novembre|d\u00e9cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|mar\u00e7o|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus';
const MONTH_NAMES: ReadonlySet<string> = new Set(MONTHS.split('|'));
const LONGEST_MONTH = 10;

/** Whether this is the name of a month, with or without a mark after it. */
export function isMonthName(word: string): boolean {
  return word.length <= LONGEST_MONTH + 1 && MONTH_NAMES.has(word.toLowerCase().replace(/[.,]$/, ''));
}

const NUMERIC = /(?:(?:1[89]|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:1[89]|20)?\d\d))(?!\d)/y;
const DAY_MONTH_YEAR = /(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)? (?:of |de )?([^\W\d_]{3,10})\.?,? (?:de )?(?:1[89]|20)\d\d(?!\d)/uy;
const DAY_YEAR = /(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? (?:1[89]|20)\d\d(?!\d)/y;
const YEAR = /(?:19|20)\d\d(?![\d-])/y;
const MONTH_BEFORE = /([^\W\d_]{3,10})\.? $/u;

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/** A day of birth: a date after a word that says so. */
export function birthDateAt(text: string, digits: number, context: Context): Found | undefined {
  if (!followsWord(text, digits) || !BIRTH.test(context.before.slice(-40))) return undefined;
  const numeric = matchAt(NUMERIC, text, digits)?.[0];
  if (numeric !== undefined) return found('DATE_TIME', digits, digits + numeric.length, 0.85);
  const written = matchAt(DAY_MONTH_YEAR, text, digits);
  if (written !== null && isMonthName(written[1] ?? '')) return found('DATE_TIME', digits, digits + written[0].length, 0.85);
  const month = MONTH_BEFORE.exec(text.slice(Math.max(0, digits - LONGEST_MONTH - 2), digits));
  const rest = month !== null && isMonthName(month[1] ?? '') ? matchAt(DAY_YEAR, text, digits)?.[0] : undefined;
  if (month !== null && rest !== undefined) return found('DATE_TIME', digits - month[0].length, digits + rest.length, 0.85);
  const year = /(?:born|year of birth|geboren|birth year) (?:in |:? ?)$/.test(context.before) ? matchAt(YEAR, text, digits)?.[0] : undefined;
  return year === undefined ? undefined : found('DATE_TIME', digits, digits + year.length, 0.6);
}

const POSTCODE_WORDS = /(?:\bzip|post(?:al)?[ -]?code|\bpostal|\bplz|postleitzahl|code postal|c\u00f3digo postal|codice postale|\bcap\b|\bcep\b|postnummer|postcode|pin ?code)(?: ?\+ ?4)?(?: ?code| ?number| ?no\.?)?["']?(?: is| was|:| =|=| ist| -)? ?["'#]?[a-z]{0,4}-?$/;
const POSTCODE = /(?:\d{3,6}(?:[- ]\d{2,4})?(?: [A-Z]{2})?|\d{2}-\d{3})(?![A-Za-z0-9])/y;
const BRITISH = /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Za-z0-9])|[A-Z]\d[A-Z][ -]?\d[A-Z]\d(?![A-Za-z0-9])/iy;

/** Whether a letter stands close before, as it does after a word for what follows. */
function follows(text: string, digits: number): boolean {
  for (let index = digits - 1; index >= digits - 10; index--) {
    const unit = text.charCodeAt(index);
    if (unit > 0x40) return true;
    if (isDigit(unit)) return false;
  }
  return false;
}

/** A postal code after a word for it. */
export function postcodeAt(text: string, digits: number, context: Context): Found | undefined {
  if (!follows(text, digits)) return undefined;
  const before = context.before;
  if (!POSTCODE_WORDS.test(before.slice(-40))) return undefined;
  const plain = matchAt(POSTCODE, text, digits)?.[0];
  const letters = /[a-z]{1,2}$/.exec(before)?.[0].length ?? 0;
  if (letters === 0) return plain === undefined ? undefined : found('ZIP_CODE', digits, digits + plain.length, 0.8);
  const code = matchAt(BRITISH, text, digits - letters)?.[0];
  return code === undefined ? undefined : found('ZIP_CODE', digits - letters, digits - letters + code.length, 0.8);
}
