export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Pre-authentication encoding of DSSE v1: what is signed. Lengths are counted in bytes. */
export function preAuthenticationEncoding(payloadType: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `), payload]);
}

/** Base64, standard or URL-safe (DSSE admits both), and nothing else: Node would skip what it does not know. */
export function decodeBase64(text: string): Buffer | undefined {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Buffer.from(standard, 'base64');
  const canonical = bytes.toString('base64');
  return canonical === standard || canonical.replaceAll('=', '') === standard ? bytes : undefined;
}
