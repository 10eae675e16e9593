import { isBlank, isDigit, isLetter, LONGEST_LINK, spanEnd } from './characters';
import type { LinkHosts } from './link-hosts';

/** `text`: no tag, or a harmless one. `wait`: more text decides. */
export type ParsedTag = { readonly kind: 'text' } | { readonly kind: 'wait' } | { readonly kind: 'remove'; readonly end: number; readonly image: boolean };

const TEXT: ParsedTag = { kind: 'text' };
const WAIT: ParsedTag = { kind: 'wait' };

const LONGEST_NAME = 32;

/** Attributes without a value after which this is prose with a `<` in it. */
const MOST_BARE_ATTRIBUTES = 3;

const URL_ATTRIBUTES = new Set(['src', 'href', 'xlink:href', 'action', 'formaction', 'data', 'poster', 'background', 'cite', 'longdesc', 'usemap', 'profile', 'manifest', 'archive', 'code', 'codebase', 'classid', 'icon', 'dynsrc', 'lowsrc']);
const URL_LIST_ATTRIBUTES = new Set(['srcset', 'imagesrcset', 'ping']);
const IMAGES = new Set(['img', 'image', 'picture', 'source', 'svg', 'input']);
/** In any other attribute: the beginnings of a URL, also within a style sheet, a refresh or a document. */
const URL_WITHIN = /url\s{0,8}\(|url\s{0,8}=|@import|[/\\]{2}|&#|&[a-z]{2,6};|(?:javascript|data|vbscript):/i;

/** Reads the HTML tag at `start`, where a `<` stands. */
export function parseTag(text: string, start: number, to: number, complete: boolean, hosts: LinkHosts): ParsedTag {
  const nameEnd = spanEnd(text, start + 1, Math.min(to, start + 1 + LONGEST_NAME), isNameCharacter);
  if (nameEnd === start + 1) return nameEnd < to || complete ? TEXT : WAIT;
  if (nameEnd >= to) return complete ? TEXT : WAIT;
  if (!isLetter(text.charCodeAt(start + 1)) || !(isBlank(text.charCodeAt(nameEnd)) || text[nameEnd] === '/')) return TEXT;
  const image = IMAGES.has(text.slice(start + 1, nameEnd).toLowerCase());
  return parseAttributes(text, { from: nameEnd, to: Math.min(to, start + LONGEST_LINK), bounded: to >= start + LONGEST_LINK, complete }, image, hosts);
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly bounded: boolean;
  readonly complete: boolean;
}

function parseAttributes(text: string, { from, to, bounded, complete }: Span, image: boolean, hosts: LinkHosts): ParsedTag {
  let harmless = true;
  let bare = 0;
  let at = from;
  for (;;) {
    at = spanEnd(text, at, to, isGap);
    if (at >= to) break;
    if (text[at] === '>') return harmless ? TEXT : { kind: 'remove', end: at + 1, image };
    if (text[at] === '<') return harmless ? TEXT : { kind: 'remove', end: at, image };
    const nameEnd = spanEnd(text, at + 1, to, isAttributeCharacter);
    const name = text.slice(at, nameEnd).toLowerCase();
    at = spanEnd(text, nameEnd, to, isBlank);
    if (at >= to) break;
    if (text[at] !== '=') {
      bare += 1;
      if (bare >= MOST_BARE_ATTRIBUTES && harmless) return TEXT;
      continue;
    }
    at = spanEnd(text, at + 1, to, isBlank);
    if (at >= to) break;
    const quote = text[at] === '"' || text[at] === "'" ? text[at] : undefined;
    const valueStart = quote === undefined ? at : at + 1;
    const valueEnd = spanEnd(text, valueStart, to, quote === undefined ? isUnquotedCharacter : quote === '"' ? isNoDoubleQuote : isNoSingleQuote);
    const closed = valueEnd < to;
    if (!closed && !complete) break;
    if (!isHarmless(name, text.slice(valueStart, valueEnd), hosts)) harmless = false;
    at = quote === undefined || !closed ? valueEnd : valueEnd + 1;
  }
  if (bounded) return { kind: 'remove', end: to, image };
  if (!complete) return WAIT;
  return harmless ? TEXT : { kind: 'remove', end: to, image };
}

function isHarmless(name: string, value: string, hosts: LinkHosts): boolean {
  if (URL_ATTRIBUTES.has(name)) return hosts.allowsDestination(value);
  if (URL_LIST_ATTRIBUTES.has(name)) return value.split(/[\s,]+/).every((part) => part === '' || hosts.allowsDestination(part));
  return !name.startsWith('on') && !URL_WITHIN.test(value);
}

function isNameCharacter(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === 45;
}

/** Blanks and slashes between attributes. */
function isGap(unit: number): boolean {
  return isBlank(unit) || unit === 47;
}

/** Anything but a blank, `/`, `<`, `=` and `>`. */
function isAttributeCharacter(unit: number): boolean {
  return !isBlank(unit) && unit !== 47 && unit !== 60 && unit !== 61 && unit !== 62;
}

function isNoDoubleQuote(unit: number): boolean {
  return unit !== 34;
}

function isNoSingleQuote(unit: number): boolean {
  return unit !== 39;
}

/** Anything but a blank and `>`. */
function isUnquotedCharacter(unit: number): boolean {
  return !isBlank(unit) && unit !== 62;
}
