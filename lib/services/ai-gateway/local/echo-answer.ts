import type { ChatRequest, Message, ToolCall } from '../openai/types';
import { fnv1a } from './hashed-embedding';
import { schemaInstance } from './schema-instance';

/** What the echo model says to a request. */
export interface EchoAnswer {
  readonly content: string | null;
  readonly toolCalls: readonly ToolCall[];
}

const CALL = /\bcall ([A-Za-z0-9_.-]{1,64}) with \{/;
/** About as many characters as a token of English text. */
const CHARACTERS_PER_TOKEN = 4;

/** Repeats the last message. Calls a tool when it is offered and asked for in the words `call <tool> with {json}`; gives JSON when JSON is asked for. */
export function echoAnswer(request: ChatRequest): EchoAnswer {
  const last = request.messages.at(-1);
  const said = lastText(request.messages, last?.role === 'tool' || last?.role === 'function' ? [last.role] : ['user']);
  const call = last?.role === 'user' && request.tool_choice !== 'none' ? askedCall(said, request) : undefined;
  if (call !== undefined) return { content: null, toolCalls: [call] };
  const format = request.response_format;
  if (format?.type === 'json_schema') return { content: JSON.stringify(schemaInstance(format.json_schema?.schema ?? {})), toolCalls: [] };
  if (format?.type === 'json_object') return { content: JSON.stringify({ echo: said }), toolCalls: [] };
  return { content: said, toolCalls: [] };
}

/** Pieces in which an answer is streamed; together they are the answer. */
export function pieces(text: string, length = 16): string[] {
  const cut: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + length, text.length);
    // Both halves of a character travel together.
    if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end += 1;
    cut.push(text.slice(start, end));
    start = end;
  }
  return cut;
}

export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

export function promptTokens(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(textOf(message)) + 4, 0);
}

/** The text as far as a maximum of tokens allows, and whether that was all of it. */
export function limited(text: string, maxTokens: number | null | undefined): { readonly text: string; readonly whole: boolean } {
  const characters = (maxTokens ?? Number.POSITIVE_INFINITY) * CHARACTERS_PER_TOKEN;
  return { text: text.slice(0, characters), whole: text.length <= characters };
}

function textOf({ content }: Message): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('');
}

function lastText(messages: readonly Message[], roles: readonly string[]): string {
  const message = messages.findLast(({ role }) => roles.includes(role));
  return message === undefined ? '' : textOf(message);
}

function askedCall(said: string, request: ChatRequest): ToolCall | undefined {
  const asked = CALL.exec(said);
  const name = asked?.[1];
  if (asked === null || name === undefined || !request.tools?.some((tool) => tool.function.name === name)) return undefined;
  const args = leadingObject(said.slice(asked.index + asked[0].length - 1));
  return args === undefined ? undefined : { id: `call_${fnv1a(said).toString(16)}`, type: 'function', function: { name, arguments: args } };
}

/** The JSON object with which a text begins, as it is written. */
function leadingObject(text: string): string | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return text.slice(0, index + 1);
  }
  return undefined;
}
