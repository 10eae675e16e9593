import { X509Certificate, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { SERVICE_CERTIFICATE_FIELDS } from '../../../contract/service-certificate';
import { TRUE, bitString, explicit, implicit, integer, objectIdentifier, octetString, sequence, set, time, utf8String } from './der';

/** Holds the authority's private key (ECDSA P-256) without giving it away. */
export interface Signer {
  /** The public key, as a DER SubjectPublicKeyInfo. */
  publicKey(): Promise<Uint8Array>;
  /** Signature over the SHA-256 digest of the content, DER encoded. */
  sign(content: Uint8Array): Promise<Uint8Array>;
}

/** What a certificate may be used for in a TLS connection. */
export type CertificateUse = 'server' | 'client';

/** What a service certificate says. */
export interface CertificateSubject {
  readonly dnsNames: readonly string[];
  readonly uses: readonly CertificateUse[];
  readonly daysValid: number;
}

/** The content of a service certificate's secret, all PEM. */
export type ServiceCertificate = { readonly [F in keyof typeof SERVICE_CERTIFICATE_FIELDS]: string };

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2', commonName: '2.5.4.3', subjectKeyIdentifier: '2.5.29.14', keyUsage: '2.5.29.15', subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19', authorityKeyIdentifier: '2.5.29.35', extendedKeyUsage: '2.5.29.37',
} as const;
const USE_OID: { readonly [U in CertificateUse]: string } = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' };
const KEY_USAGE = { signCertificates: bitString(Buffer.from([0b0000_0110]), 1), signHandshakes: bitString(Buffer.from([0b1000_0000]), 7) };

const DAY = 24 * 3600 * 1000;
/** Clocks differ; a certificate is valid a little before it was made. */
const CLOCK_SKEW = 5 * 60 * 1000;

/** The authority's certificate: signs leaves, never another authority. */
export async function createAuthorityCertificate(signer: Signer, commonName: string, daysValid: number, now: Date): Promise<string> {
  if (!/^[A-Za-z0-9][A-Za-z0-9 .-]{0,63}$/.test(commonName)) throw new TypeError(`the authority's name must be up to 64 letters, digits, spaces, dots and hyphens, got ${JSON.stringify(commonName)}`);
  const publicKey = await signer.publicKey();
  return certificate(signer, {
    issuer: name(commonName), subject: name(commonName), publicKey, now, daysValid,
    extensions: [
      extension(OID.basicConstraints, sequence(TRUE, integer(Buffer.from([0]))), true),
      extension(OID.keyUsage, KEY_USAGE.signCertificates, true),
      extension(OID.subjectKeyIdentifier, octetString(keyIdentifier(publicKey))),
    ],
  });
}

/** A new key and a certificate for it. The key is made here and leaves only inside the result. */
export async function issueCertificate(signer: Signer, authority: string, subject: CertificateSubject, now: Date): Promise<ServiceCertificate> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  const [first = ''] = subject.dnsNames;
  const names = subject.dnsNames.map((dnsName) => implicit(2, Buffer.from(dnsName, 'ascii')));
  const issuer = new X509Certificate(authority);
  return {
    authority,
    privateKey,
    certificate: await certificate(signer, {
      issuer: name(commonNameOf(issuer)), subject: name(first.slice(0, 64)), publicKey, now, daysValid: subject.daysValid,
      extensions: [
        extension(OID.basicConstraints, sequence(), true),
        extension(OID.keyUsage, KEY_USAGE.signHandshakes, true),
        extension(OID.extendedKeyUsage, sequence(...subject.uses.map((use) => objectIdentifier(USE_OID[use])))),
        extension(OID.subjectAltName, sequence(...names)),
        extension(OID.subjectKeyIdentifier, octetString(keyIdentifier(publicKey))),
        extension(OID.authorityKeyIdentifier, sequence(implicit(0, keyIdentifier(issuer.publicKey.export({ type: 'spki', format: 'der' }))))),
      ],
    }),
  };
}

