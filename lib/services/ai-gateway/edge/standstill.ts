import type { ServerResponse } from 'node:http';

/**
 * Tells when a client has taken nothing of what is sent to it for so long. Any byte that it takes counts, also within one large write, so that slow
 * clients are served for as long as they read. Gives a function that ends the watch; otherwise it ends with the response.
 */
export function onStandstill(response: ServerResponse, milliseconds: number, tell: () => void): () => void {
  // The socket's own timer looks at how much of a write is still waiting in the kernel.
  response.setTimeout(milliseconds, tell);
  return () => {
    response.off('timeout', tell);
    response.setTimeout(0);
  };
}

/** For a response that is about to end: what nobody takes must not hold its place for ever. */
export function endAtStandstill(response: ServerResponse, milliseconds: number): void {
  onStandstill(response, milliseconds, () => { response.destroy(); });
}
