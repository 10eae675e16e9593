import { found, type Found } from '../finding';
import { luhn } from './checksums';
import { type Context, followsWord } from './context';
import { type DigitGroups, endsNumber } from './digit-groups';

const SHORTEST = 12;
const LONGEST = 19;

/** Issuer ranges by leading digits, with the lengths that they give out. */
const ISSUERS: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  { from: 4, to: 4, lengths: [13, 16, 18, 19] },
  { from: 51, to: 55, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 34, to: 34, lengths: [15] },
  { from: 37, to: 37, lengths: [15] },
  { from: 300, to: 305, lengths: [14, 16, 17, 18, 19] },
  { from: 3095, to: 3095, lengths: [14, 16, 17, 18, 19] },
  { from: 36, to: 36, lengths: [14, 15, 16, 17, 18, 19] },
  { from: 38, to: 39, lengths: [14, 16, 17, 18, 19] },
  { from: 6011, to: 6011, lengths: [16, 17, 18, 19] },
  { from: 644, to: 659, lengths: [16, 17, 18, 19] },
  { from: 3528, to: 3589, lengths: [16, 17, 18, 19] },
  { from: 1800, to: 1800, lengths: [15] },
  { from: 2131, to: 2131, lengths: [15] },
  { from: 62, to: 62, lengths: [16, 17, 18, 19] },
  { from: 81, to: 82, lengths: [16, 17, 18, 19] },
  { from: 2200, to: 2205, lengths: [16, 17, 18, 19] },
  { from: 508, to: 508, lengths: [16] },
  { from: 9792, to: 9792, lengths: [16] },
  { from: 50, to: 50, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  { from: 56, to: 58, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  { from: 60, to: 69, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
];

const WORDS = /\bcards?\b|credit|debit|\bcc\b|\bpan\b|visa|master|maestro|amex|express|diners|discover|\bjcb\b|payment|\bpay\b|charge|billing|kredit|karte|kort\b|carte|carta|tarjeta|cart\u00e3o|cartao|kaart|karta|kartu|\u0995\u09be\u09b0\u09cd\u09a1|\u043a\u0430\u0440\u0442|\u5361|\u30ab\u30fc\u30c9|\uce74\ub4dc/;
/** As printed on cards. */
const PRINTED = new Set(['4-4-4-4', '4-6-5', '4-6-4', '4-4-4-4-3', '4-4-5', '8-8', '6-13', '4-4-4-1', '4-4-4-3', '4-4-4-2', '4-4-4']);

const NONE: readonly number[] = [];

/** Lengths by the first four digits. */
const LENGTHS_BY_PREFIX: readonly (readonly number[])[] = Array.from({ length: 10_000 }, (_, prefix) => {
  const digits = String(prefix).padStart(4, '0');
  const lengths = ISSUERS.flatMap(({ from, to, lengths: own }) => {
    const leading = Number(digits.slice(0, String(from).length));
    return leading >= from && leading <= to ? own : NONE;
  });
  return lengths.length === 0 ? NONE : lengths;
});

/** All groups alike but the last: digits one by one, in pairs, in threes. */
function isEven(groups: DigitGroups, last: number): boolean {
  const size = groups.end(0) - groups.start(0);
  for (let index = 1; index <= last; index++) {
    const length = groups.end(index) - groups.start(index);
    if (length !== size && (index < last || length > size)) return false;
  }
  return true;
}

/**
 * A payment card: issuer range, its length, Luhn. Numbers of 12 and 13 digits, which are also the lengths of bar codes, and those in unusual groups
 * need a word about cards before them; with such a word, any issuer is believed.
 */
export function paymentCardAt(text: string, groups: DigitGroups, context: Context): Found | undefined {
  if (groups.length === 0 || groups.count(groups.length - 1) < SHORTEST) return undefined;
  const lengths = LENGTHS_BY_PREFIX[Number(groups.digits(groups.length - 1).slice(0, 4))] ?? NONE;
  const named = followsWord(text, groups.start(0)) && WORDS.test(context.before);
  if (lengths.length === 0 && !named) return undefined;
  let best: Found | undefined;
  for (let last = 0; last < groups.length; last++) {
    const length = groups.count(last);
    const end = groups.end(last);
    if (length > LONGEST) break;
    const issued = lengths.includes(length);
    if (!issued && (!named || length < 14)) continue;
    if (length < SHORTEST || !endsNumber(text, end) || !luhn(groups.digits(last))) continue;
    const usual = issued && length > 13 && (last === 0 || PRINTED.has(groups.shape(last)) || isEven(groups, last));
    if (usual || named) best = found('CREDIT_CARD', groups.start(0), end, named ? 1 : 0.9);
  }
  return best;
}
