import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  /** Ends open connections, too. */
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const ADDRESS = '127.0.0.1';

/**
 * Serves this machine only. A request for another host's name is refused: a page on the web could point a name of its own to this address
 * and would then pass for the same origin. Port 0 takes any that is free.
 */
export async function listenOnLoopback(handler: Handler, port = 0): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    if (!isLoopbackHost(request.headers.host, boundPort)) {
      response.writeHead(421, { connection: 'close' }).end();
      return;
    }
    Promise.resolve(handler(request, response)).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ADDRESS, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${ADDRESS}:${boundPort}`,
    port: boundPort,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

/** The address or `localhost`, with the port that is listened on. */
export function isLoopbackHost(host: string | undefined, port: number): boolean {
  return host === `${ADDRESS}:${port}` || host === `localhost:${port}` || (port === 80 && (host === ADDRESS || host === 'localhost'));
}

/** The body as text; undefined when it is larger than allowed. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    const buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    bytes += buffer.length;
    if (bytes > maxBytes) return undefined;
    pieces.push(buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'cache-control': 'no-store', ...headers }).end(text);
}
