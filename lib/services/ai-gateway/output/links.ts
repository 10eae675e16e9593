import { examineColon, examineDot, examineReference, examineSlash, LONGEST_HOST, tokenStartBefore } from './bare-url';
import type { Examined } from './bare-url';
import { isBlank, isDigit, isLetter, LONGEST_LINK, spanEnd } from './characters';
import { parseTag } from './html-tag';
import type { LinkHosts } from './link-hosts';
import { closingBracket, parseDefinition, parseInlineDestination } from './link-syntax';
import type { Report, TextGuard, TextWindow } from './text-guard';

const LINK = '[link removed]';
const IMAGE = '[image removed]';

/** Longest description of an image, between its brackets. */
const LONGEST_DESCRIPTION = 1_024;

/** Schemes of autolinks: those that lead elsewhere, run something, or open another program. */
const AUTOLINKED = new Set(['http', 'https', 'ftp', 'ftps', 'ws', 'wss', 'file', 'data', 'javascript', 'vbscript', 'blob', 'mailto', 'tel', 'sms', 'xmpp', 'intent', 'ms-msdt', 'search-ms', 'view-source']);

/** Characters at which a look is worth it, by ASCII code. */
const TRIGGERS = new Uint8Array(128);
for (const character of ':/\\.?#&!]<') TRIGGERS[character.charCodeAt(0)] = 1;

/** What a place turned out to be, with the marker and the code of what is removed. */
type Examination = Exclude<Examined, { kind: 'remove' }> | (Extract<Examined, { kind: 'remove' }> & { readonly marker: string; readonly code: string });

/**
 * Takes out what makes a client fetch or offer a URL at a host that is not in the list: an answer that was led astray can send anything it
 * knows to anyone by the query of an image. Markdown images and links, definitions of references, autolinks, HTML and bare URLs, in code as
 * well, since clients render that too. Relative destinations stay. Reading is lenient: what any renderer might take for a link counts as one.
 */
export function createLinkGuard(hosts: LinkHosts): () => TextGuard {
  return () => new LinkGuard(hosts);
}

class LinkGuard implements TextGuard {
  private readonly hosts: LinkHosts;
  private at = 0;
  /** End of what was removed last: nothing before it is looked at again. */
  private floor = 0;
  /** The rest of something that was longer than any link is dropped as it comes. */
  private swallowing = false;
  /** No character reference before this hides a URL. */
  private plainTo = 0;

  constructor(hosts: LinkHosts) {
    this.hosts = hosts;
  }

  get needsFrom(): number {
    return Math.max(0, this.at - LONGEST_HOST - 4);
  }

  read({ text, base }: TextWindow, to: number, complete: boolean, report: Report): number {
    const end = to - base;
    if (this.swallowing) this.swallow(text, base, end, report);
    let undecided = -1;
    let index = this.at - base;
    while (index < end && undecided < 0) {
      const unit = text.charCodeAt(index);
      if (unit > 127 || TRIGGERS[unit] === 0 || (unit === 38 && base + index < this.plainTo)) {
        index += 1;
        continue;
      }
      const examined = examine(text, index, this.lowest(index, base), end, complete, this.hosts);
      if (examined.kind === 'wait') {
        undecided = examined.from;
      } else if (examined.kind === 'text') {
        index = examined.next;
        if (examined.plainTo !== undefined) this.plainTo = base + examined.plainTo;
      } else {
        report({ guard: 'links', code: examined.code, action: 'replace', marker: examined.marker, start: base + examined.from, end: base + examined.end });
        index = examined.end;
        this.at = this.floor = base + index;
        if (examined.bounded) this.swallow(text, base, end, report);
        index = this.at - base;
      }
    }
    this.at = base + index;
    if (undecided >= 0) return base + undecided;
    return complete ? this.at : base + tokenStartBefore(text, index, this.lowest(index, base));
  }

  private lowest(index: number, base: number): number {
    return Math.max(this.floor - base, index - LONGEST_HOST - 3, 0);
  }

  private swallow(text: string, base: number, end: number, report: Report): void {
    const from = this.at - base;
    const rest = spanEnd(text, from, end, isSwallowed);
    this.swallowing = rest === end;
    this.at = this.floor = base + rest;
    if (rest > from) report({ guard: 'links', action: 'replace', marker: '', start: base + from, end: base + rest });
  }
}

function examine(text: string, at: number, floor: number, to: number, complete: boolean, hosts: LinkHosts): Examination {
  switch (text[at]) {
    case '!': return examineImage(text, at, to, complete, hosts);
    case ']': return examineBracket(text, at, to, complete, hosts);
    case '<': return examineAngle(text, at, to, complete, hosts);
    case ':': return asUrl(examineColon(text, at, floor, to, complete, hosts));
    case '.': return asUrl(examineDot(text, at, floor, to, complete, hosts));
    case '&': return asUrl(examineReference(text, at, floor, to, complete, hosts));
    default: return asUrl(examineSlash(text, at, floor, to, complete, hosts));
  }
}

