import { applySystemMessagePolicy } from '../../../../../lib/services/ai-gateway/pipeline/system-messages';
import type { Message } from '../../../../../lib/services/ai-gateway/openai/types';

const system = (content: Message['content'], role: 'system' | 'developer' = 'system'): Message => ({ role, content });
const user = (content: Message['content']): Message => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });

test('demoted instructions open the user message that follows, so that roles still take turns', () => {
  const result = applySystemMessagePolicy([system('A'), system('B', 'developer'), user('question'), assistant('answer'), system('C'), user([{ type: 'text', text: 'more' }])], 'demote');
  expect(result.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(result[0]?.content).toMatch(/^\[Instructions.*\]\nA\n\nB\n\[End of instructions\]\n\nquestion$/s);
  expect(result[2]?.content).toEqual([{ type: 'text', text: expect.stringContaining('C') as string }, { type: 'text', text: 'more' }]);
});

test('nothing that was sent is lost, wherever it stood', () => {
  for (const messages of [[system('A')], [user('q'), system('A')], [system('A'), assistant('b'), user('q')], [system([{ type: 'text', text: 'A' }]), user('q')]]) {
    const result = applySystemMessagePolicy(messages, 'demote');
    expect(result.every(({ role }) => role !== 'system' && role !== 'developer')).toBe(true);
    expect(JSON.stringify(result)).toContain('A');
  }
});

test('by choice they are refused, with their place', () => {
  expect(() => applySystemMessagePolicy([user('q'), system('A', 'developer')], 'refuse')).toThrow(expect.objectContaining({ code: 'system_message_refused', param: 'messages[1].role' }) as Error);
});

test('without any, the list is the same object', () => {
  const messages = [user('q'), assistant('a')];
  expect(applySystemMessagePolicy(messages, 'demote')).toBe(messages);
  expect(applySystemMessagePolicy(messages, 'refuse')).toBe(messages);
});
