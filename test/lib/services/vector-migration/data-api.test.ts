import { createServer, type Server } from 'node:http';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { dataApiDatabase } from '../../../../lib/services/functions/vector-migration/data-api';

const TARGET = { clusterArn: 'arn:aws:rds:eu-west-1:123456789012:cluster:vectors', secretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1', database: 'vectors' };

interface Recorded { readonly status?: number; readonly error?: string; readonly body: Record<string, unknown> }
interface Call { readonly path: string; readonly body: Record<string, unknown> }

/** The service's answers as they come over the wire, one for each call in turn; the last one repeats. */
class RecordedDataApi {
  readonly calls: Call[] = [];
  private readonly answers = new Map<string, Recorded[]>();
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      this.calls.push({ path, body: typeof body === 'object' ? { ...body } : {} });
      const queue = this.answers.get(path) ?? [];
      const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? { status: 500, body: { message: 'nothing recorded' } };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...(answer.error === undefined ? {} : { 'x-amzn-ErrorType': answer.error }) });
      response.end(JSON.stringify(answer.body));
    });
  });

  async listen(): Promise<RDSDataClient> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    const address = this.server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return new RDSDataClient({ region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  }

  close(): Promise<void> {
    return new Promise((resolve) => { this.server.closeAllConnections(); this.server.close(() => resolve()); });
  }

  record(path: string, ...answers: readonly Recorded[]): void { this.answers.set(path, [...answers]); }
  reset(): void {
    this.calls.length = 0;
    this.answers.clear();
    this.record('/BeginTransaction', { body: { transactionId: 'T1' } }, { body: { transactionId: 'T2' } });
    this.record('/Execute', { body: { numberOfRecordsUpdated: 0, generatedFields: [] } });
    this.record('/CommitTransaction', { body: { transactionStatus: 'Transaction Committed' } });
    this.record('/RollbackTransaction', { body: { transactionStatus: 'Rollback Complete' } });
  }

  get paths(): string[] { return this.calls.map(({ path }) => path); }
}

const failure = (error: string, message: string, status = 400): Recorded => ({ status, error, body: { message } });
const RESUMING = failure('DatabaseResumingException', 'The Aurora DB instance is resuming after being auto-paused. Please wait a few seconds and try again.');

const api = new RecordedDataApi();
let client: RDSDataClient;
let slept: number[];
let now: number;
const clock = { now: () => now, sleep: (milliseconds: number) => { slept.push(milliseconds); now += milliseconds; return Promise.resolve(); } };
const open = (deadline = 600_000) => dataApiDatabase(client, TARGET, clock, deadline);

beforeAll(async () => {
  client = await api.listen();
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
beforeEach(() => { api.reset(); slept = []; now = 0; });
afterAll(async () => { client.destroy(); await api.close(); });

test('a transaction begins, runs each statement in it, and commits', async () => {
  await open().transaction(async (session) => { await session.query('SELECT 1'); await session.query('SELECT :name', { name: 'x' }); });
  const resource = { resourceArn: TARGET.clusterArn, secretArn: TARGET.secretArn };
  expect(api.calls).toEqual([
    { path: '/BeginTransaction', body: { ...resource, database: 'vectors' } },
    { path: '/Execute', body: { ...resource, database: 'vectors', transactionId: 'T1', sql: 'SELECT 1', parameters: [] } },
    { path: '/Execute', body: { ...resource, database: 'vectors', transactionId: 'T1', sql: 'SELECT :name', parameters: [{ name: 'name', value: { stringValue: 'x' } }] } },
    { path: '/CommitTransaction', body: { ...resource, transactionId: 'T1' } },
  ]);
});

test('rows come back as text, with nulls', async () => {
  api.record('/Execute', { body: { numberOfRecordsUpdated: 0, records: [[{ stringValue: 'a' }, { longValue: 8 }, { isNull: true }, { booleanValue: false }]] } });
  expect(await open().transaction((session) => session.query('SELECT'))).toEqual([['a', '8', null, 'false']]);
});

test('an error in a statement rolls back, is not tried again and keeps its message', async () => {
  api.record('/Execute', failure('DatabaseErrorException', 'ERROR: relation "x" does not exist; Position: 15; SQLState: 42P01'));
  await expect(open().transaction((session) => session.query('SELECT 1 FROM x'))).rejects.toThrow('relation "x" does not exist');
  expect(api.paths).toEqual(['/BeginTransaction', '/Execute', '/RollbackTransaction']);
  expect(slept).toEqual([]);
});

test('a paused cluster is waited for', async () => {
  api.record('/BeginTransaction', RESUMING, RESUMING, RESUMING, { body: { transactionId: 'T9' } });
  await open().transaction((session) => session.query('SELECT 1'));
  expect(slept).toEqual([1000, 2000, 4000]);
  expect(api.paths).toEqual(['/BeginTransaction', '/BeginTransaction', '/BeginTransaction', '/BeginTransaction', '/Execute', '/CommitTransaction']);
});

test.each([
  ['StatementTimeoutException', 400], ['DatabaseUnavailableException', 504], ['ServiceUnavailableError', 503], ['InternalServerErrorException', 500],
  ['TransactionNotFoundException', 404], ['ThrottlingException', 429],
])('after %s in a statement the whole transaction is rolled back and run again', async (error, status) => {
  api.record('/Execute', failure(error, 'passing', status), { body: { numberOfRecordsUpdated: 0 } });
  let runs = 0;
  await open().transaction(async (session) => { runs += 1; await session.query('SELECT 1'); });
  expect(runs).toBe(2);
  expect(api.paths).toEqual(['/BeginTransaction', '/Execute', '/RollbackTransaction', '/BeginTransaction', '/Execute', '/CommitTransaction']);
  expect(api.calls.at(-1)?.body).toMatchObject({ transactionId: 'T2' });
});

test('a failed rollback does not hide the error that led to it', async () => {
  api.record('/Execute', failure('DatabaseErrorException', 'ERROR: the first one'));
  api.record('/RollbackTransaction', failure('NotFoundException', 'Transaction is not found', 404));
  await expect(open().transaction((session) => session.query('SELECT'))).rejects.toThrow('the first one');
});

test('waiting ends before the deadline, with the last error', async () => {
  api.record('/BeginTransaction', RESUMING);
  await expect(open(30_000).transaction(() => Promise.resolve())).rejects.toThrow('resuming');
  expect(now).toBeLessThanOrEqual(30_000);
  expect(slept).toEqual([1000, 2000, 4000, 8000, 10_000]);
});

test.each([
  ['AccessDeniedException', 'User is not authorized to perform: rds-data:BeginTransaction'],
  ['InvalidSecretException', 'The Secrets Manager secret used with the request is not valid'],
  ['DatabaseErrorException', 'FATAL: password authentication failed for user "vectors_master"; SQLState: 28P01'],
])('%s is given a minute to settle, no more', async (error, message) => {
  api.record('/BeginTransaction', failure(error, message), { body: { transactionId: 'T1' } });
  await open().transaction(() => Promise.resolve());
  expect(slept).toEqual([1000]);
  api.record('/BeginTransaction', failure(error, message));
  await expect(open().transaction(() => Promise.resolve())).rejects.toThrow(message);
  expect(now).toBeLessThanOrEqual(62_000);
});

test('the cause behind a wrapped error decides whether it is tried again', async () => {
  api.record('/Execute', failure('StatementTimeoutException', 'timeout'), { body: { numberOfRecordsUpdated: 0 } });
  await open().transaction((session) => session.query('SELECT 1').catch((cause: unknown) => { throw new Error('statement 3', { cause }); }));
  expect(slept).toEqual([1000]);
});
