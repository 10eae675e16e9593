import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const DNS_NAME = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`);

/** Problems of what a certificate is to say; an empty list when there are none. */
export function certificateInputProblems(dnsNames: readonly string[], daysValid: number, where: string): Problem[] {
  return [
    ...(dnsNames.length === 0 ? [{ code: 'CertificateWithoutName', what: 'a certificate must have a name', got: dnsNames, where, fix: 'give the names by which the service is called' }] : []),
    ...dnsNames
      .filter((name) => !Token.isUnresolved(name) && (name.length > 253 || !DNS_NAME.test(name)))
      .map((name) => ({ code: 'CertificateNameInvalid', what: 'a name must be a DNS name, with a wildcard at most as its first label', got: name, where, fix: "write 'inference.platform.internal'" })),
    ...(Token.isUnresolved(daysValid) || (Number.isInteger(daysValid) && daysValid >= 60 && daysValid <= 397) ? [] : [{ code: 'CertificateLifetimeOutOfRange', what: "'daysValid' must be 60 to 397", got: daysValid, where, fix: 'choose a whole number of days in this range' }]),
  ];
}
