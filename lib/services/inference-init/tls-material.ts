import { createPrivateKey, X509Certificate } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TLS_FILES } from '../../contract/inference-init';
import { throwProblems, type Problem } from '../../contract/platform-error';
import { SERVICE_CERTIFICATE_FIELDS } from '../../contract/service-certificate';

export type TlsMaterial = Readonly<Record<keyof typeof SERVICE_CERTIFICATE_FIELDS, string>>;

/** Parses the secret's text. Its values never appear in a problem. */
export function parseTlsSecret(text: string | undefined, now: Date): TlsMaterial {
  const secret = parseObject(text);
  const problems: Problem[] = [];
  const read = (field: string): string => {
    const value = secret?.[field];
    if (typeof value === 'string' && value.startsWith('-----BEGIN ')) return value;
    problems.push({ code: 'TlsSecretInvalid', what: `the field '${field}' of the TLS secret must be PEM`, fix: 'issue the certificate again' });
    return '';
  };
  const material: TlsMaterial = {
    certificate: read(SERVICE_CERTIFICATE_FIELDS.certificate),
    privateKey: read(SERVICE_CERTIFICATE_FIELDS.privateKey),
    authority: read(SERVICE_CERTIFICATE_FIELDS.authority),
  };
  throwProblems(problems);
  throwProblems(mismatches(material, now));
  return material;
}

/** The server would start with any of these wrong, and every client would refuse it. */
function mismatches(material: TlsMaterial, now: Date): Problem[] {
  const fix = 'issue the certificate again';
  try {
    const certificate = new X509Certificate(material.certificate);
    const authority = new X509Certificate(material.authority);
    const problems: Problem[] = [];
    if (!certificate.checkPrivateKey(createPrivateKey(material.privateKey))) problems.push({ code: 'TlsKeyMismatch', what: 'the private key must belong to the certificate', fix });
    if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey)) problems.push({ code: 'TlsAuthorityMismatch', what: 'the certificate must be signed by the authority', fix });
    if (new Date(certificate.validTo) <= now) problems.push({ code: 'TlsCertificateExpired', what: 'the certificate must not have expired', got: certificate.validTo, fix });
    return problems;
  } catch {
    return [{ code: 'TlsSecretInvalid', what: 'the TLS secret must hold readable certificates and a readable key', fix }];
  }
}

function parseObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text ?? '') as unknown;
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the three files, readable by the task's user alone; each appears whole or not at all. */
export async function writeTlsFiles(folder: string, material: TlsMaterial): Promise<void> {
  for (const field of Object.keys(TLS_FILES) as (keyof typeof TLS_FILES)[]) {
    const path = join(folder, TLS_FILES[field]);
    await writeFile(`${path}.partial`, material[field], { mode: 0o600, flag: 'wx' });
    await rename(`${path}.partial`, path);
  }
}
