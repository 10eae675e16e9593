import { found, type Found } from '../finding';

const BEGIN = '-----BEGIN';
const MARKER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** Beginnings of the marker, to the last dash, for a text that ends within it. */
const MARKER_BEGINS = /^-----BEGIN [A-Z0-9 ]{0,60}-{0,5}$/;
const LONGEST_MARKER = 80;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Longest key with its markers. One that goes on without an end counts to here: a key cut off is a key all the same. */
export const LONGEST_PRIVATE_KEY = 8_192;

/** The private key that begins at this dash, from its first marker to its last. */
function privateKeyAt(text: string, start: number): { readonly key: Found; readonly closed: boolean } | undefined {
  MARKER.lastIndex = start;
  const marker = MARKER.exec(text)?.[0];
  if (marker === undefined) return undefined;
  const limit = start + LONGEST_PRIVATE_KEY;
  const within = text.slice(start, limit);
  END.lastIndex = marker.length;
  const end = END.exec(within);
  const length = end === null ? within.length : end.index + end[0].length;
  return { key: found('PRIVATE_KEY', start, start + length, 1), closed: end !== null || within.length === LONGEST_PRIVATE_KEY };
}

/** Private keys in PEM and OpenPGP armour. */
export function privateKeys(text: string, from: number): Found[] {
  const keys: Found[] = [];
  for (let start = text.indexOf(BEGIN, from); start >= 0;) {
    const key = privateKeyAt(text, start)?.key;
    if (key !== undefined) keys.push(key);
    start = text.indexOf(BEGIN, key?.end ?? start + 1);
  }
  return keys;
}

/** Where a private key begins that the end of the text may belong to, or that reaches beyond `place`; the length of the text when none. */
export function openPrivateKey(text: string, from: number, place: number): number {
  let start = text.indexOf(BEGIN, from);
  while (start >= 0) {
    const read = privateKeyAt(text, start);
    if (read === undefined ? text.length - start < LONGEST_MARKER && MARKER_BEGINS.test(text.slice(start)) : !read.closed || read.key.end > place) return start;
    start = text.indexOf(BEGIN, read?.key.end ?? start + 1);
  }
  return text.length;
}
