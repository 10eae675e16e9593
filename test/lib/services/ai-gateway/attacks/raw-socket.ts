import { connect, type Socket } from 'node:net';

/** One answer as it stood on the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back over one connection. */
export interface RawExchange {
  readonly answers: readonly RawAnswer[];
  /** Bytes that are no whole answer. */
  readonly rest: string;
  readonly closed: boolean;
}

export interface RawOptions {
  /** Stops once so many final answers are there. @default - waits until the server closes */
  readonly answers?: number;
  /** Gives up waiting; what came so far is the result. @default 2_000 */
  readonly milliseconds?: number;
}

/** Writes bytes that no client would write, and reads what the server makes of them. Pieces go out one after another, with a turn of the event loop between. */
export async function sendRaw(url: string, pieces: string | Buffer | readonly (string | Buffer)[], { answers = Infinity, milliseconds = 2_000 }: RawOptions = {}): Promise<RawExchange> {
  const socket = await connected(url);
  let received = '';
  const over = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => { resolve(false); }, milliseconds);
    socket.on('data', (data: Buffer) => {
      received += data.toString('latin1');
      if (answersIn(received).answers.length >= answers) { clearTimeout(timer); resolve(false); }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => { clearTimeout(timer); resolve(true); });
  });
  for (const piece of Array.isArray(pieces) ? pieces as readonly (string | Buffer)[] : [pieces as string | Buffer]) {
    if (socket.destroyed) break;
    socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    await new Promise((next) => { setImmediate(next); });
  }
  const closed = await over;
  socket.destroy();
  return { ...answersIn(received), closed };
}

export async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => { socket.once('connect', resolve).once('error', reject); });
  return socket;
}

/** Final answers at the beginning of these bytes, by their length or their chunks; interim ones are passed over. */
export function answersIn(received: string): { readonly answers: readonly RawAnswer[]; readonly rest: string } {
  const answers: RawAnswer[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return { answers, rest };
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
    if (Number.isNaN(status)) return { answers, rest };
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
    const after = rest.slice(end + 4);
    const body = status < 200 || status === 204 || status === 304 ? { text: '', length: 0 } : headers['transfer-encoding'] === 'chunked' ? chunked(after) : lengthed(after, Number(headers['content-length'] ?? 0));
    if (body === undefined) return { answers, rest };
    if (status >= 200) answers.push({ status, headers, body: Buffer.from(body.text, 'latin1').toString('utf8') });
    rest = after.slice(body.length);
  }
}

function lengthed(text: string, length: number): { readonly text: string; readonly length: number } | undefined {
  return text.length < length ? undefined : { text: text.slice(0, length), length };
}

function chunked(text: string): { readonly text: string; readonly length: number } | undefined {
  let at = 0;
  let body = '';
  for (;;) {
    const line = text.indexOf('\r\n', at);
    if (line === -1) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    if (Number.isNaN(size) || text.length < line + 4 + size) return undefined;
    if (size === 0) return { text: body, length: line + 4 };
    body += text.slice(line + 2, line + 2 + size);
    at = line + 4 + size;
  }
}

/** A request with these headers, and a body of the right length unless the headers tell one. */
export function request(line: string, headers: readonly string[], body = ''): string {
  const length = headers.some((header) => /^(?:content-length|transfer-encoding)/i.test(header)) || body === '' ? [] : [`content-length: ${Buffer.byteLength(body, 'latin1')}`];
  return `${line}\r\n${[...headers, ...length].join('\r\n')}\r\n\r\n${body}`;
}
