import fc from 'fast-check';
import { createBudgets } from '../../../../../lib/services/ai-gateway/budgets/budgets';
import { createMemoryStore } from '../../../../../lib/services/ai-gateway/budgets/memory-store';
import { attempt, budgetsOn, clockAt, DAY, isGranted, MINUTE, NOON, person, settings, STORES } from './sample';

describe.each(STORES)('budgets %s', (_, make) => {
  test.each([
    ['the requests of a tenant', { tenant: { requestsPerMinute: 100 } }, 10],
    ['the tokens of a tenant in a minute', { tenant: { tokensPerMinute: 1_009 } }, 10],
    ['the tokens of a tenant in a day', { tenant: { tokensPerDay: 1_000 } }, 10],
    ['the requests of a principal', { principal: { requestsPerMinute: 100 } }, 10],
    ['the tokens of a principal in a minute', { principal: { tokensPerMinute: 1_001 } }, 10],
    ['the tokens of a principal in a day', { principal: { tokensPerDay: 1_000 } }, 10],
  ])('of 200 requests at once let through as many as %s allow, and not one more', async (_name, of, tokens) => {
    const budgets = budgetsOn(make(), of);
    const one = person();
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => attempt(budgets, one, tokens)));
    expect(outcomes.filter(isGranted)).toHaveLength(100);
    expect(new Set(outcomes.filter((outcome) => !isGranted(outcome)).map((refusal) => (isGranted(refusal) ? '' : refusal.code)))).toEqual(new Set(['rate_limit_exceeded']));
  });

  test('keep a tenant’s limit over all its callers, and a caller’s own below it', async () => {
    const budgets = budgetsOn(make(), { tenant: { requestsPerMinute: 50 }, principal: { requestsPerMinute: 20 } });
    const callers = Array.from({ length: 200 }, (_value, index) => person(`person-${index % 4}`));
    const outcomes = await Promise.all(callers.map(async (caller) => ({ caller, granted: isGranted(await attempt(budgets, caller, 1)) })));
    const of = (subject: string): number => outcomes.filter(({ caller, granted }) => granted && caller.subject === subject).length;
    expect(outcomes.filter(({ granted }) => granted)).toHaveLength(50);
    for (const subject of ['person-0', 'person-1', 'person-2', 'person-3']) expect(of(subject)).toBeLessThanOrEqual(20);
  });

  test('give back what was not used, once', async () => {
    const budgets = budgetsOn(make(), { tenant: { tokensPerMinute: 1_000 } });
    const first = await budgets.reserve(person(), 900);
    expect(isGranted(await attempt(budgets, person(), 200))).toBe(false);
    await Promise.all([first.settle(100), first.settle(0), first.settle(0)]);
    await first.settle(0);
    expect((await budgets.reserve(person(), 900)).state.remainingTokens).toBe(0);
  });

  test('count what was used beyond the reservation, though it breaks the limit', async () => {
    const budgets = budgetsOn(make(), { principal: { tokensPerMinute: 1_000 } });
    const first = await budgets.reserve(person(), 10);
    await first.settle(5_000);
    expect(isGranted(await attempt(budgets, person(), 1))).toBe(false);
  });

  test.each([NaN, Infinity, -1, -Infinity])('leave all reserved when %d tokens are said to be used', async (used) => {
    const budgets = budgetsOn(make(), { tenant: { tokensPerMinute: 1_000 } });
    const first = await budgets.reserve(person(), 600);
    await first.settle(used);
    await first.settle(0);
    expect(isGranted(await attempt(budgets, person(), 600))).toBe(false);
  });

  test('settle in the minute of the reservation, whatever minute it is by then', async () => {
    const world = make();
    const budgets = budgetsOn(world, { tenant: { tokensPerMinute: 1_000, tokensPerDay: 2_500 } });
    const first = await budgets.reserve(person(), 1_000);
    world.clock.now += MINUTE;
    const second = await budgets.reserve(person(), 1_000);
    await first.settle(0);
    expect(isGranted(await attempt(budgets, person(), 1))).toBe(false);
    world.clock.now += MINUTE;
    // The day has all of the first back: 1,000 of the second are gone, 1,500 are left.
    expect((await budgets.reserve(person(), 600)).state).toMatchObject({ limitTokens: 1_000, remainingTokens: 400 });
    await second.settle(1_000);
    world.clock.now += MINUTE;
    expect((await budgets.reserve(person(), 900)).state).toMatchObject({ limitTokens: 2_500, remainingTokens: 0 });
  });

  test('begin anew with the minute and with the day', async () => {
    const world = make();
    const budgets = budgetsOn(world, { tenant: { requestsPerMinute: 1, tokensPerDay: 25 } });
    const granted = async (): Promise<boolean> => isGranted(await attempt(budgets, person(), 10));
    expect([await granted(), await granted()]).toEqual([true, false]);
    world.clock.now += 50_000;
    expect([await granted(), await granted()]).toEqual([true, false]);
    world.clock.now += MINUTE;
    expect(await granted()).toBe(false);
    world.clock.now = Math.ceil(NOON / DAY) * DAY;
    expect([await granted(), await granted()]).toEqual([true, false]);
  });

  test('allow nothing where the limit is zero, not even a request without tokens', async () => {
    for (const limits of [{ tenant: { requestsPerMinute: 0 } }, { principal: { tokensPerMinute: 0 } }, { principal: { tokensPerDay: 0 } }]) {
      const refusal = await attempt(budgetsOn(make(), limits), person(), 0);
      expect(refusal).toMatchObject({ code: 'rate_limit_exceeded', message: 'The budget allows no requests at all.', headers: { 'x-should-retry': 'false' } });
    }
  });

  test('refuse for good what no window can hold, and say so', async () => {
    const budgets = budgetsOn(make(), { tenant: { tokensPerMinute: 1_000, tokensPerDay: 900 } });
    const refusal = await attempt(budgets, person(), 1_001);
    expect(refusal).toMatchObject({ status: 429, param: 'max_tokens', message: expect.stringContaining('1001 tokens, and the budget of a whole day is 900: it can never fit'), headers: { 'x-should-retry': 'false', 'retry-after': expect.stringMatching(/^\d+$/) } });
    expect(isGranted(await attempt(budgets, person(), 900))).toBe(true);
  });

  test('say when to try again, and what is left of what', async () => {
    const budgets = budgetsOn(make(), { tenant: { requestsPerMinute: 2 }, principal: { tokensPerDay: 5_000 } });
    expect((await budgets.reserve(person(), 100)).state).toEqual({ limitRequests: 2, remainingRequests: 1, resetRequestsSeconds: 50, limitTokens: 5_000, remainingTokens: 4_900, resetTokensSeconds: 12 * 3_600 - 10 });
    await budgets.reserve(person(), 100);
    expect(await attempt(budgets, person(), 100)).toMatchObject({
      message: 'The budget of requests of this minute is used up. Try again in 50 seconds.',
      headers: { 'retry-after': '50', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '50s', 'x-ratelimit-remaining-tokens': '4800', 'x-ratelimit-reset-tokens': '11h59m50s' },
    });
    expect(await attempt(budgets, person(), 4_900)).toMatchObject({ message: expect.stringContaining('tokens of this day'), headers: { 'retry-after': String(12 * 3_600 - 10) } });
  });

  test('keep tenants and callers apart, whatever they are called', async () => {
    const budgets = budgetsOn(make(), { principal: { requestsPerMinute: 1 }, tenant: { requestsPerMinute: 3 }, tenants: { constructor: { requestsPerMinute: 1 } } });
    const everyone = [person('a', 'acme'), person('a', 'globex'), person('acme', 'a'), person('b#c', 'x'), person('c', 'x#b'), person('c', 'x'), person('', 'x'), person('["x"]', 'y'), person('x"],["', 'y'), person('\ud800', 'z'), person('\ud801', 'z'), person('toString', '__proto__'), person('a', 'constructor')];
    for (const one of everyone) expect([one, isGranted(await attempt(budgets, one, 1)), isGranted(await attempt(budgets, { ...one }, 1))]).toEqual([one, true, false]);
    expect(isGranted(await attempt(budgets, person('b', 'constructor'), 1))).toBe(false);
    expect(isGranted(await attempt(budgets, person('b', 'acme'), 1))).toBe(true);
  });

  test('agree with a plain account book, whatever happens in which order', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('reserve' as const), who: fc.nat(2), tokens: fc.nat(60) }),
      fc.record({ kind: fc.constant('settle' as const), which: fc.nat(20), used: fc.nat(90) }),
      fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 20, 61, 7_000) }),
    );
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const world = make();
      const limits = { tenant: { requestsPerMinute: 6, tokensPerMinute: 200, tokensPerDay: 700 }, principal: { requestsPerMinute: 4, tokensPerMinute: 120, tokensPerDay: 400 } };
      const budgets = budgetsOn(world, limits);
      const entries: { who: number; minute: number; day: number; tokens: number; settle: (used: number) => Promise<void>; settled: boolean }[] = [];
      const used = (of: (entry: (typeof entries)[number]) => boolean): number => entries.filter(of).reduce((sum, { tokens }) => sum + tokens, 0);
      for (const each of steps) {
        const [minute, day] = [Math.floor(world.clock.now / MINUTE), Math.floor(world.clock.now / DAY)];
        if (each.kind === 'wait') world.clock.now += each.seconds * 1_000;
        else if (each.kind === 'settle') {
          const entry = entries[each.which];
          if (entry === undefined) continue;
          await entry.settle(each.used);
          if (!entry.settled) Object.assign(entry, { tokens: each.used, settled: true });
        } else {
          const { who, tokens } = each;
          const room = [[limits.tenant, () => true], [limits.principal, (entry: { who: number }) => entry.who === who]] as const;
          const expected = room.every(([limit, of]) => entries.filter((entry) => of(entry) && entry.minute === minute).length < limit.requestsPerMinute
            && used((entry) => of(entry) && entry.minute === minute) + tokens <= limit.tokensPerMinute && used((entry) => of(entry) && entry.day === day) + tokens <= limit.tokensPerDay);
          const outcome = await attempt(budgets, person(`person-${who}`), tokens);
          expect(isGranted(outcome)).toBe(expected);
          if (isGranted(outcome)) entries.push({ who, minute, day, tokens, settle: outcome.settle, settled: false });
        }
      }
    }), { numRuns: 60 });
  });
});

