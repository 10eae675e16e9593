import type { ContentPart, Message } from './types';

/** All text of a message, its parts on lines of their own. */
export function contentText(content: Message['content']): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? (content as readonly ContentPart[]).map(({ text }) => text ?? '').join('\n') : '';
}

/** The content with a text before it, in whichever of the two forms it has. */
export function prefixedContent(content: Message['content'], prefix: string): Message['content'] {
  if (Array.isArray(content)) return [{ type: 'text', text: prefix }, ...(content as readonly ContentPart[])];
  return typeof content === 'string' && content !== '' ? `${prefix}\n\n${content}` : prefix;
}
