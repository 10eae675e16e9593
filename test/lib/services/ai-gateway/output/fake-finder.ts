import type { PiiFinder, PiiFinding } from '../../../../../lib/services/ai-gateway/core/ports';

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['PRIVATE_KEY', /-----BEGIN PRIVATE KEY-----[^-]{0,4000}-----END PRIVATE KEY-----/g],
  ['API_KEY', /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9]{20,80}(?![A-Za-z0-9_-])/g],
  ['EMAIL_ADDRESS', /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[A-Za-z]{2,12}){1,3}(?![\w-])/g],
  ['IBAN_CODE', /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g],
  ['CREDIT_CARD', /(?<![\d.-])\d(?:[ -]?\d){12,18}(?![\d-])/g],
];

/** A finder with few types that keeps the contract: what stands before `undecidedFrom` is found as it will be found in any longer text. */
export const fakeFinder: PiiFinder = {
  structured,
  all: structured,
  undecidedFrom(text) {
    // groups of digits, or of digits and capitals, may go on over a blank; so may a key that is not closed
    let from = wordBefore(text, text.length, /\S/);
    for (let group = from; group > 0 && text[group - 1] === ' ' && from > text.length - 200; from = group) {
      group = wordBefore(text, group - 1, /[A-Z0-9-]/);
      if (group === from - 1) break;
    }
    const key = text.lastIndexOf('-----BEGIN');
    if (key !== -1 && !text.includes('-----END PRIVATE KEY-----', key)) from = Math.min(from, key);
    const partialKey = text.lastIndexOf('-----', text.length);
    if (partialKey !== -1 && text.length - partialKey < 30 && partialKey < from) from = partialKey;
    return structured(text).reduce((place, { start, end }) => (start < place && end > place ? start : place), from);
  },
};

export function isFakeSecret(type: string): boolean {
  return type === 'PRIVATE_KEY' || type === 'API_KEY';
}

function wordBefore(text: string, end: number, part: RegExp): number {
  let start = end;
  while (start > Math.max(0, end - 400) && part.test(text.charAt(start - 1))) start -= 1;
  return start;
}

function structured(text: string): PiiFinding[] {
  const findings: PiiFinding[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (type === 'CREDIT_CARD' && !passesLuhn(match[0].replaceAll(/\D/g, ''))) continue;
      if (findings.every((finding) => finding.end <= start || finding.start >= end)) findings.push({ type, start, end, score: 1 });
    }
  }
  return findings;
}

function passesLuhn(digits: string): boolean {
  return [...digits].reverse().reduce((sum, digit, index) => sum + (index % 2 === 0 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0), 0) % 10 === 0;
}
