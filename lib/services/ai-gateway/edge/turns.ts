import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { GatewayError } from '../core/gateway-error';

/**
 * Waits for the answer before this one on the same connection. RFC 9112 asks for the order of the answers, and that nothing is run behind one that closes
 * the connection: its client has not heard of what follows, and may send it again. Throws where the connection has ended meanwhile.
 */
export async function turnAfter(before: ServerResponse, socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      before.off('close', done);
      socket.off('close', done);
      resolve();
    };
    before.on('close', done);
    // An answer that waits itself has no socket yet, and does not hear of its end.
    socket.on('close', done);
  });
  if (!socket.writable) throw new GatewayError('client_closed_request');
}
