import { createMemorySink } from '../../../../../lib/services/ai-gateway/audit/memory-sink';
import { gatewayUnderTest } from '../gateway-under-test';
import { ledger, openedRecords, until, verified } from './fixture';
import { MIXED, mixedLoad } from './mixed-load';

export function mixedRequests(): void {
  test('six hundred requests of every kind leave nothing open, unsettled or unrecorded', async () => {
    const reservations = ledger();
    const sink = createMemorySink();
    const running = await gatewayUnderTest({ ...MIXED, auditSink: sink, replace: reservations.replace });
    expect(await mixedLoad(running, 600, 12)).toEqual([]);
    await until(() => running.server.inFlight() === 0 && running.model.active() === 0 && reservations.open() === 0, 'all is over');
    expect(Object.values(running.gateway.breakers())).toEqual(['closed']);
    expect(reservations.granted()).toBeGreaterThan(300);
    await running.close();
    expect(await verified(sink, running)).toMatchObject({ chains: [{ ended: true }], findings: [] });

    const records = await openedRecords(sink, running);
    const completed = records.filter(({ phase }) => phase === 'completed').map(({ summary: { requestId } }) => requestId);
    expect(new Set(completed).size).toBe(completed.length);
    for (const { phase, summary: { requestId } } of records) if (phase === 'opened') expect(completed).toContain(requestId);
    // Whoever was known and asked for something is in the trail; whoever was not let in is in the log only.
    const known = running.summaries.filter(({ tenant, errorCode }) => tenant !== undefined && errorCode !== 'invalid_json').map(({ requestId }) => requestId);
    expect(new Set(completed)).toEqual(new Set(known));
  });
}