function asUrl(examined: Examined): Examination {
  return examined.kind === 'remove' ? { ...examined, marker: LINK, code: 'url' } : examined;
}

/** `![description](destination)`. A reference has its destination elsewhere. */
function examineImage(text: string, at: number, to: number, complete: boolean, hosts: LinkHosts): Examination {
  const wait: Examination = complete ? { kind: 'text', next: at + 1 } : { kind: 'wait', from: at };
  if (at + 1 >= to || text[at + 1] !== '[') return at + 1 >= to ? wait : { kind: 'text', next: at + 1 };
  const limit = at + 2 + LONGEST_DESCRIPTION;
  const closing = closingBracket(text, at + 2, Math.min(to, limit));
  if (closing === -1) return to >= limit ? { kind: 'remove', from: at, end: at + 2, bounded: false, marker: IMAGE, code: 'image' } : wait;
  if (closing + 1 >= to) return wait;
  if (text[closing + 1] !== '(') return { kind: 'text', next: at + 2 };
  const parsed = parseInlineDestination(text, closing + 2, to, complete);
  if (parsed.kind === 'wait') return wait;
  if (!parsed.bounded && hosts.allowsDestination(parsed.destination)) return { kind: 'text', next: at + 2 };
  return { kind: 'remove', from: at, end: parsed.end, bounded: parsed.bounded, marker: IMAGE, code: 'image' };
}

/** `](destination)` ends a link whatever stands before it; `]: destination` defines a reference. */
function examineBracket(text: string, at: number, to: number, complete: boolean, hosts: LinkHosts): Examination {
  if (at + 1 >= to) return complete ? { kind: 'text', next: at + 1 } : { kind: 'wait', from: at };
  const sign = text[at + 1];
  if (sign !== '(' && sign !== ':') return { kind: 'text', next: at + 1 };
  const parsed = sign === '(' ? parseInlineDestination(text, at + 2, to, complete) : parseDefinition(text, at + 2, to, complete);
  if (parsed.kind === 'wait') return { kind: 'wait', from: at };
  if (!parsed.bounded && hosts.allowsDestination(parsed.destination)) return { kind: 'text', next: at + 2 };
  if (sign === '(') return { kind: 'remove', from: at, end: parsed.end, bounded: parsed.bounded, marker: `] ${LINK}`, code: 'link' };
  return { kind: 'remove', from: parsed.from, end: parsed.end, bounded: parsed.bounded, marker: LINK, code: 'reference' };
}

/** `<https://host>`, or an HTML tag. */
function examineAngle(text: string, at: number, to: number, complete: boolean, hosts: LinkHosts): Examination {
  const wait: Examination = complete ? { kind: 'text', next: at + 1 } : { kind: 'wait', from: at };
  if (at + 1 >= to) return wait;
  if (!isLetter(text.charCodeAt(at + 1))) return { kind: 'text', next: at + 1 };
  const schemeEnd = spanEnd(text, at + 1, Math.min(to, at + 34), isSchemeCharacter);
  if (schemeEnd >= to) return wait;
  if (text[schemeEnd] === ':') {
    const limit = at + LONGEST_LINK;
    const end = spanEnd(text, schemeEnd, Math.min(to, limit), isAutolinkCharacter);
    if (end >= to && to < limit) return wait;
    const known = AUTOLINKED.has(text.slice(at + 1, schemeEnd).toLowerCase()) || text.startsWith('://', schemeEnd);
    if (!known || end >= limit || text[end] !== '>' || hosts.allowsDestination(text.slice(at + 1, end))) return { kind: 'text', next: at + 1 };
    return { kind: 'remove', from: at, end: end + 1, bounded: false, marker: LINK, code: 'autolink' };
  }
  const tag = parseTag(text, at, to, complete, hosts);
  if (tag.kind === 'wait') return wait;
  if (tag.kind === 'text') return { kind: 'text', next: at + 1 };
  return { kind: 'remove', from: at, end: tag.end, bounded: tag.end - at >= LONGEST_LINK, marker: tag.image ? IMAGE : LINK, code: 'html' };
}

function isSchemeCharacter(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === 43 || unit === 45 || unit === 46;
}

/** Anything but a blank, `<` and `>`. */
function isAutolinkCharacter(unit: number): boolean {
  return !isBlank(unit) && unit !== 60 && unit !== 62;
}

/** What may still be part of a URL that was too long. */
function isSwallowed(unit: number): boolean {
  return !isBlank(unit) && !'<>()[]"\'`'.includes(String.fromCharCode(unit));
}
