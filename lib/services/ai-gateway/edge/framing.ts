import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../core/gateway-error';

/** Most header lines. Node drops what is beyond 2,000 without a word, and what is dropped cannot be judged. */
const MOST_HEADERS = 256;

/** Whoever sent this may have meant another request than the one that is read here, so nothing more is read from its connection. */
const CLOSE = { connection: 'close' } as const;

/**
 * Refuses what passes for valid but two readers may take for different requests, such as the proxy before this server and the server itself. Node's
 * parser refuses the rest. Relies on `joinDuplicateHeaders`: of two headers of a name none is dropped.
 */
export function refuseAmbiguous({ httpVersionMajor, httpVersionMinor, headers, rawHeaders }: IncomingMessage): void {
  if (rawHeaders.length > 2 * MOST_HEADERS) throw new GatewayError('headers_too_large', { headers: CLOSE });
  if (httpVersionMajor !== 1) throw invalid('Send HTTP/1.1.');
  if (headers.host?.includes(',') === true) throw invalid('Send one Host header.');
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return;
  if (httpVersionMinor === 0) throw invalid('HTTP/1.0 knows no transfer encoding.');
  if (coding.toLowerCase() !== 'chunked') throw new GatewayError('unsupported_media_type', { headers: CLOSE });
}

function invalid(message: string): GatewayError {
  return new GatewayError('invalid_request', { message, headers: CLOSE });
}
