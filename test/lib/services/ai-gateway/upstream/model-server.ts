import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** A server on the loopback for one test; `answer` decides what each request gets. */
export interface ModelServer {
  readonly url: string;
  readonly requests: { readonly path: string; readonly body: string; readonly headers: IncomingMessage['headers'] }[];
  /** Requests whose connection the other side gave up before the answer was whole. */
  readonly abandoned: () => number;
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function modelServer(answer: (response: ServerResponse, body: string, path: string) => void): Promise<ModelServer> {
  const requests: ModelServer['requests'] = [];
  let abandoned = 0;
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => { body += piece.toString(); });
    response.on('close', () => { if (!response.writableFinished) abandoned += 1; });
    request.on('end', () => {
      requests.push({ path: request.url ?? '', body, headers: request.headers });
      answer(response, body, request.url ?? '');
    });
  };
  const server: Server = createServer(listener);
  server.on('connection', () => { connections += 1; });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    abandoned: () => abandoned,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => { server.close(() => { closed(); }); });
    },
  };
}

/** `data: …` events of a stream. */
export function events(...bodies: readonly unknown[]): string {
  return bodies.map((body) => `data: ${typeof body === 'string' ? body : JSON.stringify(body)}\n\n`).join('');
}

export const completion = (content: string, more: object = {}): object => ({
  id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, message: { role: 'assistant', content, ...more }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
});

export const chunk = (delta: object, finish: string | null = null): object => ({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] });
