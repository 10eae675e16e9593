import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createEventStream } from '../../../../../lib/services/ai-gateway/edge/event-stream';
import { gatewayUnderTest, question, type Running } from '../gateway-under-test';
import { chunk, events, modelServer, type ModelServer } from '../upstream/model-server';
import { ledger, pause, responsesOf, until, type Ledger } from './fixture';

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

/** Reads to the end, which may be that of the connection. */
function ended(response: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    response.once('end', resolve).once('close', resolve);
    response.resume();
  });
}

export function slowClients(): void {
  test('a client that reads slowly but steadily gets everything, however long it takes', async () => {
    const waiting = 32 * MEGABYTE;
    let outcome: Promise<void> | undefined;
    const server = await modelServer((response) => {
      const sink = createEventStream(response, () => ({}), { bytes: waiting, milliseconds: 1_500 });
      sink.start();
      const send = async (): Promise<void> => {
        for (let sent = 0; sent <= waiting; sent += MEGABYTE) await sink.write('x'.repeat(MEGABYTE));
        sink.end();
      };
      outcome = send();
    });
    const sending = httpRequest(server.url, { agent: false });
    sending.end();
    const [response] = await once(sending, 'response') as [IncomingMessage];
    // A quarter of a megabyte at a time, forty times a second at most: all that waits takes longer than a stream may stand still.
    let [received, slice] = [0, 0];
    response.on('data', (piece: Buffer) => {
      received += piece.length;
      slice += piece.length;
      if (slice < MEGABYTE / 4) return;
      slice = 0;
      response.pause();
      setTimeout(() => response.resume(), 25);
    });
    response.on('error', () => undefined);
    await ended(response);
    await outcome;
    expect(received).toBe(waiting + MEGABYTE);
    await server.close();
  });

  describe('a client that reads nothing', () => {
    let running: Running;
    let reservations: Ledger;
    let server: ModelServer;
    afterEach(async () => {
      await running.close();
      await server.close();
    });

    async function start(model: ModelServer, limits: object): Promise<void> {
      server = model;
      reservations = ledger();
      running = await gatewayUnderTest({ config: { limits: { maxOutputTokens: 100_000_000, ...limits }, budgets: { tenant: WIDE, principal: WIDE } }, modelUrl: model.url, replace: reservations.replace });
    }

    /** Asks for the stream and gets the response, which nobody reads yet. */
    async function unread(body: object = question('Hello', { stream: true }), path = '/v1/chat/completions'): Promise<IncomingMessage> {
      const sending = httpRequest(`${running.url}${path}`, { method: 'POST', agent: false, headers: { authorization: `Bearer ${running.token()}`, 'content-type': 'application/json' } });
      sending.end(JSON.stringify(body));
      const [response] = await once(sending, 'response') as [IncomingMessage];
      response.pause();
      response.on('error', () => undefined);
      return response;
    }

    test('stops the model, costs no memory beyond the bound, and is given up after a while', async () => {
      const model = await torrent(256 * MEGABYTE);
      await start(model.server, { slowReaderBytes: MEGABYTE, slowReaderSeconds: 2 });
      const responses = responsesOf(running);
      const before = process.memoryUsage().arrayBuffers;
      const response = await unread();
      await until(() => (responses[0]?.writableLength ?? 0) > MEGABYTE, 'the stream stands still');
      // The model has sent nothing for a while.
      for (let before = -1; before !== model.sent(); await pause(250)) before = model.sent();
      // What waits is the bound and what one piece of the model made of it, and the kernel's buffers of two connections hold a few more.
      expect(responses[0]?.writableLength).toBeLessThan(MEGABYTE + 8 * WORDS.length);
      expect(model.sent()).toBeLessThan(64 * MEGABYTE);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * MEGABYTE);
      expect(running.server.inFlight()).toBe(1);
      await until(() => running.server.inFlight() === 0, 'the client is given up');
      await until(() => server.abandoned() === 1, 'the model is told');
      expect(running.records.map(({ phase, summary: { errorCode } }) => [phase, errorCode])).toEqual([['opened', undefined], ['completed', 'request_timeout']]);
      expect([reservations.granted(), reservations.open()]).toEqual([1, 0]);
      // An estimate of what the model had sent, not all that was set aside.
      expect(reservations.charged[0]).toBeLessThan(30_000_000);
      let text = '';
      response.on('data', (piece: Buffer) => { text = (text + piece.toString('latin1')).slice(-200); });
      await ended(response);
      expect(text).not.toContain('[DONE]');
    });

    test('holds its place no longer when the model has ended its answer', async () => {
      await start((await torrent(24 * MEGABYTE)).server, { slowReaderBytes: 64 * MEGABYTE, slowReaderSeconds: 1 });
      await unread();
      await until(() => running.records.length === 2, 'the stream has ended');
      expect(running.server.inFlight()).toBe(1);
      await until(() => running.server.inFlight() === 0, 'the client is given up');
      expect(reservations.open()).toBe(0);
    });

    test('holds its place no longer when the answer is whole', async () => {
      const vector = `[${'0.12345678,'.repeat(3_999)}0]`;
      const model = await modelServer((response) => { response.writeHead(200).end(`{"data":[${Array.from({ length: 256 }, () => `{"embedding":${vector}}`).join(',')}]}`); });
      await start(model, { slowReaderSeconds: 1 });
      await unread({ model: 'echo-embedding', input: Array.from({ length: 256 }, () => 'a') }, '/v1/embeddings');
      expect(running.server.inFlight()).toBe(1);
      await until(() => running.server.inFlight() === 0, 'the client is given up');
      expect(reservations.open()).toBe(0);
    });
  });
}
