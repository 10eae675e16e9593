import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { certificateProblems, createAuthorityCertificate, issueCertificate, subjectOf, type ServiceCertificate } from '../../../../lib/services/functions/internal-authority/certificate';
import { certificateSecret } from '../../../../lib/services/functions/secret-rotation/certificate-secret';
import { localSigner } from './local-signer';

const DAY = 24 * 3600 * 1000;
const signer = localSigner();
const now = new Date();
const BOTH = { dnsNames: ['gateway.internal', '*.gateway.internal'], uses: ['server', 'client'], daysValid: 90 } as const;

let authority: string;
let gateway: ServiceCertificate;
let stranger: ServiceCertificate;
beforeAll(async () => {
  authority = await createAuthorityCertificate(signer, 'Test authority', 3650, now);
  gateway = await issueCertificate(signer, authority, BOTH, now);
  const other = localSigner();
  stranger = await issueCertificate(other, await createAuthorityCertificate(other, 'Test authority', 3650, now), BOTH, now);
});

describe("the authority's certificate", () => {
  it('is self-signed, that of an authority, and holds for ten years', () => {
    const parsed = new X509Certificate(authority);
    expect(parsed.subject).toBe('CN=Test authority');
    expect(parsed.ca).toBe(true);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(Math.round((Date.parse(parsed.validTo) - now.getTime()) / DAY)).toBe(3650);
  });
  it('can be made again: a copy vouches for the same leaves', async () => {
    const copy = await createAuthorityCertificate(signer, 'Test authority', 3650, now);
    expect(new X509Certificate(copy).serialNumber).not.toBe(new X509Certificate(authority).serialNumber);
    expect(new X509Certificate(gateway.certificate).checkIssued(new X509Certificate(copy))).toBe(true);
  });
  it('is dated beyond 2049 as well', async () => {
    expect(new X509Certificate(await createAuthorityCertificate(signer, 'Test authority', 3650, new Date('2045-06-01T00:00:00Z'))).validTo).toContain('2055');
  });
  it('fails when the name could change the structure', async () => {
    await expect(createAuthorityCertificate(signer, 'A\nCN=B', 1, now)).rejects.toThrow(/name must be/);
  });
});

describe('a service certificate', () => {
  it('was issued by the authority for its names and uses, with its own key', () => {
    const parsed = new X509Certificate(gateway.certificate);
    expect(parsed.checkIssued(new X509Certificate(authority))).toBe(true);
    expect(parsed.ca).toBe(false);
    expect(parsed.checkHost('gateway.internal')).toBe('gateway.internal');
    expect(parsed.checkHost('inference.internal')).toBeUndefined();
    expect(subjectOf(gateway.certificate)).toEqual(BOTH);
    expect(certificateProblems(gateway, authority, BOTH, now)).toEqual([]);
  });
  it.each<[string, () => [ServiceCertificate, Date, Partial<typeof BOTH>]]>([
    ['was not issued by the authority', () => [{ ...stranger, authority: gateway.authority }, now, {}]],
    ['the authority in the secret is another one', () => [stranger, now, {}]],
    ['the private key belongs to another', () => [{ ...gateway, privateKey: stranger.privateKey }, now, {}]],
    ['expires within a day', () => [gateway, new Date(now.getTime() + 89.5 * DAY), {}]],
    ['is not valid yet', () => [gateway, new Date(now.getTime() - DAY), {}]],
    ['the authority has expired', () => [gateway, new Date(now.getTime() + 3651 * DAY), {}]],
    ['the certificate is one of an authority', () => [{ ...gateway, certificate: authority }, now, {}]],
  ])('is refused when %s', (problem, given) => {
    const [issued, when] = given();
    expect(certificateProblems(issued, authority, BOTH, when).join('; ')).toContain(problem);
  });
  it('is refused when it lacks a name or use of the current one', async () => {
    const narrow = await issueCertificate(signer, authority, { dnsNames: ['gateway.internal'], uses: ['server'], daysValid: 90 }, now);
    expect(certificateProblems(narrow, authority, BOTH, now)).toEqual(['the certificate lacks the name *.gateway.internal', 'the certificate is not for use as client']);
  });
  it('says what was asked, for any names, uses and lifetime', async () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
    const names = fc.uniqueArray(fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.')), { minLength: 1, maxLength: 12 });
    await fc.assert(fc.asyncProperty(names, fc.constantFrom(['server'] as const, ['client'] as const, ['server', 'client'] as const), fc.integer({ min: 1, max: 3000 }), async (dnsNames, uses, daysValid) => {
      const issued = await issueCertificate(signer, authority, { dnsNames, uses, daysValid }, now);
      expect(subjectOf(issued.certificate)).toEqual({ dnsNames, uses, daysValid });
    }), { numRuns: 40 });
  });
});

