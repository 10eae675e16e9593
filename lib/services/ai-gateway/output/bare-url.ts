import { decodeCharacterReferences } from './character-references';
import { isBlank, isDigit, isLetter, LONGEST_LINK, spanEnd } from './characters';
import type { LinkHosts } from './link-hosts';

/** `text`: nothing that leads elsewhere, read on from `next`; no character reference before `plainTo` hides a URL. `wait`: undecided from `from` until more text follows. `remove`: `[from, end)` goes. */
export type Examined =
  | { readonly kind: 'text'; readonly next: number; readonly plainTo?: number }
  | { readonly kind: 'wait'; readonly from: number }
  | { readonly kind: 'remove'; readonly from: number; readonly end: number; readonly bounded: boolean };

/** Longest host name. A word is held back that far: it may be the beginning of a URL. */
export const LONGEST_HOST = 253;

/** Schemes of connection strings and stores, which no client makes a link of. */
const NOT_FOLLOWED = new Set(['s3', 'gs', 'postgres', 'postgresql', 'mysql', 'mariadb', 'mongodb', 'mongodb+srv', 'redis', 'rediss', 'amqp', 'amqps', 'kafka', 'nats', 'sqlite', 'bolt', 'neo4j', 'oci', 'hdfs', 'sqs']);

/** Endings of host names that clients make links of without a scheme. Endings that are more often those of files are not among them. */
const TOP_LEVEL = new Set(('com net org info biz io dev app xyz co ai me us uk de fr ru cn jp nl eu ch it es br in au ca at be se pl site online top club shop store live link click '
  + 'cc tv to gg ly icu fun pro cloud page gov edu mil int tech space website world today news blog wiki zone host press').split(' '));

/** Characters of the longest of them, with the dot. */
const LONGEST_ENDING = 8;

/** Names with such an ending that are no hosts. */
const PRODUCTS = new Set(['asp.net', 'vb.net', 'ado.net', 'ml.net']);

