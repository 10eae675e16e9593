import { GatewayError } from '../core/gateway-error';
import type { ContentPart, Message } from '../openai/types';

const OPEN = '[Instructions from the application that calls. They are below the operator’s.]';
const CLOSE = '[End of instructions]';

/**
 * What becomes of system and developer messages that a client sends. Demoted, they open the user message that follows, marked as what they are; not a
 * message of their own, because many chat templates ask for user and assistant by turns.
 */
export function applySystemMessagePolicy(messages: readonly Message[], policy: 'demote' | 'refuse' | 'allow'): readonly Message[] {
  const index = messages.findIndex(isSystem);
  if (index === -1 || policy === 'allow') return messages;
  if (policy === 'refuse') throw new GatewayError('system_message_refused', { param: `messages[${index}].role` });
  const result: Message[] = [];
  let waiting: string[] = [];
  for (const message of messages) {
    if (isSystem(message)) waiting.push(textOf(message));
    else if (waiting.length === 0) result.push(message);
    else if (message.role === 'user') {
      result.push({ ...message, content: prefixed(message.content, instructions(waiting)) });
      waiting = [];
    } else {
      result.push({ role: 'user', content: instructions(waiting) }, message);
      waiting = [];
    }
  }
  if (waiting.length > 0) result.push({ role: 'user', content: instructions(waiting) });
  return result;
}

export function isSystem({ role }: Message): boolean {
  return role === 'system' || role === 'developer';
}

function instructions(texts: readonly string[]): string {
  return `${OPEN}\n${texts.join('\n\n')}\n${CLOSE}`;
}

function textOf({ content }: Message): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? (content as readonly ContentPart[]).map(({ text }) => text ?? '').join('\n') : '';
}

function prefixed(content: Message['content'], prefix: string): Message['content'] {
  if (Array.isArray(content)) return [{ type: 'text', text: prefix }, ...(content as readonly ContentPart[])];
  return typeof content === 'string' && content !== '' ? `${prefix}\n\n${content}` : prefix;
}
