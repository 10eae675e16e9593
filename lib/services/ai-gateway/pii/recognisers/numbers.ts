import { DIGIT, isDigit } from '../characters';
import { found, type Found, type Taken } from '../finding';
import type { Word } from '../words';
import { ibanAt, nationalInsuranceAt } from './bank-accounts';
import { Context } from './context';
import { birthDateAt, postcodeAt } from './days-and-postcodes';
import { beginsNumber, type DigitGroups, DigitGroupReader, endsNumber, LONGEST_NUMBER } from './digit-groups';
import { AMERICAN_NUMBERS } from './ids-americas';
import { EUROPEAN_NUMBERS } from './ids-europe';
import { WORLD_NUMBERS } from './ids-world';
import type { NumberKind } from './number-kind';
import { paymentCardAt } from './payment-cards';
import { phoneAt } from './phones';

/**
 * How far after its first digit the text is read to decide whether something begins there: the groups of a number, those of a stronger one that begins
 * within it, extension and label behind it.
 */
export const LOOK_AHEAD = 2 * LONGEST_NUMBER + 32;

const SHORTEST_IDENTIFIER = 9;
const LONGEST_IDENTIFIER = 18;
const MOST_IDENTIFIER_GROUPS = 7;

const KINDS = [...AMERICAN_NUMBERS, ...EUROPEAN_NUMBERS, ...WORLD_NUMBERS];
const KINDS_BY_LENGTH: ReadonlyMap<number, readonly NumberKind[]> = byLength(KINDS);
const SHAPES: ReadonlySet<string> = new Set(KINDS.flatMap(({ shapes }) => shapes));

function byLength(kinds: readonly NumberKind[]): ReadonlyMap<number, readonly NumberKind[]> {
  const result = new Map<number, NumberKind[]>();
  for (const kind of kinds) result.set(kind.digits, [...result.get(kind.digits) ?? [], kind]);
  return result;
}

function isWritten(kind: NumberKind, groups: DigitGroups, last: number, shape: string): boolean {
  if (!kind.shapes.includes(shape)) return false;
  if (kind.marks !== undefined) return hasMarks(groups, last, kind.marks);
  for (let index = 1; index < last; index++) if (groups.mark(index) !== groups.mark(0)) return false;
  return groups.mark(0) !== ')';
}

function hasMarks(groups: DigitGroups, last: number, marks: string): boolean {
  for (let index = 0; index < last; index++) if (groups.mark(index) !== marks[index]) return false;
  return marks.length === last;
}

/** The identifier with the best score that begins with these groups. */
function identifierAt(text: string, groups: DigitGroups, context: Context): Found | undefined {
  let best: Found | undefined;
  for (let last = 0; last < Math.min(groups.length, MOST_IDENTIFIER_GROUPS); last++) {
    const length = groups.count(last);
    const end = groups.end(last);
    if (length > LONGEST_IDENTIFIER) break;
    if (length < SHORTEST_IDENTIFIER) continue;
    const shape = groups.shape(last);
    if ((last > 0 && !SHAPES.has(shape)) || !endsNumber(text, end)) continue;
    const digits = groups.digits(last);
    for (const kind of KINDS_BY_LENGTH.get(length) ?? []) {
      const written = isWritten(kind, groups, last, shape);
      if (!(written || last === 0) || !kind.check(digits)) continue;
      const named = kind.context.test(context.before);
      if (!named && (kind.without === 'never' || (kind.without === 'shaped' && !written))) continue;
      // what is named is believed before what only has the shape
      const score = named ? kind.score : kind.score - 0.1;
      if (best === undefined || score > best.score) best = found(kind.type, groups.start(0), end, score);
    }
  }
  return best;
}

/** Numbers with check digits of their own, or with a shape that nothing else has. */
function digitsOnlyAt(text: string, groups: DigitGroups, context: Context): Found | undefined {
  const card = paymentCardAt(text, groups, context);
  const identifier = identifierAt(text, groups, context);
  return identifier !== undefined && (card === undefined || identifier.score > card.score) ? identifier : card;
}

function beginsStrong(text: string, groups: DigitGroups, end: number): boolean {
  for (let index = 1; index < groups.length; index++) {
    const start = groups.start(index);
    if (start >= end) return false;
    if (ibanAt(text, start) !== undefined) return true;
    if (beginsNumber(text, start) && digitsOnlyAt(text, new DigitGroupReader(text).at(start), new Context(text, start)) !== undefined) return true;
  }
  return false;
}

function numberAt(text: string, start: number, reader: DigitGroupReader): Found | undefined {
  const context = new Context(text, start);
  const lettered = ibanAt(text, start) ?? nationalInsuranceAt(text, start, context) ?? postcodeAt(text, start, context);
  if (lettered !== undefined || !beginsNumber(text, start)) return lettered;
  const groups = reader.at(start);
  if (groups.length === 0) return undefined;
  const strong = digitsOnlyAt(text, groups, context) ?? birthDateAt(text, start, context);
  if (strong !== undefined) return strong;
  const phone = phoneAt(text, groups, context);
  return phone !== undefined && !beginsStrong(text, groups, phone.end) ? phone : undefined;
}

/** Adds what is written in digits: cards, accounts, identifiers, telephones, days of birth, postal codes. From left to right; what begins first stands. */
export function findNumbers(text: string, words: readonly Word[], from: number, taken: Taken): void {
  const reader = new DigitGroupReader(text);
  let next = from;
  for (const word of words) {
    if ((word.bits & DIGIT) === 0) continue;
    for (let index = Math.max(word.start, next); index < word.end; index++) {
      if (!isDigit(text.charCodeAt(index))) continue;
      const other = taken.overlapping(index, index + 1);
      const finding = other === undefined ? numberAt(text, index, reader) : undefined;
      if (finding !== undefined && finding.start >= from && taken.add(finding)) index = finding.end - 1;
      else if (other !== undefined) index = other.end - 1;
      else while (isDigit(text.charCodeAt(index + 1))) index++;
      next = index + 1;
    }
  }
}