/** What the certificate says, so that its successor can say the same. */
export function subjectOf(certificate: string): CertificateSubject {
  const parsed = new X509Certificate(certificate);
  const dnsNames = (parsed.subjectAltName ?? '').split(', ').filter((entry) => entry.startsWith('DNS:')).map((entry) => entry.slice('DNS:'.length));
  const usages: readonly string[] = parsed.keyUsage ?? [];
  const uses = (['server', 'client'] as const).filter((use) => usages.includes(USE_OID[use]));
  return { dnsNames, uses, daysValid: Math.round((Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)) / DAY) };
}

/** Everything that makes a service certificate useless to its service; an empty list when it is good. */
export function certificateProblems(issued: ServiceCertificate, authority: string, expected: CertificateSubject, now: Date): string[] {
  const leaf = new X509Certificate(issued.certificate);
  const root = new X509Certificate(authority);
  const found = subjectOf(issued.certificate);
  const checks: [boolean, string][] = [
    [new X509Certificate(issued.authority).fingerprint256 === root.fingerprint256, 'the authority in the secret is another one'],
    [root.ca && root.verify(root.publicKey), 'the authority is not a certificate authority'],
    [leaf.checkIssued(root) && leaf.verify(root.publicKey), 'the certificate was not issued by the authority'],
    [leaf.checkPrivateKey(createPrivateKey(issued.privateKey)), 'the private key belongs to another certificate'],
    [!leaf.ca, 'the certificate is one of an authority'],
    [Date.parse(leaf.validFrom) <= now.getTime(), 'the certificate is not valid yet'],
    [Date.parse(leaf.validTo) > now.getTime() + DAY, 'the certificate expires within a day'],
    [Date.parse(root.validTo) > now.getTime(), 'the authority has expired'],
    ...expected.dnsNames.map((dnsName): [boolean, string] => [found.dnsNames.includes(dnsName), `the certificate lacks the name ${dnsName}`]),
    ...expected.uses.map((use): [boolean, string] => [found.uses.includes(use), `the certificate is not for use as ${use}`]),
  ];
  return checks.flatMap(([good, problem]) => (good ? [] : [problem]));
}

interface Content {
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly now: Date;
  readonly daysValid: number;
  readonly extensions: readonly Uint8Array[];
}

async function certificate(signer: Signer, content: Content): Promise<string> {
  const algorithm = sequence(objectIdentifier(OID.ecdsaWithSha256));
  // RFC 5280: positive, and at least 64 bits from a generator that cannot be guessed.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const notBefore = content.now.getTime() - CLOCK_SKEW;
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))), integer(serial), algorithm, content.issuer,
    sequence(time(new Date(notBefore)), time(new Date(notBefore + content.daysValid * DAY))),
    content.subject, content.publicKey, explicit(3, sequence(...content.extensions)),
  );
  return pem(sequence(body, algorithm, bitString(await signer.sign(body))));
}

function name(commonName: string): Buffer {
  return sequence(set(sequence(objectIdentifier(OID.commonName), utf8String(commonName))));
}

function extension(oid: string, value: Uint8Array, critical = false): Buffer {
  return sequence(objectIdentifier(oid), ...(critical ? [TRUE] : []), octetString(value));
}

/** RFC 7093, method 1: the leftmost 160 bits of the SHA-256 of the public key. */
function keyIdentifier(publicKey: Uint8Array): Buffer {
  const jwk = createPublicKey({ key: Buffer.from(publicKey), type: 'spki', format: 'der' }).export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')]);
  return createHash('sha256').update(point).digest().subarray(0, 20);
}

/** The authority has no other attribute in its name, see createAuthorityCertificate. */
function commonNameOf(authority: X509Certificate): string {
  return authority.subject.replace(/^CN=/, '');
}

function pem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
