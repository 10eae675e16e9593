import { createLevels } from '../../../../../lib/services/ai-gateway/budgets/dynamodb-levels';
import { compose, type Waiting } from '../../../../../lib/services/ai-gateway/budgets/dynamodb-queue';
import type { Charge, Taken } from '../../../../../lib/services/ai-gateway/budgets/store';
import { MINUTE, NOON } from './sample';

const charge = (account: string, limitTokens = 1_000): Charge => ({ account, window: { kind: 'minute', index: 1, endsAt: NOON + MINUTE }, limitTokens });
const answers: (Taken | 'settled')[] = [];
beforeEach(() => { answers.length = 0; });
const take = (tokens: number, ...charges: Charge[]): Waiting => ({ kind: 'take', withdrawal: { group: 'g', tokens, charges }, since: NOON, refusals: 0, resolve: (taken) => answers.push(taken), reject: () => {} });
const adjust = (tokens: number, ...charges: Charge[]): Waiting => ({ kind: 'adjust', withdrawal: { group: 'g', tokens: 0, charges }, tokens, since: NOON, refusals: 0, resolve: () => answers.push('settled'), gone: new Set() });

/** What a task believes: so many tokens are taken, as the table said at the time. */
function believing(tokens: number, of: Charge, at = NOON - 10_000) {
  const clock = { now: at };
  const levels = createLevels(() => clock.now);
  levels.learn(of, { requests: 0, tokens }, 'refusal');
  clock.now = NOON;
  return levels;
}

test('what is given back makes room in the same transaction', () => {
  const entries = [take(600, charge('a')), adjust(-500, charge('a'))];
  expect(compose(entries, believing(900, charge('a')), NOON)).toMatchObject({ entries: [entries[1], entries[0]], changes: [{ requests: 1, tokens: 100 }], later: [] });
});

test('the sum of a transaction is never more than a limit, for the counter may not be there', () => {
  const entries = [adjust(600, charge('a')), take(600, charge('a'))];
  expect(compose(entries, believing(900, charge('a')), NOON)).toMatchObject({ entries: [entries[0]], changes: [{ requests: 0, tokens: 600 }], later: [entries[1]] });
});

test('a withdrawal without room by an old memory is asked about alone, by a fresh one it is refused', () => {
  const [first, second] = [take(200, charge('a')), take(1, charge('b'))];
  expect(compose([first, second], believing(900, charge('a')), NOON)).toMatchObject({ entries: [first], later: [second] });
  expect(compose([first, second], believing(900, charge('a'), NOON - 10), NOON)).toMatchObject({ entries: [second], later: [] });
  expect(answers).toEqual([{ granted: false, levels: [{ requests: 0, tokens: 900 }].map((level) => expect.objectContaining(level)) }]);
});

test('what has ended is not written', () => {
  expect(compose([adjust(-5, charge('a'))], createLevels(() => NOON), NOON + MINUTE)).toEqual({ entries: [], changes: [], later: [] });
  expect(answers).toEqual(['settled']);
});
