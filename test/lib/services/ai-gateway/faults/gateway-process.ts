import { createFileSink } from '../../../../../lib/services/ai-gateway/audit/file-sink';
import { MASTER } from '../audit/fixture';
import { gatewayUnderTest } from '../gateway-under-test';
import { ledger } from './fixture';

/** What the process says when it serves. */
export interface Ready {
  readonly url: string;
  readonly token: string;
}

/** And when it has ended. */
export interface Ended {
  readonly granted: number;
  readonly open: number;
  readonly inFlight: number;
}

const WIDE = { requestsPerMinute: 100_000, tokensPerMinute: 1_000_000_000, tokensPerDay: 1_000_000_000 };

/** A gateway in a process of its own, which stops like the container's on SIGTERM: `gateway-process.ts <audit folder> <model server> <drain milliseconds>`. */
async function main([folder = '', modelUrl = '', drain = '']: readonly string[]): Promise<void> {
  const reservations = ledger();
  const { url, token, server, gateway } = await gatewayUnderTest({
    modelUrl,
    config: { budgets: { tenant: WIDE, principal: WIDE } },
    auditSink: createFileSink({ folder, durability: 'system' }),
    auditMaster: MASTER,
    replace: reservations.replace,
  });
  const stop = async (): Promise<void> => {
    await server.drain(Number(drain));
    await gateway.close();
    const ended: Ended = { granted: reservations.granted(), open: reservations.open(), inFlight: server.inFlight() };
    process.stdout.write(`${JSON.stringify(ended)}\n`, () => process.exit(0));
  };
  process.once('SIGTERM', () => { void stop(); });
  const ready: Ready = { url, token: token() };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