test.each(STORES)('a counter %s never goes below zero, whatever is given back', async (_, make) => {
  const { store } = make();
  const window = { kind: 'minute', index: 1, endsAt: NOON + MINUTE } as const;
  const withdrawal = { group: 'g', tokens: 10, charges: [{ account: 'a', window, limitTokens: 100 }] };
  await store.take(withdrawal);
  await store.adjust(withdrawal, -1_000);
  const { granted, levels: [level] } = await store.take({ ...withdrawal, tokens: 80 });
  expect(granted).toBe(true);
  expect(level?.tokens).toBeGreaterThanOrEqual(80);
});

describe('budgets', () => {
  test.each([NaN, Infinity, -1, 1.5, 2 ** 53])('do not reserve %d tokens', async (tokens) => {
    expect(await attempt(createBudgets(settings({}), createMemoryStore(), clockAtNoon), person(), tokens)).toMatchObject({ code: 'budget_unavailable' });
  });

  test('refuse with budget_unavailable when the store fails, and settle without a word', async () => {
    const failing = createBudgets(settings({}), { take: () => { throw new Error('out of reach'); }, adjust: () => {} });
    expect(await attempt(failing, person(), 1)).toMatchObject({ code: 'budget_unavailable', status: 503, headers: { 'retry-after': '1' } });
    for (const adjust of [() => { throw new Error('out of reach'); }, () => Promise.reject(new Error('out of reach'))]) {
      const { settle } = await createBudgets(settings({}), { take: () => ({ granted: true, levels: [] }), adjust }).reserve(person(), 10);
      await expect(settle(1)).resolves.toBeUndefined();
    }
  });

  test('in memory forget the windows that are over, also when the clock is set back', async () => {
    const store = createMemoryStore();
    const clock = clockAt(NOON);
    const budgets = createBudgets(settings({ principal: { requestsPerMinute: 1 } }), store, { now: () => clock.now });
    for (let minute = 0; minute < 50; minute++) {
      expect([isGranted(await attempt(budgets, person(), 1)), isGranted(await attempt(budgets, person(), 1))]).toEqual([true, false]);
      clock.now += MINUTE;
    }
    clock.now = NOON;
    expect(isGranted(await attempt(budgets, person(), 1))).toBe(true);
  });
});

const clockAtNoon = { now: () => NOON };
