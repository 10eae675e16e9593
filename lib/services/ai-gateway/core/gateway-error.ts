import type { ErrorCode } from './error-codes';
import { ERROR_CODES } from './error-codes';

const MARK = Symbol.for('secure-ai-platform.GatewayError');

/** What a refusal may add to its code. Everything here reaches the client: no content, no internals. */
export interface GatewayErrorDetails {
  /** What is wrong with this request, as a sentence. @default - the code's own sentence */
  readonly message?: string;
  /** The field of the body at fault: `messages[2].content`. */
  readonly param?: string;
  /** Response headers, such as `retry-after`. Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log, never for the client. */
  readonly cause?: unknown;
}

/** A refusal with a stable code; rendered in OpenAI's error shape by the edge, and nowhere else. */
export class GatewayError extends Error {
  static isGatewayError(value: unknown): value is GatewayError {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  readonly code: ErrorCode;
  readonly status: number;
  readonly param?: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: GatewayErrorDetails = {}) {
    const known = ERROR_CODES[code];
    super(details.message ?? known.message, { cause: details.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.status = known.status;
    this.param = details.param;
    this.headers = details.headers ?? {};
    Object.defineProperty(this, MARK, { value: true });
  }

  /** OpenAI's error object, as its SDKs parse it. */
  body(): { readonly error: { readonly message: string; readonly type: string; readonly param: string | null; readonly code: ErrorCode } } {
    return { error: { message: this.message, type: ERROR_CODES[this.code].type, param: this.param ?? null, code: this.code } };
  }
}
