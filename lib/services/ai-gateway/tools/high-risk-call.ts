import { createHash } from 'node:crypto';
import { GatewayError } from '../core/gateway-error';
import type { ToolCall } from '../openai/types';
import { canonicalJson } from './canonical-json';

/** A call that a person must approve. */
export interface HighRiskCall {
  /** The call as it may be released: with its arguments in the very spelling that was approved. */
  readonly call: ToolCall;
  readonly tool: string;
  /** SHA-256 over the tool and its arguments, hexadecimal; however the arguments are spelled, and whatever id the call has. */
  readonly digest: string;
  /** For the reviewer: the call with personal data masked, one line, of bounded length. */
  readonly summary: string;
}

const MAX_SUMMARY_CHARACTERS = 4_000;
/** Of one text in the arguments: padding in one must not push the others out of sight. */
const MAX_VALUE_CHARACTERS = 400;
const STRING = /"(?:[^"\\]|\\.)*"/gs;
/** What is seen as something else than it is: control, format and line characters. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/gu;

/**
 * Models are not deterministic, so an approval is matched by what is called, not by the request that led to it. Throws `invalid_model_output` for
 * arguments that are no JSON object or name a key twice: what a reviewer saw could be another thing than what a tool reads.
 */
export function highRiskCall(call: ToolCall, redact: (text: string) => string): HighRiskCall {
  const { name, arguments: text } = call.function;
  // Many servers spell "no arguments" as an empty text.
  const canonical = text.trim() === '' ? '{}' : canonicalJson(text);
  if (canonical === undefined || !canonical.startsWith('{')) {
    throw new GatewayError('invalid_model_output', { message: 'The answer of the model calls a tool with arguments that are no unambiguous JSON object.' });
  }
  return {
    call: { ...call, function: { ...call.function, arguments: canonical } },
    tool: name,
    digest: createHash('sha256').update(`{"arguments":${canonical},"tool":${JSON.stringify(name)}}`).digest('hex'),
    summary: summarise(`${name} ${redact(canonical)}`),
  };
}

function summarise(text: string): string {
  const visible = text.replace(DECEPTIVE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
  return shortened(visible.replace(STRING, (value) => shortened(value, MAX_VALUE_CHARACTERS)), MAX_SUMMARY_CHARACTERS);
}

/** What does not fit is said to be missing: a reviewer must know that there is more. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const note = (missing: number): string => ` … (${missing} of ${text.length} characters are not shown)`;
  const room = length - note(text.length).length;
  return text.slice(0, room) + note(text.length - room);
}
