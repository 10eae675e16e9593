import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

interface Secret { rotationEnabled: boolean; versions: Map<string, { value?: string; stages: Set<string> }> }

/** Secrets Manager in memory, spoken to over HTTP by the real client, with the rules of staging labels. */
export class FakeSecretsManager {
  readonly secrets = new Map<string, Secret>();
  readonly calls: string[] = [];
  private server?: Server;

  async start(): Promise<SecretsManagerClient> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
        const input = JSON.parse(body) as Record<string, string>;
        this.calls.push(action);
        try {
          const answer = JSON.stringify(this.answer(action, input));
          response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
        } catch (error) {
          const { name, message } = error as Error;
          response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name }).end(JSON.stringify({ __type: name, message }));
        }
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return new SecretsManagerClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  create(arn: string, value: string, rotationEnabled = true): void {
    this.secrets.set(arn, { rotationEnabled, versions: new Map([['first', { value, stages: new Set(['AWSCURRENT']) }]]) });
  }

  /** What RotateSecret does before it calls the function: an empty version under the token, staged as pending. */
  begin(arn: string, token: string): void {
    const secret = this.secret(arn);
    if (secret.versions.has(token)) return;
    secret.versions.forEach(({ stages }) => stages.delete('AWSPENDING'));
    secret.versions.set(token, { stages: new Set(['AWSPENDING']) });
  }

  staged(arn: string, stage: string): [string, string | undefined][] {
    return [...this.secret(arn).versions].filter(([, { stages }]) => stages.has(stage)).map(([id, { value }]) => [id, value]);
  }

  private answer(action: string, input: Record<string, string> & { VersionStages?: unknown }): unknown {
    const secret = this.secret(input.SecretId ?? '');
    switch (action) {
      case 'DescribeSecret':
        return { RotationEnabled: secret.rotationEnabled, VersionIdsToStages: Object.fromEntries([...secret.versions].filter(([, { stages }]) => stages.size > 0).map(([id, { stages }]) => [id, [...stages]])) };
      case 'GetSecretValue': {
        const found = [...secret.versions].find(([id, { stages }]) => (input.VersionId === undefined || id === input.VersionId) && stages.has(input.VersionStage ?? 'AWSCURRENT'));
        if (found?.[1].value === undefined) throw named('ResourceNotFoundException');
        return { SecretString: found[1].value, VersionId: found[0] };
      }
      case 'PutSecretValue': {
        const token = input.ClientRequestToken ?? 'none';
        const existing = secret.versions.get(token);
        if (existing?.value !== undefined && existing.value !== input.SecretString) throw named('ResourceExistsException');
        const version = existing ?? { stages: new Set<string>() };
        version.value = input.SecretString;
        secret.versions.set(token, version);
        for (const stage of (input.VersionStages as string[] | undefined) ?? ['AWSCURRENT']) this.move(secret, stage, token);
        return { VersionId: token };
      }
      case 'UpdateSecretVersionStage': {
        const { VersionStage = '', MoveToVersionId = '', RemoveFromVersionId } = input;
        const holder = [...secret.versions].find(([, { stages }]) => stages.has(VersionStage))?.[0];
        if (!secret.versions.has(MoveToVersionId)) throw named('ResourceNotFoundException');
        // AWS refuses when the label sits on another version than the one it is to be taken from.
        if (holder !== undefined && holder !== MoveToVersionId && holder !== RemoveFromVersionId) throw named('InvalidParameterException');
        this.move(secret, VersionStage, MoveToVersionId);
        return {};
      }
      default:
        throw named('UnknownOperationException');
    }
  }

  /** A label is on one version at a time; what loses AWSCURRENT becomes AWSPREVIOUS. */
  private move(secret: Secret, stage: string, to: string): void {
    const holder = [...secret.versions].find(([, { stages }]) => stages.has(stage))?.[0];
    if (holder === to) return;
    if (holder !== undefined) secret.versions.get(holder)?.stages.delete(stage);
    secret.versions.get(to)?.stages.add(stage);
    if (stage === 'AWSCURRENT' && holder !== undefined) this.move(secret, 'AWSPREVIOUS', holder);
  }

  private secret(arn: string): Secret {
    const secret = this.secrets.get(arn);
    if (secret === undefined) throw named('ResourceNotFoundException');
    return secret;
  }
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
