import type { Origin, Role, Segment } from '../core/segment';
import type { ChatRequest, ContentPart, Message, Tool, ToolCall } from './types';

/** Gives back the text that takes the place of this one; the same text where nothing changes. */
export type VisitText = (text: string, role: Role, origin: Origin, at: string) => string;

/**
 * Walks every text of a request that reaches the model, of whatever role or field: guards that look only at the last message are how peers were
 * passed by. Returns the request with the texts that the visitor gave, sharing what did not change.
 */
export function mapTexts(request: ChatRequest, visit: VisitText): ChatRequest {
  const changed: Record<string, unknown> = {};
  const put = (field: string, before: unknown, after: unknown): void => { if (after !== before) changed[field] = after; };
  put('messages', request.messages, mapList(request.messages, (message, index) => mapMessage(message, `messages[${index}]`, visit)));
  if (Array.isArray(request.tools)) put('tools', request.tools, mapList(request.tools as readonly Tool[], (tool, index) => mapDeep(tool, 'developer', `tools[${index}]`, visit)));
  for (const field of ['functions', 'response_format', 'prediction', 'stop'] as const) {
    const value = request[field];
    if (value !== undefined && value !== null) put(field, value, mapDeep(value, field === 'prediction' ? 'assistant' : 'developer', field, visit));
  }
  return Object.keys(changed).length === 0 ? request : { ...request, ...changed };
}

/** Every text of a request with whose it is. */
export function segmentsOf(request: ChatRequest): Segment[] {
  const segments: Segment[] = [];
  mapTexts(request, (text, role, origin, at) => {
    if (text !== '') segments.push({ text, role, origin, at });
    return text;
  });
  return segments;
}

/** Results of tools are data, whoever sends them. */
function originOf(role: Role): Origin {
  return role === 'tool' || role === 'function' ? 'data' : 'client';
}

function mapMessage(message: Message, at: string, visit: VisitText): Message {
  const { role } = message;
  const origin = originOf(role);
  const changed: Record<string, unknown> = {};
  const text = (field: string, value: unknown): void => {
    if (typeof value !== 'string' || value === '') return;
    const after = visit(value, role, origin, `${at}.${field}`);
    if (after !== value) changed[field] = after;
  };
  if (typeof message.content === 'string') text('content', message.content);
  else if (Array.isArray(message.content)) {
    const parts = message.content as readonly ContentPart[];
    const after = mapList(parts, (part, index) => mapPart(part, role, origin, `${at}.content[${index}]`, visit));
    if (after !== parts) changed.content = after;
  }
  for (const field of ['refusal', 'reasoning', 'reasoning_content', 'name']) text(field, message[field]);
  if (Array.isArray(message.tool_calls)) {
    const calls = message.tool_calls as readonly ToolCall[];
    const after = mapList(calls, (call, index) => mapCall(call, role, `${at}.tool_calls[${index}]`, visit));
    if (after !== calls) changed.tool_calls = after;
  }
  if (message.function_call !== undefined && message.function_call !== null) {
    const after = mapDeep(message.function_call, role, `${at}.function_call`, visit);
    if (after !== message.function_call) changed.function_call = after;
  }
  return Object.keys(changed).length === 0 ? message : { ...message, ...changed };
}

function mapPart(part: ContentPart, role: Role, origin: Origin, at: string, visit: VisitText): ContentPart {
  const field = part.type === 'refusal' ? 'refusal' : 'text';
  const value = part[field];
  if (typeof value !== 'string' || value === '') return part;
  const after = visit(value, role, origin, `${at}.${field}`);
  return after === value ? part : { ...part, [field]: after };
}

function mapCall(call: ToolCall, role: Role, at: string, visit: VisitText): ToolCall {
  // The schema asks for no arguments of a call in the history.
  const before: unknown = call.function.arguments;
  if (typeof before !== 'string' || before === '') return call;
  const after = visit(before, role, 'client', `${at}.function.arguments`);
  return after === before ? call : { ...call, function: { ...call.function, arguments: after } };
}

/** Strings of a free structure, keys too: a schema's property names are read by the model like any other text. */
function mapDeep<T>(value: T, role: Role, at: string, visit: VisitText): T;
function mapDeep(value: unknown, role: Role, at: string, visit: VisitText): unknown {
  if (typeof value === 'string') return value === '' ? value : visit(value, role, 'client', at);
  if (Array.isArray(value)) return mapList(value as readonly unknown[], (item, index) => mapDeep(item, role, `${at}[${index}]`, visit));
  if (typeof value !== 'object' || value === null) return value;
  let changed: [string, unknown][] | undefined;
  const entries = Object.entries(value);
  for (const [index, [key, item]] of entries.entries()) {
    // A key is judged but never rewritten: a schema with another property would be another contract.
    if (key.length > 12) visit(key, role, 'client', `${at}.${key.slice(0, 64)}`);
    const after = mapDeep(item, role, `${at}.${key.slice(0, 64)}`, visit);
    if (after !== item) (changed ??= entries.slice())[index] = [key, after];
  }
  return changed === undefined ? value : Object.fromEntries(changed);
}

function mapList<T>(items: readonly T[], map: (item: T, index: number) => T): readonly T[] {
  let changed: T[] | undefined;
  for (const [index, item] of items.entries()) {
    const after = map(item, index);
    if (after !== item) (changed ??= items.slice())[index] = after;
  }
  return changed ?? items;
}
