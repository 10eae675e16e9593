/** Check digits. Every function takes a string of digits (letters where said) and never throws. */

export function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 0x30;
}

export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, double = false; index >= 0; index--, double = !double) {
    const digit = digitAt(digits, index) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** Sum of digit times weight, over as many digits as there are weights. */
export function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += digitAt(digits, index) * (weights[index] ?? 0);
  return sum;
}

/** Remainder by 97 of a number of any length; letters count as 10 to 35 (ISO 7064). */
export function mod97(text: string): number {
  let rest = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    rest = unit >= 0x41 ? (rest * 100 + (unit & 0xDF) - 55) % 97 : (rest * 10 + unit - 0x30) % 97;
  }
  return rest;
}

/** ISO 7064 mod 11,10: the last digit checks the others. */
export function mod11and10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index++) {
    const sum = (digitAt(digits, index) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

const TIMES = ['0123456789', '1234067895', '2340178956', '3401289567', '4012395678', '5987604321', '6598710432', '7659821043', '8765932104', '9876543210'];
const PERMUTED = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digitAt(PERMUTED[index % 8] ?? '', digitAt(digits, digits.length - 1 - index));
    check = digitAt(TIMES[check] ?? '', digit);
  }
  return check === 0;
}

/** Whether six digits are a day: `DDMMYY`, `YYMMDD`. Days are counted generously. */
export function isDay(year: string, month: string, day: string): boolean {
  const monthNumber = Number(month);
  const dayNumber = Number(day);
  return year !== '' && monthNumber >= 1 && monthNumber <= 12 && dayNumber >= 1 && dayNumber <= 31;
}

export function yearMonthDay(digits: string): boolean {
  return isDay(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
}

export function dayMonthYear(digits: string): boolean {
  return isDay(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));
}
