import { GatewayError } from '../core/gateway-error';
import type { FinishReason } from '../openai/types';
import { matchesSchema } from './json-schema';
import type { JsonDecoder } from './json-text';
import { parseJson } from './json-text';
import type { VerdictCounts } from './verdict-counts';

/** Most characters of an answer whose schema has to be checked, as the model sent it. Beyond them the answer is denied. */
export const LONGEST_JSON = 2 ** 20;

/**
 * Judges a whole content that has to be JSON, as it was released, and throws `invalid_model_output`. An answer that was cut short by its token limit
 * or filtered by the model's own server cannot match and says so by its finish reason: it is counted, and not refused.
 */
export function checkJsonOutput(schema: Readonly<Record<string, unknown>> | true, content: string, decoder: JsonDecoder, finishReason: FinishReason, verdicts: VerdictCounts): void {
  const parsed = parseJson(content, decoder);
  const verdict = parsed === undefined ? 'invalid' : schema === true ? objectVerdict(parsed.value) : matchesSchema(schema, parsed.value);
  if (verdict === 'valid') return;
  if (finishReason === 'length' || finishReason === 'content_filter') {
    verdicts.add('json-output', 'flag', 'incomplete');
    return;
  }
  verdicts.add('json-output', 'deny', verdict === 'unusable' ? 'schema-unusable' : parsed === undefined ? 'invalid-json' : 'schema-mismatch');
  throw new GatewayError('invalid_model_output');
}

function objectVerdict(value: unknown): 'valid' | 'invalid' {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'valid' : 'invalid';
}
