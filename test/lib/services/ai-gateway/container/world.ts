import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { GATEWAY_ENV } from '../../../../../lib/contract/gateway';
import type { PublishedTokenKeys } from '../../../../../lib/contract/token-keys';
import { startEchoModel, type EchoModelSettings } from '../../../../../lib/services/ai-gateway/local/echo-model';
import { createAuthorityCertificate, issueCertificate, type CertificateUse, type ServiceCertificate } from '../../../../../lib/services/functions/internal-authority/certificate';
import { localSigner } from '../../internal-authority/local-signer';
import { CLIENT, ISSUER, first, second } from '../identity/issuer';
import { ACCOUNT, type FakeAws } from './fake-aws';

export const GATEWAY_NAME = 'gateway.platform.internal';

/** An internal authority, with the code of the function that is one in the account. */
export async function startAuthority(): Promise<{ readonly certificate: string; issue(name: string, uses: readonly CertificateUse[], issuedAt?: Date): Promise<ServiceCertificate> }> {
  const signer = localSigner();
  const certificate = await createAuthorityCertificate(signer, 'Test authority', 3_650, new Date(Date.now() - 1_000 * 86_400_000));
  return { certificate, issue: (name, uses, issuedAt = new Date()) => issueCertificate(signer, certificate, { dnsNames: [name], uses, daysValid: 90 }, issuedAt) };
}

export interface TlsModel {
  readonly url: string;
  readonly port: number;
  /** Common names of the certificates with which clients came. */
  readonly clients: string[];
  /** Bodies that arrived. */
  received(): readonly unknown[];
  stop(): Promise<void>;
}

/** An inference server as the platform runs it: it talks to nobody who has no certificate of the authority. */
export async function startTlsModel({ authority, certificate, privateKey }: ServiceCertificate, settings: EchoModelSettings = {}): Promise<TlsModel> {
  const echo = await startEchoModel({ remember: 20, ...settings });
  const clients: string[] = [];
  const server = createServer({ ca: authority, cert: certificate, key: privateKey, requestCert: true, rejectUnauthorized: true }, (request, response) => {
    clients.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
    const { method, url: path, headers } = request;
    const behind = forward({ host: '127.0.0.1', port: echo.port, method, path, headers: { ...headers, host: `127.0.0.1:${echo.port}` } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(behind.on('error', () => response.destroy()));
  });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port, clients, received: echo.received,
    url: `https://localhost:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await Promise.all([echo.close(), new Promise((closed) => { server.close(closed); })]);
    },
  };
}

/** What the function that publishes an issuer's keys writes. */
export function publishedKeys(change: Partial<PublishedTokenKeys> = {}): string {
  const published: PublishedTokenKeys = { issuer: ISSUER, checkedAt: new Date().toISOString(), keys: [first.jwk, second.jwk], ...change };
  return JSON.stringify(published);
}

/** The environment that the task definition writes, with the ports left to the system. */
export function environment(aws: FakeAws, inferenceUrl: string, settings: object = {}): Record<string, string | undefined> {
  const names = GATEWAY_ENV;
  return {
    ...aws.env,
    METRICS_PORT: '0',
    [names.port]: '0',
    [names.issuer]: ISSUER,
    [names.audience]: CLIENT,
    [names.tokenKeysSecretArn]: ACCOUNT.tokenKeysSecretArn,
    [names.tenantClaim]: 'tenant',
    [names.groupsClaim]: 'cognito:groups',
    [names.scopeClaim]: 'scope',
    [names.inferenceUrl]: inferenceUrl,
    [names.modelName]: 'assistant',
    [names.tlsSecretArn]: ACCOUNT.tlsSecretArn,
    [names.auditBucket]: ACCOUNT.auditBucket,
    [names.auditPrefix]: ACCOUNT.auditPrefix,
    [names.auditKeyArn]: ACCOUNT.auditKeyArn,
    [names.stateTable]: ACCOUNT.stateTable,
    [names.settings]: JSON.stringify(settings),
  };
}
