const TIMEOUT_MILLISECONDS = 3_000;
const MAXIMUM_BYTES = 262_144;

/** One attempt: a caller that tries again causes the next. Redirects are refused, for they could lead away from the issuer. */
export async function fetchDocument(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS), headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the issuer answered ${response.status}`);
  const body = await response.arrayBuffer();
  if (body.byteLength > MAXIMUM_BYTES) throw new Error('the issuer answered with more than 256 KiB');
  return body;
}
