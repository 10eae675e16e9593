import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createBudgets } from '../../../../../lib/services/ai-gateway/budgets/budgets';
import type { Budgets, Reservation } from '../../../../../lib/services/ai-gateway/core/ports';
import { holds, type Fault } from './fake-dynamodb';
import { attempt, isGranted, MINUTE, NOON, person, randomFrom, settings, table } from './sample';

type Items = ReadonlyMap<string, Readonly<Record<string, AttributeValue>>>;

const LIMITS = { tenant: { requestsPerMinute: 100, tokensPerMinute: 4_000, tokensPerDay: 100_000 }, principal: { requestsPerMinute: 60, tokensPerMinute: 3_000, tokensPerDay: 90_000 } };
const tokensIn = (items: Items, of: string): number[] => [...items].filter(([name]) => name.includes(of)).map(([, item]) => Number(item.tokens?.N));
const requestsIn = (items: Items, of: string): number[] => [...items].filter(([name]) => name.includes(of)).map(([, item]) => Number(item.requests?.N));

/** The budgets of so many tasks on one table. */
function tasks(of: Parameters<typeof settings>[0], count: number, seed: number, fault?: (call: number) => Fault, onCommit?: (items: Items) => void) {
  const shared = table(seed, fault, onCommit);
  const budgets = new Map(Array.from({ length: count }, (_, index) => [index, createBudgets(settings(of), shared.store(), { now: () => shared.clock.now })]));
  const on = (index: number): Budgets => {
    const task = budgets.get(index % count);
    if (task === undefined) throw new Error('there is no such task');
    return task;
  };
  return { ...shared, on };
}

test('the fake evaluates conditions as DynamoDB does', () => {
  const names = { '#a': 'a', '#b': 'b' };
  const values = { ':n': { N: '5' } };
  expect(holds('(attribute_not_exists(#a) OR #a <= :n) AND #b >= :n', { b: { N: '7' } }, names, values)).toBe(true);
  expect(holds('(attribute_not_exists(#a) OR #a <= :n) AND #b >= :n', { a: { N: '6' }, b: { N: '7' } }, names, values)).toBe(false);
  expect(holds('#a <= :n', undefined, names, values)).toBe(false);
  expect(holds('#a <= :n OR attribute_exists(#b) AND #b < :n', { b: { N: '10' } }, names, values)).toBe(false);
  expect(() => holds('size(#a) <= :n', undefined, names, values)).toThrow('does not know');
});

describe('tasks that share a table', () => {
  test.each([1, 2, 3, 4, 5, 6])('let through 100 of 200 requests at once together, and no counter is ever beyond its limit (run %i)', async (seed) => {
    const most = { requests: 0, tokens: 0 };
    const { on, items } = tasks({ tenant: { requestsPerMinute: 100 } }, 3, seed, undefined, (now) => {
      most.requests = Math.max(most.requests, ...requestsIn(now, 'budget#tenant#acme minute'));
    });
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, index) => attempt(on(index), person(`person-${index % 5}`), 10)));
    expect(outcomes.filter(isGranted)).toHaveLength(100);
    expect(outcomes.every((outcome) => isGranted(outcome) || outcome.code === 'rate_limit_exceeded')).toBe(true);
    expect(most.requests).toBe(100);
    expect(tokensIn(items, 'tenant#acme')).toEqual([1_000, 1_000]);
    expect(tokensIn(items, 'principal#').reduce((sum, tokens) => sum + tokens)).toBe(2_000);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('under faults, settlements and new requests never go beyond a limit or below zero, and lose no reservation (run %i)', async (seed) => {
    const random = randomFrom(seed);
    const broken: string[] = [];
    // Each fault passes, so that everything must come out even in the end.
    const fault = (): Fault => (random() < 0.35 ? (['throttled', 'conflict', 'lost before', 'lost after'] as const)[Math.floor(random() * 4)] ?? 'none' : 'none');
    const { on, items, clock } = tasks(LIMITS, 3, seed, fault, (now) => {
      for (const [name, item] of now) {
        const limits = name.includes('tenant#') ? LIMITS.tenant : LIMITS.principal;
        const [requests, tokens] = [Number(item.requests?.N), Number(item.tokens?.N)];
        if (tokens < 0 || tokens > (name.includes('day#') ? limits.tokensPerDay : limits.tokensPerMinute) || (name.includes('minute#') && requests > limits.requestsPerMinute)) broken.push(`${name} ${requests} ${tokens}`);
      }
    });
    let used = 0;
    let unavailable = 0;
    const request = async (index: number): Promise<void> => {
      const tokens = Math.floor(random() * 200);
      const outcome = await attempt(on(index), person(`person-${index % 3}`), tokens);
      if (!isGranted(outcome)) {
        if (outcome.code === 'budget_unavailable') unavailable++;
        return;
      }
      for (let turns = Math.floor(random() * 6); turns > 0; turns--) await new Promise(setImmediate);
      const really = Math.floor(random() * (tokens + 1));
      await outcome.settle(really);
      used += really;
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => request(index)));
    expect([broken, unavailable]).toEqual([[], 0]);
    expect(clock.now).toBeLessThan(NOON + 45_000);
    expect(used).toBeGreaterThan(500);
    for (const kind of ['minute', 'day']) {
      expect(tokensIn(items, `tenant#acme ${kind}`)).toEqual([used]);
      expect(tokensIn(items, `principal#`).reduce((sum, tokens) => sum + tokens)).toBe(2 * used);
    }
  });
});

