import { z } from 'zod';
import type { Firewall } from '../core/ports';
import type { Segment } from '../core/segment';

const role = z.enum(['developer', 'system', 'user', 'assistant', 'tool', 'function']);
const message = z.object({ role, content: z.union([z.string(), z.array(z.object({ text: z.string().optional() })), z.null()]).optional(), origin: z.enum(['operator', 'client', 'data']).optional() });
const line = z.union([z.string(), z.object({ text: z.string() }), z.object({ messages: z.array(message) }), message]);

/**
 * Judges JSON lines: a text, `{"text"}`, `{"messages": [...]}` or one message. Tool messages are data, all others are the caller's, unless they name an `origin`.
 * Gives one line of JSON for each: score, action and reasons, or what is wrong with the line. Empty lines are left out.
 */
export function* scoreLines(lines: Iterable<string>, firewall: Pick<Firewall, 'assess'>): Generator<string> {
  for (const written of lines) {
    if (written.trim() === '') continue;
    const segments = segmentsOf(written);
    if (segments === undefined) {
      yield JSON.stringify({ error: 'not a text, a message, or an object with text or messages' });
      continue;
    }
    const { score, verdict } = firewall.assess(segments);
    yield JSON.stringify({ score, action: verdict.action, reasons: verdict.reasons });
  }
}

function segmentsOf(written: string): readonly Segment[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch {
    return undefined;
  }
  const parsed = line.safeParse(json);
  if (!parsed.success) return undefined;
  const value = parsed.data;
  if (typeof value === 'string') return [{ text: value, role: 'user', origin: 'client', at: 'text' }];
  if ('text' in value) return [{ text: value.text, role: 'user', origin: 'client', at: 'text' }];
  const messages = 'messages' in value ? value.messages : [value];
  return messages.flatMap(({ role, content, origin }, index): Segment[] => {
    const texts = typeof content === 'string' ? [content] : (content ?? []).flatMap(({ text }) => text ?? []);
    return texts.map((text) => ({ text, role, origin: origin ?? (role === 'tool' || role === 'function' ? 'data' : 'client'), at: `messages[${index}].content` }));
  });
}
