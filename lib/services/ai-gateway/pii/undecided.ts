import { classOf, DELIMITER, isDigit } from './characters';
import { assignments, LONGEST_VALUE } from './recognisers/assignments';
import { openIban } from './recognisers/bank-accounts';
import { isMonthName } from './recognisers/days-and-postcodes';
import { LOOK_AHEAD } from './recognisers/numbers';
import { openPrivateKey } from './recognisers/private-keys';
import { structuredIn } from './structured';
import { lastWordStart } from './words';

/** Words that stand within dates and telephone numbers, and marks. */
const JOINING = /^(?:of|de|x|ext\.?|extension|[^A-Za-z0-9]{1,3})$/i;
const LONGEST_JOINING = 11;
/** Two letters before digits may begin an identifier (`QQ 12 34 56 C`). */
const PREFIX = /(?<![A-Za-z0-9])[A-Za-z]{1,2}$/;
const MOST_DELIMITERS = 3;

function isDelimiter(text: string, index: number): boolean {
  return (classOf(text.charCodeAt(index)) & DELIMITER) !== 0;
}

function hasDigit(text: string, start: number, end: number): boolean {
  for (let index = end - 1; index >= start; index--) if (isDigit(text.charCodeAt(index))) return true;
  return false;
}

/** Where the word before `end` begins, if blanks, brackets or a comma join it to what follows and it may be part of a number with that. `unfinished` is where the last word begins. */
function joinedWordBefore(text: string, end: number, from: number, unfinished: number): number | undefined {
  let last = end;
  for (; last > from && isDelimiter(text, last - 1); last--) {
    if (end - last === MOST_DELIMITERS || !' (),'.includes(text.charAt(last - 1))) return undefined;
  }
  let start = last;
  while (start > from && !isDelimiter(text, start - 1)) start--;
  if (start === last || (last === end && last > from)) return undefined;
  const word = last - start <= LONGEST_JOINING ? text.slice(start, last) : '';
  return hasDigit(text, start, last) || JOINING.test(word) || ((end === unfinished || isDigit(text.charCodeAt(end))) && PREFIX.test(text.slice(Math.max(0, last - 3), last))) || isMonthName(word) ? start : undefined;
}

function wordStartAt(text: string, index: number, from: number): number {
  let start = index;
  while (start > from && !isDelimiter(text, start - 1)) start--;
  return start;
}

/** Goes back over findings that reach beyond `place`, and to the beginning of their words. */
function beforeFindings(text: string, place: number, from: number): number {
  let undecided = place;
  const findings = structuredIn(text, from);
  for (let index = findings.length - 1; index >= 0; index--) {
    const finding = findings[index];
    if (finding !== undefined && finding.start < undecided && finding.end > undecided) undecided = wordStartAt(text, finding.start, from);
  }
  return undecided;
}

/**
 * From where the end of a normalised text may still become part of a structured finding: the word that is not finished, the words before it that may be
 * one number with it, a value or a private key that is not closed. Whatever is found in a longer text and begins before this place ends before it, and
 * is found in this text too. In prose that is the last word; the bounds are LONGEST_WORD, LONGEST_PRIVATE_KEY and, for numbers, LOOK_AHEAD.
 */
export function undecidedIn(text: string, from: number): number {
  const last = lastWordStart(text, from);
  let undecided = last;
  for (let start = joinedWordBefore(text, last, from, last); start !== undefined; start = joinedWordBefore(text, undecided, from, last)) {
    undecided = start;
    if (start < last - LOOK_AHEAD) break;
  }
  while (undecided > from && text.charAt(undecided - 1) === '(') undecided--;
  for (const { start, end } of assignments(text, Math.max(from, text.length - LONGEST_VALUE - 2))) {
    if (start >= undecided || (end <= undecided && end < text.length)) continue;
    if (end === text.length && end - start === LONGEST_VALUE) continue;
    undecided = wordStartAt(text, start, from);
  }
  undecided = Math.min(undecided, openIban(text, from, last));
  undecided = Math.min(undecided, openPrivateKey(text, from, undecided));
  return undecided === last ? last : beforeFindings(text, wordStartAt(text, undecided, from), from);
}