describe('the renewal of a certificate', () => {
  it('makes one with another key and the same names, uses and lifetime, which passes its test', async () => {
    const kind = certificateSecret(signer, authority, () => now);
    const current = JSON.stringify(gateway);
    const next = await kind.next(current);
    const parsed: ServiceCertificate = JSON.parse(next);
    expect(subjectOf(parsed.certificate)).toEqual(BOTH);
    expect(parsed.privateKey).not.toBe(gateway.privateKey);
    expect(kind.problems(next, current)).toEqual([]);
    expect(kind.problems(JSON.stringify(stranger), current)).not.toEqual([]);
  });
  it('fails when the secret holds no certificate, without quoting it', async () => {
    const kind = certificateSecret(signer, authority, () => now);
    await expect(kind.next('{"privateKey":"hunter2"}')).rejects.toThrow(/^the secret must be JSON with the fields certificate, privateKey, authority$/);
    await expect(kind.next('hunter2')).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
  });
});

describe('a TLS connection with verification both ways', () => {
  const handshake = (client: ServiceCertificate, servername = 'gateway.internal') => new Promise<string>((resolve) => {
    const server = createServer({ cert: gateway.certificate, key: gateway.privateKey, ca: gateway.authority, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }, (socket: TLSSocket) => socket.end(String(socket.getPeerCertificate().subject.CN)));
    let refusal = 'the server closed the connection';
    server.on('tlsClientError', (error: NodeJS.ErrnoException) => (refusal = `the server refused: ${error.code ?? error.message}`));
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const socket = connect({ host: '127.0.0.1', port, servername, cert: client.certificate, key: client.privateKey, ca: client.authority });
      let heard = '';
      const end = (outcome: string) => { socket.destroy(); server.close(); resolve(outcome); };
      socket.on('data', (chunk) => (heard += String(chunk)));
      socket.on('end', () => end(heard === '' ? refusal : heard));
      socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNRESET' ? refusal : String(error.code)));
    });
  });

  it('is made between two services of the authority', async () => {
    const inference = await issueCertificate(signer, authority, { dnsNames: ['inference.internal'], uses: ['client'], daysValid: 90 }, now);
    expect(await handshake(inference)).toBe('inference.internal');
  });
  it('is refused by the client when it trusts another authority of the same name', async () => {
    expect(await handshake({ ...gateway, authority: stranger.authority })).toMatch(/CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY|SELF_SIGNED/);
  });
  it('is refused by the server when the client comes from another authority', async () => {
    expect(await handshake({ ...stranger, authority: gateway.authority })).toMatch(/^the server refused/);
  });
  it('is refused when the name is another one', async () => {
    expect(await handshake(gateway, 'inference.internal')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
  it('is refused when a client certificate is only for servers', async () => {
    const server = await issueCertificate(signer, authority, { dnsNames: ['inference.internal'], uses: ['server'], daysValid: 90 }, now);
    expect(await handshake(server)).toMatch(/^the server refused/);
  });
});
