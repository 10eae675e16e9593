import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { integrationsOf } from '../../../../lib/services/functions/integration-tls/integrations';

/** What API Gateway's REST interface is asked, and the shapes it answers with. */
const asked: Array<{ readonly request: string; readonly body: string }> = [];
let skip = false;
let server: Server;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ request: `${request.method} ${request.url}`, body });
      if (request.method === 'PATCH') skip = (JSON.parse(body) as { patchOperations: Array<{ value: string }> }).patchOperations[0]?.value === 'true';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({
        type: 'HTTP_PROXY', httpMethod: 'POST', uri: 'https://gateway.example.com:443/v1/embeddings', connectionType: 'VPC_LINK', connectionId: 'link1', timeoutInMillis: 29_000,
        ...(skip ? { tlsConfig: { insecureSkipVerification: true } } : {}),
      }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the service is asked for one patch of each integration', async () => {
  const client = integrationsOf(new APIGatewayClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1,
  }));
  const address = { restApiId: 'api1', resourceId: 'res1', httpMethod: 'POST' };
  await expect(client.read(address)).resolves.toBe(false);
  await expect(client.write(address, true)).resolves.toBe(true);
  await expect(client.read(address)).resolves.toBe(true);
  await expect(client.write(address, false)).resolves.toBe(false);
  expect(asked.map(({ request }) => request)).toEqual(['GET', 'PATCH', 'GET', 'PATCH'].map((method) => `${method} /restapis/api1/resources/res1/methods/POST/integration`));
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ patchOperations: [{ op: 'replace', path: '/tlsConfig/insecureSkipVerification', value: 'true' }] });
});
