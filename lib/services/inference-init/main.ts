import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { runInit } from './init';

/** A call to an endpoint that does not answer must fail the task soon, not hold its GPU; calls are repeated, streams are watched by the reader itself. */
const client = { maxAttempts: 5, requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 } };

async function main(): Promise<void> {
  process.exitCode = await runInit(process.env, {
    s3: new S3Client(client),
    kms: new KMSClient(client),
    secrets: new SecretsManagerClient(client),
    log: (entry) => process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`),
    now: () => new Date(),
  });
}

// ECS stops a task with SIGTERM; as the first process of the container, Node would ignore it.
process.on('SIGTERM', () => process.exit(143));

void main();
