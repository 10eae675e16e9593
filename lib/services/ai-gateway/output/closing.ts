import type { GatewayError } from '../core/gateway-error';
import type { ChatChunk } from '../openai/types';

/** What the chunks of one stream have in common. */
export interface StreamIdentity {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

/** The last events of a stream that did not end by itself, each the `data` of one server-sent event, and whether `[DONE]` follows them. */
export interface StreamClosing {
  readonly events: readonly (ChatChunk | ReturnType<GatewayError['body']>)[];
  readonly done: boolean;
}

/**
 * How a stream ends of which something was sent already; before that, a refusal is an HTTP response like any other.
 *
 * `output_denied`: the choices that are still open finish with `content_filter`, then `[DONE]`. That is OpenAI's own sign for withheld content: SDKs
 * hand over what came before and the finish reason with it, and their parsers of structured output raise an error of their own for it. Masked and
 * neutralised text needs no sign; its markers stand in the text.
 *
 * Everything else is a failure: an event with OpenAI's error object and no `[DONE]`. `invalid_model_output` is one, since what was sent must not
 * be taken for an answer that matches the schema, and so is a model that dies. The `openai` SDK, and LangChain with it, throws an APIError with this code;
 * a client that reads events by hand sees an object without `choices` and a stream without `[DONE]`.
 */
export function closingOf(error: GatewayError, stream: StreamIdentity, openChoices: readonly number[]): StreamClosing {
  if (error.code !== 'output_denied') return { events: [error.body()], done: false };
  const finished = openChoices.map((index) => ({ index, delta: {}, finish_reason: 'content_filter' as const }));
  return { events: finished.length === 0 ? [] : [{ ...stream, object: 'chat.completion.chunk', choices: finished }], done: true };
}
