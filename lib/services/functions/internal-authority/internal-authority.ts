import { text, type CustomResourceLogic, type Properties } from '../custom-resource';
import { createAuthorityCertificate, issueCertificate, type CertificateSubject, type CertificateUse, type Signer } from './certificate';

/** What the functions below need from the outside. */
export interface AuthorityEnvironment {
  readonly signer: Signer;
  readonly now: () => Date;
}

/** Where issued certificates are kept. */
export interface CertificateVault {
  /** Makes the text the current version of the secret. */
  store(secretArn: string, value: string): Promise<void>;
}

/** Certificates imported into ACM. */
export interface CertificateImports {
  /** Imports a certificate; over an existing one when its ARN is given, which keeps the ARN. */
  import(certificate: { readonly certificate: string; readonly privateKey: string; readonly chain: string }, tags: Readonly<Record<string, string>>, existingArn?: string): Promise<string>;
  /** Deletes it. `in-use` while a load balancer still holds it; `deleted` also when there is none. */
  delete(arn: string): Promise<'deleted' | 'in-use'>;
}

/** Tag by which the function's permissions are limited to the certificates that it imported. */
export const AUTHORITY_TAG = 'secure-ai-platform:authority';

/**
 * The authority's certificate. Making it again is harmless: key and name stay the same, so each copy vouches for the same leaves.
 */
export function authorityLogic({ signer, now }: AuthorityEnvironment): CustomResourceLogic {
  const make = async (properties: Properties, physicalResourceId: string) => ({
    physicalResourceId,
    attributes: { Certificate: await createAuthorityCertificate(signer, text(properties, 'CommonName'), days(properties), now()) },
  });
  return {
    create: async (properties) => make(properties, text(properties, 'KeyArn')),
    update: async (properties) => make(properties, text(properties, 'KeyArn')),
    delete: async () => {},
  };
}

/** A service certificate, stored as the current version of its secret. Answers with the secret's ARN, so that whoever uses it waits for the certificate. */
export function serviceCertificateLogic({ signer, now }: AuthorityEnvironment, vault: CertificateVault): CustomResourceLogic {
  const issue = async (properties: Properties) => {
    const secretArn = text(properties, 'SecretArn');
    await vault.store(secretArn, JSON.stringify(await issueCertificate(signer, text(properties, 'Authority'), subject(properties), now())));
    return { physicalResourceId: secretArn, attributes: { SecretArn: secretArn } };
  };
  return {
    create: issue,
    update: issue,
    // The certificate goes with its secret, which CloudFormation deletes.
    delete: async () => {},
  };
}

/** Waits between attempts to delete a certificate that a load balancer is just letting go of. */
const RELEASE = { attempts: 40, seconds: 15 } as const;

/** A certificate in ACM for a load balancer. */
export function importedCertificateLogic({ signer, now }: AuthorityEnvironment, imports: CertificateImports, sleep: (seconds: number) => Promise<void>): CustomResourceLogic {
  const put = async (properties: Properties, existingArn?: string) => {
    const authority = text(properties, 'Authority');
    const { certificate, privateKey } = await issueCertificate(signer, authority, subject(properties), now());
    return imports.import({ certificate, privateKey, chain: authority }, { [AUTHORITY_TAG]: text(properties, 'AuthorityId') }, existingArn);
  };
  return {
    async create(properties) {
      const arn = await put(properties);
      return { physicalResourceId: arn, attributes: { CertificateArn: arn } };
    },
    async update(properties, old, physicalResourceId) {
      // ACM keeps an ARN only while a name stays; another name is another certificate, and CloudFormation deletes the old one.
      const arn = await put(properties, sameNames(properties, old) ? physicalResourceId : undefined);
      return { physicalResourceId: arn, attributes: { CertificateArn: arn } };
    },
    async delete(_properties, physicalResourceId) {
      for (let attempt = 1; (await imports.delete(physicalResourceId)) === 'in-use'; attempt++) {
        if (attempt === RELEASE.attempts) throw new Error(`certificate ${physicalResourceId} is still in use; remove it from its load balancer, then delete the stack again`);
        await sleep(RELEASE.seconds);
      }
    },
  };
}

/** A scheduled renewal: the certificate is imported again under the ARN it has. */
export interface RenewalEvent {
  readonly certificateArn: string;
  /** The authority's certificate, PEM, in Base64: its lines would break the JSON of the schedule. */
  readonly authority: string;
  /** Those of the custom resource, without `Authority`. */
  readonly properties: Properties;
}

export function isRenewalEvent(event: unknown): event is RenewalEvent {
  return typeof event === 'object' && event !== null && 'certificateArn' in event && typeof event.certificateArn === 'string' && 'authority' in event && typeof event.authority === 'string'
    && 'properties' in event && typeof event.properties === 'object' && event.properties !== null;
}

export async function renewImportedCertificate({ certificateArn, authority, properties }: RenewalEvent, logic: CustomResourceLogic): Promise<void> {
  const complete = { ...properties, Authority: Buffer.from(authority, 'base64').toString() };
  await logic.update(complete, complete, certificateArn);
}

function sameNames(properties: Properties, old: Properties): boolean {
  return JSON.stringify(subject(properties).dnsNames) === JSON.stringify(subject(old).dnsNames);
}

function subject(properties: Properties): CertificateSubject {
  const dnsNames = list(properties, 'DnsNames');
  const uses = list(properties, 'Uses');
  if (!uses.every(isUse)) throw new TypeError(`property Uses must hold 'server' or 'client', got ${JSON.stringify(uses)}`);
  return { dnsNames, uses, daysValid: days(properties) };
}

function days(properties: Properties): number {
  const value = Number(text(properties, 'DaysValid'));
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`property DaysValid must be a whole number of days, got ${JSON.stringify(properties.DaysValid)}`);
  return value;
}

function list(properties: Properties, name: string): string[] {
  const value = properties[name];
  if (!Array.isArray(value) || value.length === 0 || !value.every((item): item is string => typeof item === 'string' && item !== '')) {
    throw new TypeError(`property ${name} must be a list of texts, got ${JSON.stringify(value)}`);
  }
  return value;
}

function isUse(value: string): value is CertificateUse {
  return value === 'server' || value === 'client';
}
