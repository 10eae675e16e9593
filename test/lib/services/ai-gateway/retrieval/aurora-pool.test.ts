import { createServer, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import { auroraPool, type AuroraSettings } from '../../../../../lib/services/ai-gateway/retrieval/aurora-pool';
import { createAuthorityCertificate, issueCertificate, type ServiceCertificate } from '../../../../../lib/services/functions/internal-authority/certificate';
import { localSigner } from '../../internal-authority/local-signer';

type Manner = 'tls' | 'plain' | 'silent';

interface FakeServer {
  readonly port: number;
  /** Messages that reached the server as a password. */
  readonly passwords: string[];
  readonly users: string[];
  drop(): void;
  close(): Promise<void>;
}

/** As much of PostgreSQL's protocol as a log-in and an answer need. */
async function fakePostgres(certificate: ServiceCertificate, manner: Manner = 'tls'): Promise<FakeServer> {
  const passwords: string[] = [];
  const users: string[] = [];
  const sockets = new Set<Socket>();
  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeInt32BE(value); return bytes; };
  const ready = message('Z', Buffer.from('I'));
  const converse = (socket: Socket): void => {
    let started = false;
    socket.on('error', () => undefined).on('data', (data: Buffer) => {
      if (!started) {
        started = true;
        users.push(/user\0([^\0]*)/.exec(data.toString('latin1'))?.[1] ?? '');
        socket.write(message('R', int(3)));
      } else if (data.toString('latin1', 0, 1) === 'p') {
        passwords.push(data.toString('utf8', 5, data.length - 1));
        socket.write(Buffer.concat([message('R', int(0)), ready]));
      } else if (data.toString('latin1', 0, 1) === 'Q') socket.write(Buffer.concat([message('C', Buffer.from('SELECT 0\0')), ready]));
    });
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (manner === 'silent') return;
      socket.write(manner === 'tls' ? 'S' : 'N');
      if (manner === 'tls') converse(new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ cert: certificate.certificate, key: certificate.privateKey }) }));
      else converse(socket);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0, passwords, users,
    drop: () => { for (const socket of sockets) socket.destroy(); },
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      for (const socket of sockets) socket.destroy();
    }),
  };
}

const now = new Date();
const signer = localSigner();
let authority: string;
let right: ServiceCertificate;
let opened: (FakeServer | { close(): Promise<void> })[];
beforeAll(async () => {
  authority = await createAuthorityCertificate(signer, 'Test RDS', 2, now);
  right = await issueCertificate(signer, authority, { dnsNames: ['localhost'], uses: ['server'], daysValid: 1 }, now);
});
beforeEach(() => { opened = []; });
afterEach(() => Promise.all(opened.map((each) => each.close())));

const start = async (certificate = right, manner: Manner = 'tls'): Promise<FakeServer> => {
  const server = await fakePostgres(certificate, manner);
  opened.push(server);
  return server;
};
const connectTo = (server: FakeServer, settings: Partial<AuroraSettings> = {}, lost: (cause: Error) => void = () => undefined) => {
  let tokens = 0;
  const pool = auroraPool({ host: 'localhost', port: server.port, database: 'vectors', user: 'vectors_app', ca: authority, ...settings }, { getAuthToken: async () => `token-${++tokens}` }, lost);
  opened.push({ close: () => pool.end() });
  return pool;
};

test('logs in as the application role, over TLS, with a fresh IAM token for each connection', async () => {
  const server = await start();
  const pool = connectTo(server);
  const [one, two] = await Promise.all([pool.connect(), pool.connect()]);
  await one.query('SELECT 1');
  one.release();
  two.release();
  expect(server.users).toEqual(['vectors_app', 'vectors_app']);
  expect(server.passwords.sort()).toEqual(['token-1', 'token-2']);
});

test.each<[string, () => Promise<{ certificate?: ServiceCertificate; ca?: string; manner?: Manner }>]>([
  ['a certificate of another authority', async () => ({ ca: await createAuthorityCertificate(localSigner(), 'Another', 2, now) })],
  ['a certificate for another name', async () => ({ certificate: await issueCertificate(signer, authority, { dnsNames: ['evil.example'], uses: ['server'], daysValid: 1 }, now) })],
  ['a certificate that has expired', async () => ({ certificate: await issueCertificate(signer, authority, { dnsNames: ['localhost'], uses: ['server'], daysValid: 1 }, new Date(now.getTime() - 5 * 86_400_000)) })],
  ['no TLS at all', async () => ({ manner: 'plain' })],
])('a server with %s gets no token', async (_name, make) => {
  const { certificate, ca, manner } = await make();
  const server = await start(certificate, manner);
  await expect(connectTo(server, ca === undefined ? {} : { ca }).connect()).rejects.toThrow();
  expect([server.passwords, server.users]).toEqual([[], []]);
});

test('a server that does not answer is waited for no longer than allowed', async () => {
  const server = await start(right, 'silent');
  const started = performance.now();
  await expect(connectTo(server, { connectMilliseconds: 300 }).connect()).rejects.toThrow(/timeout/i);
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('more requests than connections wait, and no longer than allowed', async () => {
  const pool = connectTo(await start(), { maxConnections: 1, connectMilliseconds: 1_000 });
  const held = await pool.connect();
  await expect(pool.connect()).rejects.toThrow(/timeout/i);
  held.release();
  (await pool.connect()).release();
});

test('the loss of a connection ends no process: an idle one is reported, one in use fails its request', async () => {
  const server = await start();
  const losses: Error[] = [];
  const pool = connectTo(server, {}, (cause) => { losses.push(cause); });
  (await pool.connect()).release();
  server.drop();
  while (losses.length === 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
  const used = await pool.connect();
  const asked = used.query('SELECT pg_sleep(1)');
  server.drop();
  await asked.catch(() => undefined);
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  await expect(used.query('SELECT 1')).rejects.toThrow();
  used.release(true);
  expect(server.users).toHaveLength(2);
});
