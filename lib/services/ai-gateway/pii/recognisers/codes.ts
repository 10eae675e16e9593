import { DIGIT, isAlphanumeric, isDigit } from '../characters';
import { found, type Taken } from '../finding';
import type { Word } from '../words';
import { Context, followsWord } from './context';
import { AMERICAN_CODES } from './ids-americas';
import { EUROPEAN_CODES } from './ids-europe';
import { WORLD_CODES } from './ids-world';
import type { CodeKind } from './number-kind';

const DOCUMENTS: readonly CodeKind[] = [
  {
    type: 'US_DRIVER_LICENSE', shortest: 6, longest: 20, pattern: /^[A-Z]{0,3}\d{1,3}[A-Z0-9]{4,18}$/, score: 0.8,
    context: /(?:driv(?:er|ing|ers)['\u2019]?s?['\u2019]? ?(?:licen[cs]e|permit|lic\b)|\bdl ?(?:no|number|num|#|:)|licen[cs]e (?:no|number|num|#|id)|f\u00fchrerschein|permis de conduire|patente di guida)[^\d!?;]{0,40}$/,
  },
  {
    type: 'PASSPORT', shortest: 6, longest: 12, pattern: /^[A-Z]{0,3}\d[A-Z0-9]{5,10}$/, score: 0.8,
    context: /(?:passport|reisepass|passeport|pasaporte|passaporto|\u62a4\u7167)[^\d!?;]{0,40}$/,
  },
];

const CODES: readonly CodeKind[] = [...AMERICAN_CODES, ...EUROPEAN_CODES, ...WORLD_CODES, ...DOCUMENTS];
const SHORTEST_CODE = 6;
const LONGEST_CODE = 20;
const LONGEST_WRITTEN = 26;

/** Inside an atom: dashes, and the dots and brackets of some countries. */
function isBinder(unit: number): boolean {
  return unit === 0x2D || unit === 0x2E || unit === 0x2B;
}

/** Adds identifiers of letters and digits within the word: each piece between marks, and each run of pieces that dashes or dots bind. */
export function findCodes(text: string, word: Word, from: number, taken: Taken): void {
  if ((word.bits & DIGIT) === 0) return;
  for (let start = word.start; start < word.end; start++) {
    if (!isAlphanumeric(text.charCodeAt(start))) continue;
    let end = start;
    let hasDigit = false;
    for (; end < word.end; end++) {
      const unit = text.charCodeAt(end);
      if (isDigit(unit)) hasDigit = true;
      else if (!isAlphanumeric(unit) && !(isBinder(unit) && isAlphanumeric(text.charCodeAt(end + 1)))) break;
    }
    if (hasDigit && end - start >= SHORTEST_CODE && end - start <= LONGEST_WRITTEN && start >= from && text.charCodeAt(start - 1) !== 0x5F && text.charCodeAt(end) !== 0x5F) addCode(text, start, end, taken);
    start = end;
  }
}

function addCode(text: string, start: number, end: number, taken: Taken): void {
  const written = text.slice(start, end).toUpperCase();
  const bare = written.replace(/[-.+]/g, '');
  if (bare.length > LONGEST_CODE) return;
  const context = new Context(text, start);
  let named: boolean | undefined;
  for (const kind of CODES) {
    const code = kind.asWritten === true ? written : bare;
    if (bare.length < kind.shortest || bare.length > kind.longest || !kind.pattern.test(code)) continue;
    if (kind.check !== undefined && !kind.check(code)) continue;
    if (kind.context !== undefined && !(named ??= followsWord(text, start))) continue;
    if (kind.context !== undefined && !kind.context.test(context.before)) continue;
    if (taken.add(found(kind.type, start, end, kind.score))) return;
  }
}
