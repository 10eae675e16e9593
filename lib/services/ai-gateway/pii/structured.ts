import { COLON, DIGIT, EQUALS } from './characters';
import { type Found, Taken } from './finding';
import { assignments, statedPassword } from './recognisers/assignments';
import { findCodes } from './recognisers/codes';
import { findEmailAddresses } from './recognisers/contacts';
import { findDomains, findNetworkAddresses } from './recognisers/network';
import { findNumbers } from './recognisers/numbers';
import { privateKeys } from './recognisers/private-keys';
import { findSecretTokens } from './recognisers/secret-tokens';
import { findWallets } from './recognisers/wallets';
import { interestingWords } from './words';

/**
 * Structured findings of a normalised text from `from` on, in order. Strongest first: what was added stands, and what overlaps it is dropped or, for
 * web addresses, cut. Each pass decides about a place by text that is at most CONTEXT_LENGTH before it and by its own word, value, key or LOOK_AHEAD
 * behind it; `undecidedFrom` relies on that.
 */
export function structuredIn(text: string, from: number): readonly Found[] {
  const { list: words, bits } = interestingWords(text, from);
  // what binds a value to its name may stand before `from`
  const mayAssign = from > 0 || (bits & (COLON | EQUALS)) !== 0;
  const keys = privateKeys(text, from);
  if (words.length === 0 && !mayAssign && keys.length === 0) return [];
  const taken = new Taken();
  for (const key of keys) taken.add(key);
  for (const word of words) findSecretTokens(text, word, taken);
  if (mayAssign) for (const { value } of assignments(text, from)) if (value !== undefined) taken.addOver(value);
  for (const word of words) {
    const stated = (word.bits & DIGIT) === 0 ? undefined : statedPassword(text, word.start, word.end);
    if (stated !== undefined) taken.addOver(stated);
    findEmailAddresses(text, word, taken);
    findNetworkAddresses(text, word, taken);
    findWallets(text, word, taken);
    findCodes(text, word, from, taken);
  }
  if ((bits & DIGIT) !== 0) findNumbers(text, words, from, taken);
  for (const word of words) findDomains(text, word, taken);
  return taken.list;
}
