/** A path no route has. */
const UNKNOWN = '/unknown';

/** `/v1/…` below a stage's name: API Gateway puts it into the path of a private integration. */
const STAGED = /^\/[A-Za-z0-9_-]{1,128}(\/v1\/[a-z/]{1,64})$/;
const PLAIN = /^\/[a-z0-9/]{1,64}$/;

/**
 * The path that is routed: as it stands, or without the stage. Anything but plain letters is no path of ours; encoded, doubled or dotted spellings of one
 * are how a check at the edge and the routing behind it come to see different things.
 */
export function rewritePath(url: string): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  const staged = STAGED.exec(path)?.[1];
  if (staged !== undefined && !path.startsWith('/v1/')) return staged.includes('//') ? UNKNOWN : staged;
  return PLAIN.test(path) && !path.includes('//') ? path : UNKNOWN;
}