const SCHEME_AND_SLASHES = /[a-z][a-z0-9+.-]{0,32}:[/\\]{2}/gi;
/** URLs in one run without blanks that also has character references; more are not written by chance. */
const MOST_SCHEMES = 8;
const INNER_DOT = /[^.]\.[^.]/;
// ends a URL in most renderers, but not in all
const CUTS = /["'`<>{}|^)\]\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u201c\u201d]/;
const TRAILING = '"\'`)]}>.,;:!?*_~|';

/** A `:` may end the scheme of a URL, and may stand before a port. */
export function examineColon(text: string, at: number, floor: number, to: number, complete: boolean, hosts: LinkHosts): Examined {
  const tokenStart = tokenStartBefore(text, at, floor);
  if (tokenStart === at) return { kind: 'text', next: at + 1 };
  const wait: Examined = complete ? { kind: 'text', next: at + 1 } : { kind: 'wait', from: tokenStart };
  if (at + 1 >= to) return wait;
  const following = text.charCodeAt(at + 1);
  if (following === 38) return examineReference(text, at, floor, to, complete, hosts);
  if (isDigit(following) && isHostName(text, tokenStart, at)) return examineUrl(text, { from: tokenStart, next: at + 1, prefix: 'https://' }, to, complete, hosts);
  if (!isSlash(following)) return { kind: 'text', next: at + 1 };
  if (at + 2 >= to) return wait;
  if (!isSlash(text.charCodeAt(at + 2))) return { kind: 'text', next: at + 1 };
  if (NOT_FOLLOWED.has(text.slice(tokenStart, at).toLowerCase())) return { kind: 'text', next: at + 3 };
  let from = at;
  while (from > tokenStart && isLetter(text.charCodeAt(from - 1))) from -= 1;
  return from === at ? { kind: 'text', next: at + 3 } : examineUrl(text, { from, next: at + 3, prefix: '' }, to, complete, hosts);
}

/** A `.` may be that of `www.`. */
export function examineDot(text: string, at: number, floor: number, to: number, complete: boolean, hosts: LinkHosts): Examined {
  const from = at - 3;
  if (from < floor || text.slice(from, at).toLowerCase() !== 'www' || (from > floor && isAlphanumeric(text.charCodeAt(from - 1)))) return { kind: 'text', next: at + 1 };
  if (at + 1 >= to) return complete ? { kind: 'text', next: at + 1 } : { kind: 'wait', from };
  return isAlphanumeric(text.charCodeAt(at + 1)) ? examineUrl(text, { from, next: at + 1, prefix: 'https://' }, to, complete, hosts) : { kind: 'text', next: at + 1 };
}

/** A slash may begin a destination without a scheme (`//host`), or follow a host without one; so may `?` and `#`. */
export function examineSlash(text: string, at: number, floor: number, to: number, complete: boolean, hosts: LinkHosts): Examined {
  const tokenStart = tokenStartBefore(text, at, floor);
  if (tokenStart < at) {
    if (!isHostName(text, tokenStart, at) || (tokenStart > floor && '@/\\'.includes(text[tokenStart - 1] ?? ''))) return { kind: 'text', next: at + 1 };
    return examineUrl(text, { from: tokenStart, next: at + 1, prefix: 'https://' }, to, complete, hosts);
  }
  if (!isSlash(text.charCodeAt(at)) || at === 0 || !'("\'=<,|>[`'.includes(text[at - 1] ?? ' ')) return { kind: 'text', next: at + 1 };
  if (at + 1 >= to) return complete ? { kind: 'text', next: at + 1 } : { kind: 'wait', from: at };
  if (!isSlash(text.charCodeAt(at + 1))) return { kind: 'text', next: at + 1 };
  const hostStart = spanEnd(text, at, Math.min(to, at + 16), isSlash);
  const hostEnd = spanEnd(text, hostStart, Math.min(to, hostStart + LONGEST_HOST + 1), isHostCharacter);
  if (hostEnd >= to && !complete) return { kind: 'wait', from: at };
  const host = text.slice(hostStart, hostEnd);
  return INNER_DOT.test(host) || host.startsWith('[') ? examineUrl(text, { from: at, next: at + 2, prefix: 'https:' }, to, complete, hosts) : { kind: 'text', next: at + 2 };
}

/** A character reference may hide the scheme of a URL or what follows it: `https&#58;//host`. */
export function examineReference(text: string, at: number, floor: number, to: number, complete: boolean, hosts: LinkHosts): Examined {
  const from = tokenStartBefore(text, at, floor);
  const { end, waits } = runEnd(text, from, to, complete);
  if (waits) return { kind: 'wait', from };
  const run = decodeCharacterReferences(text.slice(from, end));
  const schemes = [...run.matchAll(SCHEME_AND_SLASHES)];
  const harmless = schemes.length <= MOST_SCHEMES && schemes.every(({ index }) => hosts.allowsDestination(trimmed(run.slice(index))));
  return harmless ? { kind: 'text', next: at + 1, plainTo: end } : { kind: 'remove', from, end, bounded: end - from >= LONGEST_LINK };
}

/** Where the word begins that ends at `at`: letters, digits, `.`, `-` and `+`. */
export function tokenStartBefore(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && at - start < LONGEST_HOST && isTokenCharacter(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

interface UrlStart {
  readonly from: number;
  readonly next: number;
  readonly prefix: string;
}

function examineUrl(text: string, { from, next, prefix }: UrlStart, to: number, complete: boolean, hosts: LinkHosts): Examined {
  const { end, waits } = runEnd(text, from, to, complete);
  if (waits) return { kind: 'wait', from };
  const run = text.slice(from, end);
  if (run.length >= LONGEST_LINK) return { kind: 'remove', from, end, bounded: true };
  const cutAt = run.search(CUTS);
  const short = trimmed(cutAt === -1 ? run : run.slice(0, cutAt));
  if (!hosts.allowsUrl(prefix + short)) return { kind: 'remove', from, end: Math.max(from + short.length, next), bounded: false };
  const long = trimmed(run);
  if (long !== short && !hosts.allowsUrl(prefix + long)) return { kind: 'remove', from, end: from + long.length, bounded: false };
  return { kind: 'text', next };
}

/** Up to the next blank, `<` or `](`: as far as any renderer reads a URL. */
function runEnd(text: string, from: number, to: number, complete: boolean): { readonly end: number; readonly waits: boolean } {
  const bounded = to >= from + LONGEST_LINK;
  const limit = bounded ? from + LONGEST_LINK : to;
  for (let at = from; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit) || unit === 60) return { end: at, waits: false };
    if (unit === 93 && at + 1 < limit && text.charCodeAt(at + 1) === 40) return { end: at, waits: false };
  }
  return { end: limit, waits: !bounded && !complete };
}

function trimmed(run: string): string {
  let end = run.length;
  while (end > 0 && TRAILING.includes(run[end - 1] ?? ' ')) end -= 1;
  return run.slice(0, end);
}

function isHostName(text: string, from: number, to: number): boolean {
  let dot = to - 1;
  while (dot > from && to - dot <= LONGEST_ENDING && text[dot] !== '.') dot -= 1;
  if (dot <= from || to - dot > LONGEST_ENDING || !TOP_LEVEL.has(text.slice(dot + 1, to).toLowerCase())) return false;
  return isAlphanumeric(text.charCodeAt(dot - 1)) && !PRODUCTS.has(text.slice(from, to).toLowerCase());
}

function isSlash(unit: number): boolean {
  return unit === 47 || unit === 92;
}

/** Anything but a blank and what ends a host: `/`, `\`, `?`, `#`, quotes, brackets. */
function isHostCharacter(unit: number): boolean {
  return !isBlank(unit) && !isSlash(unit) && unit !== 63 && unit !== 35 && unit !== 34 && unit !== 39 && unit !== 96 && unit !== 60 && unit !== 62 && unit !== 40 && unit !== 41;
}

function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit >= 128;
}

export function isTokenCharacter(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === 43 || unit === 45 || unit === 46;
}
