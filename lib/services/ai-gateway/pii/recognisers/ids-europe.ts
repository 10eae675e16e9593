import { dayMonthYear, digitAt, isDay, luhn, mod11and10, mod97, weighted, yearMonthDay } from './checksums';
import { isRepeated } from './ids-americas';
import type { CodeKind, NumberKind } from './number-kind';

function isNhs(digits: string): boolean {
  const check = (11 - weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
  return check === digitAt(digits, 9) && !isRepeated(digits);
}

/** One digit of the first ten occurs twice or three times, the others once at most. */
function isGermanTaxId(digits: string): boolean {
  if (digits.startsWith('0') || !mod11and10(digits)) return false;
  const counts = new Uint8Array(10);
  for (let index = 0; index < 10; index++) counts[digitAt(digits, index)] = (counts[digitAt(digits, index)] ?? 0) + 1;
  return counts.filter((count) => count > 1).length === 1 && counts.every((count) => count <= 3);
}

function isNir(digits: string): boolean {
  const month = Number(digits.slice(3, 5));
  return /^[123478]/.test(digits) && ((month >= 1 && month <= 12) || month >= 20) && 97 - mod97(digits.slice(0, 13)) === Number(digits.slice(13));
}

function isBsn(digits: string): boolean {
  return weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isRepeated(digits);
}

function isBelgian(digits: string): boolean {
  const number = Number(digits.slice(0, 9));
  const check = 97 - Number(digits.slice(9));
  return yearMonthDay(digits) && (number % 97 === check || (number + 2e9) % 97 === check);
}

function isAhv(digits: string): boolean {
  return digits.startsWith('756') && (10 - weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10 === digitAt(digits, 12);
}

function isPesel(digits: string): boolean {
  return isDay(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 20), digits.slice(4, 6))
    && (10 - weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 === digitAt(digits, 10);
}

/** Women have 50 added to the month, late numbers 20 or 70. */
function isCzech(digits: string): boolean {
  const month = Number(digits.slice(2, 4));
  return isDay(digits.slice(0, 2), String(month % 50 > 12 ? month % 50 - 20 : month % 50), digits.slice(4, 6)) && Number(digits) % 11 === 0;
}

function isCnp(digits: string): boolean {
  const check = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return !digits.startsWith('0') && yearMonthDay(digits.slice(1)) && (check === 10 ? 1 : check) === digitAt(digits, 12);
}

function isKimlik(digits: string): boolean {
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  return !digits.startsWith('0') && (odd * 7 - even + 90) % 10 === digitAt(digits, 9) && weighted(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === digitAt(digits, 10);
}

/** Ten digits; the day may be 60 higher (coordination numbers). */
function isPersonnummer(digits: string): boolean {
  const day = Number(digits.slice(4, 6));
  return isDay(digits.slice(0, 2), digits.slice(2, 4), String(day > 60 ? day - 60 : day)) && luhn(digits);
}

/** D numbers have 40 added to the day. */
function isFodselsnummer(digits: string): boolean {
  const day = Number(digits.slice(0, 2));
  const first = (11 - weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
  const second = (11 - weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
  return isDay(digits.slice(4, 6), digits.slice(2, 4), String(day > 40 ? day - 40 : day)) && first === digitAt(digits, 9) && second === digitAt(digits, 10);
}

function isPortugueseNif(digits: string): boolean {
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return /^[1235689]/.test(digits) && (rest < 2 ? 0 : 11 - rest) === digitAt(digits, 8);
}

const SWEDISH = /person(?:nummer|nr)|samordningsnummer|personal identity|swedish/;

export const EUROPEAN_NUMBERS: readonly NumberKind[] = [
  { type: 'UK_NHS', digits: 10, shapes: ['3-3-4'], check: isNhs, context: /\bnhs\b|national health|health service/, without: 'never', score: 0.9 },
  { type: 'DE_TAX_ID', digits: 11, shapes: ['2-3-3-3'], check: isGermanTaxId, context: /steuer|tax.?id|\bidnr|\btin\b|identifikationsnummer/, without: 'never', score: 0.9 },
  { type: 'FR_NIR', digits: 15, shapes: ['1-2-2-2-3-3-2', '13-2'], check: isNir, context: /s\u00e9curit\u00e9|securite|\bnir\b|insee|vitale|social/, without: 'always', score: 0.9 },
  { type: 'NL_BSN', digits: 9, shapes: ['4-2-3', '3-3-3'], check: isBsn, context: /\bbsn\b|burgerservice|sofi/, without: 'never', score: 0.9 },
  { type: 'BE_NATIONAL_NUMBER', digits: 11, shapes: ['2-2-2-3-2'], marks: '..-.', check: isBelgian, context: /rijksregister|registre national|national number|\bnrn\b|\binsz\b|\bniss\b/, without: 'shaped', score: 0.9 },
  { type: 'BE_NATIONAL_NUMBER', digits: 11, shapes: ['2-2-2-3-2', '6-3-2'], check: isBelgian, context: /rijksregister|registre national|national number|\bnrn\b|\binsz\b|\bniss\b/, without: 'never', score: 0.9 },
  { type: 'CH_AHV', digits: 13, shapes: ['3-4-4-2'], check: isAhv, context: /\bahv|\bavs\b|sozialversicherung/, without: 'always', score: 0.9 },
  { type: 'PL_PESEL', digits: 11, shapes: [], check: isPesel, context: /pesel/, without: 'never', score: 0.9 },
  { type: 'CZ_BIRTH_NUMBER', digits: 10, shapes: ['6-4'], marks: '/', check: isCzech, context: /rodn|birth number/, without: 'shaped', score: 0.85 },
  { type: 'CZ_BIRTH_NUMBER', digits: 10, shapes: [], check: isCzech, context: /rodn\u00e9|rodne|birth number/, without: 'never', score: 0.85 },
  { type: 'RO_CNP', digits: 13, shapes: [], check: isCnp, context: /\bcnp\b|cod numeric/, without: 'never', score: 0.9 },
  { type: 'TR_KIMLIK', digits: 11, shapes: [], check: isKimlik, context: /kimlik|\btckn\b|\bt\.?c\.? no/, without: 'never', score: 0.9 },
  { type: 'SE_PERSONNUMMER', digits: 10, shapes: ['6-4'], marks: '-', check: isPersonnummer, context: SWEDISH, without: 'shaped', score: 0.85 },
  { type: 'SE_PERSONNUMMER', digits: 10, shapes: ['6-4'], check: isPersonnummer, context: SWEDISH, without: 'never', score: 0.85 },
  { type: 'SE_PERSONNUMMER', digits: 12, shapes: ['8-4'], marks: '-', check: (digits) => /^(?:19|20)/.test(digits) && isPersonnummer(digits.slice(2)), context: SWEDISH, without: 'shaped', score: 0.9 },
  { type: 'SE_PERSONNUMMER', digits: 12, shapes: [], check: (digits) => /^(?:19|20)/.test(digits) && isPersonnummer(digits.slice(2)), context: SWEDISH, without: 'never', score: 0.9 },
  { type: 'NO_FODSELSNUMMER', digits: 11, shapes: ['6-5'], check: isFodselsnummer, context: /f\u00f8dsels|fodsels|personnummer|norwegian/, without: 'never', score: 0.9 },
  { type: 'DK_CPR', digits: 10, shapes: ['6-4'], check: dayMonthYear, context: /\bcpr\b|personnummer/, without: 'never', score: 0.8 },
  { type: 'PT_NIF', digits: 9, shapes: ['3-3-3'], check: isPortugueseNif, context: /\bnif\b|contribuinte/, without: 'never', score: 0.85 },
];

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

function isDni(code: string): boolean {
  return DNI_LETTERS[Number(code.slice(0, -1)) % 23] === code.slice(-1);
}

const HETU_LETTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

function isHetu(code: string): boolean {
  return dayMonthYear(code) && HETU_LETTERS[Number(code.slice(0, 6) + code.slice(-4, -1)) % 31] === code.slice(-1);
}

/** Values of letters and digits in odd places; in even places a digit is itself and a letter its place in the alphabet. */
const ODD: readonly number[] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isFiscalCode(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const unit = code.charCodeAt(index);
    const value = unit >= 0x41 ? unit - 0x41 : unit - 0x30;
    sum += index % 2 === 0 ? ODD[value] ?? 0 : value;
  }
  return sum % 26 === code.charCodeAt(15) - 0x41;
}

function isPps(code: string): boolean {
  const ninth = code.length === 9 && code.charAt(8) !== 'W' ? (code.charCodeAt(8) - 0x40) * 9 : 0;
  return (weighted(code, [8, 7, 6, 5, 4, 3, 2]) + ninth) % 23 === (code.charCodeAt(7) - 0x40) % 23;
}

/** Corsica's departments are 2A and 2B. */
function isCorsicanNir(code: string): boolean {
  return isNir(code.replace('2A', '19').replace('2B', '18'));
}

export const EUROPEAN_CODES: readonly CodeKind[] = [
  { type: 'ES_NIF', shortest: 9, longest: 9, pattern: /^\d{8}[A-HJ-NP-TV-Z]$/, check: isDni, score: 0.85 },
  { type: 'ES_NIE', shortest: 9, longest: 9, pattern: /^[XYZ]\d{7}[A-HJ-NP-TV-Z]$/, check: (code) => isDni('XYZ'.indexOf(code.charAt(0)) + code.slice(1)), score: 0.9 },
  { type: 'FI_PERSONAL_IDENTITY_CODE', shortest: 10, longest: 11, pattern: /^\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]$/, asWritten: true, check: isHetu, score: 0.9 },
  { type: 'IT_FISCAL_CODE', shortest: 16, longest: 16, pattern: /^[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/, check: isFiscalCode, score: 0.95 },
  { type: 'IE_PPS', shortest: 8, longest: 9, pattern: /^\d{7}[A-W][A-IW]?$/, check: isPps, context: /\bpps|revenue|personal public/, score: 0.9 },
  { type: 'FR_NIR', shortest: 15, longest: 15, pattern: /^[123478]\d{4}2[AB]\d{8}$/, check: isCorsicanNir, score: 0.95 },
];
