import { createHash } from 'node:crypto';
import { found, type Taken } from '../finding';
import type { Word } from '../words';
import { forEachMatch } from './matches';

const BITCOIN = /(?<![A-Za-z0-9])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71})(?![A-Za-z0-9])/g;
const ETHEREUM = /(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])/g;
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Version, 20 bytes of hash, four bytes of checksum. */
function isBase58Check(address: string): boolean {
  let number = 0n;
  for (const character of address) number = number * 58n + BigInt(BASE58.indexOf(character));
  const bytes = Buffer.from(number.toString(16).padStart(50, '0'), 'hex');
  return bytes.length === 25 && sha256(sha256(bytes.subarray(0, 21))).subarray(0, 4).equals(bytes.subarray(21));
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** BIP 173 and 350. */
function isBech32(address: string): boolean {
  let check = 1;
  const values = [3, 3, 0, 2, 3, ...[...address.toLowerCase().slice(3)].map((character) => BECH32.indexOf(character))];
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1FFFFFF) << 5) ^ value;
    for (const [index, generator] of GENERATORS.entries()) if (((top >>> index) & 1) === 1) check ^= generator;
  }
  return check === 1 || check === 0x2bc830a3;
}

/** Adds addresses of wallets within the word. */
export function findWallets(text: string, word: Word, taken: Taken): void {
  if (word.end - word.start < 26) return;
  forEachMatch(BITCOIN, text, word, (value, start) => {
    if (/^bc1/i.test(value) ? isBech32(value) : isBase58Check(value)) taken.add(found('CRYPTO', start, start + value.length, 1));
  });
  forEachMatch(ETHEREUM, text, word, (value, start) => taken.add(found('CRYPTO', start, start + value.length, 0.8)));
}
