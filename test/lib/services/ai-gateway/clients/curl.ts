import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { gatewayUnderTest, type Running } from '../gateway-under-test';

export function plainCurl(): void {
  let gateway: Running;
  beforeAll(async () => { gateway = await gatewayUnderTest({ model: { remember: 5, behaviour: ({ messages }) => (messages.at(-1)?.content === 'slowly' ? { content: 'lighthouse keeper '.repeat(100), pieceMilliseconds: 5 } : undefined) } }); });
  afterAll(() => gateway.close());

  /** Runs curl without a shell and gives what it printed, the status last. */
  function curl(path: string, ...more: readonly string[]): Promise<{ readonly status: number; readonly body: string; readonly failed: boolean }> {
    return new Promise((resolve) => {
      execFile('curl', ['-sS', '-w', '\n%{http_code}', `${gateway.url}${path}`, '-H', `authorization: Bearer ${gateway.token()}`, ...more], { encoding: 'utf8' }, (error, stdout) => {
        const end = stdout.lastIndexOf('\n');
        resolve({ status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end), failed: error !== null });
      });
    });
  }

  const json = ['-H', 'content-type: application/json', '-d'];
  const chat = (...messages: readonly { readonly role: string; readonly content: string }[]): string => JSON.stringify({ model: 'echo', messages });

  test('a question by curl is answered, with a system message as well', async () => {
    const { status, body } = await curl('/v1/chat/completions', ...json, chat({ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'What is a harbour?' }));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ object: 'chat.completion', choices: [{ message: { content: expect.stringContaining('What is a harbour?') as string } }] });
    expect(gateway.model.received().at(-1)).toMatchObject({ messages: [{ role: 'user', content: expect.stringContaining('Be brief.') as string }] });
  });

  test('a stream by curl -N comes event by event, and ends with [DONE]', async () => {
    const { status, body, failed } = await curl('/v1/chat/completions', '-N', ...json, chat({ role: 'user', content: 'What is a lighthouse?' }).replace('{', '{"stream":true,'));
    expect([status, failed]).toEqual([200, false]);
    const events = body.split('\n\n').filter((event) => event !== '');
    expect(events.every((event) => event.startsWith('data: '))).toBe(true);
    expect(events.at(-1)?.trim()).toBe('data: [DONE]');
    expect(events.length).toBeGreaterThan(3);
  });

  test('a curl that is interrupted within a stream ends it at the model', async () => {
    const child = spawn('curl', ['-sSN', `${gateway.url}/v1/chat/completions`, '-H', `authorization: Bearer ${gateway.token()}`, ...json, chat({ role: 'user', content: 'slowly' }).replace('{', '{"stream":true,')], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child, 'exit');
    for (let wait = 0; wait < 2_000 && (gateway.model.active() > 0 || gateway.server.inFlight() > 0); wait += 1) await new Promise((resolve) => { setTimeout(resolve, 5); });
    expect([gateway.model.active(), gateway.server.inFlight()]).toEqual([0, 0]);
    expect(gateway.summaries.at(-1)).toMatchObject({ clientGone: true });
  });

  test.each<[string, string, readonly string[], number, string]>([
    ['without a body', '/v1/chat/completions', ['-X', 'POST'], 400, 'invalid_request'],
    ['with what is no JSON', '/v1/chat/completions', [...json, '{'], 400, 'invalid_json'],
    ['as a form, as curl does when it is not told', '/v1/chat/completions', ['-d', '{}'], 415, 'unsupported_media_type'],
    ['to another route', '/v1/engines', [], 404, 'unknown_route'],
    ['with another method', '/v1/chat/completions', [], 405, 'method_not_allowed'],
  ])('a request by curl %s is refused in the shape that clients read', async (_name, path, more, status, code) => {
    const answer = await curl(path, ...more);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { error: { message: expect.any(String) as string, type: 'invalid_request_error', param: null, code } }]);
  });

  test('a large body by curl, which asks first whether it may send it, is accepted', async () => {
    const { status } = await curl('/v1/chat/completions', '-H', 'expect: 100-continue', ...json, chat({ role: 'user', content: 'A quiet sentence about boats. '.repeat(1_000) }));
    expect(status).toBe(200);
  });

  test('models by curl are listed', async () => {
    expect(JSON.parse((await curl('/v1/models')).body)).toMatchObject({ object: 'list', data: [{ id: 'echo' }, { id: 'echo-embedding' }] });
  });
}
