import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '../core/error-codes';
import { GatewayError } from '../core/gateway-error';

/** Faults of the HTTP parser and its clock by their code; every other one is a request that is not HTTP. */
const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body_too_large',
};

/**
 * Answers what never became a request in the shape of every other refusal, and closes the connection. Into an answer that is under way nothing is
 * written: its reader would take the refusal for a part of it, or for the answer to another request.
 */
export function refuseOnTheWire(error: { readonly code?: string }, socket: Socket, answering: boolean): GatewayError {
  const code = BY_CODE[error.code ?? ''];
  const refused = code === undefined ? new GatewayError('invalid_request', { message: 'The request is not valid HTTP.' }) : new GatewayError(code);
  if (error.code === 'ECONNRESET' || !socket.writable || answering) {
    socket.destroy();
    return refused;
  }
  const body = JSON.stringify(refused.body());
  const head = [
    `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status] ?? ''}`, 'content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store', 'x-content-type-options: nosniff', 'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => { socket.destroy(); });
  return refused;
}
