/** The issuer did not answer, or not with what it should: the token can be neither accepted nor refused. */
export class IssuerUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'IssuerUnavailable';
  }
}

/** Parses what the issuer answered. Throws IssuerUnavailable when it is no JSON. */
export function parseAnswer(answer: ArrayBuffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer));
    return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
  } catch (error) {
    throw new IssuerUnavailable('the issuer answered with what is no JSON', error);
  }
}
