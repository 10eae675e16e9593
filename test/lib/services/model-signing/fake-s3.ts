import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';

export interface StoredObject {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request is answered with instead, or how its stream is spoilt. */
export type Fault = (method: string, key: string, range: string | undefined, headers: IncomingMessage['headers']) => number | 'cut' | 'stall' | undefined;

/**
 * S3 over HTTP, as far as the platform speaks it: put, multipart, get with range and If-Match, list, and the encryption of a bucket. The real client
 * talks to it, so that what is tested is what goes over the wire.
 */
export class FakeS3 {
  readonly objects = new Map<string, StoredObject>();
  readonly writes: string[] = [];
  fault: Fault = () => undefined;
  private readonly uploads = new Map<string, { readonly headers: Record<string, string>; readonly parts: Map<number, Buffer> }>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<S3Client> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return new S3Client({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', forcePathStyle: true, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 2 });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  put(key: string, body: string | Buffer): void {
    this.objects.set(key, { body: Buffer.from(body), headers: {} });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://s3');
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = unchunk(Buffer.concat(chunks), request.headers);
    const fault = this.fault(request.method ?? '', key, request.headers.range, request.headers);
    if (typeof fault === 'number') return xml(response, fault, `<Error><Code>Fault</Code><Message>injected</Message></Error>`);
    if (request.method === 'GET' && url.searchParams.has('encryption')) {
      return xml(response, 200, '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>arn:aws:kms:eu-west-1:111122223333:key/models</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>');
    }
    if (request.method === 'GET' && url.searchParams.has('list-type')) return this.list(url.searchParams, response);
    if (request.method === 'GET') return this.get(key, request, response, fault);
    return this.write(request, url.searchParams, key, body, response);
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
    const start = Number(query.get('continuation-token') ?? 0);
    // Small pages, so that the reader must turn them.
    const page = keys.slice(start, start + 2);
    const contents = page.map((key) => `<Contents><Key>${escape(key)}</Key><Size>${this.objects.get(key)?.body.length}</Size><ETag>${escape(etag(this.objects.get(key)?.body))}</ETag></Contents>`);
    const next = start + 2 < keys.length ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${start + 2}</NextContinuationToken>` : '<IsTruncated>false</IsTruncated>';
    xml(response, 200, `<ListBucketResult>${contents.join('')}${next}</ListBucketResult>`);
  }

  private get(key: string, request: IncomingMessage, response: ServerResponse, fault: 'cut' | 'stall' | undefined): void {
    const object = this.objects.get(key);
    if (object === undefined) return xml(response, 404, '<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>');
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag(object.body)) return xml(response, 412, '<Error><Code>PreconditionFailed</Code></Error>');
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = first === undefined ? object.body : object.body.subarray(Number(first), Number(last) + 1);
    response.writeHead(first === undefined ? 200 : 206, { 'content-length': part.length, etag: etag(object.body) });
    if (fault === undefined) return void response.end(part);
    response.write(part.subarray(0, Math.max(1, part.length >> 1)), () => {
      if (fault === 'cut') setTimeout(() => response.destroy(), 5);
    });
  }

  private write(request: IncomingMessage, query: URLSearchParams, key: string, body: Buffer, response: ServerResponse): void {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const id = query.get('uploadId');
    if (request.method === 'POST' && query.has('uploads')) {
      this.uploads.set(key, { headers, parts: new Map() });
      return xml(response, 200, `<InitiateMultipartUploadResult><UploadId>${encodeURIComponent(key)}</UploadId></InitiateMultipartUploadResult>`);
    }
    const upload = id === null ? undefined : this.uploads.get(key);
    if (request.method === 'PUT' && upload !== undefined) {
      upload.parts.set(Number(query.get('partNumber')), body);
      response.writeHead(200, { etag: etag(body) });
      return void response.end();
    }
    if (request.method === 'DELETE') return xml(response, 204, '');
    if (headers['if-none-match'] === '*' && this.objects.has(key)) return xml(response, 412, '<Error><Code>PreconditionFailed</Code><Message>exists</Message></Error>');
    const whole = upload === undefined ? body : Buffer.concat([...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part));
    this.objects.set(key, { body: whole, headers: upload?.headers ?? headers });
    this.writes.push(key);
    if (upload !== undefined) return xml(response, 200, `<CompleteMultipartUploadResult><ETag>${escape(etag(whole))}</ETag></CompleteMultipartUploadResult>`);
    response.writeHead(200, { etag: etag(whole) });
    response.end();
  }
}

function etag(body: Buffer | undefined): string {
  return `"${createHash('md5').update(body ?? '').digest('hex')}"`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(body);
}

/** Bodies that the client sends with a trailing checksum come in chunks, each behind its size in hex. */
function unchunk(body: Buffer, headers: IncomingMessage['headers']): Buffer {
  if (!String(headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  for (let offset = 0; ; ) {
    const end = body.indexOf('\r\n', offset);
    const size = Number.parseInt(body.subarray(offset, end).toString(), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    offset = end + 2 + size + 2;
  }
}
