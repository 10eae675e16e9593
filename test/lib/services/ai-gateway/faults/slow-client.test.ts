import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { chunk, events, modelServer } from '../upstream/model-server';
import { ledger, pause, responsesOf, until, type Ledger } from './fixture';

// Waiting costs nothing; on a machine that does other things as well it takes its time.
jest.setTimeout(60_000);

const MEGABYTE = 2 ** 20;
const WIDE = { requestsPerMinute: 1_000, tokensPerMinute: 1_000_000_000, tokensPerDay: 1_000_000_000 };
const WORDS = 'lighthouse keeper of the northern harbour '.repeat(800);

/** A model that sends a stream of so many bytes as fast as it is read, and how far it has come. */
async function torrent(bytes: number) {
  let sent = 0;
  const event = events(chunk({ content: WORDS }));
  const server = await modelServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const pump = async (): Promise<void> => {
      while (sent < bytes && !response.destroyed) {
        sent += event.length;
        if (!response.write(event)) await drainedOrClosed(response);
      }
      response.end(events(chunk({}, 'stop'), '[DONE]'));
    };
    pump().catch(() => { response.destroy(); });
  });
  return { server, sent: () => sent };
}

function drainedOrClosed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}

let running: Running;
let reservations: Ledger;
let model: Awaited<ReturnType<typeof torrent>>;
afterEach(async () => {
  await running.close();
  await model.server.close();
});

async function start(bytes: number, limits: object): Promise<void> {
  reservations = ledger();
  model = await torrent(bytes);
  running = await gatewayUnderTest({ config: { limits: { maxOutputTokens: 100_000_000, ...limits }, budgets: { tenant: WIDE, principal: WIDE } }, modelUrl: model.server.url, replace: reservations.replace });
}

/** Asks for the stream and gets the response, which nobody reads yet. */
async function unread(): Promise<IncomingMessage> {
  const sending = httpRequest(`${running.url}/v1/chat/completions`, { method: 'POST', agent: false, headers: { authorization: `Bearer ${running.token()}`, 'content-type': 'application/json' } });
  sending.end(JSON.stringify(question('Hello', { stream: true })));
  const [response] = await once(sending, 'response') as [IncomingMessage];
  response.pause();
  response.on('error', () => undefined);
  return response;
}

/** Reads to the end, which may be that of the connection. */
function ended(response: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    response.once('end', resolve).once('close', resolve);
    response.resume();
  });
}

/** Waits until the model has sent nothing for a while. */
async function standsStill(): Promise<void> {
  for (let before = -1; before !== model.sent(); await pause(250)) before = model.sent();
}

test('a client that reads nothing stops the model, costs no memory beyond the bound, and is given up after a while', async () => {
  await start(256 * MEGABYTE, { slowReaderBytes: MEGABYTE, slowReaderSeconds: 2 });
  const responses = responsesOf(running);
  const before = process.memoryUsage().arrayBuffers;
  const response = await unread();
  await until(() => (responses[0]?.writableLength ?? 0) > MEGABYTE, 'the stream stands still');
  await standsStill();
  // What waits is the bound and what one piece of the model made of it, and the kernel's buffers of two connections hold a few more.
  expect(responses[0]?.writableLength).toBeLessThan(MEGABYTE + 8 * WORDS.length);
  expect(model.sent()).toBeLessThan(64 * MEGABYTE);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * MEGABYTE);
  expect(running.server.inFlight()).toBe(1);
  await until(() => running.server.inFlight() === 0, 'the client is given up');
  await until(() => model.server.abandoned() === 1, 'the model is told');
  expect(running.records.map(({ phase, summary: { errorCode } }) => [phase, errorCode])).toEqual([['opened', undefined], ['completed', 'request_timeout']]);
  expect([reservations.granted(), reservations.open()]).toEqual([1, 0]);
  // An estimate of what the model had sent, not all that was set aside.
  expect(reservations.charged[0]).toBeLessThan(30_000_000);
  let text = '';
  response.on('data', (piece: Buffer) => { text = (text + piece.toString('latin1')).slice(-200); });
  await ended(response);
  expect(text).not.toContain('[DONE]');
});

test('a client that reads slowly but steadily gets everything, however long it takes', async () => {
  await start(12 * MEGABYTE, { slowReaderBytes: 4 * MEGABYTE, slowReaderSeconds: 1 });
  const response = await unread();
  let received = 0;
  let tail = '';
  response.on('data', (piece: Buffer) => {
    received += piece.length;
    tail = (tail + piece.toString('latin1')).slice(-40);
    response.pause();
    setTimeout(() => response.resume(), 25);
  });
  await ended(response);
  expect(tail).toContain('data: [DONE]');
  expect(received).toBeGreaterThan(12 * MEGABYTE);
  expect(running.records.at(-1)).toMatchObject({ phase: 'completed', summary: { status: 200, errorCode: undefined } });
});
