import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BatchGetItemCommand, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { STATE_ACTIONS } from '../../../../../constructs/gateway/perms';
import { AUDIT_KEY_PURPOSE } from '../../../../../lib/contract/gateway-audit';
import type { AuditKeys } from '../../../../../lib/services/ai-gateway/audit/keys';
import { FakeS3 } from '../../model-signing/fake-s3';
import { fakeDynamoDb as approvalsTable } from '../approvals/fake-dynamodb';
import { fakeDynamoDb as budgetsTable } from '../budgets/fake-dynamodb';

export const ACCOUNT = {
  auditBucket: 'audit-records',
  auditPrefix: 'gateway/test',
  auditKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0f0f0f0f-1111-2222-3333-444455556666',
  stateTable: 'gateway-state',
  tlsSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:gateway-tls-AbCdEf',
  tokenKeysSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-keys-AbCdEf',
} as const;

/** The task as AWS knows it. */
const TASK = 'AKIATASKOFTHEGATEWAY';

/** The services of AWS that the task reaches, on the loopback, which permit what its role and the bucket's policy permit and nothing else. */
export interface FakeAws {
  /** By ARN. One that is not there is not permitted to be read either. */
  readonly secrets: Map<string, string>;
  readonly s3: FakeS3;
  readonly s3Client: S3Client;
  /** Sort keys of budgets and approvals by partition key. */
  items(): Readonly<Record<string, readonly string[]>>;
  /** What was asked for and not permitted. */
  readonly refused: string[];
  /** Opens data keys, as an auditor may. */
  readonly auditorKeys: AuditKeys;
  /** Whether S3 answers. */
  up: boolean;
  /** Targets whose requests are taken and never answered. */
  readonly silent: Set<string>;
  /** Variables by which the SDK finds the services, and the task itself. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;
/** Wire and command have the same members here, for they hold no bytes. */
const STATE_COMMANDS: Readonly<Record<string, { readonly action: string; readonly command: (input: never) => object; readonly of: 'budgets' | 'approvals' }>> = {
  TransactWriteItems: { action: 'UpdateItem', command: (input) => new TransactWriteItemsCommand(input), of: 'budgets' },
  BatchGetItem: { action: 'BatchGetItem', command: (input) => new BatchGetItemCommand(input), of: 'budgets' },
  GetItem: { action: 'GetItem', command: (input) => new GetItemCommand(input), of: 'approvals' },
  PutItem: { action: 'PutItem', command: (input) => new PutItemCommand(input), of: 'approvals' },
  Query: { action: 'Query', command: (input) => new QueryCommand(input), of: 'approvals' },
};

export async function fakeAws(): Promise<FakeAws> {
  const { auditKeyArn, auditPrefix, stateTable } = ACCOUNT;
  const secrets = new Map<string, string>();
  const budgets = budgetsTable();
  const approvals = approvalsTable(stateTable);
  const dataKeys = new Map<string, { readonly plaintext: Buffer; readonly chain: string }>();
  const refused: string[] = [];
  const denied = (what: string): never => {
    refused.push(what);
    throw Object.assign(new Error(`not authorized: ${what}`), { name: 'AccessDeniedException' });
  };

  const dataKey = ({ KeyId, KeySpec, EncryptionContext }: Body): object => {
    const context = EncryptionContext as Readonly<Record<string, string>> | undefined;
    if (KeyId !== auditKeyArn || KeySpec !== 'AES_256' || context?.purpose !== AUDIT_KEY_PURPOSE || context.chain === undefined) return denied('kms:GenerateDataKey without its purpose');
    const [plaintext, wrapped] = [randomBytes(32), randomBytes(184)];
    dataKeys.set(wrapped.toString('hex'), { plaintext, chain: context.chain });
    return { KeyId, Plaintext: plaintext.toString('base64'), CiphertextBlob: wrapped.toString('base64') };
  };
  const state = (name: string, body: Body): Promise<object> => {
    const known = STATE_COMMANDS[name];
    if (known === undefined || !STATE_ACTIONS.includes(`dynamodb:${known.action}`)) return denied(`dynamodb:${name}`);
    if (JSON.stringify(body).includes('"TableName":') && !JSON.stringify(body).includes(`"TableName":"${stateTable}"`)) return denied('another table');
    const table = known.of === 'budgets' ? budgets : approvals;
    return table.client.send(known.command(body as never) as never);
  };
  const answer = (target: string, body: Body): object | Promise<object> => {
    const [service, name = ''] = target.split('.');
    if (service === 'DynamoDB_20120810') return state(name, body);
    if (target === 'TrentService.GenerateDataKey') return dataKey(body);
    const secret = target === 'secretsmanager.GetSecretValue' ? secrets.get(String(body.SecretId)) : undefined;
    return secret === undefined ? denied(`${target} ${String(body.SecretId)}`) : { ARN: body.SecretId, SecretString: secret };
  };
  const silent = new Set<string>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      if (silent.has(String(request.headers['x-amz-target']))) return;
      const send = (status: number, body: object): void => void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
      if (!String(request.headers.authorization).includes(TASK)) return send(403, { __type: 'UnrecognizedClientException', message: 'not the task' });
      Promise.resolve().then(() => answer(String(request.headers['x-amz-target']), JSON.parse(Buffer.concat(pieces).toString()) as Body)).then(
        (body) => { send(200, body); },
        (error: unknown) => { send(400, error instanceof Error ? { ...error, __type: error.name, message: error.message } : {}); },
      );
    });
  });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });

  const s3 = new FakeS3();
  const s3Client = await s3.start();
  s3.fault = (method, key, _range, headers) => {
    if (!String(headers.authorization).includes(TASK)) return undefined;
    if (!fake.up) return 503;
    const reason = method !== 'PUT' ? `s3 ${method}` : key.startsWith(`${auditPrefix}/`) ? refusalOfPolicy(headers) : `s3:PutObject ${key}`;
    if (reason !== undefined) refused.push(reason);
    return reason === undefined ? undefined : 403;
  };
  const { hostname, port, protocol } = await s3Client.config.endpoint?.() ?? { hostname: '', port: 0, protocol: '' };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeAws = {
    secrets, s3, s3Client, refused, silent, up: true,
    items: () => {
      const found: Record<string, string[]> = {};
      for (const { pk, sk } of [...budgets.items.values(), ...approvals.items()]) (found[pk?.S ?? ''] ??= []).push(sk?.S ?? '');
      return found;
    },
    auditorKeys: {
      generate: () => Promise.reject(new Error('an auditor seals nothing')),
      unwrap: (wrapped, keyId, chain) => {
        const known = dataKeys.get(wrapped.toString('hex'));
        return Promise.resolve(keyId === auditKeyArn && known?.chain === chain ? Buffer.from(known.plaintext) : undefined);
      },
    },
    env: {
      AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: TASK, AWS_SECRET_ACCESS_KEY: 'of-a-test', AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url, AWS_ENDPOINT_URL_KMS: url, AWS_ENDPOINT_URL_DYNAMODB: url, AWS_ENDPOINT_URL_S3: `${protocol}//${hostname}:${port}`,
    },
    stop: async () => {
      s3Client.destroy();
      server.closeAllConnections();
      await Promise.all([s3.stop(), new Promise((closed) => { server.close(closed); })]);
    },
  };
  return fake;
}

/** What the policy of a locked bucket of the platform refuses in strict mode (constructs/storage/bucket-policy), and S3 itself where objects are locked. */
function refusalOfPolicy(headers: IncomingHttpHeaders): string | undefined {
  if (headers['x-amz-server-side-encryption'] !== 'aws:kms') return 'DenyWrongAlgorithm';
  if (headers['x-amz-server-side-encryption-aws-kms-key-id'] !== ACCOUNT.auditKeyArn) return 'DenyForeignKey';
  if (Object.keys(headers).some((name) => name.includes('customer-algorithm'))) return 'DenyCustomerProvidedKey';
  if (headers['x-amz-checksum-sha256'] === undefined || headers['x-amz-sdk-checksum-algorithm'] !== 'SHA256') return 'a lock needs a checksum, and its name';
  return headers['if-none-match'] === '*' ? undefined : 'an object may be overwritten';
}
