import { SERVICE_CERTIFICATE_FIELDS } from '../../../contract/service-certificate';
import { certificateProblems, issueCertificate, subjectOf, type ServiceCertificate, type Signer } from '../internal-authority/certificate';
import type { SecretKind } from './secret-rotation';

/** A service certificate with its key. The successor carries the names, uses and lifetime of the current one. */
export function certificateSecret(signer: Signer, authority: string, now: () => Date): SecretKind {
  return {
    next: async (current) => JSON.stringify(await issueCertificate(signer, authority, subjectOf(parse(current).certificate), now())),
    problems: (pending, current) => certificateProblems(parse(pending), authority, subjectOf(parse(current).certificate), now()),
  };
}

function parse(text: string): ServiceCertificate {
  const { certificate, privateKey, authority } = fields(text);
  if (typeof certificate !== 'string' || typeof privateKey !== 'string' || typeof authority !== 'string') {
    throw new TypeError(`the secret must be JSON with the fields ${Object.values(SERVICE_CERTIFICATE_FIELDS).join(', ')}`);
  }
  return { certificate, privateKey, authority };
}

function fields(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // The parser's own message quotes the text, which holds the private key.
    return {};
  }
}
