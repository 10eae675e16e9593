interface KnownError {
  readonly status: number;
  /** OpenAI's `type`; SDKs choose their exception by the status, people read this. */
  readonly type: 'invalid_request_error' | 'authentication_error' | 'permission_error' | 'rate_limit_error' | 'policy_violation' | 'api_error';
  readonly message: string;
}

const known = <T extends Readonly<Record<string, KnownError>>>(codes: T): T => codes;

/** Every refusal of the gateway. Codes are public contract: they are added, never changed. */
export const ERROR_CODES = known({
  invalid_json: { status: 400, type: 'invalid_request_error', message: 'The body is not valid JSON.' },
  invalid_request: { status: 400, type: 'invalid_request_error', message: 'The request does not match the schema of this route.' },
  unknown_field: { status: 400, type: 'invalid_request_error', message: 'The request has a field that this gateway does not know.' },
  body_too_large: { status: 413, type: 'invalid_request_error', message: 'The body is larger than this gateway accepts.' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error', message: 'Send application/json, not compressed.' },
  headers_too_large: { status: 431, type: 'invalid_request_error', message: 'The headers are larger than this gateway accepts.' },
  request_timeout: { status: 408, type: 'invalid_request_error', message: 'The request did not arrive in time.' },
  client_closed_request: { status: 499, type: 'invalid_request_error', message: 'The client went away before the answer.' },
  unknown_route: { status: 404, type: 'invalid_request_error', message: 'There is no such route.' },
  method_not_allowed: { status: 405, type: 'invalid_request_error', message: 'This route has no such method.' },
  model_not_found: { status: 404, type: 'invalid_request_error', message: 'There is no such model, or you may not use it.' },
  collection_not_found: { status: 404, type: 'invalid_request_error', message: 'There is no such collection.' },
  wrong_dimensions: { status: 400, type: 'invalid_request_error', message: 'The vector has another number of dimensions than the store.' },
  system_message_refused: { status: 400, type: 'invalid_request_error', message: 'System messages are set by the operator; send user messages.' },
  invalid_token: { status: 401, type: 'authentication_error', message: 'The token is missing, expired, or not valid for this gateway.' },
  insufficient_scope: { status: 403, type: 'permission_error', message: 'The token lacks the scope of this route.' },
  not_authorized: { status: 403, type: 'permission_error', message: 'The policies of this gateway do not allow this.' },
  tool_not_allowed: { status: 403, type: 'permission_error', message: 'The request offers a tool that is not allowed here.' },
  prompt_denied: { status: 403, type: 'policy_violation', message: 'The request was refused by the prompt firewall.' },
  review_required: { status: 403, type: 'policy_violation', message: 'A person must approve this request first. Repeat it once approved.' },
  pii_denied: { status: 403, type: 'policy_violation', message: 'The request holds personal data or secrets that may not be sent to the model.' },
  output_denied: { status: 502, type: 'policy_violation', message: 'The answer of the model was withheld by the output guards.' },
  invalid_model_output: { status: 502, type: 'api_error', message: 'The answer of the model does not match the requested schema.' },
  guard_failed: { status: 503, type: 'api_error', message: 'A guard could not judge the request, so it was refused.' },
  rate_limit_exceeded: { status: 429, type: 'rate_limit_error', message: 'The budget of this window is used up.' },
  overloaded: { status: 503, type: 'api_error', message: 'The gateway is at its limit of concurrent requests.' },
  shutting_down: { status: 503, type: 'api_error', message: 'The gateway is shutting down.' },
  approval_not_found: { status: 404, type: 'invalid_request_error', message: 'There is no such pending approval.' },
  audit_unavailable: { status: 503, type: 'api_error', message: 'The request could not be recorded, so it was refused.' },
  budget_unavailable: { status: 503, type: 'api_error', message: 'The budget could not be checked, so the request was refused.' },
  identity_unavailable: { status: 503, type: 'api_error', message: 'The token issuer cannot be reached, so the token cannot be judged.' },
  store_unavailable: { status: 503, type: 'api_error', message: 'The vector store cannot be reached.' },
  upstream_unavailable: { status: 502, type: 'api_error', message: 'The model cannot be reached.' },
  upstream_failed: { status: 502, type: 'api_error', message: 'The model failed while it answered.' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error', message: 'The request is longer than the context of the model.' },
  media_not_allowed: { status: 400, type: 'invalid_request_error', message: 'Images, audio and files cannot be judged by the guards and are not accepted for this model.' },
  upstream_refused: { status: 400, type: 'invalid_request_error', message: 'The model refused the request.' },
  upstream_timeout: { status: 504, type: 'api_error', message: 'The model did not answer in time.' },
  internal_error: { status: 500, type: 'api_error', message: 'The gateway failed.' },
});

export type ErrorCode = keyof typeof ERROR_CODES;
