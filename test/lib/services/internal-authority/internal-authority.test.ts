import { X509Certificate, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACMClient } from '@aws-sdk/client-acm';
import { KMSClient } from '@aws-sdk/client-kms';
import type { CloudFormationCustomResourceResponse } from 'aws-lambda';
import { acmImports, secretsManagerVault } from '../../../../lib/services/functions/internal-authority/aws';
import { createAuthorityCertificate, subjectOf } from '../../../../lib/services/functions/internal-authority/certificate';
import { internalAuthorityHandler } from '../../../../lib/services/functions/internal-authority/dispatch';
import { AUTHORITY_TAG, authorityLogic, importedCertificateLogic, serviceCertificateLogic, type CertificateImports } from '../../../../lib/services/functions/internal-authority/internal-authority';
import { kmsSigner } from '../../../../lib/services/functions/internal-authority/kms-signer';
import { FakeSecretsManager } from '../secret-rotation/fake-secrets-manager';
import { localSigner } from './local-signer';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:S-AbCdEf';
const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/one';
const now = () => new Date('2026-11-23T00:00:00Z');
const signer = localSigner();
const environment = { signer, now };

let properties: Record<string, unknown>;
beforeAll(async () => {
  properties = { SecretArn: SECRET, AuthorityId: 'key-1', Authority: await createAuthorityCertificate(signer, 'Test authority', 3650, now()), DnsNames: ['gateway.internal'], Uses: ['server'], DaysValid: '90' };
});

describe('the authority', () => {
  const logic = authorityLogic(environment);
  it('answers with its certificate and never with a key', async () => {
    const { physicalResourceId, attributes = {} } = await logic.create({ KeyArn: 'key', CommonName: 'Test authority', DaysValid: '3650' });
    expect(physicalResourceId).toBe('key');
    expect(Object.keys(attributes)).toEqual(['Certificate']);
    expect(new X509Certificate(attributes.Certificate ?? '').ca).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(attributes))).toBeLessThan(2048);
  });
  it.each([[{ CommonName: 'A', DaysValid: '1' }], [{ KeyArn: 'key', DaysValid: '1' }], [{ KeyArn: 'key', CommonName: 'A', DaysValid: 'ten' }]])('fails when properties are wrong: %j', async (wrong) => {
    await expect(logic.create(wrong)).rejects.toThrow(TypeError);
  });
});

describe('a service certificate', () => {
  const fake = new FakeSecretsManager();
  afterAll(() => fake.stop());
  it('becomes the current version of its secret, on create and update, and only its ARN is answered', async () => {
    const logic = serviceCertificateLogic(environment, secretsManagerVault(await fake.start()));
    fake.create(SECRET, '{}');
    const result = await logic.create(properties);
    expect(result).toEqual({ physicalResourceId: SECRET, attributes: { SecretArn: SECRET } });
    const [[, first = ''] = []] = fake.staged(SECRET, 'AWSCURRENT');
    expect(Object.keys(JSON.parse(first)).sort()).toEqual(['authority', 'certificate', 'privateKey']);
    await logic.update({ ...properties, DnsNames: ['other.internal'] }, properties, SECRET);
    const [[, second = ''] = []] = fake.staged(SECRET, 'AWSCURRENT');
    expect(subjectOf(JSON.parse(second).certificate).dnsNames).toEqual(['other.internal']);
    await logic.delete(properties, SECRET);
  });
  it.each([[{ DnsNames: [] }], [{ DnsNames: 'gateway.internal' }], [{ Uses: ['everything'] }], [{ DaysValid: '0' }]])('fails when properties are wrong: %j', async (wrong) => {
    await expect(serviceCertificateLogic(environment, { store: async () => undefined }).create({ ...properties, ...wrong })).rejects.toThrow(TypeError);
  });
});

describe('a certificate in ACM', () => {
  const imported: Parameters<CertificateImports['import']>[] = [];
  let inUse = 0;
  const imports: CertificateImports = {
    import: async (...given) => { imported.push(given); return given[2] ?? CERTIFICATE; },
    delete: async () => (inUse-- > 0 ? 'in-use' : 'deleted'),
  };
  const waits: number[] = [];
  const logic = importedCertificateLogic(environment, imports, async (seconds) => { waits.push(seconds); });
  beforeEach(() => { imported.length = 0; waits.length = 0; });

  it('is imported with its chain and the tag that its permissions ask for', async () => {
    expect(await logic.create(properties)).toEqual({ physicalResourceId: CERTIFICATE, attributes: { CertificateArn: CERTIFICATE } });
    const [[certificate, tags, arn] = []] = imported;
    expect(tags).toEqual({ [AUTHORITY_TAG]: 'key-1' });
    expect(arn).toBeUndefined();
    expect(new X509Certificate(certificate?.certificate ?? '').checkIssued(new X509Certificate(certificate?.chain ?? ''))).toBe(true);
  });
  it('keeps its ARN while its names stay, and gets a new one with another name', async () => {
    await logic.update(properties, properties, CERTIFICATE);
    await logic.update({ ...properties, DnsNames: ['other.internal'] }, properties, CERTIFICATE);
    expect(imported.map(([, , arn]) => arn)).toEqual([CERTIFICATE, undefined]);
  });
  it('waits for the load balancer to let go before it is deleted, but not for ever', async () => {
    inUse = 3;
    await logic.delete(properties, CERTIFICATE);
    expect(waits).toEqual([15, 15, 15]);
    inUse = 1000;
    await expect(logic.delete(properties, CERTIFICATE)).rejects.toThrow(/still in use/);
    expect(waits.reduce((sum, each) => sum + each)).toBeLessThan(13 * 60);
  });
});

