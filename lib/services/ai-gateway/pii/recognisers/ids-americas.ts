import { digitAt, luhn, weighted } from './checksums';
import type { CodeKind, NumberKind } from './number-kind';

const SSN_WORDS = /social.?security|\bssn\b|\bss ?(?:no|#|num)|\bsoc\.? ?sec/;
const ITIN_WORDS = /\bitin\b|taxpayer id|individual taxpayer/;

/** Area, group and serial of the Social Security Administration; numbers of old advertisements are nobody's. */
function isSsn(digits: string): boolean {
  const area = Number(digits.slice(0, 3));
  return area !== 0 && area !== 666 && area < 900 && digits.slice(3, 5) !== '00' && digits.slice(5) !== '0000' && digits !== '078051120' && !isRepeated(digits);
}

function isItin(digits: string): boolean {
  const group = Number(digits.slice(3, 5));
  return digits.startsWith('9') && ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || (group >= 94 && group <= 99));
}

export function isRepeated(digits: string): boolean {
  for (let index = 1; index < digits.length; index++) if (digits[index] !== digits[0]) return false;
  return true;
}

function remainderDigit(sum: number): number {
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}

function isCpf(digits: string): boolean {
  return !isRepeated(digits)
    && remainderDigit(weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2])) === digitAt(digits, 9)
    && remainderDigit(weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) === digitAt(digits, 10);
}

function isCnpj(digits: string): boolean {
  return !isRepeated(digits)
    && remainderDigit(weighted(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === digitAt(digits, 12)
    && remainderDigit(weighted(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === digitAt(digits, 13);
}

function isCuit(digits: string): boolean {
  const rest = (11 - weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
  return /^(?:2[03478]|3[034])/.test(digits) && rest === digitAt(digits, 10);
}

export const AMERICAN_NUMBERS: readonly NumberKind[] = [
  { type: 'US_SSN', digits: 9, shapes: ['3-2-4'], marks: '--', check: isSsn, context: SSN_WORDS, without: 'shaped', score: 0.9 },
  { type: 'US_SSN', digits: 9, shapes: ['3-2-4'], check: isSsn, context: SSN_WORDS, without: 'never', score: 0.85 },
  { type: 'US_ITIN', digits: 9, shapes: ['3-2-4'], marks: '--', check: isItin, context: ITIN_WORDS, without: 'shaped', score: 0.85 },
  { type: 'US_ITIN', digits: 9, shapes: [], check: isItin, context: ITIN_WORDS, without: 'never', score: 0.85 },
  { type: 'CA_SIN', digits: 9, shapes: ['3-3-3'], check: (digits) => luhn(digits) && !digits.startsWith('8'), context: /\bsin\b|social insurance|assurance sociale|\bnas\b/, without: 'never', score: 0.85 },
  { type: 'BR_CPF', digits: 11, shapes: ['3-3-3-2'], marks: '..-', check: isCpf, context: /\bcpf\b/, without: 'shaped', score: 0.95 },
  { type: 'BR_CPF', digits: 11, shapes: ['3-3-3-2', '9-2'], check: isCpf, context: /\bcpf\b|cadastro de pessoas/, without: 'never', score: 0.9 },
  { type: 'BR_CNPJ', digits: 14, shapes: ['2-3-3-4-2'], marks: '../-', check: isCnpj, context: /\bcnpj\b/, without: 'shaped', score: 0.95 },
  { type: 'BR_CNPJ', digits: 14, shapes: [], check: isCnpj, context: /\bcnpj\b/, without: 'never', score: 0.9 },
  { type: 'AR_CUIT', digits: 11, shapes: ['2-8-1'], marks: '--', check: isCuit, context: /\bcui[tl]\b/, without: 'shaped', score: 0.9 },
  { type: 'AR_CUIT', digits: 11, shapes: [], check: isCuit, context: /\bcui[tl]\b/, without: 'never', score: 0.85 },
  { type: 'CL_RUT', digits: 9, shapes: ['2-3-3-1'], marks: '..-', check: (digits) => isRut(digits), context: /\bru[tn]\b/, without: 'shaped', score: 0.9 },
  { type: 'CL_RUT', digits: 9, shapes: ['8-1'], check: (digits) => isRut(digits), context: /\bru[tn]\b/, without: 'never', score: 0.85 },
];

/** The check digit may be K, which stands for ten. */
function isRut(code: string): boolean {
  let sum = 0;
  for (let index = code.length - 2, weight = 2; index >= 0; index--, weight = weight === 7 ? 2 : weight + 1) sum += digitAt(code, index) * weight;
  const check = 11 - sum % 11;
  return code.endsWith(check === 10 ? 'K' : String(check % 11));
}

const CURP_LETTERS = '0123456789ABCDEFGHIJKLMN\u00D1OPQRSTUVWXYZ';

function isCurp(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += CURP_LETTERS.indexOf(code.charAt(index)) * (18 - index);
  return (10 - sum % 10) % 10 === digitAt(code, 17);
}

export const AMERICAN_CODES: readonly CodeKind[] = [
  { type: 'MX_CURP', shortest: 18, longest: 18, pattern: /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/, check: isCurp, score: 0.95 },
  { type: 'CL_RUT', shortest: 8, longest: 9, pattern: /^\d{7,8}K$/, check: isRut, context: /\bru[tn]\b/, score: 0.85 },
];
