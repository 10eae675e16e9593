import fc from 'fast-check';
import { createGate } from '../../../../../lib/services/ai-gateway/upstream/gate';

const never = (): AbortSignal => new AbortController().signal;

test('lets so many in at once, and the others in the order in which they came', async () => {
  const gate = createGate(2);
  expect([gate.enter(never()), gate.enter(never())]).toEqual([undefined, undefined]);
  const order: string[] = [];
  const waiting = ['a', 'b'].map(async (name) => { await gate.enter(never()); order.push(name); });
  await new Promise(setImmediate);
  expect(order).toEqual([]);
  gate.leave();
  await waiting[0];
  expect(order).toEqual(['a']);
  gate.leave();
  await waiting[1];
  expect(order).toEqual(['a', 'b']);
});

test('refuses who has given up already', () => {
  const gate = createGate(1);
  expect(() => gate.enter(AbortSignal.abort(new Error('gone')))).toThrow('gone');
  expect(gate.enter(never())).toBeUndefined();
});

test('whoever gives up and whenever, there are never more inside than places, and no place is lost', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(fc.record({ stays: fc.nat(3), givesUpAfter: fc.option(fc.nat(3)) }), { maxLength: 20 }), async (places, visitors) => {
    const gate = createGate(places);
    let inside = 0;
    let most = 0;
    const turns = async (count: number): Promise<void> => { for (let turn = 0; turn < count; turn += 1) await Promise.resolve(); };
    await Promise.all(visitors.map(async ({ stays, givesUpAfter }) => {
      const leaving = new AbortController();
      if (givesUpAfter !== null) void turns(givesUpAfter).then(() => { leaving.abort(); });
      try {
        await gate.enter(leaving.signal);
      } catch {
        return;
      }
      inside += 1;
      most = Math.max(most, inside);
      await turns(stays);
      inside -= 1;
      gate.leave();
    }));
    expect(most).toBeLessThanOrEqual(places);
    // All places are free again.
    for (let place = 0; place < places; place += 1) expect(gate.enter(never())).toBeUndefined();
    expect(gate.enter(never())).toBeInstanceOf(Promise);
  }), { numRuns: 200 });
});
