import { GatewayError } from '../core/gateway-error';
import { contentText, prefixedContent } from '../openai/content';
import type { Message } from '../openai/types';

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
    if (isSystem(message)) waiting.push(contentText(message.content));
    else if (waiting.length === 0) result.push(message);
    else if (message.role === 'user') {
      result.push({ ...message, content: prefixedContent(message.content, instructions(waiting)) });
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