describe('the function', () => {
  const refuse = { create: () => Promise.reject(new Error('not asked')), update: () => Promise.reject(new Error('not asked')), delete: async () => undefined };
  const answers: CloudFormationCustomResourceResponse[] = [];
  const renewed: unknown[] = [];
  const handler = internalAuthorityHandler({
    'Custom::InternalAuthority': { ...refuse, create: async () => ({ physicalResourceId: 'authority' }) },
    'Custom::ServiceCertificate': refuse,
    'Custom::ImportedCertificate': { ...refuse, update: async (...given) => { renewed.push(given); return { physicalResourceId: given[2] }; } },
  }, async (_event, response) => { answers.push(response); });
  const event = (ResourceType: string) => ({
    RequestType: 'Create' as const, ResourceType, ResponseURL: '', StackId: 's', RequestId: 'r', LogicalResourceId: 'l', ServiceToken: 't', ResourceProperties: { ServiceToken: 't' },
  });

  it('answers each type by its own logic and refuses an unknown one at once', async () => {
    await handler(event('Custom::InternalAuthority'), { logStreamName: 'log' });
    await handler(event('Custom::Other'), { logStreamName: 'log' });
    await handler(event('toString'), { logStreamName: 'log' });
    expect(answers.map(({ Status }) => Status)).toEqual(['SUCCESS', 'FAILED', 'FAILED']);
  });
  it('renews an imported certificate on schedule under its ARN', async () => {
    const { Authority, ...rest } = properties;
    const renewal = { certificateArn: CERTIFICATE, authority: Buffer.from(String(Authority)).toString('base64'), properties: rest };
    await handler(renewal, { logStreamName: 'log' });
    expect(renewed).toEqual([[properties, properties, CERTIFICATE]]);
  });
  it('fails when the event is neither of CloudFormation nor of the schedule', async () => {
    await expect(handler({ certificateArn: CERTIFICATE }, { logStreamName: 'log' })).rejects.toThrow(/neither/);
  });
});

describe('the clients', () => {
  const requests: { target: string; input: Record<string, unknown> }[] = [];
  let answer: (target: string, input: Record<string, string>) => { status?: number; body: unknown } = () => ({ body: {} });
  let server: Server;
  let settings: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string }; maxAttempts: number };
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target']);
        requests.push({ target, input: JSON.parse(text) });
        const { status = 200, body } = answer(target, JSON.parse(text));
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    settings = { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };
  });
  afterAll(() => { server.closeAllConnections(); server.close(); });
  beforeEach(() => { requests.length = 0; });

  it('sign with KMS so that the certificate verifies, sending a digest only', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    // Node signs content, KMS digests: the fake is handed the content on the side and signs that.
    let content: Uint8Array = Buffer.alloc(0);
    answer = (target) => ({ body: target.endsWith('GetPublicKey') ? { PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') } : { Signature: sign('sha256', content, privateKey).toString('base64') } });
    const kms = kmsSigner(new KMSClient(settings), 'key');
    const certificate = await createAuthorityCertificate({ publicKey: () => kms.publicKey(), sign: (body) => { content = body; return kms.sign(body); } }, 'Test authority', 3650, now());
    expect(new X509Certificate(certificate).verify(publicKey)).toBe(true);
    expect(requests.at(-1)?.input).toMatchObject({ KeyId: 'key', MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' });
    expect(Buffer.from(String(requests.at(-1)?.input.Message), 'base64')).toHaveLength(32);
  });
  it('give ACM tags only with a new certificate', async () => {
    answer = () => ({ body: { CertificateArn: CERTIFICATE } });
    const imports = acmImports(new ACMClient(settings));
    const pem = { certificate: 'c', privateKey: 'p', chain: 'a' };
    expect(await imports.import(pem, { tag: 'v' })).toBe(CERTIFICATE);
    await imports.import(pem, { tag: 'v' }, CERTIFICATE);
    expect(requests.map(({ input }) => [input.Tags, input.CertificateArn])).toEqual([[[{ Key: 'tag', Value: 'v' }], undefined], [undefined, CERTIFICATE]]);
  });
  it.each([['ResourceInUseException', 'in-use'], ['ResourceNotFoundException', 'deleted']])('read %s of ACM as %s', async (name, outcome) => {
    answer = () => ({ status: 400, body: { __type: name, message: name } });
    expect(await acmImports(new ACMClient(settings)).delete(CERTIFICATE)).toBe(outcome);
  });
  it('pass on any other refusal of ACM', async () => {
    answer = () => ({ status: 400, body: { __type: 'AccessDeniedException', message: 'no' } });
    await expect(acmImports(new ACMClient(settings)).delete(CERTIFICATE)).rejects.toThrow('no');
  });
});
