import { GatewayError } from '../core/gateway-error';

/** Runs a guard. One that cannot judge refuses: this is the one place where that is decided. */
export function failClosed<T>(guard: () => T): T {
  try {
    return guard();
  } catch (cause) {
    throw refused(cause);
  }
}

/** The same for a guard that has to wait. */
export async function failClosedAsync<T>(guard: () => Promise<T>): Promise<T> {
  try {
    return await guard();
  } catch (cause) {
    throw refused(cause);
  }
}

function refused(cause: unknown): GatewayError {
  return GatewayError.isGatewayError(cause) ? cause : new GatewayError('guard_failed', { cause });
}
