import { digitAt, isDay, luhn, verhoeff, weighted, yearMonthDay } from './checksums';
import { isRepeated } from './ids-americas';
import type { CodeKind, NumberKind } from './number-kind';

function isRrn(digits: string): boolean {
  return yearMonthDay(digits) && (11 - weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10 === digitAt(digits, 12);
}

function isChinese(code: string): boolean {
  const day = code.slice(6, 14);
  return /^(?:1[89]|20)/.test(day) && isDay(day.slice(0, 4), day.slice(4, 6), day.slice(6))
    && '10X98765432'[weighted(code, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === code.slice(-1);
}

function isTfn(digits: string): boolean {
  return weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && !isRepeated(digits);
}

function isMedicare(digits: string): boolean {
  return /^[2-6]/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);
}

function isAbn(digits: string): boolean {
  return (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;
}

function isMyNumber(digits: string): boolean {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === digitAt(digits, 11) && !isRepeated(digits);
}

function isThai(digits: string): boolean {
  return !digits.startsWith('0') && (11 - weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 === digitAt(digits, 12);
}

export const WORLD_NUMBERS: readonly NumberKind[] = [
  { type: 'IN_AADHAAR', digits: 12, shapes: ['4-4-4'], check: (digits) => /^[2-9]/.test(digits) && verhoeff(digits), context: /aadha+r|\buid(?:ai)?\b|\u0906\u0927\u093e\u0930/, without: 'never', score: 0.9 },
  { type: 'KR_RRN', digits: 13, shapes: ['6-7'], marks: '-', check: isRrn, context: /\brrn\b|resident registration|\uc8fc\ubbfc/, without: 'shaped', score: 0.95 },
  { type: 'KR_RRN', digits: 13, shapes: [], check: isRrn, context: /\brrn\b|resident registration|\uc8fc\ubbfc/, without: 'never', score: 0.9 },
  { type: 'CN_RESIDENT_ID', digits: 18, shapes: ['6-8-4'], check: isChinese, context: /\u8eab\u4efd\u8bc1|resident identity/, without: 'always', score: 0.95 },
  { type: 'JP_MY_NUMBER', digits: 12, shapes: ['4-4-4'], check: isMyNumber, context: /my ?number|\u30de\u30a4\u30ca\u30f3\u30d0\u30fc|\u500b\u4eba\u756a\u53f7/, without: 'never', score: 0.9 },
  { type: 'TH_TNIN', digits: 13, shapes: ['1-4-5-2-1'], check: isThai, context: /thai|\u0e1a\u0e31\u0e15\u0e23\u0e1b\u0e23\u0e30\u0e0a\u0e32\u0e0a\u0e19/, without: 'shaped', score: 0.9 },
  { type: 'AU_TFN', digits: 9, shapes: ['3-3-3'], check: isTfn, context: /\btfn\b|tax file/, without: 'never', score: 0.9 },
  { type: 'AU_MEDICARE', digits: 10, shapes: ['4-5-1'], check: isMedicare, context: /medicare/, without: 'never', score: 0.9 },
  { type: 'AU_ABN', digits: 11, shapes: ['2-3-3-3'], check: isAbn, context: /\babn\b|business number/, without: 'never', score: 0.85 },
  { type: 'ZA_ID', digits: 13, shapes: ['6-4-3', '6-4-2-1'], check: (digits) => yearMonthDay(digits) && /^\d{10}[01]/.test(digits) && luhn(digits), context: /\bid\b|identity|south african|\brsa\b/, without: 'never', score: 0.85 },
  { type: 'IL_ID', digits: 9, shapes: ['8-1'], check: luhn, context: /teudat|israeli|\u05ea\u05e2\u05d5\u05d3\u05ea/, without: 'never', score: 0.85 },
];

const NRIC_WEIGHTS = [2, 7, 6, 5, 4, 3, 2];

function isNric(code: string): boolean {
  const series = code.charAt(0);
  const sum = weighted(code.slice(1), NRIC_WEIGHTS) + (series === 'T' || series === 'G' ? 4 : series === 'M' ? 3 : 0);
  if (series === 'M') return 'KLJNPQRTUWX'[10 - sum % 11] === code.slice(-1);
  return (series === 'S' || series === 'T' ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11] === code.slice(-1);
}

const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

function isTaiwanese(code: string): boolean {
  const letter = TAIWAN_LETTERS.indexOf(code.charAt(0)) + 10;
  return (Math.floor(letter / 10) + (letter % 10) * 9 + weighted(code.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
}

function isHongKong(code: string): boolean {
  const padded = code.length === 8 ? ` ${code}` : code;
  let sum = 0;
  for (let index = 0; index < 9; index++) {
    const unit = padded.charCodeAt(index);
    sum += (unit === 0x20 ? 36 : unit >= 0x41 ? unit - 55 : unit - 0x30) * (9 - index);
  }
  // the check character A stands for ten, which is its value
  return sum % 11 === 0;
}

export const WORLD_CODES: readonly CodeKind[] = [
  { type: 'IN_PAN', shortest: 10, longest: 10, pattern: /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/, score: 0.85 },
  { type: 'SG_NRIC_FIN', shortest: 9, longest: 9, pattern: /^[STFGM]\d{7}[A-Z]$/, check: isNric, score: 0.9 },
  { type: 'CN_RESIDENT_ID', shortest: 18, longest: 18, pattern: /^\d{17}X$/, check: isChinese, score: 0.95 },
  { type: 'TW_NATIONAL_ID', shortest: 10, longest: 10, pattern: /^[A-Z][1289]\d{8}$/, check: isTaiwanese, context: /taiwan|national id|\u8eab\u5206\u8b49|\u7d71\u4e00\u7de8\u865f/, score: 0.85 },
  { type: 'HK_ID', shortest: 8, longest: 9, pattern: /^[A-Z]{1,2}\d{6}[0-9A]$/, check: isHongKong, context: /hkid|hong kong|\u8eab\u4efd\u8b49/, score: 0.85 },
];
