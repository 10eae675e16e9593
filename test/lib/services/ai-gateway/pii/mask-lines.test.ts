import { createPiiFinder, maskLines } from '../../../../../lib/services/ai-gateway/pii';

async function all(lines: readonly string[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for await (const line of maskLines(lines, createPiiFinder())) results.push(JSON.parse(line));
  return results;
}

describe('masking of JSON lines', () => {
  test('takes strings and objects with a text, passes over empty lines', async () => {
    expect(await all(['"write to joe@example.com"', '', '{"text": "from 203.0.113.9", "id": 4}', '  '])).toEqual([
      { masked: 'write to <EMAIL_ADDRESS>', findings: [{ type: 'EMAIL_ADDRESS', start: 9, end: 24, score: 1 }] },
      { masked: 'from <IP_ADDRESS>', findings: [{ type: 'IP_ADDRESS', start: 5, end: 16, score: 0.95 }] },
    ]);
  });

  test.each([['{"txt": "joe@example.com"}', 'line 2 is neither'], ['joe@example.com', 'line 2 is not JSON'], ['4', 'line 2 is neither']])('fails at %s with the number of the line and nothing of its content', async (line, message) => {
    const failure = await all(['"fine"', line]).then(() => '', (error: unknown) => String(error));
    expect(failure).toContain(message);
    expect(failure).not.toContain('joe');
  });
});
