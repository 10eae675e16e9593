import { GatewayError } from '../core/gateway-error';

/** Faults of the HTTP layer by their code, as refusals. */
const BY_CODE: Readonly<Record<string, ConstructorParameters<typeof GatewayError>[0]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_json',
  ECONNRESET: 'request_timeout',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Any fault as the refusal that the client gets. */
export function asRefusal(error: unknown): GatewayError {
  if (GatewayError.isGatewayError(error)) return error;
  const fields = typeof error === 'object' && error !== null ? (error as { readonly code?: unknown; readonly statusCode?: unknown }) : {};
  const code = typeof fields.code === 'string' ? fields.code : '';
  const known = BY_CODE[code];
  if (known !== undefined) return new GatewayError(known, { cause: error });
  // The JSON parser refuses keys that would reach an object's prototype; its errors carry a status and no code.
  return new GatewayError(fields.statusCode === 400 ? 'invalid_json' : 'internal_error', { cause: error });
}