describe('one task', () => {
  test('counts a write whose answer was lost once', async () => {
    const { on, items, calls } = tasks({}, 1, 1, (call) => (call % 2 === 0 ? 'lost after' : 'none'));
    const { settle } = await on(0).reserve(person(), 500);
    expect(tokensIn(items, '')).toEqual([500, 500, 500, 500]);
    await settle(100);
    expect([tokensIn(items, ''), requestsIn(items, ''), calls.committed]).toEqual([[100, 100, 100, 100], [1, 1, 1, 1], 2]);
  });

  test('refuses with budget_unavailable after a bounded time when the table is away, and serves again when it is back', async () => {
    let away = true;
    const { on, clock, calls } = tasks({}, 1, 1, () => (away ? 'lost before' : 'none'));
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => attempt(on(0), person(), 1)));
    expect(outcomes.map((outcome) => (isGranted(outcome) ? 'granted' : outcome.code))).toEqual(Array.from({ length: 20 }, () => 'budget_unavailable'));
    expect(clock.now - NOON).toBeLessThanOrEqual(7_000);
    expect(calls.write).toBeLessThan(600);
    away = false;
    expect(isGranted(await attempt(on(0), person(), 1))).toBe(true);
  });

  test('settles without an error when the table is away: what was reserved stays reserved, and in its window only', async () => {
    let away = false;
    const { on, clock, items } = tasks({ tenant: { tokensPerMinute: 1_000 } }, 1, 1, () => (away ? 'throttled' : 'none'));
    const { settle } = await on(0).reserve(person(), 900);
    away = true;
    await expect(settle(0)).resolves.toBeUndefined();
    away = false;
    expect(isGranted(await attempt(on(0), person(), 200))).toBe(false);
    clock.now += MINUTE;
    expect(isGranted(await attempt(on(0), person(), 200))).toBe(true);
    expect(tokensIn(items, 'tenant#acme minute').sort()).toEqual([200, 900]);
  });

  test('does not try again where that is of no use', async () => {
    const { on, calls } = tasks({}, 1, 1, () => 'forbidden');
    expect(await attempt(on(0), person(), 1)).toMatchObject({ code: 'budget_unavailable' });
    expect(calls.write).toBe(1);
  });

  test('puts what comes together into few transactions, and a lone request into two', async () => {
    const lone = tasks({}, 1, 1);
    await (await lone.on(0).reserve(person(), 10)).settle(5);
    expect([lone.calls.write, lone.calls.read]).toEqual([2, 1]);
    await (await lone.on(0).reserve(person(), 10)).settle(5);
    expect([lone.calls.write, lone.calls.read]).toEqual([4, 1]);
    const busy = tasks({}, 1, 1);
    const one = person();
    await Promise.all(Array.from({ length: 500 }, async () => (await busy.on(0).reserve(one, 10)).settle(5)));
    expect(busy.calls.write).toBeLessThanOrEqual(6);
    expect(tokensIn(busy.items, '')).toEqual([2_500, 2_500, 2_500, 2_500]);
  });

  test('does not ask the table for each request of a flood that is over its budget', async () => {
    const { on, calls, clock } = tasks({ principal: { requestsPerMinute: 1 } }, 1, 1);
    await on(0).reserve(person(), 1);
    for (let request = 0; request < 100; request++) expect(isGranted(await attempt(on(0), person(), 1))).toBe(false);
    expect(calls.write).toBe(2);
    clock.now += 300;
    await attempt(on(0), person(), 1);
    expect(calls.write).toBe(3);
  });

  test('serves more callers at once than one transaction has room for', async () => {
    const { on, items } = tasks({ principal: { requestsPerMinute: 1 } }, 1, 1);
    const outcomes = await Promise.all(Array.from({ length: 300 }, (_, index) => attempt(on(0), person(`person-${index % 150}`), 1)));
    expect(outcomes.filter(isGranted)).toHaveLength(150);
    expect(requestsIn(items, 'principal#')).toEqual(Array.from({ length: 300 }, () => 1));
  });

  test('is not held up by a caller without budget beside others that have it', async () => {
    const { on } = tasks({ principal: { tokensPerMinute: 100 } }, 1, 1);
    const outcomes = await Promise.all(Array.from({ length: 40 }, async (_, index) => ({ greedy: index % 2 === 0, granted: isGranted(await attempt(on(0), person(index % 2 === 0 ? 'greedy' : `modest-${index}`), index % 2 === 0 ? 60 : 10)) })));
    expect(outcomes.filter(({ greedy, granted }) => !greedy && granted)).toHaveLength(20);
    expect(outcomes.filter(({ greedy, granted }) => greedy && granted)).toHaveLength(1);
  });

  test('drops what would be given back to a counter that is gone, and still serves', async () => {
    const { on, items } = tasks({}, 1, 1);
    const held: Reservation[] = [await on(0).reserve(person(), 500), await on(0).reserve(person(), 500)];
    for (const name of items.keys()) if (name.includes('tenant#')) items.delete(name);
    await Promise.all([...held.map(({ settle }) => settle(0)), on(0).reserve(person(), 7)]);
    expect(tokensIn(items, '').sort()).toEqual([7, 7, 7, 7]);
  });

  test('learns within seconds what other tasks use, for the headers', async () => {
    const { on, clock } = tasks({ tenant: { tokensPerMinute: 10_000 } }, 2, 1);
    await on(0).reserve(person(), 100);
    await on(1).reserve(person('person-2'), 5_000);
    clock.now += 6_000;
    await on(0).reserve(person(), 100);
    expect((await on(0).reserve(person(), 100)).state.remainingTokens).toBe(4_700);
  });

  test('lets items go a day after their window, by the table’s own clock', async () => {
    const { on, items } = tasks({}, 1, 1);
    await on(0).reserve(person(), 1);
    for (const [name, item] of items) expect(Number(item.expires_at?.N) * 1_000 - NOON).toBe((name.includes('minute#') ? 50_000 : (12 * 3_600 - 10) * 1_000) + 24 * 3_600_000);
  });
});
