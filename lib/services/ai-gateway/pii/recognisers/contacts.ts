import { AT, isAlphanumeric } from '../characters';
import { found, type Taken } from '../finding';
import type { Word } from '../words';

const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 253;
const MARKS_OF_LOCAL_PART = new Set([...'.!#$%&\'*+/=?^_~-'].map((mark) => mark.charCodeAt(0)));

function isLetter(unit: number): boolean {
  return isAlphanumeric(unit) || unit > 0x7F;
}

/** Where the domain that begins at `start` ends: labels of letters, digits and dashes, the last of two letters or more. -1 for none. */
export function domainEnd(text: string, start: number, limit: number): number {
  let end = -1;
  let label = start;
  for (let index = start; index <= Math.min(limit, start + LONGEST_DOMAIN); index++) {
    const unit = index === limit ? 0x20 : text.charCodeAt(index);
    if (isLetter(unit) || (unit === 0x2D && index > label)) continue;
    if (index === label) break;
    if (label > start && index - label >= 2 && index - label <= 63 && !/[\d-]/.test(text.slice(label, index).slice(-1)) && /^(?:xn--[a-z0-9-]+|[^\d-]+)$/i.test(text.slice(label, index))) end = index;
    if (unit !== 0x2E) break;
    label = index + 1;
  }
  return end;
}

/** Adds e-mail addresses within the word: a local part, `@`, a domain. */
export function findEmailAddresses(text: string, word: Word, taken: Taken): void {
  if ((word.bits & AT) === 0) return;
  for (let at = text.indexOf('@', word.start); at >= 0 && at < word.end; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > word.start && at - start < LONGEST_LOCAL_PART && (isLetter(text.charCodeAt(start - 1)) || MARKS_OF_LOCAL_PART.has(text.charCodeAt(start - 1)))) start--;
    // what only looks like part of it: `mailto=`, a slash, a quotation mark, a dot
    for (let index = at - 1; index >= start; index--) if (text[index] === '=' || text[index] === '/' || text[index] === '?' || text[index] === '&') { start = index + 1; break; }
    while (start < at && !isLetter(text.charCodeAt(start)) && text[start] !== '_' && text[start] !== '+') start++;
    if (start === at) continue;
    const end = domainEnd(text, at + 1, word.end);
    if (end > 0) taken.add(found('EMAIL_ADDRESS', start, end, 1));
  }
}
