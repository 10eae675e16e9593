import { request } from 'node:http';
import { listenOnLoopback, readBody, type LoopbackServer } from '../../../../../lib/services/ai-gateway/local/loopback-server';

let server: LoopbackServer;
beforeAll(async () => {
  server = await listenOnLoopback(async (incoming, response) => {
    if (incoming.url === '/fail') throw new Error('secret');
    response.end(await readBody(incoming, 10) ?? 'too large');
  });
});
afterAll(() => server.close());

const send = (path: string, host: string, body = ''): Promise<{ status: number | undefined; text: string }> => new Promise((resolve, reject) => {
  const outgoing = request({ host: '127.0.0.1', port: server.port, path, method: 'POST', headers: { host } }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => { resolve({ status: response.statusCode, text }); });
  });
  outgoing.on('error', reject).end(body);
});

test('answers for its own address and name', async () => {
  expect(await send('/', `127.0.0.1:${server.port}`, 'hello')).toEqual({ status: 200, text: 'hello' });
  expect(await send('/', `localhost:${server.port}`, 'hello')).toEqual({ status: 200, text: 'hello' });
});

test.each(['evil.example', 'localhost', '127.0.0.1:1', 'localhost.evil.example', '0.0.0.0', '[::1]', '127.0.0.1:1@evil.example'])('the host %j is refused: a name on the web may point here', async (host) => {
  expect(await send('/', host, 'hello')).toEqual({ status: 421, text: '' });
});

test('listens on this machine’s own address only', () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
});

test('a body has a limit, and a failure says nothing', async () => {
  const host = `127.0.0.1:${server.port}`;
  expect(await send('/', host, 'x'.repeat(11))).toEqual({ status: 200, text: 'too large' });
  expect(await send('/fail', host)).toEqual({ status: 500, text: '' });
});

test('a port that is taken is an error', async () => {
  await expect(listenOnLoopback(() => undefined, server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
