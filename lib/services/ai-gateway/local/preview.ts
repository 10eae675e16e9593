/** The last question of a recorded request, whatever its route; empty where there is none. */
export function lastQuestionOf(request: unknown): string {
  const { messages, input, query } = fieldsOf(request);
  if (Array.isArray(messages)) {
    const last: unknown = messages.findLast((message: unknown) => fieldsOf(message).role === 'user');
    return textOf(fieldsOf(last).content);
  }
  return textOf(query ?? input);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'string' ? item : textOf(fieldsOf(item).text))).join('\n') : '';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
