import { isBlank, LONGEST_LINK, spanEnd } from './characters';

/**
 * What stands after `](` or `]:`, from behind that sign to `end`; `wait`: more text decides. `bounded`: it did not end within the longest link.
 * `from` is where the destination itself begins.
 */
export type ParsedDestination =
  | { readonly kind: 'wait' }
  | { readonly kind: 'parsed'; readonly from: number; readonly end: number; readonly destination: string; readonly bounded: boolean };

const WAIT: ParsedDestination = { kind: 'wait' };

/** Reads the destination, title and closing parenthesis of an inline link. Lenient: what some renderer takes for a link is read as one. */
export function parseInlineDestination(text: string, start: number, to: number, complete: boolean): ParsedDestination {
  const { limit, bounded, ended } = within(start, to, complete);
  const from = spanEnd(text, start, limit, isBlank);
  const pointed = from < limit && text[from] === '<';
  const destinationEnd = pointed ? spanEnd(text, from + 1, limit, isNotPointedEnd) : balancedEnd(text, from, limit);
  if (destinationEnd >= limit && !ended) return WAIT;
  const destination = text.slice(pointed ? from + 1 : from, destinationEnd);
  if (destinationEnd >= limit) return { kind: 'parsed', from, end: limit, destination, bounded };
  const after = pointed && text[destinationEnd] === '>' ? destinationEnd + 1 : destinationEnd;
  const closing = spanEnd(text, titleEnd(text, spanEnd(text, after, limit, isBlank), limit), limit, isBlank);
  if (closing >= limit && !ended) return WAIT;
  return { kind: 'parsed', from, end: closing < limit && text[closing] === ')' ? closing + 1 : after, destination, bounded: false };
}

/** Reads the destination in the definition of a reference. */
export function parseDefinition(text: string, start: number, to: number, complete: boolean): ParsedDestination {
  const { limit, bounded, ended } = within(start, to, complete);
  const from = spanEnd(text, start, limit, isBlank);
  const pointed = from < limit && text[from] === '<';
  const end = spanEnd(text, pointed ? from + 1 : from, limit, pointed ? isNotPointedEnd : isNotBlank);
  if (end >= limit && !ended) return WAIT;
  return { kind: 'parsed', from, end: pointed && end < limit && text[end] === '>' ? end + 1 : end, destination: text.slice(pointed ? from + 1 : from, end), bounded: end >= limit && bounded };
}

/** Where the `]` stands that closes the `[` before `from`; -1 when there is none before `to`. */
export function closingBracket(text: string, from: number, to: number): number {
  let depth = 1;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 92) at += 1;
    else if (unit === 91) depth += 1;
    else if (unit === 93) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function within(start: number, to: number, complete: boolean): { readonly limit: number; readonly bounded: boolean; readonly ended: boolean } {
  const bounded = to >= start + LONGEST_LINK;
  return { limit: bounded ? start + LONGEST_LINK : to, bounded, ended: bounded || complete };
}

/** Where a destination without angle brackets ends: at a blank, or at the parenthesis that was not opened within it. */
function balancedEnd(text: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit)) return at;
    if (unit === 92 && (text[at + 1] === '(' || text[at + 1] === ')')) at += 1;
    else if (unit === 40) depth += 1;
    else if (unit === 41) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return to;
}

function titleEnd(text: string, from: number, to: number): number {
  const opening = text[from];
  if (from >= to || (opening !== '"' && opening !== "'" && opening !== '(')) return from;
  const closing = opening === '(' ? ')' : opening;
  let at = from + 1;
  while (at < to && text[at] !== closing) at += 1;
  return Math.min(to, at + 1);
}

function isNotBlank(unit: number): boolean {
  return !isBlank(unit);
}

/** Anything but `>` and a line's end. */
function isNotPointedEnd(unit: number): boolean {
  return unit !== 62 && unit !== 10 && unit !== 13;
}
