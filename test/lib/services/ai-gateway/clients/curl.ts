import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { gatewayUnderTest, type Running } from '../gateway-under-test';

/** What curl sends for these arguments, header by header: tests must not need a curl on the machine. */
function sendAsCurl(url: string, args: readonly string[]): ClientRequest {
  const headers: Record<string, string> = { 'user-agent': 'curl/8.5.0', accept: '*/*' };
  let method: string | undefined;
  let body: string | undefined;
  for (let at = 0; at < args.length; at += 2) {
    const [option, value = ''] = [args[at], args[at + 1]];
    if (option === '-X') method = value;
    else if (option === '-d') body = value;
    else if (option === '-H') headers[value.slice(0, value.indexOf(':')).toLowerCase()] = value.slice(value.indexOf(':') + 1).trim();
    else throw new Error(`no such option here: ${String(option)}`);
  }
  if (body !== undefined) {
    headers['content-length'] = String(Buffer.byteLength(body));
    headers['content-type'] ??= 'application/x-www-form-urlencoded';
  }
  const sent = request(url, { method: method ?? (body === undefined ? 'GET' : 'POST'), headers, agent: false });
  if (headers.expect === undefined) sent.end(body);
  else sent.once('continue', () => { sent.end(body); }).flushHeaders();
  return sent;
}

export function plainCurl(): void {
  let gateway: Running;
  beforeAll(async () => { gateway = await gatewayUnderTest({ model: { remember: 5, behaviour: ({ messages }) => (messages.at(-1)?.content === 'slowly' ? { content: 'lighthouse keeper '.repeat(100), pieceMilliseconds: 5 } : undefined) } }); });
  afterAll(() => gateway.close());

  const authorized = (): readonly string[] => ['-H', `authorization: Bearer ${gateway.token()}`];

  async function curl(path: string, ...more: readonly string[]): Promise<{ readonly status: number; readonly body: string; readonly failed: boolean }> {
    const [response] = await once(sendAsCurl(`${gateway.url}${path}`, [...authorized(), ...more]), 'response') as [IncomingMessage];
    let body = '';
    for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) body += piece;
    return { status: response.statusCode ?? 0, body, failed: !response.complete };
  }

  const json = ['-H', 'content-type: application/json', '-d'];
  const chat = (...messages: readonly { readonly role: string; readonly content: string }[]): string => JSON.stringify({ model: 'echo', messages });

  test('a question by curl is answered, with a system message as well', async () => {
    const { status, body } = await curl('/v1/chat/completions', ...json, chat({ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'What is a harbour?' }));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ object: 'chat.completion', choices: [{ message: { content: expect.stringContaining('What is a harbour?') as string } }] });
    expect(gateway.model.received().at(-1)).toMatchObject({ messages: [{ role: 'user', content: expect.stringContaining('Be brief.') as string }] });
  });

  test('a stream by curl comes event by event, and ends with [DONE]', async () => {
    const { status, body, failed } = await curl('/v1/chat/completions', ...json, chat({ role: 'user', content: 'What is a lighthouse?' }).replace('{', '{"stream":true,'));
    expect([status, failed]).toEqual([200, false]);
    const events = body.split('\n\n').filter((event) => event !== '');
    expect(events.every((event) => event.startsWith('data: '))).toBe(true);
    expect(events.at(-1)?.trim()).toBe('data: [DONE]');
    expect(events.length).toBeGreaterThan(3);
  });

  test('a curl that is interrupted within a stream ends it at the model', async () => {
    const sent = sendAsCurl(`${gateway.url}/v1/chat/completions`, [...authorized(), ...json, chat({ role: 'user', content: 'slowly' }).replace('{', '{"stream":true,')]);
    const [response] = await once(sent, 'response') as [IncomingMessage];
    await once(response, 'data');
    response.on('error', () => undefined);
    sent.destroy();
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
