import type { ServerResponse } from 'node:http';
import { GatewayError } from '../core/gateway-error';
import type { EventSink } from '../pipeline/stream';
import { endAtStandstill, onStandstill } from './standstill';

/** How far a stream runs ahead of a slow client. */
export interface SlowReaderLimits {
  /** Bytes that wait in memory before the stream stands still. */
  readonly bytes: number;
  readonly milliseconds: number;
}

/**
 * What some clients take for the end of a line, although JSON and the specification do not. It stands within texts of JSON only, where an escape means
 * the same.
 */
const LINE_ENDS = /[\u0085\u2028\u2029]/;
const LINE_ENDS_ALL = /[\u0085\u2028\u2029]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Server-sent events on a response. `begin` gives the headers when the first byte is about to leave, and not before: until then the request may still be
 * refused with a response of its own. Where the client reads slowly, writing waits, and so does the model server behind it; memory stays bounded.
 */
export function createEventStream(response: ServerResponse, begin: () => Readonly<Record<string, string>>, limits: SlowReaderLimits): EventSink {
  return {
    start: () => {
      response.writeHead(200, { ...begin(), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    },
    write: (events) => {
      if (events === '') return undefined;
      if (response.destroyed || response.writableEnded) throw new GatewayError('request_timeout', { cause: 'the client is gone' });
      response.write(LINE_ENDS.test(events) ? events.replace(LINE_ENDS_ALL, escaped) : events);
      return response.writableLength > limits.bytes ? drained(response, limits.milliseconds) : undefined;
    },
    end: () => {
      endAtStandstill(response, limits.milliseconds);
      response.end();
    },
  };
}

function drained(response: ServerResponse, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void): void => {
      endWatch();
      response.off('drain', onDrain);
      response.off('close', onClose);
      outcome();
    };
    const onDrain = (): void => { settle(resolve); };
    const onClose = (): void => { settle(() => { reject(new GatewayError('request_timeout', { cause: 'the client is gone' })); }); };
    const endWatch = onStandstill(response, milliseconds, () => {
      settle(() => { reject(new GatewayError('request_timeout', { cause: 'the client reads too slowly' })); });
      response.destroy();
    });
    response.once('drain', onDrain);
    response.once('close', onClose);
  });
}
