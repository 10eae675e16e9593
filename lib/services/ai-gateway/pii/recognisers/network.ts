import { isIPv6 } from 'node:net';
import { COLON, DIGIT, DOT, isAlphanumeric, isDigit } from '../characters';
import { found, type Taken } from '../finding';
import type { Word } from '../words';
import { domainEnd } from './contacts';
import { Context } from './context';
import { forEachMatch, withoutEnd } from './matches';

const IPV4 = /(?<![A-Za-z0-9.])(?:\d{1,3}\.){3}\d{1,3}(?![A-Za-z0-9]|\.\d)/g;
const VERSION = /(?:\bv|version|release|build|upgrade|update)[ :=]{0,2}$/;
const IPV6 = /(?<![A-Za-z0-9:.])[0-9A-Fa-f:]{0,4}:[0-9A-Fa-f:.]{1,45}(?![A-Za-z0-9:])/g;
const MAC = /(?<![A-Za-z0-9:-])[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?![A-Za-z0-9:-])|(?<![A-Za-z0-9:-])[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![A-Za-z0-9:-])|(?<![A-Za-z0-9.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![A-Za-z0-9.])/g;

/** Addresses that are nobody's: this host, no host, everybody, masks. */
function isNobodys(octets: readonly number[]): boolean {
  return octets[0] === 127 || octets[0] === 255 || octets.every((octet) => octet === 0);
}

/** Adds addresses of the internet protocols and of network cards within the word. */
export function findNetworkAddresses(text: string, word: Word, taken: Taken): void {
  if ((word.bits & (DIGIT | DOT)) === (DIGIT | DOT)) {
    forEachMatch(IPV4, text, word, (value, start) => {
      const octets = value.split('.').map(Number);
      if (octets.some((octet) => octet > 255) || isNobodys(octets) || VERSION.test(new Context(text, start).before)) return;
      taken.add(found('IP_ADDRESS', start, start + value.length, 0.95));
    });
  }
  if ((word.bits & DIGIT) !== 0 && word.end - word.start >= 12) forEachMatch(MAC, text, word, (value, start) => taken.add(found('MAC_ADDRESS', start, start + value.length, 0.9)));
  if ((word.bits & COLON) !== 0) {
    forEachMatch(IPV6, text, word, (value, start) => {
      const address = value.endsWith('::') ? value : withoutEnd(value, '.:');
      const groups = address.split(':').filter((group) => group !== '').length;
      if (groups >= 3 && /\d/.test(address) && isIPv6(address)) taken.add(found('IP_ADDRESS', start, start + address.length, 0.9));
    });
  }
}

/** Domains that are believed without a scheme before them. Country codes that are also endings of files or words are not among them. */
const TOP_LEVEL: ReadonlySet<string> = new Set((
  'com org net edu gov mil int info biz name pro io co ai app dev cloud online shop site store tech xyz blog club agency digital email live life news world ' +
  'ac ae ar au be bg br ca ch ci cl cn cr cy cz de dk do ec ee eg es eu fi fr gr hk hr hu id ie il ir ke kr kz lt lu lv ma mx my ng nl nz pe ph pk pt ro ru sa se sg si sk th tr tw ua ug uk us uy uz ve vn za zw'
).split(' '));
const SCHEME = /(?:https?|ftps?|wss?):\/\/(?:[^\s/@]{0,100}@)?/iy;
const URL_REST = /[^\s"'`<>\\^]{0,2000}/y;
const CLOSING = '.,:;!?)]}\'"*_';

/** Adds web addresses and bare domains within the word, up to where something else was found in them. */
export function findDomains(text: string, word: Word, taken: Taken): void {
  if ((word.bits & DOT) === 0) return;
  for (let start = word.start; start < word.end; start++) {
    if (!isAlphanumeric(text.charCodeAt(start)) || (start > word.start && isAlphanumeric(text.charCodeAt(start - 1)))) continue;
    const end = domainAt(text, word, start, taken);
    if (end > start) start = end - 1;
    else start = endOfName(text, start, word.end) - 1;
  }
}

/** End of letters, digits, dashes and dots from here: no other domain begins among them. */
function endOfName(text: string, start: number, limit: number): number {
  let end = start + 1;
  while (end < limit && (isAlphanumeric(text.charCodeAt(end)) || text[end] === '-' || text[end] === '.' || text[end] === '_')) end++;
  return end;
}

function domainAt(text: string, word: Word, start: number, taken: Taken): number {
  SCHEME.lastIndex = start;
  const scheme = SCHEME.exec(text)?.[0].length ?? 0;
  if (start + scheme >= word.end) return -1;
  const host = domainEnd(text, start + scheme, word.end);
  if (host < 0) return -1;
  if (scheme === 0 && !isBelieved(text, start, host)) return -1;
  URL_REST.lastIndex = host;
  const hasRest = scheme > 0 || text[host] === '/' || (text[host] === ':' && isDigit(text.charCodeAt(host + 1)));
  const rest = hasRest ? withoutEnd((URL_REST.exec(text)?.[0] ?? '').slice(0, word.end - host), CLOSING) : '';
  const end = host + rest.length;
  const other = taken.overlapping(start, end);
  const cut = other === undefined ? end : other.start;
  if (cut >= host && cut > start) taken.add(found('DOMAIN_NAME', start, cut, scheme > 0 ? 0.9 : 0.7));
  return end;
}

function isBelieved(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  if (before === '@' || before === '_' || before === '/' || before === '\\' || before === '.' || before === '-') return false;
  const after = text.charAt(end);
  if (after === '(' || after === '_' || after === '@' || after === '=') return false;
  const name = text.slice(start, end);
  const top = name.slice(name.lastIndexOf('.') + 1);
  // `end.It` is a missing blank, `Foo.Bar.Co` a name of a program
  return TOP_LEVEL.has(top) || (top === top.toUpperCase() && name === name.toUpperCase() && TOP_LEVEL.has(top.toLowerCase())) || /^www\./i.test(name);
}
