import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { GatewayError } from '../core/gateway-error';

/** Deepest nesting of a body; schemas of tools rarely have ten levels. What walks a body later may then do so by recursion. */
const MAX_DEPTH = 64;

/** A character set that is not UTF-8, the only one that JSON has: another reader might take the same bytes for another text. */
const OTHER_CHARSET = /charset\s*=(?!\s*"?utf-?8\b)/i;

/** JSON in UTF-8 only: refuses keys that would reach an object's prototype, nesting made to exhaust the stack, and bytes that decode to what nobody wrote. */
export function acceptJsonOnly(http: FastifyInstance): void {
  const parse = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (OTHER_CHARSET.test(request.headers['content-type'] ?? '')) {
      done(new GatewayError('unsupported_media_type'));
      return;
    }
    if (!isUtf8(bytes)) {
      done(new GatewayError('invalid_json', { message: 'The body is not UTF-8.' }));
      return;
    }
    const body = bytes.toString('utf8');
    if (nestsDeeperThan(body, MAX_DEPTH)) {
      done(new GatewayError('invalid_json', { message: `The body nests deeper than ${MAX_DEPTH} levels.` }));
      return;
    }
    // Answers through the callback, although its type allows a promise as well.
    void parse(request, body, done);
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings, without building anything. */
export function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

/** Position of the closing quote; the end of the text where there is none. */
function endOfString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}
